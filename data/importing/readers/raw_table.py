"""A raw table of text cells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from data.campaign.errors import CampaignError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from data.campaign.errors import Finding

KINDS = ("csv", "tsv", "xlsx", "json", "geojson", "ics")


class UnreadableError(CampaignError):
    """A file can't be read as a table."""


@dataclass(frozen=True, eq=False)
class RawTable:
    """What was read.

    Attributes:
        cells: A row a row of the file that has any text, in its order. Columns of text, named as
            the file names them ("Name (2)" where a name comes again, "Column C" where there is
            none), cells without spaces around them, "" where they are empty; and `_row` (int),
            the row as a spreadsheet counts: the header is 1. Of a format without rows, the first
            record is 2. A file with a header alone gives no rows.
        file: Its name.
        kind: One of `KINDS`.
        sheet: The sheet that was read, "" of a format without sheets.
        sheets: Names of all sheets of a workbook, hidden ones too.
        encoding: As `decoding.ENCODINGS` names it, "" of an Excel file.
        separator: Between the cells of a CSV or TSV, else "".
        findings: What was wrong with the file.
    """

    cells: pa.Table
    file: str
    kind: str
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    separator: str = ""
    findings: tuple[Finding, ...] = ()

    @cached_property
    def frame(self) -> pd.DataFrame:
        """`cells` as a frame, made when it is asked for: a reading process never loads pandas."""
        frame: pd.DataFrame = self.cells.to_pandas()
        return frame

    def with_frame(self, frame: pd.DataFrame) -> RawTable:
        """The same file with other rows."""
        import pyarrow as pa  # noqa: PLC0415

        return replace(self, cells=pa.Table.from_pandas(frame, preserve_index=False))

    @property
    def left_out(self) -> int:
        """How many rows with text are not in `cells`; a finding tells of each."""
        return sum(finding.left_out for finding in self.findings)

    @property
    def rows_read(self) -> int:
        """How many rows with text the file has, its header aside."""
        return len(self.cells) + self.left_out
