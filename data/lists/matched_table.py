"""A raw table with the column names of the schema, and its other columns beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from data.lists.readers.issue_log import Notes
from data.model.schema import CONSULTATION_COLUMNS, ROW, TRANSLATED_COLUMNS

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
"""The column types: the schema's columns; a place, dates or coordinates in one column; a web
address, which becomes a source; the parts of a date in separate columns; and the state or province
of a city, which is also an extra field."""


@dataclass(frozen=True)
class MatchedTable:
    """A table whose columns are matched.

    Attributes:
        frame: The matched columns by their schema names, and `_row`. Text.
        extras: The columns without a type, and the column of states, by header, same index.
        headers: Header by schema name, for the issues.
    """

    frame: pd.DataFrame
    extras: pd.DataFrame
    headers: Mapping[str, str]

    def header(self, column: str) -> str:
        """The file's header of a column; its schema name if the file has no such column."""
        return self.headers.get(column, column)

    def texts(self, column: str) -> pd.Series[str]:
        """The texts of a column; empty texts if the file has no such column."""
        if column in self.frame:
            return self.frame[column]
        return pd.Series("", index=self.frame.index, dtype="str")

    def note(self, notes: Notes, column: str, issues: pd.DataFrame) -> None:
        """Record issues of a column.

        Args:
            notes: Gets the issues.
            column: Schema name of the column.
            issues: One row per issue, index as in `frame`: `seen`, `expected`, `action`, `level`.
        """
        columns = [issues[name] for name in ("seen", "expected", "action", "level")]
        rows = self.frame.loc[issues.index, ROW]
        for row, seen, expected, action, level in zip(rows, *columns, strict=True):
            notes.add(int(row), self.header(column), seen, expected, action, level=level)


def rename_columns(raw: pd.DataFrame, matches: Mapping[str, str]) -> MatchedTable:
    """Rename the columns of a raw table.

    Args:
        raw: Text, and the row in `_row`.
        matches: One of `READ_COLUMNS`, or a translated column such as `title__fr`, by header;
            headers with "" or none become extras. If two headers match one column, the first
            counts.
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
    """Whether this is a column type."""
    name, _, language = column.partition("__")
    return column in READ_COLUMNS or (name in TRANSLATED_COLUMNS and bool(language))
