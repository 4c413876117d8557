"""Variants of a city's name, and the table of all cities with their names."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from data.geo.candidates import City

_PARENTHESES = re.compile(r"^(?P<name>[^()]+)\((?P<addition>[^()]+)\)\s*$")
_SHORT_WORDS = {
    "cd": "ciudad",
    "ft": "fort",
    "mt": "mount",
    "st": "saint",
    "sta": "santa",
    "ste": "sainte",
    "sto": "santo",
}
# "City of London" is London. The words are folded.
_LEADING = (
    "city of ", "ville de ", "ciudad de ", "cidade de ", "citta di ", "stadt ", "downtown ",
    "greater ", "metro ", "metropolitan ", "г ", "гор ", "город ", "м ", "місто ",  # noqa: RUF001
    "kota ", "kab ",
)  # fmt: skip
_TRAILING = (" city", " metropolitan area", " area", " municipality", " town", " d c", " d f")
_PARTS = (
    " noord", " oost", " zuid", " west", " nord", " sud", " ost", " est", " ouest", " norte",
    " sur", " sul", " este", " oeste", " north", " south", " east", " centrum", " centre",
    " centro", " center", " central", " mitte", " stad", " merkez",
)  # fmt: skip
"""Parts of a city, in a country that is known: "Rotterdam-Zuid" is in Rotterdam."""
_REGION_KIND = re.compile(
    r" (?:ken|fu|to|do|prefecture|province|provincia|provinz|oblast|krai|governorate|county|region|"
    r"department|departement|departamento|state|canton|kanton|voivodeship|wojewodztwo|sheng)$"
)
_POSTCODE = re.compile(r"(?:[A-Za-z]{1,3}[- ])?\d[\d -]*|[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}")


def is_postcode(text: str) -> bool:
    """Whether a text is a postcode: "1211", "F-75007", "SW1A 1AA"."""
    return bool(_POSTCODE.fullmatch(text.strip()))


def readings(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the readings of a text as name and additions: "Austin, TX", "Paris (Texas)"."""
    yield text, ()
    if parts := _PARENTHESES.match(text):
        yield parts["name"], (parts["addition"],)
    name, *additions = (part.strip() for part in re.split(r"[,()]", text))
    if additions := [addition for addition in additions if addition]:
        yield name, tuple(additions)


def spellings(key: str, *, is_bold: bool) -> Iterator[tuple[str, ...]]:
    """Yield the spellings of a folded name; those in one tuple are equally good.

    Args:
        key: The folded name.
        is_bold: Also yield spellings that are too ambiguous without a country.
    """
    words = key.split(" ")
    spelled_out = " ".join([*(_SHORT_WORDS.get(word, word) for word in words[:-1]), words[-1]])
    yield (key, spelled_out) if spelled_out != key else (key,)
    for leading in _LEADING:
        if key.startswith(leading):
            yield (key.removeprefix(leading),)
    for trailing in _TRAILING:
        if key.endswith(trailing):
            yield (key.removesuffix(trailing),)
    for part in _PARTS:
        if is_bold and key.endswith(part):
            yield (key.removesuffix(part),)
    if is_bold and len(words) > 1:
        yield (key.replace(" ", ""),)


def without_digits(key: str) -> str:
    """Return the words without digits: "dc" for "dc 20001"."""
    return " ".join(word for word in key.split(" ") if not any(map(str.isdigit, word)))


def without_kind(key: str) -> str:
    """Return a province's name without its kind: "mie" for "mie ken"."""
    return _REGION_KIND.sub("", key)


def initials(key: str) -> str:
    """Join single letters: "ns" for "n s", "" for anything else."""
    letters = key.split(" ")
    return "".join(letters) if all(len(letter) == 1 for letter in letters) else ""


Regions = frozenset[tuple[str, str]]
"""Provinces and states, as pairs of alpha-2 code and GeoNames' code."""

_REMEMBERED = 50_000
_AT_ONCE = 500
"""Names per query: every SQLite accepts 999."""

