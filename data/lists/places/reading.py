"""Read the text of a place as cities, countries and a venue, as the gazetteer confirms them."""

from __future__ import annotations

from collections import Counter
from functools import cache

from data.geo.candidates import is_world_known
from data.geo.countries import country_codes
from data.geo.gazetteer import NOTHING, Gazetteer
from data.lists.places.city_in_words import CityInWords
from data.lists.places.texts import (
    COMMA,
    EITHER,
    LIST,
    PARENTHESIS,
    TextPart,
    country_with_city,
    groups_of,
    is_of_address,
    is_venue,
    join_parts,
    names_country,
    names_elsewhere,
    parts_of,
    with_plain_marks,
    without_addresses,
)
from data.lists.places.units import (
    Codes,
    Reading,
    Spot,
    Unit,
    Units,
    city_text,
    combine,
    reading_of,
    separate,
    unknown,
)
from data.words.online import (
    is_in_person_too,
    is_nowhere,
    is_online,
    speaks_of_presence,
    without_online,
)

_MOST_PARTS = 12
_LONGEST_CODE = 3


class CommaReader:
    """Reads the parts between commas."""

    def __init__(self, units: Units) -> None:
        """Use the units that the gazetteer knows."""
        self._units = units

    def read(
        self, parts: list[TextPart], codes: Codes, *, is_member: bool = False
    ) -> Reading | None:
        """Read the parts between commas; None if they aren't understood."""
        if len(parts) > _MOST_PARTS:
            return None
        if unit := self._units.unit(parts, codes):
            is_sure = bool(codes) or not is_member or self._units.is_solid(unit, codes)
            return reading_of([unit]) if is_sure else None
        if len(parts) == 1:
            return self._lone(parts[0], codes)
        if not codes and names_elsewhere(parts) and self._units.unit(parts[:1], codes):
            return unknown(parts, codes)
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

    def _lone(self, part: TextPart, codes: Codes) -> Reading | None:
        if country_codes(part.text) and not codes:
            return Reading((self.country_spot(part.text),))
        return None

    def country_spot(self, text: str) -> Spot:
        """Return the place of a lone country; a small one has a city of the same name."""
        return Spot(self._units.city_of_small(text), text)

    def _country_or_region_first(self, parts: list[TextPart], codes: Codes) -> Reading | None:
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

    def _countries(self, parts: list[TextPart], codes: Codes) -> Reading | None:
        """Read a list of countries, but not "Georgia, USA"."""
        countries = [country_codes(part.text) for part in parts]
        if codes or not all(countries) or self._units.is_region(parts[0].text, countries[-1]):
            return None
        return Reading(tuple(self.country_spot(part.text) for part in parts))

    def _several(self, parts: list[TextPart], codes: Codes) -> Reading | None:
        """Read several cities, each clear and large."""
        units = self._sequence(parts, codes)
        if units and not codes and not _are_plausible(units):
            return None
        return reading_of(units) if units else self._each_part(parts, codes)

    def _each_part(self, parts: list[TextPart], codes: Codes) -> Reading | None:
        """Read every part as a place, known or not, if two of them are clear and large."""
        units = self._greedily(parts, codes)
        solid = [
            unit for unit in units if unit.matches.cities and self._units.is_solid(unit, codes)
        ]
        if not any(self._units.are_apart(solid[0], unit) for unit in solid[1:]):
            return None
        if not codes and not _are_plausible(solid):
            return None
        return separate(units, codes)

    def _greedily(self, parts: list[TextPart], codes: Codes) -> list[Unit]:
        """Split off the longest unit from the left, repeatedly; other parts stay single."""
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

    def _sequence(self, parts: list[TextPart], codes: Codes) -> list[Unit] | None:
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

    def _beside(self, parts: list[TextPart], codes: Codes) -> Reading | None:
        unit = self._units.unit(parts, codes, by_neighbour=True)
        return reading_of([unit]) if unit else None

    def _after_venue(self, parts: list[TextPart], codes: Codes) -> Reading | None:
        """Read a city at the end, after parts that aren't cities."""
        for start in range(1, len(parts)):
            part = parts[start - 1]
            if self.is_solid_alone(part, codes) and not is_venue(part.text):
                return None
            unit = self._units.unit(parts[start:], codes, by_neighbour=True)
            venue = join_parts(parts[:start])
            if unit and not is_venue(venue) and self._units.is_vague(unit):
                return None
            if unit and (codes or self._units.is_solid(unit, codes) or is_venue(venue)):
                return reading_of([unit], venue)
        return None

    def _before_unknown(self, parts: list[TextPart], codes: Codes) -> Reading | None:
        for start in range(len(parts)):
            for end in range(len(parts) - 1, start, -1):
                unit = self._units.unit(parts[start:end], codes)
                if unit and ((codes and not start) or self._units.is_solid(unit, codes)):
                    return self._with_rest(unit, parts[:start], parts[end:], codes)
        return None

    def _with_rest(
        self, unit: Unit, before: list[TextPart], after: list[TextPart], codes: Codes
    ) -> Reading:
        """Add unknown parts to the city, or to the venue if they look like one."""
        venue, rest = join_parts(before), join_parts(after)
        if unit.country or len(unit.parts) > 1 or is_venue(rest):
            both = ", ".join(text for text in (venue, rest) if text)
            return reading_of([unit], both)
        city = city_text([*unit.parts, *after])
        if self._units.may_be(city, codes):
            return Reading((Spot(city),), venue, is_known=False)
        if any(self._units.is_other_state(part.text, unit, codes) for part in after):
            return unknown([*before, *unit.parts, *after], codes)
        # "High Rock (Jamaica)" must not become a High Rock elsewhere.
        if after[0].kind == PARENTHESIS or not self._units.is_solid(unit, codes):
            return unknown([*before, *unit.parts, *after], codes)
        others = [Unit((part,), "", NOTHING) for part in after]
        return separate([unit, *others], codes, venue)

    def is_solid_alone(self, part: TextPart, codes: Codes) -> bool:
        """Whether a part can hardly be anything but a city."""
        unit = self._units.unit([part], codes)
        return bool(unit and self._units.is_solid(unit, codes))


