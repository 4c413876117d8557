"""Find rows whose coordinates are far from the city that they name."""

from __future__ import annotations

from math import cos, radians
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from geopy.distance import geodesic

from data.errors import msgid
from data.geocoding.distances import EARTH_RADIUS_KM
from data.geocoding.found_cities import location_of
from data.intake.where.place_pairs import pairs_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from data.geocoding.candidates import City
    from data.geocoding.gazetteer import Gazetteer

FAR_KM = 300
FAR = msgid("The coordinates are {km} km from {address}: which of the two is right?")

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
