"""Build workbooks that are small files and huge tables."""

from __future__ import annotations

from openpyxl import Workbook

from tests.data.lists.readers.workbooks import (
    BEGIN,
    END,
    MAIN,
    cell,
    saved,
    with_parts,
    workbook,
)

LONG_ROW = f"<row>{cell('a' * 1_000)}</row>"


def sparse() -> bytes:
    book = Workbook()
    book.active["A1"] = "a"
    book.active["XFD1048576"] = "x"
    return saved(book)


def sheets(number: int) -> bytes:
    book = Workbook()
    for place in range(number - 1):
        book.create_sheet(f"s{place}").append(["a", "b"])
    return saved(book)


def sheet(rows: str, **parts: str) -> bytes:
    return with_parts(workbook([["x"]]), sheet=BEGIN + rows + END, **parts)


def laughing(part: str) -> bytes:
    """Return a workbook with an entity bomb in one part."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{entities}]>'
    return with_parts(workbook([["x"]]), **{part: f'{text}<x xmlns="{MAIN}">&a9;</x>'})
