"""Tables of a campaign in Parquet files, read as text like CSV."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from data.columnar.memory import give_back_memory
from data.columnar.texts import series
from data.columnar.white_space import collapse
from data.loading.csv_tables import clean, read_table
from data.model.errors import CampaignUnreadableError, Issue, msgid
from data.model.schema import ROW

SUFFIX = ".parquet"
_TEXT = pa.large_string()
_DAY = "%Y-%m-%d"


def read_parquet(path: Path) -> tuple[pd.DataFrame, list[Issue]]:
    """Read a Parquet file as the same table of text as a CSV file with the same cells.

    Days are ISO dates, lists have semicolons, a missing value is "".

    Returns:
        The frame as `read_table` returns it, with row 2 as the first record; no issues.

    Raises:
        CampaignUnreadableError: It is not a Parquet file, or is damaged.
    """
    try:
        return text_table(parquet.read_table(path)), []
    except (OSError, pa.ArrowException) as error:
        raise unreadable(path) from error


def unreadable(path: Path) -> CampaignUnreadableError:
    """Return the error for a file that is not Parquet, or is damaged."""
    return CampaignUnreadableError(
        msgid("{file} is not a readable Parquet file."),
        msgid("Write it again, or use a CSV file instead."), file=str(path),
    )  # fmt: skip


def text_table(table: Any, first_row: int = 2) -> pd.DataFrame:
    """Turn an Arrow table into a table of text as `read_table` returns it.

    Args:
        table: Columns of text, numbers, days or lists of texts.
        first_row: The row of its first record; the header of a whole file would be row 1.

    Raises:
        ArrowException: A column has another type.
    """
    names = table.column_names
    columns = dict(zip(names, table.columns, strict=True))
    del table
    # Arrow uses one core per column. Each column is freed as soon as its text is made.
    with ThreadPoolExecutor(os.cpu_count()) as cores:
        texts = cores.map(lambda name: _text(columns.pop(name)), names)
        frame = pd.DataFrame(dict(zip(names, texts, strict=True)))
    give_back_memory(len(frame))
    return clean(frame.set_axis(frame.index + first_row), is_stripped=True)


def write_parquet(table: pd.DataFrame, path: Path) -> None:
    """Write a table of text as Parquet, without its index."""
    columns = {name: pa.array(table[name].astype("str"), _TEXT) for name in table.columns}
    parquet.write_table(pa.table(columns), path, compression="zstd")


def as_parquet(path: Path) -> Path:
    """Replace a CSV file by a Parquet file and return its path."""
    table, _ = read_table(path)
    into = path.with_suffix(SUFFIX)
    write_parquet(table.drop(columns=ROW), into)
    path.unlink()
    return into


def _text(column: Any) -> pd.Series[str]:
    if pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
        lists = pc.cast(column, pa.list_(pa.string()))
        column = pc.binary_join(lists, "; ")
    elif pa.types.is_temporal(column.type):
        column = pc.strftime(column, format=_DAY)
    text = pc.fill_null(pc.cast(column, _TEXT), "").combine_chunks()
    if pc.any(pc.match_substring(text, "\0")).as_py():
        text = pc.replace_substring(text, "\0", "")
    return series(collapse(text))
