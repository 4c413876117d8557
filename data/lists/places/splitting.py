"""Split the places of a table into city, country and venue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from data import WORLD
from data.geo.candidates import City
from data.geo.countries import (
    country_codes,
    country_name,
    is_former,
    misspelt_country,
    territories_of,
)
from data.geo.gazetteer import Gazetteer
from data.lists.places.list_evidence import by_code, have_states, kind_of_codes
from data.lists.places.reading import PlaceReader
from data.lists.places.texts import is_venue, names_country
from data.lists.places.units import Codes, Reading, Spot
from data.model.errors import msgid
from data.words.folding import fold
from data.words.online import is_nowhere, is_online, is_only_online

_KNOWN_ELSEWHERE = 50_000
_LONGEST_CODE = 3


@cache
def formerly_ruled(iso2: str) -> Codes:
    """Return today's countries that a state ruled in the last hundred and fifty years.

    Returns:
        Alpha-2 codes of former colonies, mandates and protectorates, from
        `data/world/former_rulers.csv`: listed by hand to understand old tables, not as a claim.
    """
    table = pd.read_csv(WORLD / "former_rulers.csv", dtype=str, keep_default_na=False)
    lists = dict(zip(table["ruler"], table["countries"], strict=True))
    return tuple(code for code in lists.get(iso2, "").split(";") if code)


def is_ruled(iso2: str, codes: Codes) -> bool:
    """Whether one of some states once ruled a country."""
    return any(iso2 in formerly_ruled(ruler) for ruler in codes)


def is_territory(iso2: str, codes: Codes) -> bool:
    """Whether a territory belongs to one of some states."""
    return any(iso2 in territories_of(state) for state in codes)


def is_ruled_country(text: str, codes: Codes) -> bool:
    """Whether a text names a country or territory that one of some states rules or ruled."""
    own = country_codes(text) if names_country(text) else ()
    return len(own) == 1 and (is_ruled(own[0], codes) or is_territory(own[0], codes))


def city_formerly_ruled(text: str, codes: Codes, gazetteer: Gazetteer) -> City | None:
    """Find a city in the countries that some states once ruled.

    Returns:
        A capital or a large city, under its own name and without rivals; else None.
    """
    ruled = tuple({code for ruler in codes for code in formerly_ruled(ruler)} - set(codes))
    city = gazetteer.find(text, ruled).clear() if ruled else None
    if city and city.is_primary and (city.capital or city.population >= _KNOWN_ELSEWHERE):
        return city
    return None


RENAMED = msgid("The country has another name today.")
TODAY = msgid("The place is probably in another country today.")
SUCCESSORS = msgid("This country no longer exists, and today's country is unclear.")
MISSPELT = msgid("The country seems to have a typing error.")
NO_COUNTRY = msgid("This is not a country.")
OTHER_COUNTRY = msgid("The city is in another country.")

# City states: the country alone is the place.
_CITY_STATES = {"SG", "MC", "VA", "HK", "MO", "GI"}
# The lookbehinds let each run of white space match only from its start.
_SEVERAL = re.compile(r"(?:(?<!\s)\s+)?[;/,&+]\s*|(?<!\s)\s+(?:and|et|y|e|und)\s+")


class SplitPlace(NamedTuple):
    """The columns of `split_places`."""

    city: str = ""
    country: str = ""
    venue: str = ""
    online: bool = False
    note: str = ""
    today: str = ""
    written: str = ""
    only_online: bool = False
    is_guess: bool = False


class Splitter:
    """Splits the places of rows."""

    def __init__(self, gazetteer: Gazetteer, codes: str = "", *, has_states: bool = False) -> None:
        """Use a gazetteer to confirm names.

        Args:
            gazetteer: Where cities are looked up.
            codes: What the list's codes of two letters are (`kind_of_codes`).
            has_states: Whether most cities are in the state beside them.
        """
        self._gazetteer = gazetteer
        self._reader = PlaceReader(gazetteer)
        self._codes = codes
        self._has_states = has_states

    def split(self, place: str, city: str, country: str, venue: str, state: str = "") -> SplitPlace:
        """Split one row's place."""
        if country.endswith(")") and not place and not city:
            place, country = country, ""  # "Ghana (Tamale)"
        real_country = "" if _is_no_country(country) else country
        if (meant := misspelt_country(country)) and not self._gazetteer.regions(country):
            row = self.split(place, city, meant, venue, state)
            return row._replace(note=MISSPELT, today=meant, written=country)
        if not city and (corrected := self._with_right_country(place, real_country)):
            row = self.split(corrected, "", "", venue, state)
            return row._replace(note=row.note or MISSPELT, today=row.today or row.country)
        city = self._in_state(city, state, country_codes(real_country)) if city and state else city
        text = city or place
        if not real_country:
            whole = text
            text, real_country = by_code(text, self._codes, self._gazetteer)
            city = text if city else city
            if not real_country and text != whole:
                venue = ", ".join(filter(None, (venue, whole.rpartition(",")[2].strip(" ."))))
        reading = self._read(text, real_country)
        if city and not reading.spots and not reading.online and not is_nowhere(city):
            # In a column of cities, an unknown name is still not a venue.
            reading = Reading((Spot(city),), is_known=False)
        if city and not real_country and len(reading.spots) == 1 and not reading.spots[0].city:
            reading = reading._replace(spots=(self._capital(reading.spots[0]),))
        extra = place if city and place != city else ""
        words = (reading.venue, reading.presence, extra, venue)
        venues = dict.fromkeys(part for part in words if part)
        online = reading.online or any(map(is_online, (country, venue, extra)))
        if not text and venue:
            reading = self._from_venue(venue, real_country)
        row = self._place(reading.spots, real_country)
        only_online = online and any(map(is_only_online, (text, country, venue, extra)))
        row = row._replace(
            venue=", ".join(venues), online=online, written=country, only_online=only_online,
            is_guess=reading.is_guess,
        )  # fmt: skip
        if country and not real_country and not is_online(country) and not row.note:
            return row._replace(note=NO_COUNTRY)
        return row

    def _with_right_country(self, place: str, country: str) -> str:
        """Correct a typing error in the country at the end of a place; "" without one."""
        before, comma, last = place.rpartition(",")
        meant = misspelt_country(last.strip()) if comma and not country else ""
        if not meant or self._gazetteer.ask(place).cities or self._gazetteer.regions(last):
            return ""
        return (
            f"{before}, {meant}"
            if self._gazetteer.find(before, country_codes(meant)).cities
            else ""
        )

    def _in_state(self, city: str, state: str, codes: Codes) -> str:
        """Append the state to a city, also if it isn't there: then the city is unknown.

        A state that the country doesn't have is left out, and a code if it tells nothing here.
        """
        if f" {fold(state)} " in f" {fold(city)} " or ";" in city:
            return city
        both = f"{city}, {state}"
        match = self._gazetteer.find(both, codes)
        if match.cities:
            return city if match.is_strict else both
        is_state = bool(self._gazetteer.regions(state, codes))
        is_sure = bool(codes) or self._has_states or len(state) > _LONGEST_CODE
        is_city = bool(self._gazetteer.named(city, codes))
        return both if is_state and is_sure and is_city else city

    def _capital(self, spot: Spot) -> Spot:
        """Read "Djibouti" in a column of cities as the capital of the same name."""
        city = self._gazetteer.ask({"city": spot.country, "country": spot.country}).clear()
        is_capital = city is not None and city.capital and city.is_primary
        return Spot(spot.country, spot.country) if is_capital else spot

    def _read(self, text: str, country: str) -> Reading:
        if not text:
            return Reading()
        names = _countries_of(country)
        cities = [part.strip() for part in text.split(";")]
        if len(names) > 1 and len(names) == len(cities):
            pairs = zip(cities, names, strict=True)
            readings = [self._reader.read(city, country_codes(name)) for city, name in pairs]
            if all(len(reading.spots) == 1 for reading in readings):
                spots = (reading.spots[0].city for reading in readings)
                return Reading(
                    tuple(map(Spot, spots, names)),
                    ", ".join(reading.venue for reading in readings if reading.venue),
                    online=any(reading.online for reading in readings),
                    presence=", ".join(filter(None, (reading.presence for reading in readings))),
                )
        if country and not names:
            return self._in_unknown_country(text, country)
        return self._reader.read(text, tuple(c for name in names for c in country_codes(name)))

    def _in_unknown_country(self, text: str, country: str) -> Reading:
        """Read a city whose "country" may be a state: "San Jose" in "California"."""
        reading = self._reader.read(f"{text}, {country}")
        if reading.is_known and len(reading.spots) == 1 and not reading.venue:
            return reading
        return Reading((Spot(text, country),)) if not is_online(text) else self._reader.read(text)

    def _from_venue(self, venue: str, country: str) -> Reading:
        """Read a city from the column of venues, only if it is clear."""
        reading = self._read(venue, country)
        cities = [self._clear(spot, country) for spot in reading.spots]
        is_sure = reading.is_known and all(cities) and not is_nowhere(venue)
        # "Hall 3" is a room, not Hall in Tirol.
        is_sure = is_sure and not any(is_venue(spot.city) for spot in reading.spots)
        return reading if is_sure else Reading(online=reading.online)

    def _place(self, spots: Sequence[Spot], country: str) -> SplitPlace:
        names = _countries_of(country)
        if not spots:
            return _countries_alone(country, names)
        if not names:
            return self._with_own_countries(spots)
        if len(names) > 1:
            return self._with_listed_countries(spots, names)
        cities = tuple(_within(spot, country) for spot in spots)
        row = SplitPlace("; ".join(cities), country)
        if len(cities) == 1 and (moved := self._move(cities[0], country)):
            return moved
        return self._add_note(row, spots, country) if is_former(country) else row

    def _with_own_countries(self, spots: Sequence[Spot]) -> SplitPlace:
        """Write the countries that the places name, one for each city, or one for all."""
        countries = [spot.country for spot in spots]
        if any(countries) and not all(countries):
            countries = [spot.country or self._country(spot) for spot in spots]
        if any(countries) and not all(countries):
            texts = (", ".join(filter(None, spot)) for spot in spots)
            return SplitPlace("; ".join(texts))
        cities = "; ".join(spot.city for spot in spots) if any(s.city for s in spots) else ""
        country = countries[0] if len(set(countries)) == 1 else "; ".join(countries)
        row = SplitPlace(cities, country)
        return self._add_note(row, spots, country) if is_former(country) else row

    def _with_listed_countries(self, spots: Sequence[Spot], names: Sequence[str]) -> SplitPlace:
        """Give each city the one of the row's countries that it is in."""
        rest = list(names)
        countries = []
        for spot in spots:
            city = self._gazetteer.find(spot.city, _codes(names)).clear()
            name = next((n for n in names if city and city.iso2 in country_codes(n)), "")
            countries.append(name or spot.country)
            rest = [other for other in rest if other != name]
        if not all(countries):
            countries, rest = [], list(names)
        return SplitPlace("; ".join(spot.city for spot in spots), "; ".join([*countries, *rest]))

    def _move(self, city: str, country: str) -> SplitPlace | None:
        """Move a place to its country of today, if it isn't in the one named."""
        codes = country_codes(country)
        match = self._gazetteer.find(city, codes)
        if match.cities:
            other = match.clear()
            if other is None or other.iso2 in codes or is_territory(other.iso2, codes):
                return None
            was_ruled = is_ruled(other.iso2, codes)
            name = country_name(other.iso2)
            return SplitPlace(city, country, note=TODAY if was_ruled else OTHER_COUNTRY, today=name)
        if is_ruled_country(city, codes):
            (code,) = country_codes(city)
            is_city = bool(self._gazetteer.named(city, (code,)))
            return SplitPlace(city if is_city else "", city, note=TODAY, today=country_name(code))
        if self._gazetteer.regions(city, codes):
            return None  # La Rioja in Spain
        elsewhere = city_formerly_ruled(city, codes, self._gazetteer)
        if elsewhere is None:
            return None
        name = country_name(elsewhere.iso2)
        return SplitPlace(city, name, note=TODAY, today=name)

    def _add_note(self, row: SplitPlace, spots: Sequence[Spot], country: str) -> SplitPlace:
        """Note today's country of a former one."""
        codes = country_codes(country)
        if len(codes) == 1:
            return row._replace(note=RENAMED, today=country_name(codes[0]))
        names = dict.fromkeys(self._country(spot, country) for spot in spots)
        if not all(names):
            return row._replace(note=SUCCESSORS)
        return row._replace(note=TODAY, today="; ".join(names))

    def _country(self, spot: Spot, country: str = "") -> str:
        city = self._clear(spot, country)
        return country_name(city) if city else ""

    def _clear(self, spot: Spot, country: str) -> str:
        """Return the code of the country that a place is clearly in; "" if unclear."""
        query = {"city": spot.city, "country": spot.country or country}
        city = self._gazetteer.ask(query).clear() if spot.city else None
        return city.iso2 if city else ""


