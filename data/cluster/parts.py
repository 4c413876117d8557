"""The parts that shards are built from: tables of consultations, read piece by piece.

A part is a CSV or Parquet file with the columns of `consultations.csv`, a Parquet file that this
program exported, or a flat table of events: the same columns, `first` or `date` for `start`, `last`
for `end`.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from data.loading.assemble import OPTIONAL_TABLES, TABLE
from data.loading.csv_tables import read_table
from data.loading.parquet import SUFFIX, text_table, unreadable
from data.model.errors import CampaignUnreadableError, Issue, msgid
from data.model.schema import REQUIRED_COLUMNS

CSV = ".csv"
PIECE_ROWS = 500_000
"""Approximate rows of a Parquet file that are read at a time: 0.6 GB of memory."""

MOST_CSV_BYTES = 400_000_000
"""A CSV file is read whole: a larger one would need more than 2 GB of memory."""

_OTHER_NAMES = {
    "first": "start", "date": "start", "last": "end", "kind_id": "kind", "region_id": "region",
}  # fmt: skip
"""Columns of flat tables and of exports, and ours."""

_EXPORT = {"places", "roles", "number"}
"""Columns that mark a Parquet file of `data.export.parquet`."""

_EXPORT_ONLY = {
    "number", "kind", "region", "place", "dates", "first_day", "last_day", "precision", "link",
    "places", "roles", "documents",
}  # fmt: skip
"""Columns of an export that are computed from others, or named in the reader's language."""

_PLACE_FIELDS = {"city": "city", "country": "iso2", "lat": "lat", "lon": "lon"}


class Piece(NamedTuple):
    """A share of a part that is read at once.

    Attributes:
        path: The part.
        groups: Its first row group, and the one after its last; -1, -1 for a CSV file.
        first_row: The row of its first record in the part; the header is row 1.
        before: How many rows all earlier parts have: rows are numbered through all parts.
    """

    path: str
    groups: tuple[int, int]
    first_row: int
    before: int


def parts_in(source: Path) -> list[Path]:
    """Return the parts in a folder, or the file itself; in the order of their names.

    Of a campaign's folder, it is the table of consultations.
    """
    if not source.is_dir():
        return [source]
    for table in (source / TABLE, (source / TABLE).with_suffix(SUFFIX)):
        if table.is_file():
            return [table]
    inner = source / "consultations"
    files = sorted((inner if inner.is_dir() else source).iterdir())
    return [path for path in files if path.suffix.lower() in {CSV, SUFFIX} and is_part(path)]


def is_part(path: Path) -> bool:
    """Return whether a file has columns of consultations: an id and a title."""
    if path.name in OPTIONAL_TABLES or path.suffix.lower() not in {CSV, SUFFIX}:
        return False
    names = {name.strip().lower() for name in _names(path)}
    return set(REQUIRED_COLUMNS) <= names


def _names(path: Path) -> list[str]:
    try:
        if path.suffix.lower() == SUFFIX:
            return list(parquet.read_schema(path).names)
        with path.open(encoding="utf-8-sig", newline="") as file:
            return next(csv.reader(file), [])
    except (OSError, UnicodeDecodeError, csv.Error, pa.ArrowException):
        return []


def pieces_of(parts: Sequence[Path], rows: int = PIECE_ROWS) -> list[Piece]:
    """Cut parts into pieces of about so many rows, in order.

    Raises:
        CampaignUnreadableError: A part is not readable, or a CSV file is too large.
    """
    pieces: list[Piece] = []
    before = 0
    for path in parts:
        if path.suffix.lower() == SUFFIX:
            pieces += _parquet_pieces(path, before, rows)
            before += parquet.read_metadata(path).num_rows
            continue
        if path.stat().st_size > MOST_CSV_BYTES:
            raise CampaignUnreadableError(
                msgid("{file} is too large to be read at once."),
                msgid("Split it into parts of at most 400 MB, or write it as Parquet."),
                file=str(path),
            )
        pieces.append(Piece(str(path), (-1, -1), 2, before))
        before += _lines(path)
    return pieces


def _parquet_pieces(path: Path, before: int, rows: int) -> list[Piece]:
    try:
        facts = parquet.read_metadata(path)
    except (OSError, pa.ArrowException) as error:
        raise unreadable(path) from error
    pieces, begin, row, count = [], 0, 2, 0
    for group in range(facts.num_row_groups):
        count += facts.row_group(group).num_rows
        is_last = group + 1 == facts.num_row_groups
        if is_last or count + facts.row_group(group + 1).num_rows > rows:
            pieces.append(Piece(str(path), (begin, group + 1), row, before))
            begin, row, count = group + 1, row + count, 0
    return pieces


def _lines(path: Path) -> int:
    """Return a number of rows that the file does not exceed."""
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b"")) + 1


def read_piece(piece: Piece) -> tuple[pd.DataFrame, list[Issue]]:
    """Read a piece as a table of text with our columns, the row of the part in `_row`, and issues.

    Raises:
        CampaignUnreadableError: It can't be read.
    """
    path = Path(piece.path)
    if piece.groups[0] < 0:
        table, issues = read_table(path)
    else:
        try:
            with parquet.ParquetFile(path) as file:
                columns = file.read_row_groups(range(*piece.groups))
            table, issues = text_table(_without_lists(columns), piece.first_row), []
        except (OSError, pa.ArrowException) as error:
            raise unreadable(path) from error
    names = {
        other: ours
        for other, ours in _OTHER_NAMES.items()
        if other in table.columns and ours not in table.columns
    }
    if {"first", "date"} <= set(names):
        names.pop("date")
    return table.rename(columns=names), issues


def _without_lists(table: Any) -> Any:
    """Turn the places of an export into columns of lists, and leave out what it computed."""
    if not set(table.column_names) >= _EXPORT:
        return table
    places = table["places"].combine_chunks()
    table = table.drop_columns([name for name in table.column_names if name in _EXPORT_ONLY])
    offsets, values = places.offsets, places.values  # noqa: PD011 -- Arrow
    for name, field in _PLACE_FIELDS.items():
        texts = pc.fill_null(pc.cast(values.field(field), pa.string()), "")
        lists = pa.ListArray.from_arrays(offsets, texts)
        table = table.append_column(name, pc.binary_join(lists, "; "))
    return table


def fingerprint(parts: Sequence[Path], *others: str) -> str:
    """Return 12 hexadecimal digits that change with a part's name, size or time of change."""
    digest = hashlib.sha256()
    for path in parts:
        stat = path.stat()
        digest.update(f"{path.resolve()} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    for text in others:
        digest.update(text.encode() + b"\0")
    return digest.hexdigest()[:12]
