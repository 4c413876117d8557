"""Read the place of each row: city, country, venue and coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from data.campaign.errors import msgid
from data.importing.columns.matched_table import WHOLE_COORDINATES
from data.importing.places.checks import boxes_of, far_from_city
from data.importing.places.coordinates import (
    ACTIONS,
    read_coordinate_pairs,
    read_coordinates,
    read_lists,
)
from data.importing.places.questions import apply_answers
from data.importing.places.splitting import split_places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.importing.columns.matched_table import MatchedTable
    from data.importing.places.questions import Candidate
    from data.importing.readers.issue_log import Notes
    from data.places.gazetteer import Gazetteer

_CHECK_COORDINATES = msgid("Check the corrected coordinates.")
_FAR_ACTION = msgid("Correct whichever is wrong. The map uses the coordinates.")
_CHECK_PLACE = msgid("Check the place.")
_FAR = msgid("The coordinates are more than 300 km from the city.")


def row_places(
    table: MatchedTable, gazetteer: Gazetteer, answers: Mapping[str, Candidate], notes: Notes
) -> pd.DataFrame:
    """Read the place columns, with an issue for each cell in doubt or repaired.

    Returns:
        One row per row, same index: `city`, `country`, `venue`, `lat`, `lon` (text, "" if
        unknown).
    """
    split = split_places(table.frame, gazetteer)
    places = split[["city", "country", "venue"]].assign(lat="", lon="")
    places[["lat", "lon"]] = _coordinates(table, split["country"], notes)
    table.note(notes, "country", _issues_of_countries(split))
    if (places["lat"] != "").any():
        table.note(notes, _column(table), _far(places, gazetteer))
    return apply_answers(places, answers)


def _coordinates(table: MatchedTable, countries: pd.Series[str], notes: Notes) -> pd.DataFrame:
    """Return latitude and longitude as text, several with semicolons; both "" if unusable."""
    lat, lon, both = (table.texts(name) for name in ("lat", "lon", WHOLE_COORDINATES))
    is_filled = (lat + lon + both) != ""
    if not is_filled.any():
        return pd.DataFrame("", index=lat.index, columns=["lat", "lon"], dtype="str")
    boxes = boxes_of(countries.where(is_filled, ""))
    read = read_coordinates(lat, lon, boxes)
    if WHOLE_COORDINATES in table.headers:
        pairs = (lat == "") & (lon == "")
        read = read.where(~pairs, read_coordinate_pairs(both, boxes))
        lat = lat.where(~pairs, both)
    is_known = read[["lat", "lon"]].notna().all(axis="columns")
    texts = read[["lat", "lon"]].round(6).astype("str").where(is_known, "")
    read = read_lists(read.assign(**texts), lat, lon, boxes)
    rows = read[(read["repair"] != "") | (read["problem"] != "")]
    is_wrong = rows["problem"] != ""
    issues = rows.assign(
        seen=(lat + ", " + lon)[rows.index].str.strip(", "),
        expected=rows["problem"].where(is_wrong, rows["repair"]),
        action=rows["problem"].map(ACTIONS).where(is_wrong, _CHECK_COORDINATES),
        level=is_wrong.map({True: "unrecognized", False: "fixed"}),
    )
    table.note(notes, _column(table), issues)
    return read[["lat", "lon"]]


def _column(table: MatchedTable) -> str:
    """Return the column of the coordinates."""
    return "lat" if "lat" in table.headers else WHOLE_COORDINATES


def _issues_of_countries(split: pd.DataFrame) -> pd.DataFrame:
    """Return issues about countries with other names or territories today."""
    rows = split[split["note"] != ""]
    written = rows["written"].where(rows["written"] != "", rows["country"])
    seen = (written + " → " + rows["today"]).where(rows["today"] != "", written)
    return rows.assign(seen=seen, expected=rows["note"], action=_CHECK_PLACE, level="guessed")


def _far(places: pd.DataFrame, gazetteer: Gazetteer) -> pd.DataFrame:
    """Return issues about coordinates far from their city."""
    index = far_from_city(_single_places(places), gazetteer).index.unique()
    rows = places.loc[index]
    issue = {"expected": _FAR, "action": _FAR_ACTION, "level": "guessed"}
    return rows.assign(seen=rows["lat"] + ", " + rows["lon"] + "; " + rows["city"], **issue)


def _single_places(places: pd.DataFrame) -> pd.DataFrame:
    """Return one row per pair of coordinates, with the index of its row, and its city if known."""
    is_list = places["lat"].str.contains(";", regex=False)
    columns = ["city", "country", "lat", "lon"]
    rows = []
    for index, *cells in places.loc[is_list, columns].itertuples(name=None):
        city, country, lats, lons = (str(cell).split("; ") for cell in cells)
        cities = city if len(city) == len(lats) else ["; ".join(city)] * len(lats)
        whole = "; ".join(country)
        rows += [
            (index, name, whole, lat, lon)
            for name, lat, lon in zip(cities, lats, lons, strict=False)
        ]
    members = pd.DataFrame(rows, columns=["index", *columns]).set_index("index")
    return pd.concat([places.loc[~is_list, columns], members])
