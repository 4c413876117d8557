"""The place of each row: city, country, venue, coordinates, and what could not be read."""

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

REPAIRED = msgid("Check the corrected coordinates.")
ASKED = msgid("Correct whichever is wrong. The map uses the coordinates.")
NOTED = msgid("Check the place.")
NEAR_EXPECTED = msgid("The coordinates are more than 300 km from the city.")


def row_places(
    table: MatchedTable, gazetteer: Gazetteer, answers: Mapping[str, Candidate], notes: Notes
) -> pd.DataFrame:
    """Read the columns of places; a finding for each that is in doubt or was repaired.

    Returns:
        A row a row, same index: `city`, `country`, `venue`, `lat`, `lon` (text, "" where
        unknown).
    """
    split = split_places(table.frame, gazetteer)
    places = split[["city", "country", "venue"]].assign(lat="", lon="")
    places[["lat", "lon"]] = _coordinates(table, split["country"], notes)
    table.note(notes, "country", _noted(split))
    if (places["lat"] != "").any():
        table.note(notes, _column(table), _far(places, gazetteer))
    return apply_answers(places, answers)


def _coordinates(table: MatchedTable, countries: pd.Series[str], notes: Notes) -> pd.DataFrame:
    """Latitude and longitude as text, several with semicolons; both empty where they are none."""
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
    known = read[["lat", "lon"]].notna().all(axis="columns")
    texts = read[["lat", "lon"]].round(6).astype("str").where(known, "")
    read = read_lists(read.assign(**texts), lat, lon, boxes)
    said = read[(read["repair"] != "") | (read["problem"] != "")]
    wrong = said["problem"] != ""
    said = said.assign(
        seen=(lat + ", " + lon)[said.index].str.strip(", "),
        expected=said["problem"].where(wrong, said["repair"]),
        action=said["problem"].map(ACTIONS).where(wrong, REPAIRED),
        level=wrong.map({True: "not understood", False: "repaired"}),
    )
    table.note(notes, _column(table), said)
    return read[["lat", "lon"]]


def _column(table: MatchedTable) -> str:
    """Which column the coordinates are in."""
    return "lat" if "lat" in table.headers else WHOLE_COORDINATES


def _noted(split: pd.DataFrame) -> pd.DataFrame:
    """What to say of countries that are not written as they are today."""
    noted = split[split["note"] != ""]
    written = noted["written"].where(noted["written"] != "", noted["country"])
    seen = (written + " → " + noted["today"]).where(noted["today"] != "", written)
    return noted.assign(seen=seen, expected=noted["note"], action=NOTED, level="in doubt")


def _far(places: pd.DataFrame, gazetteer: Gazetteer) -> pd.DataFrame:
    """What to say of coordinates that are far from the city."""
    index = far_from_city(_each(places), gazetteer).index.unique()
    rows = places.loc[index]
    said = {"expected": NEAR_EXPECTED, "action": ASKED, "level": "in doubt"}
    return rows.assign(seen=rows["lat"] + ", " + rows["lon"] + "; " + rows["city"], **said)


def _each(places: pd.DataFrame) -> pd.DataFrame:
    """A row a pair of coordinates, under the index of its row; its city where that can be told."""
    is_list = places["lat"].str.contains(";", regex=False)
    columns = ["city", "country", "lat", "lon"]
    rows = []
    for index, *cells in places.loc[is_list, columns].itertuples(name=None):
        city, country, lats, lons = (str(cell).split("; ") for cell in cells)
        cities = city if len(city) == len(lats) else ["; ".join(city)] * len(lats)
        whole = "; ".join(country)
        rows += [
            (index, *one, whole, lat, lon)
            for *one, lat, lon in zip(cities, lats, lons, strict=False)
        ]
    each = pd.DataFrame(rows, columns=["index", *columns]).set_index("index")
    return pd.concat([places.loc[~is_list, columns], each])
