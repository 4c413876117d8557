"""The box of degrees that the cities of each country lie in: it tells swapped coordinates."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import lru_cache

import numpy as np
import pandas as pd

from data.geocoding.countries import country_codes
from data.geocoding.gazetteer import CITIES
from data.intake.distinct_texts import each_once

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
