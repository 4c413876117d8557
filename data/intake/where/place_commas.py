"""Read what stands between commas: a city with its state, a list of cities, a venue and a city.

What is tried, in this order:

1. one city with what follows it ("Austin, TX"), or stands before it ("Kenya: Nairobi")
2. several cities ("Warsaw, Gdansk"), each of them clear and large
3. a city named with one next to it ("Newport, Cardiff")
4. a venue, then a city ("Palais des Nations, Geneva")
5. a city, then words that say nothing to us: they stay with it, and make its choice strict
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from data.geocoding.candidates import is_world_known
from data.geocoding.countries import country_codes
from data.geocoding.found_cities import NOTHING
from data.intake.where.place_parts import PARENTHESIS, Part, is_venue, joined
from data.intake.where.place_texts import Reading, Spot, each_of, reading_of, unread
from data.intake.where.place_units import Unit, Units, city_text

if TYPE_CHECKING:
    from data.intake.where.place_units import Codes

_MOST_PARTS = 12


class CommaReader:
    """Reads parts between commas."""

    def __init__(self, units: Units) -> None:
        """Read by what the gazetteer knows."""
        self._units = units

    def read(self, parts: list[Part], codes: Codes, *, is_member: bool = False) -> Reading | None:
        """Read parts between commas."""
        if len(parts) > _MOST_PARTS:
            return None
        if unit := self._units.unit(parts, codes):
            is_sure = bool(codes) or not is_member or self._units.is_solid(unit, codes)
            return reading_of([unit]) if is_sure else None
        if len(parts) == 1:
            return self._lone(parts[0], codes)
        if is_venue(parts[0].text) and (reading := self._after_venue(parts, codes)):
            return reading
        return (
            self._country_or_region_first(parts, codes)
            or self._countries(parts, codes)
            or self._several(parts, codes)
            or self._beside(parts, codes)
            or self._after_venue(parts, codes)
            or self._before_unknown(parts, codes)
        )

    def _lone(self, part: Part, codes: Codes) -> Reading | None:
        if country_codes(part.text) and not codes:
            return Reading((self.country_spot(part.text),))
        return None

    def country_spot(self, text: str) -> Spot:
        """Say a country that stands alone; a small one is its own place."""
        return Spot(self._units.city_of_small(text), text)

    def _country_or_region_first(self, parts: list[Part], codes: Codes) -> Reading | None:
        """Read "Kenya: Nairobi" and "Canada, Ontario, Toronto" backwards."""
        first = self._units.unit(parts[:1], codes)
        if first and self._units.is_solid(first, codes) and not country_codes(parts[0].text):
            return None
        unit = self._units.unit(parts[::-1], codes)
        if unit or not country_codes(parts[0].text) or codes:
            return reading_of([unit]) if unit else None
        inside = self._several(parts[1:], country_codes(parts[0].text))
        if not inside:
            return None
        return inside._replace(spots=tuple(Spot(s.city, parts[0].text) for s in inside.spots))

    def _countries(self, parts: list[Part], codes: Codes) -> Reading | None:
        """Read a list of countries; "Georgia, USA" is none."""
        found = [country_codes(part.text) for part in parts]
        if codes or not all(found) or self._units.is_region(parts[0].text, found[-1]):
            return None
        return Reading(tuple(self.country_spot(part.text) for part in parts))

    def _several(self, parts: list[Part], codes: Codes) -> Reading | None:
        """Read several cities, each clear and large."""
        units = self._sequence(parts, codes)
        if units and not codes and not _are_plausible(units):
            return None
        return reading_of(units) if units else self._listed(parts, codes)

    def _listed(self, parts: list[Part], codes: Codes) -> Reading | None:
        """Read every part as a place, known or not, where two of them are clear and large."""
        units = self._greedily(parts, codes)
        solid = [unit for unit in units if unit.found.cities and self._units.is_solid(unit, codes)]
        if not any(self._units.are_apart(solid[0], unit) for unit in solid[1:]):
            return None
        if not codes and not _are_plausible(solid):
            return None
        return each_of(units, codes)

    def _greedily(self, parts: list[Part], codes: Codes) -> list[Unit]:
        """Take the longest unit from the left, again and again; what is none stands alone."""
        units: list[Unit] = []
        left = parts
        while left:
            counts = range(len(left), 0, -1)
            fits = (unit for n in counts if (unit := self._units.unit(left[:n], codes)))
            unit = next(fits, None)
            units.append(unit or Unit((left[0],), "", NOTHING))
            count = len(units[-1].parts) + bool(units[-1].country)
            left = left[count:]
        return units

    def _sequence(self, parts: list[Part], codes: Codes) -> list[Unit] | None:
        if not parts:
            return []
        for count in range(len(parts), 0, -1):
            unit = self._units.unit(parts[:count], codes)
            if not unit or not self._units.is_solid(unit, codes):
                continue
            after = self._sequence(parts[count:], codes)
            if after is not None and (not after or self._units.are_apart(unit, after[0])):
                return [unit, *after]
        return None

    def _beside(self, parts: list[Part], codes: Codes) -> Reading | None:
        unit = self._units.unit(parts, codes, by_neighbour=True)
        return reading_of([unit]) if unit else None

    def _after_venue(self, parts: list[Part], codes: Codes) -> Reading | None:
        """Read a city that ends the text, after parts that are no cities themselves."""
        for start in range(1, len(parts)):
            part = parts[start - 1]
            if self.is_solid_alone(part, codes) and not is_venue(part.text):
                return None
            unit = self._units.unit(parts[start:], codes, by_neighbour=True)
            venue = joined(parts[:start])
            if unit and not is_venue(venue) and self._units.is_vague(unit):
                return None
            if unit and (codes or self._units.is_solid(unit, codes) or is_venue(venue)):
                return reading_of([unit], venue)
        return None

    def _before_unknown(self, parts: list[Part], codes: Codes) -> Reading | None:
        for start in range(len(parts)):
            for end in range(len(parts) - 1, start, -1):
                unit = self._units.unit(parts[start:end], codes)
                if unit and ((codes and not start) or self._units.is_solid(unit, codes)):
                    return self._with_rest(unit, parts[:start], parts[end:], codes)
        return None

    def _with_rest(
        self, unit: Unit, before: list[Part], after: list[Part], codes: Codes
    ) -> Reading:
        """Keep what was not understood: with the city, or with the venue if it speaks of one."""
        venue, rest = joined(before), joined(after)
        if unit.country or len(unit.parts) > 1 or is_venue(rest):
            both = ", ".join(text for text in (venue, rest) if text)
            return reading_of([unit], both)
        city = city_text([*unit.parts, *after])
        if self._units.may_be(city, codes):
            return Reading((Spot(city),), venue, is_known=False)
        # "High Rock (Jamaica)" must not become a High Rock elsewhere.
        if after[0].kind == PARENTHESIS or not self._units.is_solid(unit, codes):
            return unread([*before, *unit.parts, *after], codes)
        others = [Unit((part,), "", NOTHING) for part in after]
        return each_of([unit, *others], codes, venue)

    def is_solid_alone(self, part: Part, codes: Codes) -> bool:
        """Tell whether a part can't well be anything but a city."""
        unit = self._units.unit([part], codes)
        return bool(unit and self._units.is_solid(unit, codes))


def _are_plausible(units: list[Unit]) -> bool:
    """Tell whether cities without a country are a list, rather than a quarter and its city.

    Each is known the world over, or says its country, or lies in that of another one.
    """
    cities = [unit.found.ranked()[0] for unit in units]
    countries = Counter(city.iso2 for city in cities)
    return all(
        unit.country or len(unit.parts) > 1 or is_world_known(city) or countries[city.iso2] > 1
        for unit, city in zip(units, cities, strict=True)
    )