def _is_no_country(text: str) -> bool:
    return not country_codes(text) and (is_online(text) or is_nowhere(text))


def _countries_of(text: str) -> tuple[str, ...]:
    """Split a list of countries; () if a part isn't one."""
    if country_codes(text):
        return (text,)
    names = tuple(part for part in _SEVERAL.split(text) if part)
    return names if all(map(country_codes, names)) else ()


def _codes(names: Sequence[str]) -> Codes:
    return tuple(code for name in names for code in country_codes(name))


def _countries_alone(country: str, names: tuple[str, ...]) -> SplitPlace:
    codes = _codes(names)
    city = country_name(codes[0]) if len(codes) == 1 and codes[0] in _CITY_STATES else ""
    row = SplitPlace(city, "; ".join(names) or country)
    if len(codes) == 1 and is_former(country):
        return row._replace(note=RENAMED, today=country_name(codes[0]))
    return row


def _within(spot: Spot, country: str) -> str:
    """Return a city for a row with its country, with any other country that it names."""
    if not spot.country or country_codes(spot.country) == country_codes(country):
        return spot.city
    return ", ".join(filter(None, spot))


_TRUTHS: dict[str, Any] = {"online": bool, "only_online": bool, "is_guess": bool}
READ_COLUMNS = ("place", "city", "country", "venue", "state")


