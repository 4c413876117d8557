"""Find the parts of a text that name one city, and build readings from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from data.geo.candidates import BY_HAND, City, are_near
from data.geo.countries import country_codes, country_name
from data.geo.gazetteer import Gazetteer, Matches, agree
from data.lists.places.texts import COMMA, TextPart, is_venue, join_parts
from data.words.folding import fold

Codes = tuple[str, ...]

LARGE = 20_000
"""In a list with only commas, a smaller town may be a quarter or a venue of that name."""
PROMINENT = 100_000
"""Without a country, a smaller city of a name proves nothing."""
VERY_LARGE = 1_000_000
"""A city so large is meant even by a name that isn't its own."""
ONE_PLACE_KM = 15

# States and territories so small that they are one place on a map of the world.
_ONE_PLACE = {
    "AD", "AI", "AW", "BB", "BL", "BM", "CW", "GD", "GG", "GI", "HK", "IM", "JE", "KN", "LC", "LI",
    "LU", "MC", "MF", "MO", "MQ", "MS", "MT", "NR", "NU", "SG", "SM", "SX", "VA", "VC",
}  # fmt: skip
_NAMING_STATES = {"AU", "BR", "CA", "IN", "US"}
_REMEMBERED = 100_000
_TRAILING_WORDS = 3
_WITHOUT_SPACES = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{3,12}")
"""Chinese, Japanese or Korean."""
_LEAST_CODE = 2
_POSTCODE_FIRST = re.compile(
    r"^(?P<code>(?:[A-Za-z]{1,3}[- ])?\d{4,6}(?:-\d{3,4})?)\s+(?P<city>\D.*)$"
)
_POSTCODE_LAST = re.compile(
    r"^(?P<city>\D+?)\s+(?P<code>\d{4,6}(?:-\d{3,4})?|\d{1,2}|[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2})$"
)
_WITHIN = re.compile(
    r"^(?P<venue>.*\S)\s+(?P<word>in|at|à|a|en|near)\s+(?P<city>\S.*)$", re.IGNORECASE
)
_LEADING_WORD = re.compile(r"^(?:in|at|à|en)\s+(?P<city>\S.*)$", re.IGNORECASE)


class Unit(NamedTuple):
    """Parts that name one city, its country if they name it, and the matching cities."""

    parts: tuple[TextPart, ...]
    country: str
    matches: Matches


