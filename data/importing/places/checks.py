"""Compare coordinates with cities and countries, and report places that are not on the map."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import lru_cache
from math import cos, radians
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from geopy.distance import geodesic

from data.campaign.errors import Issue, msgid
from data.campaign.schema import ROW
from data.importing.cells import each_once
from data.importing.places.texts import pairs_of
from data.importing.readers.issue_log import shorten
from data.importing.readers.limits import MOST_REPORTED
from data.places.candidates import EARTH_RADIUS_KM
from data.places.countries import country_codes
from data.places.gazetteer import CITIES, location_of
from data.places.placing import AMBIGUOUS, REASONS, UNKNOWN_CITY, UNKNOWN_COUNTRY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from data.campaign.campaign import Campaign
    from data.places.candidates import City
    from data.places.gazetteer import Gazetteer

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
    widest = int(gaps.argmax())
    west, east = lons[(widest + 1) % len(lons)], lons[widest]
    return cities["lat"].min(), west, cities["lat"].max(), east


def _code(country: str) -> str:
    codes = country_codes(country)
    return codes[0] if len(codes) == 1 else ""


FAR_KM = 300

_TYPES = {
    "city": "str",
    "country": "str",
    "lat": "float64",
    "lon": "float64",
    "address": "str",
    "city_lat": "float64",
    "city_lon": "float64",
    "km": "float64",
}


def far_from_city(places: pd.DataFrame, gazetteer: Gazetteer) -> pd.DataFrame:
    """List places whose coordinates are more than `FAR_KM` from their city.

    If a name may mean several cities, or a row has several, the nearest one counts.

    Args:
        places: One row per place: `city, country` (text), `lat, lon` (degrees, text or numbers).
            Rows without coordinates are ignored.
        gazetteer: Where cities are looked up.

    Returns:
        The far rows with their index: `city, country, lat, lon` as given, `address, city_lat,
        city_lon` of the city, and `km` (along the WGS 84 ellipsoid). Empty if none is far.
    """
    rows = places[["city", "country"]].astype("str").fillna("")
    for name in ("lat", "lon"):
        rows[name] = pd.to_numeric(places[name], errors="coerce")
    rows = rows[rows["lat"].between(-90, 90) & rows["lon"].between(-180, 180) & rows["city"].ne("")]
    rows = rows.assign(order=range(len(rows)))
    far = [
        _far_rows(group, _cities_of(group["city"].iloc[0], group["country"].iloc[0], gazetteer))
        for _, group in rows.groupby(["city", "country"], sort=False)
    ]
    far_rows = pd.concat(far) if far else rows.head(0)
    return far_rows.sort_values("order").reindex(columns=list(_TYPES)).astype(_TYPES)


def _cities_of(city: str, country: str, gazetteer: Gazetteer) -> list[City]:
    """Return every city that a row's names may mean."""
    queries = [{"city": name, "country": own} for name, own in pairs_of(city, country) if name]
    return [candidate for query in queries for candidate in gazetteer.ask(query).ranked()]


def _far_rows(rows: pd.DataFrame, cities: list[City]) -> pd.DataFrame:
    """Return those of some rows with the same city that are far from every city of that name."""
    if not cities:
        return rows.head(0)
    lat, lon = (np.radians(rows[name].to_numpy()) for name in ("lat", "lon"))
    # One city at a time, because both rows and namesakes may be many.
    nearest, least = np.zeros(len(rows), dtype="int64"), np.full(len(rows), np.inf)
    for number, city in enumerate(cities):
        km = _sphere_km(lat, lon, radians(city.lat), radians(city.lon))
        nearest = np.where(km < least, number, nearest)
        least = np.minimum(km, least)
    # Distances on a sphere are within 1% of those on the ellipsoid: enough to drop near rows.
    is_far = least > FAR_KM * 0.99
    if not is_far.any():
        return rows.head(0)
    rows = rows.assign(nearest=nearest)[is_far]
    nearest_cities = [cities[number] for number in rows["nearest"]]
    rows = rows.assign(
        address=[location_of(city).address for city in nearest_cities],
        city_lat=[city.lat for city in nearest_cities],
        city_lon=[city.lon for city in nearest_cities],
    )
    ends = zip(rows["lat"], rows["lon"], rows["city_lat"], rows["city_lon"], strict=True)
    exact = [
        geodesic((lat, lon), (other_lat, other_lon)).km for lat, lon, other_lat, other_lon in ends
    ]
    return rows.assign(km=exact).query("km > @FAR_KM")


def _sphere_km(
    lat: NDArray[np.float64], lon: NDArray[np.float64], city_lat: float, city_lon: float
) -> NDArray[np.float64]:
    """Return great-circle distances of positions in radians, by the haversine formula."""
    half_lat, half_lon = (city_lat - lat) / 2, (city_lon - lon) / 2
    chord = np.sin(half_lat) ** 2 + np.cos(lat) * cos(city_lat) * np.sin(half_lon) ** 2
    km: NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(chord, 1.0)))
    return km


_EXPECTED = {
    AMBIGUOUS: msgid("It is unclear which city is meant."),
    UNKNOWN_CITY: msgid("No city of this name was found."),
    UNKNOWN_COUNTRY: msgid("No country of this name was found."),
}


_SMALL_CITY = msgid("Only a small city has this name.")
_SMALL_CITY_ACTION = msgid("Confirm that you mean this small city, or add the country.")


def place_issues(campaign: Campaign, file: str, column: str) -> list[Issue]:
    """Return an issue for each place that was not found, at most `MOST_REPORTED` of a kind.

    Args:
        campaign: Consultations with their rows in the file.
        file: Name of the file.
        column: Name of its column of cities or places.
    """
    missing = campaign.places[campaign.places["status"].isin(list(_EXPECTED))]
    missing = missing.groupby("status", observed=True).head(MOST_REPORTED)
    rows = missing["consultation"].map(campaign.by_id[ROW])
    columns = (missing[name] for name in ("city", "country", "status", "candidates"))
    return [
        Issue(
            file,
            int(row),
            column,
            shorten(", ".join(filter(None, (city, country)))),
            *_messages(status, candidates),
        )
        for row, city, country, status, candidates in zip(rows, *columns, strict=True)
    ]


def _messages(status: str, candidates: str) -> tuple[str, str]:
    """Return problem and action. A name can be ambiguous even if only one, small city has it."""
    if status == AMBIGUOUS and ";" not in candidates:
        return _SMALL_CITY, _SMALL_CITY_ACTION
    return _EXPECTED[status], REASONS[status]
