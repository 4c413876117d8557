"""CSV files as frames of text. Arrow reads large regular files; slower code reads all others."""

from __future__ import annotations

import csv
import io
import re
from codecs import BOM_UTF8
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow_csv

from data.columnar.memory import give_back_freed
from data.columnar.texts import arrow, parts, series
from data.columnar.white_space import collapse
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

_SEEN_LENGTH = 200
_BLANK_START = re.compile(r"(?:[\s,]*\n)?")


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
    unfit: list[Issue] = []

    def fit(row: int, cells: list[str], width: int) -> list[str] | None:
        fitted = _fit_row(cells, width)
        unfit.extend([] if fitted else [_wrong_count(path.name, row, cells)])
        return fitted

    quick = quick_table(path, fit)
    if quick is not None:
        return clean(quick, is_stripped=True), unfit
    text, issues = _decode(path)
    frame, broken = _parse(text.replace("\x00", ""), path.name)
    return clean(frame), issues + broken


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


def _decode(path: Path) -> tuple[str, list[Issue]]:
    raw = path.read_bytes().removeprefix(BOM_UTF8)
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        seen = repr(raw[error.start : error.start + 1])[2:-1]
    issue = Issue(
        path.name, _row_after(before), "", seen, msgid("The text is not UTF-8."),
        msgid("Save the file as UTF-8. It was read as Windows-1252."),
    )  # fmt: skip
    return "\n".join(_decode_line(line) for line in raw.split(b"\n")), [issue]


def _decode_line(raw: bytes) -> str:
    """Decode one line, so that a file in both encodings loses no letters."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _row_after(text: str) -> int:
    """Return the row in which a truncated text ends."""
    is_quoted = text.count('"') % 2
    begins_row = text.endswith(("\n", "\r"))
    return sum(1 for _ in _records(text + ('"' if is_quoted else "x" if begins_row else "")))


def _parse(text: str, name: str) -> tuple[pd.DataFrame, list[Issue]]:
    """Parse with pandas, or record by record if it fails. The index is the row."""
    start = _BLANK_START.match(text)
    begin = start.end() if start else 0
    header_row = text.count("\n", 0, begin) + 1
    text = text[begin:]
    try:
        frame = pd.read_csv(
            io.StringIO(text), dtype=str, keep_default_na=False, skip_blank_lines=False
        )
    except pd.errors.EmptyDataError:
        return pd.DataFrame(), []
    except pd.errors.ParserError:
        return _parse_records(text, name, header_row)
    # If the first row has too many cells, pandas makes an index of the first ones.
    if not isinstance(frame.index, pd.RangeIndex):
        return _parse_records(text, name, header_row)
    return frame.set_axis(range(header_row + 1, header_row + 1 + len(frame)), axis="index"), []


def _parse_records(text: str, name: str, header_row: int) -> tuple[pd.DataFrame, list[Issue]]:
    """Return the records that fit the header, and issues for the others."""
    (header, _), *records = _records(text)
    width = len(header)
    usable: dict[int, list[str]] = {}
    issues = []
    for row, (cells, is_closed) in enumerate(records, header_row + 1):
        fitted = _fit_row(cells, width)
        if is_closed and fitted:
            usable[row] = fitted
        elif is_closed:
            issues.append(_wrong_count(name, row, cells))
        else:
            issues.append(_unclosed_quote(name, row, cells))
    rows = list(usable.values())
    frame = pd.DataFrame(rows, columns=pd.Index(header), index=list(usable), dtype=str)
    return frame, issues


def _fit_row(cells: list[str], width: int) -> list[str] | None:
    """Return as many cells as the header has, filled up with ""; None if there are too many."""
    return None if any(cell.strip() for cell in cells[width:]) else (cells + [""] * width)[:width]


def _wrong_count(name: str, row: int, cells: list[str]) -> Issue:
    said = (
        msgid("The row has more or fewer cells than the header."),
        msgid("Put quotes around cells with commas."),
    )
    return Issue(name, row, "", ", ".join(cells)[:_SEEN_LENGTH], *said, left_out=True)


def _unclosed_quote(name: str, row: int, cells: list[str]) -> Issue:
    said = (
        msgid("The closing quotes are missing."),
        msgid("Close the quotes, and double those inside a cell."),
    )
    return Issue(name, row, "", ", ".join(cells)[:_SEEN_LENGTH], *said, left_out=True)


def _records(text: str) -> Iterator[tuple[list[str], bool]]:
    """Return the cells of each record, and whether its quotes are closed.

    A line with an unclosed quote is a record of its own, so that it takes no other row with it.
    """
    lines = list(io.StringIO(text, newline=""))
    start = 0
    while start < len(lines):
        reader = csv.reader((lines[at] for at in range(start, len(lines))), strict=True)
        begin = start
        try:
            for cells in reader:
                yield cells, True
                begin = start + reader.line_num
        except csv.Error:
            yield [lines[begin].rstrip()], False
            start = begin + 1
        else:
            return


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
