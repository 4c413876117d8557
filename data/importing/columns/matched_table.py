"""A raw table under the names of the schema, with everything else kept beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from data.campaign.schema import CONSULTATION_COLUMNS, ROW, TRANSLATED_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.importing.readers.issue_log import Notes

WHOLE_PLACE = "place"
WHOLE_DATES = "dates"
WHOLE_COORDINATES = "coordinates"
ADDRESS = "url"
STATE = "state"
DATE_PARTS = ("year", "month", "day")
END_PARTS = ("end_year", "end_month", "end_day")
READ_COLUMNS = (
    *CONSULTATION_COLUMNS, WHOLE_PLACE, WHOLE_DATES, WHOLE_COORDINATES, ADDRESS, *DATE_PARTS,
    *END_PARTS, STATE,
)  # fmt: skip
"""What a header may be matched to: the schema's columns, a place, dates or coordinates in one
column, an address, which becomes a source, the parts of a date in columns of their own, and the
state or province of a city, which stays a further field too."""


@dataclass(frozen=True)
class MatchedTable:
    """A table whose columns are matched.

    Attributes:
        frame: A row a row: the matched columns by their schema names, and `_row`. Text.
        extras: The columns that match nothing, and that of states, by their headers, same index.
        headers: Schema name to header, for the findings.
    """

    frame: pd.DataFrame
    extras: pd.DataFrame
    headers: Mapping[str, str]

    def header(self, column: str) -> str:
        """What the file calls a column; its schema name if the file has none."""
        return self.headers.get(column, column)

    def texts(self, column: str) -> pd.Series[str]:
        """The texts of a column, empty ones if the file has none."""
        if column in self.frame:
            return self.frame[column]
        return pd.Series("", index=self.frame.index, dtype="str")

    def note(self, notes: Notes, column: str, said: pd.DataFrame) -> None:
        """Make findings of a column.

        Args:
            notes: Gathers them.
            column: Schema name of the column.
            said: A row a finding, index as in `frame`: `seen`, `expected`, `action`, `level`.
        """
        columns = [said[name] for name in ("seen", "expected", "action", "level")]
        rows = self.frame.loc[said.index, ROW]
        for row, seen, expected, action, level in zip(rows, *columns, strict=True):
            notes.add(int(row), self.header(column), seen, expected, action, level=level)


def matched_table(raw: pd.DataFrame, matches: Mapping[str, str]) -> MatchedTable:
    """Rename columns.

    Args:
        raw: Text, and the row in `_row`.
        matches: Header to one of `READ_COLUMNS`, or to a translated column such as `title__fr`;
            "" and headers that are not named are kept as extras, and of two headers for one
            column the first one counts.
    """
    headers: dict[str, str] = {}
    for header in raw.columns:
        column = matches.get(header, "")
        if column and is_readable(column):
            headers.setdefault(column, header)
    frame = pd.DataFrame({column: raw[header] for column, header in headers.items()})
    frame = frame.reindex(raw.index) if frame.empty else frame
    frame[ROW] = raw[ROW]
    used = {ROW, *(header for column, header in headers.items() if column != STATE)}
    extras = raw[[header for header in raw.columns if header not in used]]
    return MatchedTable(frame, extras, headers)


def is_readable(column: str) -> bool:
    """Whether a header may be matched to this."""
    name, _, language = column.partition("__")
    return column in READ_COLUMNS or (name in TRANSLATED_COLUMNS and bool(language))
