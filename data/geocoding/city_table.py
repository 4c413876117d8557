"""The table of cities, data/world/cities.sqlite, as tuples by folded name; each read once."""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from data.geocoding.candidates import City

if TYPE_CHECKING:
    from pathlib import Path

Regions = frozenset[tuple[str, str]]
"""Provinces and states, as alpha-2 codes and GeoNames' codes."""

_REMEMBERED = 50_000
_CITIES = """
select city.id, city.name, iso2, code, lat / 1e4, lon / 1e4, population, capital, is_primary,
  region.name
from alias join city using (id) join region on region.id = city.region where key = ?
"""
_REGIONS = """
select iso2, code from region_alias join region on region.id = region_alias.region where key = ?
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
        self.cities = lru_cache(_REMEMBERED)(self._cities)
        self.regions = lru_cache(_REMEMBERED)(self._regions)
        self.width = lru_cache(_REMEMBERED)(self._width)

    def close(self) -> None:
        """Close the table; it is of no use afterwards."""
        self._connection.close()

    def _cities(self, key: str) -> tuple[City, ...]:
        """Give the cities of a name, folded."""
        return tuple(City(*row) for row in self._rows(_CITIES, key))

    def _regions(self, key: str) -> Regions:
        """Give the provinces and states of a name, folded."""
        rows = self._rows(_REGIONS, key) if key else []
        return frozenset((iso2, code) for iso2, code in rows)

    def _width(self, iso2: str, code: str) -> int:
        """Give how many kilometres the cities of a province lie apart; 0 if it isn't known."""
        return sum(km for (km,) in self._rows(_WIDTH, iso2, code))

    def _rows(self, query: str, *values: str) -> list[Any]:
        with self._lock:
            return self._connection.execute(query, values).fetchall()
