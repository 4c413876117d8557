"""Bounding boxes of countries, and issues about places that are not on the map."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd

from data.columnar.texts import each_once
from data.geo.candidates import City
from data.geo.countries import country_codes
from data.geo.gazetteer import CITIES
from data.geo.placing import AMBIGUOUS, REASONS, UNKNOWN_CITY, UNKNOWN_COUNTRY
from data.geo.similar_cities import similar_cities
from data.lists.readers.issue_log import shorten
from data.lists.readers.limits import MOST_REPORTED
from data.model.errors import Issue, msgid

_QUERY = """
select iso2, city.lat / 1e4 as lat, city.lon / 1e4 as lon
from city join region on region.id = city.region
"""
_COLUMNS = ("south", "west", "north", "east")


def boxes_of(countries: pd.Series[str]) -> pd.DataFrame:
    """Return the bounding box of each row's country.

    Args:
        countries: Text as in a list; several countries with semicolons.

    Returns:
        Same index, columns `south, west, north, east` in degrees. West is larger than east if the
        box crosses 180. NaN if the country is unknown or there are several.
    """
    codes = each_once(countries, _code)
    boxes = country_boxes().reindex(codes)
    return boxes.set_axis(countries.index)


@lru_cache(maxsize=1)
def country_boxes() -> pd.DataFrame:
    """Return `south, west, north, east` with one row per country, indexed by alpha-2 code."""
    with closing(
        sqlite3.connect(f"{CITIES.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    ) as db:
        cities = pd.read_sql_query(_QUERY, db)
    rows = {str(iso2): _box(group) for iso2, group in cities.groupby("iso2")}
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(_COLUMNS), dtype="float64")


def _box(cities: pd.DataFrame) -> tuple[float, float, float, float]:
    """Return the smallest box around cities: without their widest gap, so it may cross 180."""
    lons = np.sort(cities["lon"].to_numpy())
    gaps = np.diff(lons, append=lons[0] + 360)
    widest = int(np.argmax(gaps))
    west, east = lons[(widest + 1) % len(lons)], lons[widest]
    return cities["lat"].min(), west, cities["lat"].max(), east


def _code(country: str) -> str:
    codes = country_codes(country)
    return codes[0] if len(codes) == 1 else ""


_EXPECTED = {
    AMBIGUOUS: msgid("It is unclear which city is meant."),
    UNKNOWN_CITY: msgid("No city of this name was found."),
    UNKNOWN_COUNTRY: msgid("No country of this name was found."),
}


_MOST_COMPARED = 600
"""So many places that were not found are compared with the names of large cities."""
_SIMILAR = msgid("No city of this name was found, but one of nearly this name.")
_SIMILAR_ACTION = msgid("Choose the city that is meant, or correct the spelling.")
_ONE_CITY = msgid("Only one city has this name, but it may not be meant.")
_ONE_CITY_ACTION = msgid("Confirm that you mean this city, or add the country.")


def place_issues(places: pd.DataFrame, rows: pd.Series[int], file: str, column: str) -> list[Issue]:
    """Return an issue for each place that was not found, at most `MOST_REPORTED` of a kind.

    Args:
        places: One row per place, as `geo.placing.place` returns them.
        rows: The row in the file by id of the event.
        file: Name of the file.
        column: Name of its column of cities or places.
    """
    missing = places[places["status"].isin(list(_EXPECTED))]
    missing = missing.groupby("status", observed=True).head(MOST_REPORTED)
    numbers = missing["consultation"].map(rows)
    columns = (missing[name] for name in ("city", "country", "status", "candidates"))
    return [
        _issue(
            Issue(file, int(row), column, "", "", ""), (city, country), found,
            compares=i < _MOST_COMPARED,
        )
        for i, (row, city, country, *found) in enumerate(zip(numbers, *columns, strict=True))
    ]  # fmt: skip


def _issue(issue: Issue, place: tuple[str, str], found: Sequence[str], *, compares: bool) -> Issue:
    """Fill in what was seen, expected, and to do.

    Args:
        issue: The file, the row and the column.
        place: City and country.
        found: Status and candidates.
        compares: Whether to compare an unknown name with those of large cities.
    """
    city, country = place
    seen = ", ".join(filter(None, place))
    expected, action = _messages(*found)
    near: tuple[City, ...] = ()
    if found[0] == UNKNOWN_CITY and compares:
        near = similar_cities(city, country_codes(country))
    if near:
        names = dict.fromkeys(each.name for each in near)
        seen, expected, action = f"{seen} → {' / '.join(names)}?", _SIMILAR, _SIMILAR_ACTION
    return replace(issue, seen=shorten(seen), expected=expected, action=action)


def _messages(status: str, candidates: str) -> tuple[str, str]:
    """Return problem and action; a name of one city is unclear if that is small or the name old."""
    if status == AMBIGUOUS and ";" not in candidates:
        return _ONE_CITY, _ONE_CITY_ACTION
    return _EXPECTED[status], REASONS[status]
