"""The table of cities, data/world/cities.sqlite, as tuples by folded name; each read once."""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from data.geocoding.candidates import City

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Regions = frozenset[tuple[str, str]]
"""Provinces and states, as alpha-2 codes and GeoNames' codes."""

_REMEMBERED = 50_000
_AT_ONCE = 500
"""So many names are asked for by one query: every SQLite takes 999."""

_CITIES = """
select key, city.id, city.name, iso2, code, lat / 1e4, lon / 1e4, population, capital, is_primary,
  region.name
from alias join city using (id) join region on region.id = city.region where key in ({})
order by key, city.id
"""
_REGIONS = """
select key, iso2, code from region_alias join region on region.id = region_alias.region
where key in ({})
"""
_WIDTH = "select km from region where iso2 = ? and code = ?"


class CityTable:
    """Reads the table; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Open the table.

        Raises:
            sqlite3.OperationalError: there is no such file.
        """
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._lock = Lock()
        self._cities_ahead: dict[str, tuple[City, ...]] = {}
        self._regions_ahead: dict[str, Regions] = {}
        self.cities = lru_cache(_REMEMBERED)(self._cities)
        self.regions = lru_cache(_REMEMBERED)(self._regions)
        self.width = lru_cache(_REMEMBERED)(self._width)

    def close(self) -> None:
        """Close the table; it is of no use afterwards."""
        self._connection.close()

    def read_ahead(self, keys: Iterable[str]) -> None:
        """Read what there is of many names, folded, which takes a fifth of the time of each alone.

        They are held until other names are read ahead.
        """
        asked = sorted({key for key in keys if key})
        # Those without any are told as well: nobody needs to look again.
        cities: dict[str, list[City]] = {key: [] for key in asked}
        regions: dict[str, set[tuple[str, str]]] = {key: set() for key in asked}
        for start in range(0, len(asked), _AT_ONCE):
            some = asked[start : start + _AT_ONCE]
            for key, *city in self._rows(_CITIES, *some):
                cities[key].append(City(*city))
            for key, *region in self._rows(_REGIONS, *some):
                regions[key].add((region[0], region[1]))
        self._cities_ahead = {key: tuple(found) for key, found in cities.items()}
        self._regions_ahead = {key: frozenset(found) for key, found in regions.items()}

    def _cities(self, key: str) -> tuple[City, ...]:
        """Give the cities of a name, folded."""
        ahead = self._cities_ahead.get(key)
        if ahead is not None:
            return ahead
        return tuple(City(*row) for _, *row in self._rows(_CITIES, key))

    def _regions(self, key: str) -> Regions:
        """Give the provinces and states of a name, folded."""
        ahead = self._regions_ahead.get(key)
        if ahead is not None:
            return ahead
        rows = self._rows(_REGIONS, key) if key else []
        return frozenset((iso2, code) for _, iso2, code in rows)

    def _width(self, iso2: str, code: str) -> int:
        """Give how many kilometres the cities of a province lie apart; 0 if it isn't known."""
        with self._lock:
            return sum(km for (km,) in self._connection.execute(_WIDTH, (iso2, code)))

    def _rows(self, query: str, *keys: str) -> list[Any]:
        with self._lock:
            asked = query.format(", ".join("?" * len(keys)))
            return self._connection.execute(asked, keys).fetchall()
