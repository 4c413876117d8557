"""CSV files as frames of text. Arrow reads large regular files; slower code reads all others."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow_csv

from data.columnar.memory import give_back_freed
from data.columnar.texts import arrow, parts, series
from data.columnar.white_space import collapse
from data.lists.readers.csv_reader import Records
from data.lists.readers.decoding import decode_mixed
from data.lists.readers.issue_log import Notes
from data.model.errors import Issue, msgid
from data.model.schema import ROW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Fit: TypeAlias = Callable[[int, list[str], int], list[str] | None]

LEAST_BYTES = 1_000_000
"""Smaller files are read as fast without Arrow."""

MOST_ODD = 1_000
"""If more rows than this have the wrong number of cells, the whole file has a problem."""

_BLOCK = 8_000_000
_READ = 1_000_000
"""Bytes to scan, and to read, at a time."""
_QUOTE = ord('"')
_EDGES = np.frombuffer(b',\n\r"', np.uint8)
"""Neighbours of quotes: those around a cell, and the other half of a doubled quote."""


def read_table(path: Path) -> tuple[pd.DataFrame, list[Issue]]:
    """Read a CSV file as text.

    Returns:
        The frame, every column `str`, "" where a cell is empty, with the row of the file in
        `_row` (a record counts as one row, the header is row 1); and issues. Rows without any
        text are left out. A missing file gives a frame without columns, an empty one only `_row`.
    """
    if not path.is_file():
        missing = Issue(
            path.name, 0, "", "", msgid("This file is missing."), msgid("Add it if you need it."),
            level="noted",
        )  # fmt: skip
        return pd.DataFrame(), [missing]
    notes = Notes(path.name, None)
    quick = quick_table(path, partial(_fit_row, notes=notes))
    if quick is not None:
        return clean(quick, is_stripped=True), list(notes.issues())
    notes = Notes(path.name, None)
    frame = clean(_read_records(path, notes))
    return frame, list(notes.issues())


def quick_table(path: Path, fit: Fit) -> pd.DataFrame | None:
    """Read a large file that is regular except for a few rows.

    Args:
        path: The file.
        fit: Called with the row of the file, the cells of a record with the wrong number of them,
            and the right number; returns that many cells, or None to leave the row out.

    Returns:
        The frame: text, "" where a cell is empty, runs of white space collapsed, names as written,
        the row of the file as its index (the header is row 1). None if the file is small or
        irregular: not UTF-8, a NUL, a quote within a cell, a missing or duplicate name, many rows
        with the wrong number of cells.
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
    """Read the columns of the file as Arrow arrays, and the row of the file of each record."""
    odd: dict[int, str] = {}
    try:
        table = _parse_table(path, names)
    except pa.ArrowInvalid:
        # Arrow counts rows only when it reads on one core.
        table = _parse_table(path, names, odd)
    numbers = np.arange(2, len(table) + len(odd) + 2)
    numbers = np.setdiff1d(numbers, list(odd), assume_unique=True)
    columns = dict(zip(names, table.columns, strict=True))
    fitted = {row: fit(row, _cells(text), len(names)) for row, text in odd.items()}
    usable = {row: cells for row, cells in fitted.items() if cells is not None}
    if usable:
        positions = np.searchsorted(numbers, list(usable))
        numbers = np.insert(numbers, positions, list(usable))
        columns = {
            name: _insert(column, positions, [cells[i] for cells in usable.values()])
            for i, (name, column) in enumerate(columns.items())
        }
    return columns, numbers


def _cells(text: str) -> list[str]:
    """Split one record into cells."""
    return next(csv.reader(io.StringIO(text, newline=""), strict=True), [])


def _parse_table(path: Path, names: list[str], odd: dict[int, str] | None = None) -> Any:
    """Read the file as Arrow's table; records with the wrong number of cells go into `odd`."""

    def handle(record: Any) -> str:
        if odd is None or len(odd) >= MOST_ODD:
            return "error"
        odd[record.number] = record.text
        return "skip"

    reading = arrow_csv.ReadOptions(
        block_size=_READ, column_names=names, skip_rows_after_names=1, use_threads=odd is None
    )
    parsing = arrow_csv.ParseOptions(
        newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=handle
    )
    typing = arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.large_string()))
    return arrow_csv.read_csv(path, reading, parsing, typing)


def _insert(column: Any, positions: np.ndarray, cells: list[str]) -> Any:
    """Insert cells before some positions of a column, without copying the others."""
    pieces, begin = [], 0
    for position, cell in zip(positions.tolist(), cells, strict=True):
        pieces += column.slice(begin, position - begin).chunks
        pieces.append(pa.array([cell], pa.large_string()))
        begin = position
    return pa.chunked_array([*pieces, *column.slice(begin).chunks], pa.large_string())


