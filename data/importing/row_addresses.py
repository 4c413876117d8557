"""Say where a row is: its number, and its sheet where several were joined."""

from __future__ import annotations

from dataclasses import replace

from data.lists.readers.raw_table import Parts
from data.model.errors import Issue
from data.words.languages import number, translations


def address_of(parts: Parts, row: int) -> tuple[str, int]:
    """Return the name of a row's table and its number there.

    Args:
        parts: See `RawTable.parts`. Without any, the name is "" and the number stays.
        row: The number in `_row`; 0 for a whole file.
    """
    name, more = next(((name, more) for name, more in reversed(parts) if 0 <= more < row), ("", 0))
    return name, row - more


def row_text(parts: Parts, row: int, language: str) -> str:
    """Say where a row is: `7`, or `2016, row 7`."""
    name, there = address_of(parts, row)
    if not name:
        return number(there, language)
    # Translators: a sheet of a workbook, and the number of a row in it.
    text = translations(language).gettext("{sheet}, row {row}")
    return text.format(sheet=name, row=number(there, language))


def with_address(parts: Parts, issue: Issue) -> Issue:
    """Return an issue with its sheet behind the file's name, and its row there."""
    name, there = address_of(parts, issue.row)
    return replace(issue, file=f"{issue.file}, {name}", row=there) if name else issue
