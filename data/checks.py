"""Rows and cells of `consultations.csv` that can't be taken as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from data.dates import coarsest, parse_partial
from data.errors import Finding
from data.tables import ROW

if TYPE_CHECKING:
    from collections.abc import Iterable

_SEEN_LENGTH = 80


def findings_for(
    frame: pd.DataFrame, mask: pd.Series, place: tuple[str, str], said: tuple[str, str],
    *, left_out: bool = False,
) -> list[Finding]:  # fmt: skip
    """A finding for every row of `mask`.

    Args:
        frame: Has the row of the file and the column.
        mask: The rows to report.
        place: File and column.
        said: What was expected, and what to do.
        left_out: Whether the rows are not shown.
    """
    file, column = place
    rows = frame.loc[mask, [ROW, column]]
    return [
        Finding(file, int(row), column, str(seen)[:_SEEN_LENGTH], *said, left_out=left_out)
        for row, seen in zip(rows[ROW], rows[column], strict=True)
    ]


def usable_rows(frame: pd.DataFrame, file: str) -> tuple[pd.DataFrame, list[Finding]]:
    """Leave out the rows that can't stand: without an id or a title, or with an id used before."""
    findings: list[Finding] = []
    for column in ("id", "title"):
        empty = frame[column] == ""
        said = ("a text", "Fill the cell.")
        findings += findings_for(frame, empty, (file, column), said, left_out=True)
        frame = frame[~empty]
    twice = frame["id"].duplicated()
    said = ("an id that no row above has", "Give the row an id of its own.")
    findings += findings_for(frame, twice, (file, "id"), said, left_out=True)
    return frame[~twice].reset_index(drop=True), findings


def with_days(frame: pd.DataFrame, file: str) -> tuple[pd.DataFrame, list[Finding]]:
    """Add `first`, `last`, `precision` and `dated` from `start` and `end`.

    A cell that is no date counts as unknown; an end before the start is not used.
    """
    start, end = parse_partial(frame["start"]), parse_partial(frame["end"])
    findings: list[Finding] = []
    for column, dates in (("start", start), ("end", end)):
        said = ("a date like 2016, 2016-04 or 2016-04-29", "Correct the date; taken as unknown.")
        findings += findings_for(frame, ~dates["understood"], (file, column), said)
    alone = end["first"].notna() & start["first"].isna()
    said = ("a start for this end", "Fill the start; the end was taken for it.")
    findings += findings_for(frame, alone, (file, "end"), said)
    start = start.where(~alone, end)
    backward = end["last"] < start["first"]
    said = ("an end not before the start", "Correct the dates; the end was not used.")
    findings += findings_for(frame, backward, (file, "end"), said)
    used = end["first"].notna() & ~backward
    return frame.assign(
        first=start["first"],
        last=end["last"].where(used, start["last"]),
        precision=coarsest(start["precision"], end["precision"].where(used, "")),
        dated=start["first"].notna(),
    ), findings


def unknown_values(
    frame: pd.DataFrame, known: Iterable[str], file: str, column: str
) -> list[Finding]:
    """Report texts of a column that its list does not name; they are shown as they stand."""
    strange = (frame[column] != "") & ~frame[column].isin(pd.Index(list(known)))
    said = ("an id from the list", "Correct it or add it to the list; shown as written.")
    return findings_for(frame, strange, (file, column), said)
