"""Large CSV files without a fault, read by Arrow on all cores; it leaves others to data/tables."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from data.arrow_texts import give_back_memory, series

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LEAST_BYTES = 1_000_000
"""Below, a file is read as quickly without Arrow."""

_BLOCK = 8_000_000
_READ = 1_000_000
"""Bytes that are looked through, and read, at a time."""
_QUOTE = ord('"')
_EDGES = np.frombuffer(b',\n\r"', np.uint8)
"""What may stand beside the quotes around a cell; beside one that is doubled stands the other."""


def quick_table(path: Path) -> pd.DataFrame | None:
    """Read a large file that is as it should be.

    Returns:
        The frame: text, "" where a cell is empty, cells stripped, names as they are written, the
        row of the file as its index (the header is row 1). None where the file is small, or
        anything about it needs a closer look: not UTF-8, a NUL, a quote within a cell, a name
        that is missing or there twice, a row with more or fewer cells than the header.
    """
    if path.stat().st_size < LEAST_BYTES or not _is_sound(path):
        return None
    names = _names(path)
    distinct = {name.strip().lower() for name in names} - {""}
    if not names or len(distinct) < len(names):
        return None
    try:
        return _frame(_read(path, names))
    except pa.ArrowInvalid:
        return None


def _read(path: Path, names: list[str]) -> dict[str, Any]:
    """The columns of the file, as Arrow has them."""
    reading = arrow_csv.ReadOptions(block_size=_READ, column_names=names, skip_rows_after_names=1)
    parsing = arrow_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False)
    typing = arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.large_string()))
    table = arrow_csv.read_csv(path, reading, parsing, typing)
    return dict(zip(names, table.columns, strict=True))


def _is_sound(path: Path) -> bool:
    """Whether there is no NUL, and quotes stand around whole cells and are doubled within."""
    quotes, before = 0, np.frombuffer(b"\n", np.uint8)
    for block in _blocks(path):
        # The last byte is looked at once more, as what stands before the next block.
        text = np.concatenate([before, np.frombuffer(block, np.uint8)])
        at = np.flatnonzero(text[1:] == _QUOTE) + 1
        is_opening = (quotes + np.arange(len(at))) % 2 == 0
        is_start = np.isin(text[at[is_opening] - 1], _EDGES)
        closing = at[~is_opening]
        if text[0] == _QUOTE and quotes and quotes % 2 == 0:
            closing = np.append(0, closing)
        is_end = np.isin(text[closing[closing < len(text) - 1] + 1], _EDGES)
        if not (text.all() and is_start.all() and is_end.all()):
            return False
        quotes, before = quotes + len(at), text[-1:]
    return quotes % 2 == 0


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def _names(path: Path) -> list[str]:
    """The names in the first row; none if it cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return next(csv.reader(file, strict=True), [])
    except (UnicodeDecodeError, csv.Error):
        return []


def _frame(columns: dict[str, Any]) -> pd.DataFrame:
    """The columns as text without space around it; used up, so that none is there twice."""
    length = len(next(iter(columns.values())))
    texts = {}
    for name in list(columns):
        trimmed = pc.utf8_trim_whitespace(columns.pop(name))
        texts[name] = series(trimmed.combine_chunks())
        del trimmed
        give_back_memory()
    return pd.DataFrame(texts).set_axis(pd.RangeIndex(2, length + 2))
