"""Say in which country of today a place lies that a table puts into a country of its time."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from data import WORLD
from data.geocoding.countries import country_codes, territories_of
from data.intake.where.place_parts import names_country

if TYPE_CHECKING:
    from data.geocoding.candidates import City
    from data.geocoding.gazetteer import Gazetteer
    from data.intake.where.place_units import Codes

_KNOWN_ELSEWHERE = 50_000


@cache
def formerly_ruled(iso2: str) -> Codes:
    """List the countries of today that a state ruled in the last hundred and fifty years.

    Returns:
        Alpha-2 codes of former colonies, mandates and protectorates, from
        ``data/world/former_rulers.csv``: by hand, to understand old tables, not to claim anything.
    """
    table = pd.read_csv(WORLD / "former_rulers.csv", dtype=str, keep_default_na=False)
    lists = dict(zip(table["ruler"], table["countries"], strict=True))
    return tuple(code for code in lists.get(iso2, "").split(";") if code)


def is_ruled(iso2: str, codes: Codes) -> bool:
    """Tell whether one of some states once ruled a country."""
    return any(iso2 in formerly_ruled(ruler) for ruler in codes)


def is_territory(iso2: str, codes: Codes) -> bool:
    """Tell whether a territory belongs to one of some states."""
    return any(iso2 in territories_of(state) for state in codes)


def is_ruled_country(text: str, codes: Codes) -> bool:
    """Tell whether a text names a country or territory that one of some states rules or ruled."""
    named = country_codes(text) if names_country(text) else ()
    return len(named) == 1 and (is_ruled(named[0], codes) or is_territory(named[0], codes))


def city_formerly_ruled(text: str, codes: Codes, gazetteer: Gazetteer) -> City | None:
    """Find a city that isn't in some countries today, in those that they ruled.

    Returns:
        A capital or a large city, known by its own name and without rivals; else None.
    """
    ruled = tuple({code for ruler in codes for code in formerly_ruled(ruler)} - set(codes))
    city = gazetteer.find(text, ruled).clear() if ruled else None
    if city and city.is_primary and (city.capital or city.population >= _KNOWN_ELSEWHERE):
        return city
    return None
