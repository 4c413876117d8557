"""Ask which of several cities is meant, once for all rows with the same words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from data.geocoding.countries import country_name
from data.intake.where.place_pairs import key_of, open_pairs

if TYPE_CHECKING:
    from data.geocoding.candidates import City
    from data.geocoding.gazetteer import Gazetteer

PLACE_COLUMNS = ("city", "country", "lat", "lon")
_MOST_CANDIDATES = 12
_GAP = r"^\s*;|;\s*;|;\s*$"
"""A list of numbers with one missing."""


@dataclass(frozen=True)
class Candidate:
    """A city that may be meant, or one that was chosen.

    ``id`` is GeoNames', 0 for a place that was given by hand or found online; ``source`` says who
    knows a place that was found online, to be credited; ``country`` is its English name; ``lat``,
    ``lon`` are degrees. All are plain values, so that a settings file can keep them.
    """

    name: str
    region: str
    country: str
    population: int
    lat: float
    lon: float
    id: int = 0
    source: str = ""


@dataclass(frozen=True)
class Question:
    """A name that may mean several cities.

    ``key`` is the same for all rows with the same words; ``city`` and ``country`` are those words
    as they stand in the first row, ``country`` may be empty; ``rows`` says how many rows have
    them; ``candidates`` stand likeliest first.
    """

    key: str
    city: str
    country: str
    rows: int
    candidates: tuple[Candidate, ...]


class _Asked(NamedTuple):
    city: str
    country: str
    rows: int


def questions(frame: pd.DataFrame, gazetteer: Gazetteer) -> list[Question]:
    """List the names that may mean several cities.

    Args:
        frame: one row a consultation: ``city, country`` as ``split_places`` gives them. Places with
            text in ``lat`` and ``lon``, if these columns are there, are not asked about.
        gazetteer: what knows the cities.

    Returns:
        Questions, those of most rows first, then by key; none for a name that is clear, or that
        isn't known at all (see :func:`unknown_places`). Empty in, empty out.
    """
    asked = []
    for key, (city, country, rows) in _names(frame).items():
        found = gazetteer.ask({"city": city, "country": country})
        if found.cities and found.clear() is None:
            candidates = tuple(map(candidate_of, found.ranked()[:_MOST_CANDIDATES]))
            asked.append(Question(key, city, country, rows, candidates))
    return sorted(asked, key=lambda question: (-question.rows, question.key))


def unknown_places(frame: pd.DataFrame, gazetteer: Gazetteer) -> pd.DataFrame:
    """List the names that the gazetteer doesn't know.

    Args:
        frame: as for :func:`questions`.
        gazetteer: what knows the cities.

    Returns:
        One row a name: ``key, city, country`` (text), ``rows`` (how many have it), most rows
        first. Empty in, empty out.
    """
    unknown = [
        (key, *name)
        for key, name in _names(frame).items()
        if not gazetteer.ask({"city": name.city, "country": name.country}).cities
    ]
    unknown.sort(key=lambda row: (-row[3], row[0]))
    types = {"key": "str", "city": "str", "country": "str", "rows": "int64"}
    return pd.DataFrame(unknown, columns=list(types)).astype(types)


def candidate_of(city: City) -> Candidate:
    """Say a city of the gazetteer as a candidate."""
    return Candidate(
        name=city.name,
        region=city.region,
        country=country_name(city.iso2),
        population=city.population,
        lat=city.lat,
        lon=city.lon,
        id=city.id,
    )


def without_coordinates(frame: pd.DataFrame) -> pd.DataFrame:
    """Give the rows that name a place without coordinates, perhaps beside others that have them.

    Returns:
        Their ``city, country, lat, lon`` as text, "" where there is none, under their index.
    """
    texts = frame.reindex(columns=list(PLACE_COLUMNS)).astype("str").fillna("")
    lat, lon = (texts[name].str.strip() for name in ("lat", "lon"))
    is_open = lat.eq("") | lon.eq("")
    is_list = ~is_open & texts["city"].str.contains(";", regex=False)
    for cell in (lat[is_list], lon[is_list]):
        cities = texts.loc[is_list, "city"].str.count(";")
        has_gap = cell.str.contains(_GAP) | (cell.str.count(";") < cities)
        is_open |= has_gap.reindex(texts.index, fill_value=False)
    return texts[is_open]


def _names(frame: pd.DataFrame) -> dict[str, _Asked]:
    """Collect the distinct names of a frame by key, in the order of their first rows."""
    rows = without_coordinates(frame)
    counts = rows.groupby(list(PLACE_COLUMNS), sort=False).size().reset_index(name="rows")
    first: dict[str, tuple[str, str]] = {}
    total: Counter[str] = Counter()
    for *cells, count in counts.itertuples(index=False, name=None):
        pairs = {key_of(*pair): pair for pair in open_pairs(*cells) if pair and pair[0]}
        for key, pair in pairs.items():
            first.setdefault(key, pair)
            total[key] += count
    return {key: _Asked(*pair, total[key]) for key, pair in first.items()}
