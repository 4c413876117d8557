"""Pair the cities of a row with its countries."""

from __future__ import annotations

from data.folding import fold
from data.geocoding.countries import country_codes

Pair = tuple[str, str]


def pairs_of(city: str, country: str) -> list[Pair]:
    """Pair the cities of a cell with the countries of another; a lone country stands for all.

    Returns:
        City and country as they were written, one pair a place, in order; an empty city keeps
        its position.
    """
    cities = [part.strip() for part in city.split(";")]
    countries = [part.strip() for part in country.split(";")]
    named = [part for part in countries if part]
    if len(named) == 1:
        return [(part, named[0]) for part in cities]
    countries += [""] * (len(cities) - len(countries))
    return list(zip(cities, countries, strict=False))


def open_pairs(city: str, country: str, lat: str, lon: str) -> list[Pair | None]:
    """Pair cities with countries, None in the place of each that has coordinates already."""
    lats, lons = ([part.strip() for part in cell.split(";")] for cell in (lat, lon))
    given = {place for place, both in enumerate(zip(lats, lons, strict=False)) if all(both)}
    pairs = enumerate(pairs_of(city, country))
    return [None if place in given else pair for place, pair in pairs]


def key_of(city: str, country: str) -> str:
    """Give the same key to all that means the same words in the same country.

    Case, accents and punctuation don't matter, nor how the country is called.
    """
    codes = ",".join(sorted(country_codes(country)))
    return f"{fold(city)} | {codes or fold(country)}"
