"""Find a large city at the end or the beginning of words without a comma: "HQ Madrid"."""

from __future__ import annotations

import re
from functools import lru_cache

from data.geo.countries import country_codes
from data.geo.gazetteer import Gazetteer
from data.lists.places.texts import COMMA, TextPart, is_venue
from data.words.folding import fold

_LARGE = 100_000
_MOST_WORDS = 3
_LONGEST = 80
_REMEMBERED = 20_000
_CAPITALS = re.compile(r"[A-Z]{2,6}\d?")
_JOINING = {
    "of", "de", "du", "des", "d", "del", "della", "di", "da", "do", "dos", "das", "the", "la",
    "le", "les", "el", "los", "las", "l", "al", "van", "von", "der", "den", "zu", "zum", "zur",
    "in", "im", "am", "an", "at", "for", "pour", "para", "per", "and", "et", "y", "e", "und",
    "i", "na", "w", "fra", "av", "af", "til",
}  # fmt: skip
"""After these, a city is a part of a name: "University of Oxford", "Rue de Paris"."""
_NAMED_AFTER = {
    "hotel", "hostel", "motel", "cafe", "restaurant", "ristorante", "bar", "pub", "cinema",
    "rue", "street", "strasse", "road", "avenue", "calle", "via", "viale", "corso", "boulevard",
    "plaza", "place", "piazza", "square", "platz", "station", "gare", "estacion", "bridge",
    "pont", "puente", "gate", "porte", "puerta", "villa", "casa", "maison", "haus", "room",
    "sala", "salle", "saal", "suite", "ship", "ferry", "bank", "banco", "banque", "club", "fc",
    "radio",
}  # fmt: skip
"""Hotels, streets and rooms are often called after cities elsewhere: "Hotel Lisboa"."""
_GOES_ON = {
    "state", "county", "city", "university", "college", "school", "tech", "street", "road",
    "avenue",
}  # fmt: skip
"""After a city, these make another name of it: "Washington State", "Boston College"."""


class CityInWords:
    """Splits a large city from the name of a building."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Use a gazetteer."""
        self._gazetteer = gazetteer
        self._is_large = lru_cache(_REMEMBERED)(self._look_up)

    def split(self, part: TextPart, codes: tuple[str, ...]) -> list[TextPart]:
        """Split "HQ Madrid" and "Nairobi Serena Hotel"; anything else is one part."""
        words = part.text.split()
        if len(words) < 2 or len(part.text) > _LONGEST or country_codes(part.text):
            return [part]
        end, beginning = self._at_end(words, codes), self._at_beginning(words, codes)
        if bool(end) == bool(beginning):
            return [part]
        if end:
            venue, city = " ".join(words[:-end]), " ".join(words[-end:])
            return [part._replace(text=venue), TextPart(COMMA, ",", city)]
        city, venue = " ".join(words[:beginning]), " ".join(words[beginning:])
        return [part._replace(text=city), TextPart(COMMA, ",", venue)]

    def _at_end(self, words: list[str], codes: tuple[str, ...]) -> int:
        """Return how many words at the end are a large city; 0 for none."""
        for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
            before = words[:-count]
            last = fold(before[-1])
            if last in _JOINING or last in _NAMED_AFTER:
                continue
            is_other = is_venue(" ".join(before)) or all(map(_CAPITALS.fullmatch, before))
            if is_other and self._is_large(" ".join(words[-count:]), codes):
                return count
        return 0

    def _at_beginning(self, words: list[str], codes: tuple[str, ...]) -> int:
        """Return how many words at the beginning are a large city; 0 for none."""
        for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
            after = words[count:]
            first = fold(after[0])
            if (
                first in _GOES_ON
                or first in _JOINING
                or (len(after) == 1 and first in _NAMED_AFTER)
            ):
                continue
            if is_venue(" ".join(after)) and self._is_large(" ".join(words[:count]), codes):
                return count
        return 0

    def _look_up(self, text: str, codes: tuple[str, ...]) -> bool:
        """Whether a text is hardly anything but a large city."""
        if not text[:1].isupper() or country_codes(text):
            return False
        matches = self._gazetteer.find(text, codes)
        clear = matches.clear()
        cities = [clear] if clear else [city for city in matches.ranked() if city.is_primary]
        return any(city.population >= _LARGE or city.capital for city in cities)
