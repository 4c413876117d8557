"""A table of text cells, as a reader returns it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from data.model.errors import CampaignError, Issue

if TYPE_CHECKING:
    import pyarrow as pa

GAPS = b"gaps"
"""Where the metadata of a table names, as JSON, the columns with an empty one before them."""

LETTERS = b"letters"
"""Where the metadata names the letters of these columns."""

Parts = tuple[tuple[str, int], ...]


class UnreadableError(CampaignError):
    """A file can't be read as a table."""


@dataclass(frozen=True, eq=False)
class RawTable:
    """The cells of a file and how they were read.

    Attributes:
        cells: One row per row of the file with text, in its order. Text columns have the file's
            names ("Name (2)" for a repeated one, "Column C" for a missing one); cells are
            stripped, "" if empty. `_row` (int) is the row in a spreadsheet: the header is 1. In a
            format without rows, the first record is 2. A file with only a header gives no rows.
        file: Name of the file.
        kind: Name of one of `file_kinds.FILE_KINDS`.
        sheet: The sheet that was read, "" in a format without sheets.
        sheets: Names of all sheets of a workbook, hidden ones too.
        encoding: One of `decoding.ENCODINGS`, "" for a workbook.
        separator: Between the cells of a CSV or TSV, else "".
        issues: Problems found in the file.
        others: Other sheets that may have the same table, not joined yet.
        asked: Tables of demands and of judgements beside the list.
        parts: Where rows of several tables were joined: the name of each table, and the number
            that `_row` has more than the row there. Empty for a single table.
    """

    cells: pa.Table
    file: str
    kind: str
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    separator: str = ""
    issues: tuple[Issue, ...] = ()
    others: tuple[RawTable, ...] = ()
    asked: tuple[RawTable, ...] = ()
    parts: Parts = ()

    @cached_property
    def frame(self) -> pd.DataFrame:
        """Return `cells` as a data frame, made on demand: the worker never loads pandas."""
        frame: pd.DataFrame = self.cells.to_pandas()
        return frame

    @property
    def gaps(self) -> tuple[str, ...]:
        """Return the names of the columns that have an empty one before them in the file."""
        gaps = (self.cells.schema.metadata or {}).get(GAPS, b"[]")
        return tuple(json.loads(gaps))

    @property
    def gap_letters(self) -> dict[str, str]:
        """Return the letter, as in a spreadsheet, of the first column and of those of `gaps`."""
        letters = (self.cells.schema.metadata or {}).get(LETTERS, b"{}")
        return dict(json.loads(letters))

    def with_frame(self, frame: pd.DataFrame) -> RawTable:
        """Return a copy with other rows."""
        import pyarrow as pa

        return replace(self, cells=pa.Table.from_pandas(frame, preserve_index=False))

    @property
    def left_out(self) -> int:
        """Return the number of skipped rows with text; each has an issue."""
        return sum(issue.left_out for issue in self.issues)

    @property
    def rows_read(self) -> int:
        """Return the number of rows with text, without the header."""
        return len(self.cells) + self.left_out
