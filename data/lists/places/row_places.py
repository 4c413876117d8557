"""Read the place of each row: city, country, venue and coordinates."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.columnar.texts import each_once
from data.geo.gazetteer import Gazetteer
from data.lists.matched_table import WHOLE_COORDINATES, MatchedTable
from data.lists.places.checks import boxes_of
from data.lists.places.coordinates import (
    ACTIONS,
    read_coordinate_pairs,
    read_coordinates,
    read_lists,
)
from data.lists.places.list_evidence import countries_by_other_rows
from data.lists.places.position_checks import BY_POSITION, checked_positions
from data.lists.places.questions import Candidate, apply_answers
from data.lists.places.splitting import split_places
from data.lists.readers.issue_log import Notes
from data.model.errors import msgid
from data.words.online import is_only_online

_CHECK_COORDINATES = msgid("Check the corrected coordinates.")
_NO_ACTION = msgid("Nothing to do, unless it is wrong.")
_IN_WORDS = msgid("The city was found among other words.")
_CHECK_PLACE = msgid("Check the place.")


def row_places(
    table: MatchedTable, gazetteer: Gazetteer, answers: Mapping[str, Candidate], notes: Notes
) -> pd.DataFrame:
    """Read the place columns, with an issue for each cell in doubt or repaired.

    Returns:
        One row per row, same index: `city`, `country`, `venue`, `lat`, `lon`, `written` (the
        city where an answer gave it another name); text, "" if unknown.
    """
    split = split_places(table.frame, gazetteer)
    places = split[["city", "country", "venue"]].assign(lat="", lon="")
    places[["lat", "lon"]] = _coordinates(table, split["country"], notes)
    table.note(notes, "country", _issues_of_countries(split))
    table.note(notes, _column_of_words(table), _cities_in_words(table, split))
    if (places["lat"] != "").any():
        online = split["only_online"] | _are_online(table)
        checked = checked_positions(places, online, gazetteer, split["is_guess"])
        table.note(notes, _column(table), checked.issues)
        if checked.countries:
            notes.add(
                0, table.header("country"), str(checked.countries), BY_POSITION, _NO_ACTION,
                level="noted",
            )  # fmt: skip
        places = checked.places
    by_rows = countries_by_other_rows(places, gazetteer, answers)
    if len(by_rows):
        table.note(notes, _column_of_words(table), _by_other_rows(places, by_rows))
        places.loc[by_rows.index, "country"] = by_rows["country"]
    answered = apply_answers(places, answers)
    is_other = answered["city"] != places["city"]
    return answered.assign(written=places["city"].where(is_other, ""))


def _are_online(table: MatchedTable) -> pd.Series[bool]:
    """Whether a column of kinds or formats says that a row was only online."""
    return each_once(table.texts("kind"), lambda text: "x" if is_only_online(text) else "").ne("")


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


def _by_other_rows(places: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Return issues about countries that other rows, or the size of a city, tell."""
    seen = places.loc[found.index, "city"] + " → " + found["country"]
    issue = {"action": _CHECK_PLACE, "level": "guessed"}
    return pd.DataFrame({"seen": seen, "expected": found["reason"]}).assign(**issue)


def _column_of_words(table: MatchedTable) -> str:
    return next((name for name in ("city", "place", "venue") if name in table.headers), "city")


def _cities_in_words(table: MatchedTable, split: pd.DataFrame) -> pd.DataFrame:
    """Return issues about cities among other words."""
    rows = split[split["is_guess"]]
    seen = table.texts(_column_of_words(table))[rows.index] + " → " + rows["city"]
    return rows.assign(seen=seen, expected=_IN_WORDS, action=_CHECK_PLACE, level="guessed")


def _issues_of_countries(split: pd.DataFrame) -> pd.DataFrame:
    """Return issues about countries with other names or territories today."""
    rows = split[split["note"] != ""]
    written = rows["written"].where(rows["written"] != "", rows["country"])
    seen = (written + " → " + rows["today"]).where(rows["today"] != "", written)
    return rows.assign(seen=seen, expected=rows["note"], action=_CHECK_PLACE, level="guessed")