_CITIES = """
select key, city.id, city.name, iso2, code, lat / 1e4, lon / 1e4, population, capital, kind,
  region.name, part
from alias join city using (id) join region on region.id = city.region where key in ({})
order by key, city.id
"""
_REGIONS = """
select key, iso2, code from region_alias join region on region.id = region_alias.region
where key in ({})
"""
_NAMES = "select id, name, languages from city_name where id in ({})"
_WIDTH = "select km from region where iso2 = ? and code = ?"


class CityTable:
    """Reads the table; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Open the table; raise `sqlite3.OperationalError` if the file is missing."""
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._lock = Lock()
        self._cities_ahead: dict[str, tuple[City, ...]] = {}
        self._regions_ahead: dict[str, Regions] = {}
        self.cities = lru_cache(_REMEMBERED)(self._cities)
        self.regions = lru_cache(_REMEMBERED)(self._regions)
        self.width = lru_cache(_REMEMBERED)(self._width)

    def close(self) -> None:
        """Close the table, which can't be used afterwards."""
        self._connection.close()

    def read_ahead(self, keys: Iterable[str]) -> None:
        """Load the cities and regions of many folded names, five times as fast as one by one.

        They stay in memory until the next call.
        """
        names = sorted({key for key in keys if key})
        # Names without cities get an empty entry, so that they aren't looked up again.
        cities: dict[str, list[City]] = {key: [] for key in names}
        regions: dict[str, set[tuple[str, str]]] = {key: set() for key in names}
        for start in range(0, len(names), _AT_ONCE):
            batch = names[start : start + _AT_ONCE]
            for key, *city in self._rows(_CITIES, *batch):
                cities[key].append(City(*city))
            for key, iso2, code in self._rows(_REGIONS, *batch):
                regions[key].add((iso2, code))
        self._cities_ahead = {key: tuple(values) for key, values in cities.items()}
        self._regions_ahead = {key: frozenset(values) for key, values in regions.items()}

    def names(
        self, numbers: Iterable[int], languages: Collection[str]
    ) -> dict[tuple[int, str], str]:
        """Return the names of cities, by GeoNames' number and language, where they have others."""
        wanted, asked = sorted(set(numbers)), set(languages)
        names: dict[tuple[int, str], str] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            for number, name, its_languages in self._rows(
                _NAMES, *wanted[start : start + _AT_ONCE]
            ):
                names |= {(number, code): name for code in asked & set(its_languages.split())}
        return names

    def count_languages(self, numbers: Iterable[int]) -> dict[int, int]:
        """Count the languages that have a name of their own for a city, by GeoNames' number."""
        wanted = sorted(set(numbers))
        languages: dict[int, set[str]] = {number: set() for number in wanted}
        for start in range(0, len(wanted), _AT_ONCE):
            for number, _, its_languages in self._rows(_NAMES, *wanted[start : start + _AT_ONCE]):
                languages[number].update(its_languages.split())
        return {number: len(codes) for number, codes in languages.items()}

    def _cities(self, key: str) -> tuple[City, ...]:
        """Return the cities of a folded name."""
        ahead = self._cities_ahead.get(key)
        if ahead is not None:
            return ahead
        return tuple(City(*row) for _, *row in self._rows(_CITIES, key))

    def _regions(self, key: str) -> Regions:
        """Return the provinces and states of a folded name."""
        ahead = self._regions_ahead.get(key)
        if ahead is not None:
            return ahead
        rows = self._rows(_REGIONS, key) if key else []
        return frozenset((iso2, code) for _, iso2, code in rows)

    def _width(self, iso2: str, code: str) -> int:
        """Return how many kilometres the cities of a province are apart; 0 if unknown."""
        with self._lock:
            return sum(km for (km,) in self._connection.execute(_WIDTH, (iso2, code)))

    def _rows(self, query: str, *keys: str | int) -> list[Any]:
        with self._lock:
            placeholders = ", ".join("?" * len(keys))
            return self._connection.execute(query.format(placeholders), keys).fetchall()