class Units:
    """Finds units among the parts of a text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Use a gazetteer."""
        self._gazetteer = gazetteer
        self._matches_of = lru_cache(_REMEMBERED)(self._ask)

    def is_city(self, text: str, codes: Codes) -> bool:
        """Whether some city has this name."""
        return bool(self._gazetteer.named(text, codes))

    def may_be(self, text: str, codes: Codes) -> bool:
        """Whether the gazetteer finds a city by a whole text."""
        return bool(self._gazetteer.find(text, codes).cities)

    def is_rather_city(self, text: str) -> bool:
        """Whether a country's name in some language is also the name of a large city.

        "Granada" is Grenada in Spanish, but in a list it is the city.
        """
        codes = country_codes(text)
        if fold(text) in {fold(country_name(code)) for code in codes}:
            return False
        return any(
            city.iso2 not in codes
            and city.population >= PROMINENT
            and city.name.casefold() == text.casefold()
            for city in self._gazetteer.named(text)
        )

    def is_region(self, text: str, codes: Codes) -> bool:
        """Whether some province or state has this name."""
        return bool(self._gazetteer.regions(text, codes))

    def is_other_state(self, text: str, unit: Unit, codes: Codes) -> bool:
        """Whether a text is a state or province that a city isn't in: "Ohio" for Berlin.

        In a known country without the habit of naming states, it is another place of a list.
        """
        is_code = len(text) <= _SHORTEST_NAME
        if (is_code and not text.isupper()) or (
            codes and not is_code and _NAMING_STATES.isdisjoint(codes)
        ):
            return False
        regions = self._gazetteer.regions(text, codes)
        return bool(regions) and not any(
            (city.iso2, city.admin1) in regions for city in unit.matches.cities
        )

    def is_part(self, country: str) -> bool:
        """Whether a country's name is that of a part of it, such as Scotland."""
        return self._gazetteer.is_part(country)

    def city_of_small(self, country: str) -> str:
        """Return the city of a country that is one place on the map; "" for any other."""
        codes = country_codes(country)
        if len(codes) != 1 or codes[0] not in _ONE_PLACE:
            return ""
        names = (country, country_name(codes[0]))
        return next((name for name in names if self.is_city(name, codes)), "")

    def is_vague(self, unit: Unit) -> bool:
        """Whether a unit may also be a wide province of the city's name."""
        city = unit.matches.ranked()[0]
        name = unit.parts[0].text
        of_same_name = (city.iso2, city.admin1) in self._gazetteer.regions(name)
        return len(unit.parts) == 1 and of_same_name and self._gazetteer.is_wide(city)

    def unit(
        self, parts: Sequence[TextPart], codes: Codes, *, by_neighbour: bool = False
    ) -> Unit | None:
        """Read parts as one city and what it is in; None unless all are understood."""
        last = parts[-1].text
        if len(parts) == 1 and not codes and self._is_country_only(last):
            return None
        countries = country_codes(last) if len(parts) > 1 else ()
        says_same = bool(countries) and (not codes or set(countries) <= set(codes))
        whole = self._find(parts, codes, by_neighbour=by_neighbour)
        if says_same and not (codes and self.is_region(last, codes)):
            matches = self._find(parts[:-1], countries, by_neighbour=by_neighbour)
            if matches and whole and not agree((matches, whole)):
                both = Matches(
                    (*matches.cities, *whole.cities), is_strict=True, in_country=False, is_torn=True
                )
                return Unit(tuple(parts), "", both)
            if matches and whole and not codes and self.is_part(last):
                return Unit(tuple(parts), last, whole)
            if matches:
                return Unit(tuple(parts[:-1]), "" if codes else last, matches)
        return Unit(tuple(parts), "", whole) if whole else None

    def _is_country_only(self, text: str) -> bool:
        """Whether a text is a country and no city of it: "Peru", but not "Luxembourg"."""
        countries = country_codes(text)
        if not countries or len(text) <= _SHORTEST_NAME or self.is_rather_city(text):
            return False
        cities = self._gazetteer.named(text, countries)
        return not any(city.capital or city.population >= PROMINENT for city in cities)

    def unknown_in(self, parts: Sequence[TextPart], codes: Codes) -> Reading:
        """Return a reading of a text that isn't understood; a province alone has its country."""
        reading = unknown(parts, codes)
        text = parts[0].text
        if len(parts) > 1 or codes or len(text) <= _SHORTEST_NAME or not reading.spots:
            return reading
        countries = {iso2 for iso2, _ in self._gazetteer.regions(text)}
        if len(countries) != 1 or reading.spots[0].country:
            return reading
        return reading._replace(spots=(Spot(text, country_name(countries.pop())),))

    def is_solid(self, unit: Unit, codes: Codes) -> bool:
        """Whether a unit can hardly be anything but a city."""
        if len(unit.parts) > 1 or unit.country:
            return True
        city = unit.matches.clear()
        if not codes:
            return bool(city) or any(
                city.population >= VERY_LARGE
                or (city.is_primary and (city.population >= PROMINENT or city.capital))
                for city in unit.matches.cities
            )
        return bool(city and (city.population >= LARGE or city.capital or city.kind == BY_HAND))

    def are_apart(self, unit: Unit, other: Unit) -> bool:
        """Whether two units are two places, rather than a quarter and its city."""
        if not unit.matches.cities or not other.matches.cities:
            return True
        pairs = product(_meant(unit.matches), _meant(other.matches))
        return not any(are_near(first, second, ONE_PLACE_KM) for first, second in pairs)

    def split_further(self, parts: Sequence[TextPart], codes: Codes) -> list[TextPart]:
        """Split "Nairobi Kenya", "1211 Geneva" and "Hotel Ivoire in Abidjan" further."""
        return [new for part in parts for new in self._split_further(part, codes)]

    def _split_further(self, part: TextPart, codes: Codes) -> list[TextPart]:  # noqa: PLR0911 (one per form)
        text = part.text
        if self.is_city(text, codes) or country_codes(text):
            return [part]
        if pair := self._at_hyphen(part) or ([] if codes else self._at_country(part)):
            return pair
        if (match := _LEADING_WORD.match(text)) and self._is_place(match["city"], codes):
            return [part._replace(text=match["city"])]
        if (match := _POSTCODE_FIRST.match(text)) and self._is_place(match["city"], codes):
            city = part._replace(text=match["city"], kind=COMMA, separator=" ")
            return [part._replace(text=match["code"]), *self._split_further(city, codes)]
        if (match := _POSTCODE_LAST.match(text)) and self.is_city(match["city"], codes):
            return [part._replace(text=match["city"]), TextPart(COMMA, ",", match["code"])]
        if (match := _WITHIN.match(text)) and self._is_place(match["city"], codes):
            city = TextPart(COMMA, match["word"], match["city"])
            return [part._replace(text=match["venue"]), *self._split_further(city, codes)]
        return [part] if self.is_region(text, codes) else self._at_trailing_words(part, codes)

    def _at_hyphen(self, part: TextPart) -> list[TextPart]:
        """Split "Bamako-Mali" into a city and its country; empty if it isn't that."""
        for match in re.finditer(r"[-–—/_]", part.text):
            city, country = part.text[: match.start()].strip(), part.text[match.end() :].strip()
            codes = country_codes(country) if len(country) > _SHORTEST_NAME else ()
            if codes and city and self.may_be(city, codes):
                return [part._replace(text=city), TextPart(COMMA, match[0], country)]
        return []

    def _at_country(self, part: TextPart) -> list[TextPart]:
        """Split "中国北京", a country and its city without a space; empty if it isn't that."""
        text = part.text
        if text.isascii() or not _WITHOUT_SPACES.fullmatch(text):
            return []
        for end in range(len(text) - 1, 1, -1):
            codes = country_codes(text[:end])
            city = text[end:].removesuffix("市")
            if codes and city and self.may_be(city, codes):
                return [part._replace(text=city), TextPart(COMMA, ",", text[:end])]
        return []

    def _is_place(self, text: str, codes: Codes) -> bool:
        stripped = _POSTCODE_LAST.match(text)
        name = stripped["city"] if stripped else text
        cities = self._gazetteer.named(name, codes)
        least = 0 if codes else PROMINENT
        return any(city.population >= least for city in cities) or bool(country_codes(name))

    def _at_trailing_words(self, part: TextPart, codes: Codes) -> list[TextPart]:
        """Split a city from a country or state without a comma between them."""
        words = part.text.split()
        for count in range(1, min(_TRAILING_WORDS, len(words) - 1) + 1):
            city, area = " ".join(words[:-count]), " ".join(words[-count:])
            # "La" and "de" are words rather than codes.
            if len(area) <= _LEAST_CODE + 1 and not area.isupper():
                continue
            pair = [part._replace(text=city), TextPart(COMMA, ",", area)]
            if self.unit(pair, codes):
                return pair
            if countries := country_codes(area):
                if self.is_region(city, countries):
                    return pair
                inside = self._at_trailing_words(pair[0], countries)
                if len(inside) > 1:
                    return [*inside, pair[1]]
        return [part]

    def _find(
        self, parts: Sequence[TextPart], codes: Codes, *, by_neighbour: bool
    ) -> Matches | None:
        return self._matches_of(tuple(part.text for part in parts), codes, by_neighbour)

    def _ask(self, texts: tuple[str, ...], codes: Codes, by_neighbour: bool) -> Matches | None:  # noqa: FBT001 (a key of the cache)
        city, *additions = texts
        if not additions:
            cities = self._gazetteer.named(city, codes)
            return Matches(cities, is_strict=False, in_country=bool(codes)) if cities else None
        matches = self._gazetteer.with_additions(city, additions, codes, by_neighbour=by_neighbour)
        return matches if matches.cities and not matches.is_strict else None


