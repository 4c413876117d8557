"""The first step of a build: write each piece in date order, and list the names in it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from data.cluster.parts import Piece, read_piece
from data.columnar.memory import pause_collection, return_all_memory
from data.columnar.texts import parts as list_parts
from data.loading.assemble import COLUMNS, TABLE
from data.loading.contacts import FOLDER_ACTION, without_contacts
from data.loading.csv_tables import explode, with_columns
from data.loading.row_checks import usable_rows, with_days
from data.model.schema import CONSULTATION_COLUMNS, REQUIRED_COLUMNS, ROLES, ROW
from data.model.schema import ROLE_COLUMNS as COLUMN_OF_ROLE
from data.store.atomic_folder import write_file

NO_DATE = np.iinfo(np.int32).max
"""The day of an undated row: it sorts last."""

BATCH_ROWS = 16_384
"""Rows that are read and decompressed at once when a shard takes its share of a piece."""

MOST_ISSUES = 1_000
"""The most issues listed for a piece or a shard; the rest are counted."""

NAMED = ("kind", "region", *(COLUMN_OF_ROLE[role] for role in ROLES))
"""Columns whose distinct texts are numbered once for all shards, in the order of numbering."""


class Survey(NamedTuple):
    """A piece to survey, and where the result goes.

    Attributes:
        piece: What to read.
        number: Of the piece.
        folder: Gets the files of `rows_file` and the like.
        shows_contacts: Whether e-mail addresses and telephone numbers stay.
    """

    piece: Piece
    number: int
    folder: str
    shows_contacts: bool


def rows_file(folder: Path, number: int) -> Path:
    """The file with the usable rows of a piece, text in date order, `_row` through all parts."""
    return folder / f"{number:05}.arrow"


def days_file(folder: Path, number: int) -> Path:
    """The file with arrays in the same order, see `Days`."""
    return folder / f"{number:05}.npz"


def links_file(folder: Path, number: int) -> Path:
    """The file with one row per follow-up: `consultation`, `into`, `position`, `row`."""
    return folder / f"{number:05}-links.parquet"


class Days(NamedTuple):
    """Arrays of the rows of a piece, in date order.

    Attributes:
        hashes: A 64-bit number of each id.
        first: First day, in days since 1970; `NO_DATE` if unknown.
        last: Last day, likewise.
        exact: Whether both are known to the day.
        rows: The row through all parts.
    """

    hashes: np.ndarray
    first: np.ndarray
    last: np.ndarray
    exact: np.ndarray
    rows: np.ndarray


def read_days(folder: Path, number: int) -> Days:
    """Read the arrays of a piece."""
    with np.load(days_file(folder, number)) as file:
        return Days(*(file[name] for name in Days._fields))


def hashes_of(ids: pd.Series[str]) -> np.ndarray:
    """Return a 64-bit hash of each id. Odds of a collision among 100 million ids: 1 to 3,000."""
    return pd.util.hash_array(ids.to_numpy(dtype=object), categorize=False)


def survey(task: Survey) -> dict[str, Any]:
    """Read a piece and write its rows in date order.

    Returns:
        `rows` (how many are usable), `columns` (their names), `contacts` (names of columns that
        were left out because they have contacts), `names` (column of `NAMED` to its
        distinct texts in order of appearance, each with its row), `issues`, `more_issues`.
    """
    folder, piece = Path(task.folder), task.piece
    with pause_collection():
        table, issues = read_piece(piece)
        table = with_columns(table, CONSULTATION_COLUMNS)
        columns = list(table.columns)
        if not task.shows_contacts:
            table, contacts = without_contacts(table, COLUMNS[TABLE])
            issues += contacts.issues(TABLE, FOLDER_ACTION)
        table, left_out = usable_rows(table, Path(piece.path).name, REQUIRED_COLUMNS)
        issues += left_out
        table[ROW] += piece.before
        names = {column: _names(table, column) for column in NAMED}
        dates, _ = with_days(table[["start", "end", ROW]], TABLE)
        first, last = (_days(dates[end]) for end in ("first", "last"))
        order = np.lexsort((table[ROW].to_numpy(), last, first))
        exact = (dates["precision"] == "day").to_numpy(dtype=bool)
        days = Days(hashes_of(table["id"]), first, last, exact, table[ROW].to_numpy())
        _write_rows(table, order, rows_file(folder, task.number))
        ordered = {name: array[order] for name, array in days._asdict().items()}
        np.savez(days_file(folder, task.number), **ordered)
        _write_links(table, order, links_file(folder, task.number))
    facts = {
        "rows": len(table),
        "columns": [name for name in table.columns if name != ROW],
        "contacts": [name for name in columns if name not in table.columns],
        "names": names,
        "issues": [asdict(issue) for issue in issues[:MOST_ISSUES]],
        "more_issues": max(len(issues) - MOST_ISSUES, 0),
    }
    del table, dates
    return_all_memory()
    return facts


def _days(moments: pd.Series[Any]) -> np.ndarray:
    days = moments.to_numpy().astype("datetime64[D]").astype(np.int64)
    return np.where(moments.isna(), NO_DATE, days).astype(np.int32)


def _names(table: pd.DataFrame, column: str) -> list[tuple[str, int]]:
    """The distinct texts of a column and the row of each, in order of appearance."""
    texts, rows = table[column], table[ROW].to_numpy()
    if column in COLUMN_OF_ROLE.values():
        values = list_parts(texts)
        texts, rows = values.texts, rows[values.rows]
    codes, distinct = pd.factorize(texts)
    firsts = np.full(len(distinct), len(codes))
    np.minimum.at(firsts, codes, np.arange(len(codes)))
    return [
        (str(text), int(rows[at]))
        for text, at in zip(distinct, firsts.tolist(), strict=True)
        if text
    ]


def names_without(folder: Path, number: int, positions: list[int]) -> dict[str, Any]:
    """Return the `names` of a piece as `survey` does, without the rows at these positions."""
    rows = len(read_days(folder, number).rows)
    table = read_rows(rows_file(folder, number), 0, rows).drop(index=positions)
    table = table.sort_values(ROW).reset_index(drop=True)
    return {column: _names(table, column) for column in NAMED}


def _write_rows(table: pd.DataFrame, order: np.ndarray, path: Path) -> None:
    """Write rows in batches; a shard reads only the batches that it needs."""
    columns = {name: pa.array(table[name]) for name in table.columns}
    rows = pa.table(columns).take(pa.array(order))
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with (
        pa.OSFile(str(path), "wb") as file,
        pa.ipc.new_file(file, rows.schema, options=options) as writer,
    ):
        for start in range(0, len(rows), BATCH_ROWS):
            # One batch of so many rows, whatever chunks the table has.
            writer.write_batch(rows.slice(start, BATCH_ROWS).combine_chunks().to_batches()[0])


def read_rows(path: Path, start: int, stop: int) -> pd.DataFrame:
    """Read the rows of a piece from a position up to another, as a table of text."""
    with pa.memory_map(str(path)) as file:
        reader = pa.ipc.open_file(file)
        batches = [
            _cut(reader.get_batch(i), start - i * BATCH_ROWS, stop - i * BATCH_ROWS)
            for i in range(start // BATCH_ROWS, -(-stop // BATCH_ROWS))
        ]
        table = pa.Table.from_batches(batches, reader.schema).combine_chunks()
    frame: pd.DataFrame = table.to_pandas()
    texts = [name for name in frame.columns if name != ROW]
    return frame.astype(dict.fromkeys(texts, "str"))


def _cut(batch: Any, start: int, stop: int) -> Any:
    start = max(start, 0)
    return batch.slice(start, max(min(stop, len(batch)) - start, 0))


def _write_links(table: pd.DataFrame, order: np.ndarray, path: Path) -> None:
    positions = np.empty(len(order), dtype=np.int64)
    positions[order] = np.arange(len(order))
    filled = np.flatnonzero(table["feeds_into"] != "")
    few = table[["id", "feeds_into", ROW]].take(filled).reset_index(drop=True)
    links = explode(few.assign(at=few.index.astype("str")), "at", "feeds_into")
    at = links["at"].astype("int64").to_numpy()
    frame = pd.DataFrame(
        {
            "consultation": few["id"].take(at).to_numpy(),
            "into": links["feeds_into"],
            "position": positions[filled[at]],
            "row": few[ROW].to_numpy()[at],
        }
    )
    frame.to_parquet(path, index=False)


def write_facts(facts: dict[str, Any], path: Path) -> None:
    """Write the facts of a step atomically: a step with facts is complete."""
    write_file(path, json.dumps(facts).encode())