def _is_sound(path: Path) -> bool:
    """Tell whether there is no NUL, and quotes are only around whole cells or doubled inside."""
    quotes, before = 0, np.frombuffer(b"\n", np.uint8)
    for block in _blocks(path):
        # The last byte comes again, as the neighbour of the next block.
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
    """Return the names in the first row; empty if it can't be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return next(csv.reader(file, strict=True), [])
    except (UnicodeDecodeError, csv.Error):
        return []


def _frame(columns: dict[str, Any], rows: np.ndarray) -> pd.DataFrame:
    """Make trimmed text columns; the arrays are removed, so that none is in memory twice."""
    texts = {}
    for name in list(columns):
        trimmed = collapse(columns.pop(name))
        texts[name] = series(trimmed.combine_chunks())
        del trimmed
        give_back_freed(len(rows))
    return pd.DataFrame(texts).set_axis(rows)


def _read_records(path: Path, notes: Notes) -> pd.DataFrame:
    """Read any file, record by record; the index is the row of the file."""
    records = iter(Records(_decode(path.read_bytes(), notes), ",", notes))
    header = next((cells for _, cells in records if "".join(cells).strip()), [])
    fitted = ((row, _fit_row(row, cells, len(header), notes)) for row, cells in records)
    usable = {row: cells for row, cells in fitted if cells is not None}
    columns = zip(*usable.values(), strict=True) if usable else [()] * len(header)
    texts = (series(pa.array(column, pa.large_string())) for column in columns)
    frame = pd.DataFrame(dict(enumerate(texts)))
    return frame.set_axis(header, axis="columns").set_axis(list(usable), axis="index")


def _decode(raw: bytes, notes: Notes) -> str:
    """Decode UTF-8, or else each line on its own; NUL is removed."""
    raw = raw.removeprefix(BOM_UTF8).replace(b"\0", b"")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        seen = repr(raw[error.start : error.start + 1])[2:-1]
    notes.add(
        _row_after(before), "", seen, msgid("The text is not UTF-8."),
        msgid("Save the file as UTF-8. It was read as Windows-1252."),
    )  # fmt: skip
    return decode_mixed(raw.split(b"\n"), Notes(""))


def _row_after(text: str) -> int:
    """Return the row in which a truncated text ends."""
    end = '"' if text.count('"') % 2 else "x" if text.endswith(("\n", "\r")) else ""
    return max((row for row, _ in Records(text + end, ",", Notes("", None))), default=1)


def _fit_row(row: int, cells: list[str], width: int, notes: Notes) -> list[str] | None:
    """Return as many cells as the header has, filled up with ""; None if there are too many."""
    if any(cell.strip() for cell in cells[width:]):
        expected = msgid("The row has more or fewer cells than the header.")
        notes.leave_out(row, cells, expected, msgid("Put quotes around cells with commas."))
        return None
    return (cells + [""] * width)[:width]


def clean(frame: pd.DataFrame, *, is_stripped: bool = False) -> pd.DataFrame:
    """Strip names and cells, collapse white space, add the row as a column, drop empty rows.

    Args:
        frame: Text; its index is the row of the file.
        is_stripped: Whether cells are already stripped, collapsed and filled.
    """
    if not is_stripped:
        frame = frame.fillna("").astype("str")
    names = [str(name).strip().lower() for name in frame.columns]
    frame.columns = pd.Index(names)
    wanted = [
        bool(name) and name not in names[:i] and not name.startswith("unnamed:")
        for i, name in enumerate(names)
    ]
    frame = frame if all(wanted) else frame.loc[:, wanted]
    # pandas can't merge on the result of its str methods for a column without rows.
    for column in frame.columns if len(frame) and not is_stripped else ():
        frame[column] = series(collapse(arrow(frame[column])), frame.index)
    is_filled = np.zeros(len(frame), dtype=bool)
    for column in frame.columns:
        is_filled |= (frame[column] != "").to_numpy(dtype=bool)
    frame = frame.assign(**{ROW: frame.index.astype("int64")})
    # Selecting rows copies every text, which is slow for a million rows.
    return (frame if is_filled.all() else frame[is_filled]).reset_index(drop=True)


def with_columns(frame: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """Add the missing ones of `columns` to a frame of text, empty."""
    missing = [name for name in columns if name not in frame.columns]
    # One column for all: making a column of "" for each takes far longer.
    empty = pd.Series("", index=frame.index, dtype="str")
    frame = frame.assign(**dict.fromkeys(missing, empty))
    return frame if ROW in frame.columns else frame.assign(**{ROW: 0})


def split_list(cell: str) -> list[str]:
    """Split a cell at its semicolons: `"a; b"` gives `["a", "b"]`, an empty one gives `[]`."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def explode(frame: pd.DataFrame, key: str, column: str) -> pd.DataFrame:
    """Return one row per value of a list column.

    Returns:
        Columns `key`, `column`, `position` (from 0; an empty value of a list gives no row but
        keeps its position), in the order of the frame; empty cells give no row.
    """
    rows, positions, values = parts(frame[column])
    keys = frame[key].take(rows).reset_index(drop=True)
    return pd.DataFrame({key: keys, column: values, "position": positions})
