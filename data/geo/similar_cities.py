"""Large cities whose name a text has with one typing error: to ask about, never to place."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from data.geo.candidates import City
from data.geo.gazetteer import CITIES
from data.words.folding import fold

LARGE = 100_000
"""Only cities with so many inhabitants, and capitals, are suggested: few names look like theirs."""

_SHORTEST, _LONGEST = 5, 60
_SHORTEST_OTHER = 6
"""Names in other languages, and old ones, are shorter words by chance more often."""
_MOST = 5
_QUERY = """
select key, kind, city.id, city.name, iso2, code, lat / 1e4, lon / 1e4, population, capital,
  kind, region.name, part
from alias join city using (id) join region on region.id = city.region
where (population >= ? or capital) and kind >= 0
"""


class _Names(NamedTuple):
    """Names of large cities by length, and the cities of each name."""

    by_length: dict[int, list[str]]
    cities: dict[str, list[City]]


def similar_cities(text: str, codes: Iterable[str] = ()) -> tuple[City, ...]:
    """Return large cities whose name differs from a text by one letter.

    A letter is missing, too many, another one, or two are turned.

    Args:
        text: The name of an unknown city; its first part counts, up to a comma.
        codes: Alpha-2 codes of the countries that it may be in; all without.

    Returns:
        At most five, the largest first; () for a short text.
    """
    return _similar(fold(text.partition(",")[0]), tuple(codes))


@lru_cache(maxsize=10_000)
def _similar(key: str, codes: tuple[str, ...]) -> tuple[City, ...]:
    if not _SHORTEST <= len(key) <= _LONGEST or any(map(str.isdigit, key)):
        return ()
    names = _names(CITIES)
    near: dict[int, City] = {}
    for length in (len(key) - 1, len(key), len(key) + 1):
        words = names.by_length.get(length, [])
        for name, *_ in process.extract(
            key, words, scorer=OSA.distance, score_cutoff=1, limit=None
        ):
            near |= {city.id: city for city in names.cities[name]}
    cities = [city for city in near.values() if not codes or city.iso2 in codes]
    return tuple(sorted(cities, key=lambda city: -city.population)[:_MOST])


@cache
def _names(path: Path) -> _Names:
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as database:
        rows = database.execute(_QUERY, (LARGE,)).fetchall()
    by_length: dict[int, list[str]] = {}
    cities: dict[str, list[City]] = {}
    for key, kind, *fields in rows:
        if len(key) < (_SHORTEST if kind else _SHORTEST_OTHER):
            continue
        if key not in cities:
            by_length.setdefault(len(key), []).append(key)
        cities.setdefault(key, []).append(City(*fields))
    return _Names(by_length, cities)
