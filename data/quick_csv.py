"""Large CSV files that are well written, read by Arrow on all cores; others are left to `tables`.

A row with more or fewer cells than the header is looked at by itself, and holds up no other.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow_csv

from data.arrow_texts import series
from data.white_space import collapsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Fit: TypeAlias = Callable[[int, list[str], int], list[str] | None]

LEAST_BYTES = 1_000_000
"""Below, a file is read as quickly without Arrow."""

MOST_ODD = 1_000
"""Where more rows than this have another number of cells, something is wrong with all of it."""

_BLOCK = 8_000_000
_READ = 1_000_000
"""Bytes that are looked through, and read, at a time."""
_QUOTE = ord('"')
_EDGES = np.frombuffer(b',\n\r"', np.uint8)
"""What may stand beside the quotes around a cell; beside one that is doubled stands the other."""


def quick_table(path: Path, fit: Fit) -> pd.DataFrame | None:
    """Read a large file that is as it should be, but for a few rows.

    Args:
        path: The file.
        fit: Is given the row of the file and the cells of a record that has more or fewer of them
            than the header, and how many that has; gives as many, or None to leave the row out.

    Returns:
        The frame: text, "" where a cell is empty, runs of white space collapsed, names as they
        are written, the row of the file as its index (the header is row 1). None where the file is
        small, or anything about it needs a closer look: not UTF-8, a NUL, a quote within a cell, a
        name that is missing or there twice, many rows with more or fewer cells than the header.
    """
    if path.stat().st_size < LEAST_BYTES or not _is_sound(path):
        return None
    names = _names(path)
    distinct = {name.strip().lower() for name in names} - {""}
    if not names or len(distinct) < len(names):
        return None
    try:
        return _frame(*_read(path, names, fit))
    except pa.ArrowInvalid:
        return None


def _read(path: Path, names: list[str], fit: Fit) -> tuple[dict[str, Any], np.ndarray]:
    """The columns of the file, as Arrow has them, and the row of the file of each."""
    odd: dict[int, str] = {}
    try:
        table = _parsed(path, names)
    except pa.ArrowInvalid:
        # Arrow knows in which row it is only where it reads on one core.
        table = _parsed(path, names, odd)
    numbers = np.arange(2, len(table) + len(odd) + 2)
    numbers = np.setdiff1d(numbers, list(odd), assume_unique=True)
    columns = dict(zip(names, table.columns, strict=True))
    fitted = {row: fit(row, _cells(text), len(names)) for row, text in odd.items()}
    kept = {row: cells for row, cells in fitted.items() if cells is not None}
    if kept:
        places = np.searchsorted(numbers, list(kept))
        numbers = np.insert(numbers, places, list(kept))
        columns = {
            name: _inserted(column, places, [cells[at] for cells in kept.values()])
            for at, (name, column) in enumerate(columns.items())
        }
    return columns, numbers


def _cells(text: str) -> list[str]:
    """The cells of one record."""
    return next(csv.reader(io.StringIO(text, newline=""), strict=True), [])


def _parsed(path: Path, names: list[str], odd: dict[int, str] | None = None) -> Any:  # noqa: ANN401
    """The file as Arrow's table; into `odd` goes the text of what has another number of cells."""

    def keep(record: Any) -> str:  # noqa: ANN401 (pyarrow has no types)
        if odd is None or len(odd) >= MOST_ODD:
            return "error"
        odd[record.number] = record.text
        return "skip"

    reading = arrow_csv.ReadOptions(
        block_size=_READ, column_names=names, skip_rows_after_names=1, use_threads=odd is None
    )
    parsing = arrow_csv.ParseOptions(
        newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=keep
    )
    typing = arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.large_string()))
    return arrow_csv.read_csv(path, reading, parsing, typing)


def _inserted(column: Any, places: np.ndarray, cells: list[str]) -> Any:  # noqa: ANN401
    """A column with further cells before these places; none of the others is copied."""
    pieces, begin = [], 0
    for place, cell in zip(places.tolist(), cells, strict=True):
        pieces += column.slice(begin, place - begin).chunks
        pieces.append(pa.array([cell], pa.large_string()))
        begin = place
    return pa.chunked_array([*pieces, *column.slice(begin).chunks], pa.large_string())


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


def _frame(columns: dict[str, Any], rows: np.ndarray) -> pd.DataFrame:
    """The columns as text without space around it; used up, so that none is there twice."""
    texts = {}
    for name in list(columns):
        trimmed = collapsed(columns.pop(name))
        texts[name] = series(trimmed.combine_chunks())
        del trimmed
        pa.default_memory_pool().release_unused()
    return pd.DataFrame(texts).set_axis(rows)
