"""Compare coordinates with named cities and countries, and report unknown places."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import lru_cache
from math import cos, radians
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from geopy.distance import geodesic

from data.campaign.errors import Finding, msgid
from data.campaign.schema import ROW
from data.importing.cells import each_once
from data.importing.places.texts import pairs_of
from data.importing.readers.issue_log import shortened
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
    """Give the box of each row's country.

    Args:
        countries: Text as a list has it; several with semicolons.

    Returns:
        Under the same index `south, west, north, east` in degrees; west is the larger where the
        box crosses 180. NaN where the country isn't known or there are several.
    """
    codes = each_once(countries, _code)
    boxes = country_boxes().reindex(codes)
    return boxes.set_axis(countries.index)


@lru_cache(maxsize=1)
def country_boxes() -> pd.DataFrame:
    """Give a row a country under its alpha-2 code: `south, west, north, east`."""
    with closing(
        sqlite3.connect(f"{CITIES.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    ) as db:
        cities = pd.read_sql_query(_QUERY, db)
    rows = {str(iso2): _box(group) for iso2, group in cities.groupby("iso2")}
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(_COLUMNS), dtype="float64")


def _box(cities: pd.DataFrame) -> tuple[float, float, float, float]:
    """The smallest box around cities, which may cross 180: it leaves out their widest gap."""
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
    """List the places whose coordinates are more than ``FAR_KM`` from their city.

    Where a name may mean several cities, or a row has several, the one nearest to the coordinates
    counts. Nothing is changed: which of the two is right is a question (message id ``FAR``).

    Args:
        places: one row a place: ``city, country`` (text), ``lat, lon`` (degrees, text or numbers;
            rows without are left out).
        gazetteer: what knows the cities.

    Returns:
        The rows that are far, under their index: ``city, country, lat, lon`` as given,
        ``address, city_lat, city_lon`` of the city, ``km`` (along the WGS 84 ellipsoid). Empty
        if none is.
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
    found = pd.concat(far) if far else rows.head(0)
    return found.sort_values("order").reindex(columns=list(_TYPES)).astype(_TYPES)


def _cities_of(city: str, country: str, gazetteer: Gazetteer) -> list[City]:
    """Give every city that a row's names may mean."""
    pairs = pairs_of(city, country)
    queries = [{"city": name, "country": place} for name, place in pairs if name]
    return [found for query in queries for found in gazetteer.ask(query).ranked()]


def _far_rows(rows: pd.DataFrame, cities: list[City]) -> pd.DataFrame:
    """Keep those of some rows of the same name that are far from every city of that name."""
    if not cities:
        return rows.head(0)
    lat, lon = (np.radians(rows[name].to_numpy()) for name in ("lat", "lon"))
    # One city at a time: rows and namesakes may both be many.
    nearest, least = np.zeros(len(rows), dtype="int64"), np.full(len(rows), np.inf)
    for number, city in enumerate(cities):
        km = _sphere_km(lat, lon, radians(city.lat), radians(city.lon))
        nearest = np.where(km < least, number, nearest)
        least = np.minimum(km, least)
    # A sphere's distances are within a hundredth of the ellipsoid's; near rows need no better.
    is_far = least > FAR_KM * 0.99
    if not is_far.any():
        return rows.head(0)
    rows = rows.assign(nearest=nearest)[is_far]
    chosen = [cities[number] for number in rows["nearest"]]
    rows = rows.assign(
        address=[location_of(city).address for city in chosen],
        city_lat=[city.lat for city in chosen],
        city_lon=[city.lon for city in chosen],
    )
    ends = zip(rows["lat"], rows["lon"], rows["city_lat"], rows["city_lon"], strict=True)
    exact = [
        geodesic((lat, lon), (other_lat, other_lon)).km for lat, lon, other_lat, other_lon in ends
    ]
    return rows.assign(km=exact).query("km > @FAR_KM")


def _sphere_km(
    lat: NDArray[np.float64], lon: NDArray[np.float64], city_lat: float, city_lon: float
) -> NDArray[np.float64]:
    """Give the great-circle distances of positions in radians, by the haversine formula."""
    half_lat, half_lon = (city_lat - lat) / 2, (city_lon - lon) / 2
    chord = np.sin(half_lat) ** 2 + np.cos(lat) * cos(city_lat) * np.sin(half_lon) ** 2
    km: NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(chord, 1.0)))
    return km


EXPECTED = {
    AMBIGUOUS: msgid("It is unclear which city is meant."),
    UNKNOWN_CITY: msgid("No city of this name was found."),
    UNKNOWN_COUNTRY: msgid("No country of this name was found."),
}


LONE_EXPECTED = msgid("Only a small city has this name.")
LONE_ACTION = msgid("Confirm that you mean this small city, or add the country.")


def place_findings(campaign: Campaign, file: str, column: str) -> list[Finding]:
    """A finding for each place that was named and is not on the map, the first ones of a kind.

    Args:
        campaign: Its consultations have the row of the file.
        file: Name of the file.
        column: What it calls the column of cities or places.
    """
    lost = campaign.places[campaign.places["status"].isin(list(EXPECTED))]
    lost = lost.groupby("status", observed=True).head(MOST_REPORTED)
    rows = lost["consultation"].map(campaign.by_id[ROW])
    columns = (lost["city"], lost["country"], lost["status"], lost["candidates"])
    return [
        Finding(
            file,
            int(row),
            column,
            shortened(", ".join(filter(None, (city, country)))),
            *_said(status, candidates),
        )
        for row, city, country, status, candidates in zip(rows, *columns, strict=True)
    ]


def _said(status: str, candidates: str) -> tuple[str, str]:
    """What was expected, and what to do; a name may be unclear though no second city has it."""
    if status == AMBIGUOUS and ";" not in candidates:
        return LONE_EXPECTED, LONE_ACTION
    return EXPECTED[status], REASONS[status]
