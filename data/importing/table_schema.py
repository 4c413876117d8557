"""The last safety net of an import: a schema for every table of consultations."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from data.importing.cells import each_once
from data.importing.report import issues_of_rows
from data.loading.csv_tables import split_list, with_columns
from data.loading.iso_dates import parse_partial
from data.model.errors import msgid
from data.model.schema import CONSULTATION_COLUMNS, ROW

if TYPE_CHECKING:
    from pandera.pandas import DataFrameSchema

    from data.model.errors import Issue

_TEXT = (msgid("The cell is empty."), msgid("Fill in the cell."))
_OWN_ID = (msgid("A row above has the same id."), msgid("Give the row its own id."))
_DATE = (
    msgid("This is not a date like 2016, 2016-04 or 2016-04-29."),
    msgid("Correct the date. It counts as unknown."),
)
_ORDER = (
    msgid("The end is before the start."),
    msgid("Correct the dates. The end was ignored."),
)
_LOOK_UP = msgid("Correct it, or empty both cells to look up the city.")
_LAT = (msgid("The latitude is not between -90 and 90 degrees."), _LOOK_UP)
_LON = (msgid("The longitude is not between -180 and 180 degrees."), _LOOK_UP)

_RULES = {
    # name of the check: column, level, problem and action
    "id is there": ("id", "skipped", _TEXT),
    "id is its own": ("id", "skipped", _OWN_ID),
    "title is there": ("title", "skipped", _TEXT),
    "start is a date": ("start", "unrecognized", _DATE),
    "end is a date": ("end", "unrecognized", _DATE),
    "end is not before start": ("end", "unrecognized", _ORDER),
    "lat is in range": ("lat", "unrecognized", _LAT),
    "lon is in range": ("lon", "unrecognized", _LON),
}
"""The sentences are those of `row_checks`, so that a report lists an issue that both find once."""

_CHECKED = tuple(dict.fromkeys(column for column, _, _ in _RULES.values()))


def schema_issues(table: pd.DataFrame, file: str) -> list[Issue]:
    """Check a table against the schema.

    Args:
        table: One row per consultation: text columns, "" for empty cells; missing columns count
            as empty. `_row` is optional.
        file: Name of the file, for the issues.

    Returns:
        One issue per cell that fails, in the order of the rules; none for a good table.
    """
    # Importing it takes a second, so it is imported only when a table is checked.
    from pandera.errors import SchemaErrors

    table = with_columns(table, CONSULTATION_COLUMNS).reset_index(drop=True)
    table = table.astype(dict.fromkeys(_CHECKED, "str"))
    try:
        _schema().validate(table, lazy=True)
    except SchemaErrors as error:
        failures = error.failure_cases
    else:
        return []
    issues: list[Issue] = []
    for name, (column, level, texts) in _RULES.items():
        rows = failures.loc[failures["check"] == name, "index"].unique()
        mask = pd.Series(table.index.isin(rows), index=table.index)
        issues += issues_of_rows(table, mask, (file, column), texts, level)
    return issues


@cache
def _schema() -> DataFrameSchema:
    """The schema of a table of text: coordinates may be lists, dates may be partial."""
    from pandera.pandas import Check, Column, DataFrameSchema

    checks = {
        "id is there": _is_filled,
        "id is its own": _is_own,
        "title is there": _is_filled,
        "start is a date": _is_date,
        "end is a date": _is_date,
        "lat is in range": lambda cells: _is_within(cells, 90),
        "lon is in range": lambda cells: _is_within(cells, 180),
    }
    by_column: dict[str, list[Check]] = {name: [] for name in _CHECKED}
    for name, check in checks.items():
        by_column[_RULES[name][0]].append(Check(check, name=name, error=name))
    columns = {name: Column(str, each) for name, each in by_column.items()}
    columns[ROW] = Column(int)
    order = "end is not before start"
    return DataFrameSchema(columns, checks=Check(_is_in_order, name=order, error=order))


def _is_filled(cells: pd.Series[str]) -> pd.Series[bool]:
    return each_once(cells, str.strip) != ""


def _is_own(cells: pd.Series[str]) -> pd.Series[bool]:
    return (cells == "") | ~cells.duplicated()


def _is_date(cells: pd.Series[str]) -> pd.Series[bool]:
    understood: pd.Series[bool] = parse_partial(cells)["understood"]
    return understood


def _is_within(cells: pd.Series[str], limit: int) -> pd.Series[bool]:
    """Whether every coordinate of a list is a number of degrees."""

    def outside(cell: str) -> str:
        numbers = pd.to_numeric(pd.Series(split_list(cell), dtype="str"), errors="coerce")
        return "" if numbers.between(-limit, limit).all() else cell

    # Most cells are one number: these are read together, which takes a hundredth of the time.
    is_one = pd.to_numeric(cells, errors="coerce").between(-limit, limit)
    return each_once(cells.mask(is_one, ""), outside) == ""


def _is_in_order(table: pd.DataFrame) -> pd.Series[bool]:
    start, end = parse_partial(table["start"]), parse_partial(table["end"])
    return ~(end["last"] < start["first"])
