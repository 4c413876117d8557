"""Cities that a name may mean, and distances between them."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

EARTH_RADIUS_KM = 6371.0


def haversine_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the great-circle distance of two positions in degrees, by the haversine formula."""
    start, end = radians(lat), radians(other_lat)
    half_lat, half_lon = (end - start) / 2, radians(other_lon - lon) / 2
    chord = sin(half_lat) ** 2 + cos(start) * cos(end) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))


CLEAR_RATIO = 10
STRICT_RATIO = 100
SAME_PLACE_KM = 30
KNOWN_WITHOUT_COUNTRY = 100_000
WORLD_KNOWN = 1_000_000

_LEAST_POPULATION = 1_000
_OTHER_NAME_SHARE = 0.1
_CAPITAL_FACTOR = 10
_BY_HAND_FACTOR = 10
DOUBTFUL, OWN, BY_HAND = -1, 1, 2
"""Kinds of names besides those in other languages (0): old names and nicknames, the city's own
name, and names that were listed by hand."""
IN_METROPOLIS, QUARTER = 1, 2
"""Cities that are a part of another one."""


class City(NamedTuple):
    """A city that a name may mean, with its position in degrees.

    `kind`: `OWN`, `BY_HAND` or `DOUBTFUL`; 0 for a name in another language or spelling.
    `part`: `QUARTER`, or `IN_METROPOLIS` if a much larger city has grown around it; else 0.
    """

    id: int
    name: str
    iso2: str
    admin1: str
    lat: float
    lon: float
    population: int
    capital: int
    kind: int
    region: str
    part: int = 0

    @property
    def is_primary(self) -> bool:
        """Whether the name is the city's own, or was listed by hand."""
        return self.kind > 0

    def weigh(self, *, in_country: bool) -> float:
        """Return how likely this city is meant, in people."""
        weight = float(max(self.population, _LEAST_POPULATION))
        if not self.is_primary:
            weight *= _OTHER_NAME_SHARE
        if self.kind == BY_HAND and in_country:
            weight *= _BY_HAND_FACTOR
        return weight * _CAPITAL_FACTOR if self.capital and in_country else weight


def rank_candidates(cities: list[City], *, in_country: bool) -> list[City]:
    """Sort candidates, the likeliest first; empty in, empty out."""
    return sorted(cities, key=lambda city: (-city.weigh(in_country=in_country), city.id))


def clear_choice(cities: list[City], *, in_country: bool, is_strict: bool) -> City | None:
    """Return the city that is meant, or None if that would be a guess.

    Args:
        cities: At least one candidate.
        in_country: Whether the country is known, and all candidates are in it.
        is_strict: Whether an addition to the name was not understood.
    """
    best = rank_candidates(cities, in_country=in_country)[0]
    rivals = [city for city in cities if not are_near(best, city)]
    if best.is_primary and best.population >= WORLD_KNOWN:
        # Old names of other cities say nothing against it.
        rivals = [city for city in rivals if city.kind != DOUBTFUL]
    if not in_country and (_may_be_unknown(best) or (best.part and rivals)):
        return None
    if is_strict and not (best.is_primary and (in_country or is_world_known(best))):
        return None
    if not rivals:
        is_known = in_country or best.capital or best.population >= KNOWN_WITHOUT_COUNTRY
        return best if is_known else None
    is_strict = is_strict or not in_country
    if not in_country and not best.is_primary:
        return None
    heaviest = max(rival.weigh(in_country=in_country) for rival in rivals)
    ratio = STRICT_RATIO if is_strict else CLEAR_RATIO
    return best if best.weigh(in_country=in_country) >= ratio * heaviest else None


def _may_be_unknown(city: City) -> bool:
    """Whether a name says too little without a country: old names, nicknames and quarters.

    Anything may be called so, and the famous city of that name is not the answer.
    """
    return city.kind == DOUBTFUL or city.part == QUARTER


def is_world_known(city: City) -> bool:
    """Whether a city is so well known that its name needs no country."""
    return bool(city.capital) or city.population >= WORLD_KNOWN


def are_near(city: City, other: City, km: float = SAME_PLACE_KM) -> bool:
    """Whether two cities are at most so far apart."""
    return haversine_km(city.lat, city.lon, other.lat, other.lon) <= km
