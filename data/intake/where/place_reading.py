"""Read the text of a place as cities, countries and a venue, as far as the gazetteer confirms it.

Semicolons part places. Slashes, "&" and "and" part lists only where each member is a place
("Paris / London", "Dallas and Austin, TX"); what stands between commas is read by
data/intake/where/place_commas.py. What nothing fits stays whole.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from data.geocoding.countries import country_codes
from data.intake.where.online_words import is_nowhere, is_online, speaks_of_presence, without_online
from data.intake.where.place_commas import CommaReader
from data.intake.where.place_parts import (
    EITHER,
    LIST,
    PARENTHESIS,
    Part,
    groups_of,
    joined,
    names_country,
    parts_of,
)
from data.intake.where.place_texts import Reading, Spot, reading_of, together, unread
from data.intake.where.place_units import Units

if TYPE_CHECKING:
    from data.geocoding.gazetteer import Gazetteer
    from data.intake.where.place_units import Codes

_LONGEST_CODE = 3


class PlaceReader:
    """Reads texts of places, each distinct one once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Read by a gazetteer."""
        self._units = Units(gazetteer)
        self._commas = CommaReader(self._units)
        self._read_once = cache(self._read)

    def read(self, text: str, codes: Codes = ()) -> Reading:
        """Read a text.

        Args:
            text: as a table has it.
            codes: alpha-2 codes of the countries that it is known to lie in; none for all.

        Returns:
            Its reading. Every word of the text is in it, or says "online", or names the country
            that `codes` says already.
        """
        return self._read_once(" ".join(text.split(" ")), codes)

    def _read(self, text: str, codes: Codes) -> Reading:
        if is_nowhere(text):
            return Reading(venue=text)
        if is_online(text):
            return Reading(venue=text, online=True)
        if not codes and names_country(text) and not self._units.is_rather_city(text):
            return Reading((self._commas.country_spot(text),))
        if self._units.is_city(text, codes):
            return Reading((Spot(text),))
        parts, online, presence = _without_online(parts_of(text))
        if not parts:
            return Reading(venue=text, online=online)
        reading = self._in_last_country(parts) if not codes else None
        if reading is None:
            reading = self._semicolons(self._units.loosened(parts, codes), codes)
        return reading._replace(online=online, presence=presence)

    def _in_last_country(self, parts: list[Part]) -> Reading | None:
        """Read what stands before a country as places in it; None where that doesn't fit."""
        *before, last = parts
        countries = country_codes(last.text)
        # "IN" may be India or Indiana; "Scotland" says more than the United Kingdom.
        is_sure = len(last.text) > _LONGEST_CODE and not self._units.is_part(last.text)
        if not before or not countries or not is_sure:
            return None
        if any(
            country_codes(part.text) and not self._units.is_region(part.text, countries)
            for part in before
        ):
            return None
        inside = self._semicolons(self._units.loosened(before, countries), countries)
        is_found = any(self._units.may_be(spot.city, countries) for spot in inside.spots)
        if not is_found:
            return None
        return inside._replace(spots=tuple(Spot(spot.city, last.text) for spot in inside.spots))

    def _semicolons(self, parts: list[Part], codes: Codes) -> Reading:
        """Read what semicolons part as places of their own, whether they are known or not."""
        groups = groups_of(parts, LIST)
        return together(self._choices(group, codes) or unread(group, codes) for group in groups)

    def _choices(self, parts: list[Part], codes: Codes) -> Reading | None:
        """Read a list that slashes or "and" part, or else take these for parts of names."""
        groups = groups_of(parts, EITHER)
        if len(groups) == 1:
            return self._commas.read(parts, codes)
        *_, last = parts
        unit = self._units.unit(parts, codes) if last.separator == "/" else None
        if unit and not self._commas.is_solid_alone(last, codes):
            return reading_of([unit])
        members = self._members(groups, codes)
        if members and all(_is_pure(reading) for reading in members):
            return together(members)
        if reading := self._commas.read(_with_whole_names(groups), codes):
            return reading
        readings = [self._commas.read(group, codes) for group in groups]
        if any(reading and _is_pure(reading) for reading in readings):
            pairs = zip(readings, groups, strict=True)
            return together(reading or unread(group, codes) for reading, group in pairs)
        return None

    def _members(self, groups: list[list[Part]], codes: Codes) -> list[Reading]:
        """Read each member of a list; what follows the last may hold for all.

        "Paris and Lyon, France": both are in France.
        """
        *firsts, last = groups
        if len(last) > 1:
            shared = [
                self._commas.read([*group, *last[1:]], codes) for group in firsts if len(group) == 1
            ]
            end = self._commas.read(last, codes)
            if (
                end
                and len(shared) == len(firsts)
                and all(r and r.is_known and not r.venue for r in shared)
            ):
                return [*(reading for reading in shared if reading), end]
        if one := self._twice(groups, codes):
            return [one]
        readings = [self._commas.read(group, codes, is_member=True) for group in groups]
        return [reading for reading in readings if reading] if all(readings) else []

    def _twice(self, groups: list[list[Part]], codes: Codes) -> Reading | None:
        """Read one city with two names: "Kyiv/Kiev"."""
        units = [self._units.unit(group, codes) for group in groups]
        best = {unit.found.ranked()[0].id if unit else 0 for unit in units}
        if len(best) > 1 or 0 in best or any(len(group) > 1 for group in groups):
            return None
        first, *others = (group[0] for group in groups)
        return Reading((Spot(joined([first, *(o._replace(kind=PARENTHESIS) for o in others)])),))


def _is_pure(reading: Reading) -> bool:
    return bool(reading.is_known and reading.spots and not reading.venue)


def _with_whole_names(groups: list[list[Part]]) -> list[Part]:
    """Undo a parting at slashes and "and": "Hilton & Towers" is a name."""
    parts = list(groups[0])
    for group in groups[1:]:
        parts[-1] = parts[-1]._replace(text=joined([parts[-1], group[0]]))
        parts += group[1:]
    return parts


def _without_online(parts: list[Part]) -> tuple[list[Part], bool, str]:
    """Take the words about presence away; whether one says online, and the words."""
    left = [part for part in parts if not speaks_of_presence(part.text)]
    cut = [without_online(part.text) for part in left]
    kept = [part._replace(text=text) for part, (text, _) in zip(left, cut, strict=True)]
    online = any(is_online(part.text) for part in parts) or any(said for _, said in cut)
    words = [part.text for part in parts if speaks_of_presence(part.text)]
    return kept, online, ", ".join([*words, *(said for _, said in cut if said)])
