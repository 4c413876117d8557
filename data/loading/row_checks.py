"""Checks of rows and cells in a campaign's tables."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from data.columnar.texts import is_among
from data.loading.ids import slugs
from data.loading.iso_dates import coarsest, parse_partial
from data.model.errors import Issue, msgid
from data.model.schema import ROW

_SEEN_LENGTH = 80

_DEGREES = (
    ("lat", 90, msgid("The latitude is not between -90 and 90 degrees.")),
    ("lon", 180, msgid("The longitude is not between -180 and 180 degrees.")),
)


def issues_for(
    frame: pd.DataFrame, mask: pd.Series[bool], cell: tuple[str, str], sentences: tuple[str, str],
    *, left_out: bool = False,
) -> list[Issue]:  # fmt: skip
    """Return one issue per row of `mask`."""
    if not mask.any():
        return []
    file, column = cell
    rows = frame.loc[mask, [ROW, column]]
    return [
        Issue(file, int(row), column, str(seen)[:_SEEN_LENGTH], *sentences, left_out=left_out)
        for row, seen in zip(rows[ROW], rows[column], strict=True)
    ]


def usable_rows(
    frame: pd.DataFrame, file: str, needed: Iterable[str]
) -> tuple[pd.DataFrame, list[Issue]]:
    """Leave out rows with an empty required cell, or with an id that was used before."""
    issues: list[Issue] = []
    if frame.empty:
        return frame, issues
    for column in needed:
        empty = frame[column] == ""
        sentences = (msgid("The cell is empty."), msgid("Fill in the cell."))
        issues += issues_for(frame, empty, (file, column), sentences, left_out=True)
        frame = frame[~empty]
    twice = (frame["id"] != "") & frame["id"].duplicated()
    sentences = (msgid("A row above has the same id."), msgid("Give the row its own id."))
    issues += issues_for(frame, twice, (file, "id"), sentences, left_out=True)
    return frame[~twice].reset_index(drop=True), issues


def with_ids_and_names(frame: pd.DataFrame) -> pd.DataFrame:
    """Where only one of `id` and `name` is filled, make the other from it."""
    if frame.empty:
        return frame
    ids = frame["id"].where(frame["id"] != "", slugs(frame["name"]))
    return frame.assign(id=ids, name=frame["name"].where(frame["name"] != "", ids))


def with_days(frame: pd.DataFrame, file: str) -> tuple[pd.DataFrame, list[Issue]]:
    """Add `first`, `last`, `precision` and `dated` from `start` and `end`.

    An invalid date counts as unknown; an end before the start is ignored.
    """
    start, end = parse_partial(frame["start"]), parse_partial(frame["end"])
    issues: list[Issue] = []
    for column, dates in (("start", start), ("end", end)):
        sentences = (
            msgid("This is not a date like 2016, 2016-04 or 2016-04-29."),
            msgid("Correct the date. It counts as unknown."),
        )
        issues += issues_for(frame, ~dates["understood"], (file, column), sentences)
    alone = end["first"].notna() & start["first"].isna()
    sentences = (
        msgid("There is an end without a start."),
        msgid("Fill in the start. The end was used for it."),
    )
    issues += issues_for(frame, alone, (file, "end"), sentences)
    start[alone] = end[alone]
    backward = end["last"] < start["first"]
    sentences = (
        msgid("The end is before the start."),
        msgid("Correct the dates. The end was ignored."),
    )
    issues += issues_for(frame, backward, (file, "end"), sentences)
    used = end["first"].notna() & ~backward
    return frame.assign(
        first=start["first"],
        last=end["last"].where(used, start["last"]),
        precision=coarsest(start["precision"], end["precision"].where(used, "")),
        dated=start["first"].notna(),
    ), issues


def wrong_places(table: pd.DataFrame, places: pd.DataFrame, file: str) -> list[Issue]:
    """Report coordinates outside the Earth, and cities with too few countries.

    Args:
        table: The row of the file.
        places: One row per consultation and place, coordinates still as text, and `row`.
        file: Name of the table.
    """
    places = places.assign(**{ROW: table[ROW].to_numpy()[places["row"]]})
    issues: list[Issue] = []
    located = places[(places["lat"] != "") | (places["lon"] != "")]
    degrees = {name: pd.to_numeric(located[name], errors="coerce") for name in ("lat", "lon")}
    for column, limit, expected in _DEGREES:
        sentences = (expected, msgid("Correct it, or empty both cells to look up the city."))
        wrong = ~degrees[column].between(-limit, limit)
        issues += issues_for(located, wrong, (file, column), sentences)
    sentences = (
        msgid("The place is at 0, 0, in the sea."),
        msgid("Empty both cells if the place is unknown. They were ignored."),
    )
    nowhere = (degrees["lat"] == 0) & (degrees["lon"] == 0)
    issues += issues_for(located, nowhere, (file, "lat"), sentences)
    lacking = (places["country"] == "") & (places["city"] != "")
    lacking &= places["row"].isin(places.loc[places["country"] != "", "row"])
    sentences = (
        msgid("The countries do not match the cities one by one."),
        msgid("Add its country. The city was looked up without one."),
    )
    return issues + issues_for(places, lacking, (file, "city"), sentences)


def unknown_references(
    frame: pd.DataFrame, ids: pd.Series[str], cell: tuple[str, str]
) -> list[Issue]:
    """Report ids that no consultation has, in one column."""
    texts = frame[cell[1]]
    unknown = (texts != "") & ~is_among(texts, ids)
    sentences = (
        msgid("No consultation has this id."),
        msgid("Correct the id. Only the whole campaign shows this row."),
    )
    return issues_for(frame, unknown, cell, sentences)