def split_places(frame: pd.DataFrame, gazetteer: Gazetteer) -> pd.DataFrame:
    """Split the places of a table, reading each distinct one once.

    Args:
        frame: Any of the text columns `place` (a place in one column), `city`, `country`,
            `venue`, `state` (a province of the country). Missing ones count as empty.
        gazetteer: Confirms the names.

    Returns:
        One row per row, with the same index:

        * `city`: several cities with semicolons, including what isn't understood; followed by
          the state if the city is in it
        * `country`: as written; several with semicolons, one per city
        * `venue`: what precedes a city or looks like a building; also texts for an unknown
          place ("TBC") or only for being online
        * `online` (bool): the place says so; a hybrid meeting also has its city
        * `note`: a message id about the country, or ""
        * `today`: for a former country, today's country of the city, which is a guess if
          there are several
        * `written`: the country as in the table, for the note
        * `only_online` (bool): a cell says only that people met online
        * `is_guess` (bool): the city stands among other words, without a comma

        Empty in, empty out.
    """
    texts = pd.DataFrame(
        {
            name: frame[name].astype("str").fillna("").str.strip() if name in frame else ""
            for name in READ_COLUMNS
        },
        index=frame.index,
        dtype="str",
    )
    # Numbering the rows avoids a merge on text, which is slow for a million rows.
    numbers = texts.groupby(list(READ_COLUMNS), sort=False).ngroup()
    distinct = texts.drop_duplicates()
    in_states = distinct["city"] + ", " + distinct["state"]
    both = [*distinct["place"].unique(), *distinct["city"].unique(), *in_states.unique()]
    splitter = Splitter(
        gazetteer, kind_of_codes(both, gazetteer), has_states=have_states(distinct, gazetteer)
    )
    split = [splitter.split(*row) for row in distinct.itertuples(index=False, name=None)]
    table = pd.DataFrame(split, columns=list(SplitPlace._fields))
    table = table.astype({**dict.fromkeys(SplitPlace._fields, "str"), **_TRUTHS})
    return table.take(numbers.to_numpy()).set_axis(frame.index)