def _are_plausible(units: list[Unit]) -> bool:
    """Whether cities without a country are a list, rather than a quarter and its city.

    Each must be world-known, name its country, or be in the country of another one.
    """
    cities = [unit.matches.ranked()[0] for unit in units]
    countries = Counter(city.iso2 for city in cities)
    return all(
        unit.country or len(unit.parts) > 1 or is_world_known(city) or countries[city.iso2] > 1
        for unit, city in zip(units, cities, strict=True)
    )


class PlaceReader:
    """Reads texts of places, each distinct one once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Use a gazetteer."""
        self._units = Units(gazetteer)
        self._commas = CommaReader(self._units)
        self._words = CityInWords(gazetteer)
        self._read_once = cache(self._read)

    def read(self, text: str, codes: Codes = ()) -> Reading:
        """Read a text.

        Args:
            text: As in a table.
            codes: Alpha-2 codes of the countries it is in, if known.

        Returns:
            Its reading, with every word of the text except those for "online" and the country
            of `codes`.
        """
        return self._read_once(" ".join(text.split(" ")), codes)

    def _read(self, text: str, codes: Codes) -> Reading:
        rest, addresses = without_addresses(text)
        if not addresses:
            return self._read_words(with_plain_marks(text), codes)
        if is_online(text) or not rest:
            return Reading(venue=text, online=is_online(text))
        reading = self._read_words(with_plain_marks(rest), codes)
        venue = ", ".join(filter(None, (reading.venue, addresses)))
        return reading._replace(venue=venue, online=reading.online or is_online(addresses))

    def _read_words(self, text: str, codes: Codes) -> Reading:  # noqa: PLR0911 (one per form)
        if is_nowhere(text):
            return Reading(venue=text)
        if is_online(text):
            return Reading(venue=text, online=True)
        if not codes and names_country(text) and not self._units.is_rather_city(text):
            return self._in_brackets(text) or Reading((self._commas.country_spot(text),))
        if self._units.is_city(text, codes):
            return Reading((Spot(text),))
        parts, online, presence = _without_online(parts_of(text))
        if not parts:
            return Reading(venue=text, online=online)
        reading = self._in_last_country(parts) if not codes else None
        if reading is None:
            reading = self._semicolons(self._units.split_further(parts, codes), codes)
        if not reading.is_known and len(more := self._split_words(parts, codes)) > len(parts):
            other = self._semicolons(self._units.split_further(more, codes), codes)
            reading = other._replace(is_guess=True) if other.is_known and other.spots else reading
        if online and not reading.is_known and not is_in_person_too(text):
            return Reading(venue=text, online=True)
        return reading._replace(online=online, presence=presence)

    def _in_brackets(self, text: str) -> Reading | None:
        """Read "Ghana (Tamale)" as a city in its country; None if that isn't known."""
        country, city = country_with_city(text)
        reading = self.read(city, country_codes(country)) if city else Reading()
        spots = tuple(Spot(spot.city, country) for spot in reading.spots if spot.city)
        is_whole = reading.is_known and 0 < len(spots) == len(reading.spots)
        return reading._replace(spots=spots) if is_whole else None

    def _split_words(self, parts: list[TextPart], codes: Codes) -> list[TextPart]:
        *before, last = parts
        countries = country_codes(last.text) if not codes and before else ()
        inside = [new for part in before for new in self._words.split(part, countries or codes)]
        return [*inside, *self._words.split(last, codes)]

    def _in_last_country(self, parts: list[TextPart]) -> Reading | None:
        """Read the parts before a country as places in it; None if that doesn't fit."""
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
        inside = self._semicolons(self._units.split_further(before, countries), countries)
        if not any(self._units.may_be(spot.city, countries) for spot in inside.spots):
            return None
        return inside._replace(spots=tuple(Spot(spot.city, last.text) for spot in inside.spots))

    def _semicolons(self, parts: list[TextPart], codes: Codes) -> Reading:
        """Read the parts between semicolons as separate places, known or not."""
        groups = groups_of(parts, LIST)
        readings = [self._choices(group, codes) for group in groups]
        if len(groups) > 1 and any(
            not reading and is_of_address(group)
            for reading, group in zip(readings, groups, strict=True)
        ):
            # Semicolons may also separate the lines of an address.
            whole = self._choices(
                [part._replace(kind=COMMA) if part.kind == LIST else part for part in parts], codes
            )
            if whole and whole.is_known and whole.spots:
                return whole
        pairs = zip(readings, groups, strict=True)
        return combine(reading or self._units.unknown_in(group, codes) for reading, group in pairs)

    def _choices(self, parts: list[TextPart], codes: Codes) -> Reading | None:
        """Read a list with slashes or "and"; if it isn't one, they belong to names."""
        groups = groups_of(parts, EITHER)
        if len(groups) == 1:
            return self._commas.read(parts, codes)
        *_, last = parts
        unit = self._units.unit(parts, codes) if last.separator == "/" else None
        if unit and not self._commas.is_solid_alone(last, codes):
            return reading_of([unit])
        members = self._members(groups, codes)
        if members and all(_is_pure(reading) for reading in members):
            return combine(members)
        if reading := self._commas.read(_with_whole_names(groups), codes):
            return reading
        readings = [self._commas.read(group, codes) for group in groups]
        if any(reading and _is_pure(reading) for reading in readings):
            pairs = zip(readings, groups, strict=True)
            return combine(reading or unknown(group, codes) for reading, group in pairs)
        return None

    def _members(self, groups: list[list[TextPart]], codes: Codes) -> list[Reading]:
        """Read each member of a list. What follows the last may apply to all.

        In "Paris and Lyon, France", both are in France.
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
                and all(other and other.is_known and not other.venue for other in shared)
            ):
                return [*(reading for reading in shared if reading), end]
        if reading := self._twice(groups, codes):
            return [reading]
        readings = [self._commas.read(group, codes, is_member=True) for group in groups]
        return [reading for reading in readings if reading] if all(readings) else []

    def _twice(self, groups: list[list[TextPart]], codes: Codes) -> Reading | None:
        """Read two names of one city: "Kyiv/Kiev"."""
        units = [self._units.unit(group, codes) for group in groups]
        best = {unit.matches.ranked()[0].id if unit else 0 for unit in units}
        if len(best) > 1 or 0 in best or any(len(group) > 1 for group in groups):
            return None
        first, *others = (group[0] for group in groups)
        return Reading(
            (Spot(join_parts([first, *(o._replace(kind=PARENTHESIS) for o in others)])),)
        )


def _is_pure(reading: Reading) -> bool:
    return bool(reading.is_known and reading.spots and not reading.venue)


def _with_whole_names(groups: list[list[TextPart]]) -> list[TextPart]:
    """Join groups again at slashes and "and": "Hilton & Towers" is a name."""
    parts = list(groups[0])
    for group in groups[1:]:
        parts[-1] = parts[-1]._replace(text=join_parts([parts[-1], group[0]]))
        parts += group[1:]
    return parts


def _without_online(parts: list[TextPart]) -> tuple[list[TextPart], bool, str]:
    """Remove words about presence; return the rest, whether it is online, and these words."""
    others = [part for part in parts if not speaks_of_presence(part.text)]
    cut = [without_online(part.text) for part in others]
    rest = [part._replace(text=text) for part, (text, _) in zip(others, cut, strict=True)]
    online = any(is_online(part.text) for part in parts) or any(words for _, words in cut)
    presence = [part.text for part in parts if speaks_of_presence(part.text)]
    return rest, online, ", ".join([*presence, *(words for _, words in cut if words)])