def city_text(parts: Sequence[TextPart]) -> str:
    """Return a city and what it is in, as the gazetteer reads it."""
    return join_parts(
        part if n == 0 else part._replace(separator=",") for n, part in enumerate(parts)
    )


def _meant(matches: Matches) -> list[City]:
    city = matches.clear()
    return [city] if city else matches.ranked()


_SHORTEST_NAME = 3
# Codes of two letters that are always the country: "IN" may be Indiana too.
_SURE_CODES = {"UK", "US"}


class Spot(NamedTuple):
    """One place: city and country as written, "" if missing."""

    city: str
    country: str = ""


class Reading(NamedTuple):
    """The meaning of a text: its places, its venue, and whether it says "online".

    `is_known`: the gazetteer knows all of it but the venue. `presence`: words beside a place
    about being there or online, as written.
    `is_guess`: the city stands among other words, without a comma.
    """

    spots: tuple[Spot, ...] = ()
    venue: str = ""
    online: bool = False
    is_known: bool = True
    presence: str = ""
    is_guess: bool = False


def reading_of(units: Iterable[Unit], venue: str = "") -> Reading:
    """Return a reading of units that are understood."""
    spots = tuple(Spot(city_text(unit.parts), unit.country) for unit in units)
    return Reading(spots, venue)


def separate(units: Iterable[Unit], codes: Codes, venue: str = "") -> Reading:
    """Return a reading with every unit as a separate place, known or not."""
    readings = (
        reading_of([unit]) if unit.matches.cities else unknown(unit.parts, codes) for unit in units
    )
    return combine(readings)._replace(venue=venue) if venue else combine(readings)


def unknown(parts: Sequence[TextPart], codes: Codes) -> Reading:
    """Return a reading of a text that isn't understood, whole except for a country at its end."""
    last = parts[-1].text
    is_sure = len(last) >= _SHORTEST_NAME or last.upper() in _SURE_CODES
    has_country = len(parts) > 1 and not codes and is_sure and bool(country_codes(last))
    text, country = (join_parts(parts[:-1]), last) if has_country else (join_parts(parts), "")
    if is_venue(text):
        return Reading((Spot("", country),) if country else (), text, is_known=False)
    return Reading((Spot(text, country),), is_known=False)


def combine(readings: Iterable[Reading]) -> Reading:
    """Return several readings as one, in their order."""
    every = list(readings)
    return Reading(
        tuple(spot for reading in every for spot in reading.spots),
        ", ".join(reading.venue for reading in every if reading.venue),
        is_known=all(reading.is_known for reading in every),
    )
