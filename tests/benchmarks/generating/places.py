"""Where generated consultations take place: cities of the gazetteer, the larger the likelier."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import numpy as np
import pandas as pd

from data.geo.countries import countries_of, country_name, iso3_by_iso2
from data.geo.gazetteer import CITIES
from data.loading.csv_tables import split_list
from data.words.folding import fold_series
from tests.benchmarks.generating.words import LANGUAGES, REGIONS

LEAST_POPULATION = 5_000
MOST_PLACES = 3
SHARES_OF_PLACES = (0.005, 0.945, 0.04, 0.01)
"""How many rows have no place, one, two and three."""
VENUE_SHARE = 0.3
"""How many rows give the coordinates of their venue."""
_QUERY = """
select city.name as name, iso2, lat / 1e4 as lat, lon / 1e4 as lon, population
from city join region on region.id = city.region where population >= ? order by city.id
"""


def cities() -> pd.DataFrame:
    """Read the cities.

    Returns:
        A row a city: `name`, `iso2`, `lat`, `lon`, `population`, `country` (in English),
        `country_ar` and the like for every language of titles, `region` (id), `is_shared` (several
        cities of its country have its name).
    """
    with closing(sqlite3.connect(f"{CITIES.as_uri()}?mode=ro", uri=True)) as connection:
        every = pd.read_sql_query(_QUERY, connection, params=(1,))
    every["is_shared"] = pd.DataFrame(
        {"name": fold_series(every["name"]), "iso2": every["iso2"]}
    ).duplicated(keep=False)
    kept = every[(every["population"] >= LEAST_POPULATION)].reset_index(drop=True)
    codes = sorted(set(kept["iso2"]))
    for language in LANGUAGES:
        named = {code: country_name(code, language) for code in codes}
        kept[f"country_{language}"] = kept["iso2"].map(named).astype("str")
    return kept.assign(region=kept["iso2"].map(_regions(codes)).fillna("").astype("str"))


def _regions(codes: list[str]) -> dict[str, str]:
    """The region of each country."""
    of_iso3 = {
        iso3: region
        for region, (_, m49) in REGIONS.items()
        for iso3 in countries_of(split_list(m49))
    }
    return {code: of_iso3.get(iso3_by_iso2().get(code, ""), "") for code in codes}


def draw_places(table: pd.DataFrame, rows: int, rng: np.random.Generator) -> pd.DataFrame:
    """Draw the places of `rows` consultations.

    Returns:
        A row a consultation: `city`, `country`, `lat`, `lon` (text, as a campaign's table has
        them), `at` (row of the first city in `table`, also where the place is not told).
    """
    weights = table["population"].to_numpy("float64")
    drawn = rng.choice(len(table), size=(rows, MOST_PLACES), p=weights / weights.sum())
    count = rng.choice(MOST_PLACES + 1, size=rows, p=SHARES_OF_PLACES)
    is_located = (rng.random(rows) < VENUE_SHARE) | _any_shared(table, drawn, count)
    lat, lon = _venues(table, drawn, rng)
    return pd.DataFrame(
        {
            "city": _joined([table["name"].take(at) for at in drawn.T], count),
            "country": _joined([table["country_en"].take(at) for at in drawn.T], count),
            "lat": _joined(_texts(lat), np.where(is_located, count, 0)),
            "lon": _joined(_texts(lon), np.where(is_located, count, 0)),
            "at": drawn[:, 0],
        }
    )


def _any_shared(table: pd.DataFrame, drawn: np.ndarray, count: np.ndarray) -> np.ndarray:
    there = np.arange(MOST_PLACES) < count[:, None]
    return (table["is_shared"].to_numpy()[drawn] & there).any(axis=1)


def _venues(
    table: pd.DataFrame, drawn: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Places around the middle of the city, wider in larger ones; on land as far as the city is."""
    lat, lon = (table[name].to_numpy()[drawn] for name in ("lat", "lon"))
    spread = 0.002 + 0.00002 * np.sqrt(table["population"].to_numpy()[drawn])
    north = np.clip(lat + spread * rng.standard_normal(drawn.shape), -89, 89)
    east = lon + spread * rng.standard_normal(drawn.shape) / np.cos(np.radians(north))
    return north, np.clip(east, -180, 180)


def _texts(degrees: np.ndarray) -> list[pd.Series]:
    return [pd.Series(column).round(5).astype("str") for column in degrees.T]


def _joined(parts: list[pd.Series], count: np.ndarray) -> pd.Series:
    """The first `count` parts of each row, as a list in a cell."""
    first, *others = (part.reset_index(drop=True) for part in parts)
    text = first.where(count > 0, "")
    for place, other in enumerate(others, 1):
        text = (text + "; " + other).where(count > place, text)
    return text
