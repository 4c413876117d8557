"""What the text of a place says: its spots and its venue."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.geocoding.countries import country_codes
from data.intake.where.place_parts import is_venue, joined
from data.intake.where.place_units import city_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from data.intake.where.place_parts import Part
    from data.intake.where.place_units import Codes, Unit

_SHORTEST_NAME = 3
# Codes of two letters that are always the country: "IN" may be Indiana too.
_SURE_CODES = {"UK", "US"}


class Spot(NamedTuple):
    """One place: its city and its country as they were written, `""` where there is none."""

    city: str
    country: str = ""


class Reading(NamedTuple):
    """What a text says: its places, its venue, and whether it speaks of being online.

    `is_known`: the gazetteer knows all of it but the venue. `presence`: words about being there
    or online that stood beside a place, as they were written.
    """

    spots: tuple[Spot, ...] = ()
    venue: str = ""
    online: bool = False
    is_known: bool = True
    presence: str = ""


def reading_of(units: Iterable[Unit], venue: str = "") -> Reading:
    """Say cities that are understood."""
    spots = tuple(Spot(city_text(unit.parts), unit.country) for unit in units)
    return Reading(spots, venue)


def each_of(units: Iterable[Unit], codes: Codes, venue: str = "") -> Reading:
    """Say every unit as a place of its own, whether it is known or not."""
    readings = (
        reading_of([unit]) if unit.found.cities else unread(unit.parts, codes) for unit in units
    )
    return together(readings)._replace(venue=venue) if venue else together(readings)


def unread(parts: Sequence[Part], codes: Codes) -> Reading:
    """Keep a text whole, but for a country at its end."""
    last = parts[-1].text
    is_sure = len(last) >= _SHORTEST_NAME or last.upper() in _SURE_CODES
    has_country = len(parts) > 1 and not codes and is_sure and bool(country_codes(last))
    text, country = (joined(parts[:-1]), last) if has_country else (joined(parts), "")
    if is_venue(text):
        return Reading((Spot("", country),) if country else (), text, is_known=False)
    return Reading((Spot(text, country),), is_known=False)


def together(readings: Iterable[Reading]) -> Reading:
    """Say what several readings say, in their order."""
    every = list(readings)
    return Reading(
        tuple(spot for reading in every for spot in reading.spots),
        ", ".join(reading.venue for reading in every if reading.venue),
        is_known=all(reading.is_known for reading in every),
    )
