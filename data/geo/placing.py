"""Build one row per consultation and place, and find coordinates."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from data.columnar.texts import Parts, parts, take
from data.geo.countries import country_code, country_codes, iso3_by_iso2
from data.geo.gazetteer import Gazetteer, location_of
from data.model.errors import msgid

if TYPE_CHECKING:
    from geopy.geocoders.base import Geocoder

_NOWHERE = -1


class _Column(NamedTuple):
    """The values of a column, with the number of the place of each."""

    keys: np.ndarray
    texts: pd.Series[str]


def place_rows(consultations: pd.DataFrame) -> pd.DataFrame:
    """Split the lists of cities, countries and coordinates.

    Args:
        consultations: `id`, `city`, `country`, `lat`, `lon`: text, lists with semicolons. A
            single country applies to all cities of its row. Optional: `city__fr` and the like.

    Returns:
        One row per consultation and place: `consultation`, `position` (from 0), `city`,
        `country`, `lat`, `lon` as text, the translations of `city`, and `row` (position of the
        consultation in the table). A consultation without a place gives no row.
    """
    translations = [name for name in consultations.columns if name.startswith("city__")]
    lists = {
        name: parts(consultations[name])
        for name in ("city", "country", "lat", "lon", *translations)
    }
    width = max(
        (int(cells.positions.max()) + 1 for cells in lists.values() if len(cells.rows)), default=1
    )
    columns = {
        name: _Column(cells.rows * width + cells.positions, cells.texts)
        for name, cells in lists.items()
    }
    lone = _lone(lists["country"], len(consultations))
    named = _placeable(columns, lone, width)
    keys = _distinct(named, _alone(columns["country"], lone, named, width))
    rows = keys // width
    values = {name: _at(column, keys) for name, column in columns.items()}
    # A translated city name doesn't belong to a country alone.
    is_alone = ~np.isin(keys, named)
    for name in translations:
        values[name][is_alone] = _NOWHERE
    values["country"] = np.where(lone[rows] >= 0, lone[rows], values["country"])
    texts = {name: take(columns[name].texts, values[name]) for name in lists}
    starts = np.searchsorted(rows, rows)
    ids = consultations["id"].take(rows).reset_index(drop=True)
    positions = np.arange(len(rows)) - starts
    return pd.DataFrame({"consultation": ids, "position": positions, **texts, "row": rows})


def _lone(countries: Parts, length: int) -> np.ndarray:
    """Return the position of each consultation's only country; -1 with none or several."""
    lone = np.full(length, _NOWHERE)
    is_lone = np.bincount(countries.rows, minlength=length)[countries.rows] == 1
    lone[countries.rows[is_lone]] = np.flatnonzero(is_lone)
    return lone


def _placeable(columns: dict[str, _Column], lone: np.ndarray, width: int) -> np.ndarray:
    """Return the numbers of places with a city, coordinates or one of several countries.

    A place's number is its row times the width plus its position in the lists.
    """
    country = columns["country"].keys
    keys = [columns[name].keys for name in ("city", "lat", "lon")]
    return _distinct(country[lone[country // width] < 0], *keys)


def _distinct(*numbers: np.ndarray) -> np.ndarray:
    """Return sorted distinct numbers, much faster than `np.unique` if most are in order."""
    every = np.sort(np.concatenate(numbers), kind="stable")
    return every[np.flatnonzero(np.diff(every, prepend=_NOWHERE))]


def _alone(country: _Column, lone: np.ndarray, named: np.ndarray, width: int) -> np.ndarray:
    """Return the numbers of places in rows with a single country and nothing else."""
    rows = country.keys // width
    is_alone: np.ndarray = (lone[rows] >= 0) & ~np.isin(rows, named // width)
    return np.asarray(country.keys[is_alone])


def _at(column: _Column, keys: np.ndarray) -> np.ndarray:
    """Return the position of each place's value in a column; -1 without a value."""
    values = np.full(len(keys), _NOWHERE)
    # A translation may name more cities than there are.
    positions = np.searchsorted(keys, column.keys)
    is_there = positions < len(keys)
    is_there[is_there] = keys[positions[is_there]] == column.keys[is_there]
    values[positions[is_there]] = np.flatnonzero(is_there)
    return values


GIVEN = "given"
FOUND = "found"
AMBIGUOUS = "ambiguous"
UNKNOWN_CITY = "unknown city"
UNKNOWN_COUNTRY = "unknown country"
NO_PLACE = "no place"
BAD_COORDINATES = "bad coordinates"

STATUSES = (GIVEN, FOUND, AMBIGUOUS, UNKNOWN_CITY, UNKNOWN_COUNTRY, NO_PLACE, BAD_COORDINATES)

# Message ids, translated where they are shown.
REASONS = {
    GIVEN: msgid("The table gives the coordinates."),
    FOUND: msgid("Found by the name of the city and country."),
    AMBIGUOUS: msgid(
        "It is unclear which city is meant. Add the country, the state or coordinates."
    ),
    UNKNOWN_CITY: msgid("No city of this name was found. Check the spelling or add coordinates."),
    UNKNOWN_COUNTRY: msgid(
        "No country of this name was found. Check the spelling or add coordinates."
    ),
    NO_PLACE: msgid("The table gives no city."),
    BAD_COORDINATES: msgid("The coordinates are invalid, and the city was not found."),
}
FOUND_DESPITE_COORDINATES = msgid(
    "The coordinates are invalid. The place was found by city and country."
)

PLACED_COLUMNS = ["iso2", "iso3", "lat", "lon", "status", "matched", "candidates", "reason"]
SHOWN_CANDIDATES = 5
_LOOKUP_TYPES = {
    "iso2": "str",
    "lat": "float64",
    "lon": "float64",
    "status": "str",
    "matched": "str",
    "candidates": "str",
    "id": "int64",
}


class Questions(NamedTuple):
    """The distinct questions to the gazetteer about a frame of places.

    Attributes:
        numbers: Position of each place's question.
        cities: City of each question; "" if there is nothing to ask.
        countries: Country of each question.
        lat: Latitude of each place in the table, degrees; NaN if it isn't a number.
        lon: Longitude of each place in the table.
        is_given: Whether these are valid coordinates.
        is_bad: Whether there are coordinates that aren't valid.
    """

    numbers: np.ndarray
    cities: pd.Index[str]
    countries: pd.Index[str]
    lat: pd.Series[float]
    lon: pd.Series[float]
    is_given: pd.Series[bool]
    is_bad: pd.Series[bool]


def place(places: pd.DataFrame, gazetteer: Geocoder) -> pd.DataFrame:
    """Find the coordinates of each place.

    Coordinates in the table win if both are numbers within 90 and 180 degrees, and not 0, 0,
    which tables use for "unknown". Otherwise the city is looked up, each city once.

    Args:
        places: One row per consultation and place: `city, country` (text, "" if unknown), `lat,
            lon` (text or numbers, degrees, may be empty).
        gazetteer: Any geopy geocoder; it is asked with `{"city", "country"}`.

    Returns:
        The same rows and index, with `lat, lon` as numbers (NaN if not placed) and more columns:
        `iso2, iso3` (of the city, or else the country; "" if unknown), `status` (one of
        `STATUSES`), `matched` (name of the city), `candidates` (possible cities, likeliest
        first, joined by "; "), `reason` (a message id). Empty in, empty out.
    """
    questions = questions_of(places)
    return assign_answers(places, questions, answers_to(questions, gazetteer))


def questions_of(places: pd.DataFrame) -> Questions:
    """Collect the questions to ask: the first of the three steps of `place`."""
    city = places["city"].astype("str").fillna("").str.strip()
    country = places["country"].astype("str").fillna("").str.strip()
    lat, lon = _numbers(places["lat"]), _numbers(places["lon"])
    is_given = lat.between(-90, 90) & lon.between(-180, 180) & ~(lat.eq(0) & lon.eq(0))
    is_bad = (_is_filled(places["lat"]) | _is_filled(places["lon"])) & ~is_given
    # Numbering the questions avoids a merge on text, which is slow for a million rows.
    cities, city_names = pd.factorize(city.mask(is_given, ""))
    countries, country_names = pd.factorize(country)
    count = max(len(country_names), 1)
    numbers, distinct = pd.factorize(cities * count + countries)
    pairs = city_names.take(distinct // count), country_names.take(distinct % count)
    return Questions(numbers, *pairs, lat, lon, is_given, is_bad)


def answers_to(
    questions: Questions, gazetteer: Geocoder, languages: Collection[str] = ()
) -> pd.DataFrame:
    """Look up the answers, one row per question: the second step, which takes most of the time.

    For each language there is a column such as `city__fr`, with the city's name where the
    question is only a name of a city; "" elsewhere.
    """
    if isinstance(gazetteer, Gazetteer):
        gazetteer.read_ahead(questions.cities)
    pairs = zip(questions.cities, questions.countries, strict=True)
    answers = [_answer(city, country, gazetteer) for city, country in pairs]
    table = pd.DataFrame(answers, columns=list(_LOOKUP_TYPES)).astype(_LOOKUP_TYPES)
    table["iso3"] = table["iso2"].map(iso3_by_iso2()).fillna("").astype("str")
    table["reason"] = table["status"].map(REASONS).astype("str")
    return table.drop(columns="id").assign(**_names(table["id"], gazetteer, languages))


def _names(
    numbers: pd.Series[int], gazetteer: Geocoder, languages: Collection[str]
) -> dict[str, pd.Series[str]]:
    """Return a column of names for each language."""
    if not languages or not isinstance(gazetteer, Gazetteer):
        return {}
    names = gazetteer.names_in(numbers[numbers > 0], languages)
    return {
        f"city__{code}": pd.Series(
            [names.get((number, code), "") for number in numbers], index=numbers.index, dtype="str"
        )
        for code in languages
    }


def assign_answers(
    places: pd.DataFrame, questions: Questions, answers: pd.DataFrame
) -> pd.DataFrame:
    """Assign the answers to the places: the last step."""
    is_given, is_bad = questions.is_given, questions.is_bad
    rows = answers.take(questions.numbers).set_axis(places.index)
    rows["lat"] = rows["lat"].where(~is_given, questions.lat)
    rows["lon"] = rows["lon"].where(~is_given, questions.lon)
    is_found = rows["status"].eq(FOUND)
    for mask, status in ((is_bad & ~is_found, BAD_COORDINATES), (is_given, GIVEN)):
        rows["status"] = rows["status"].mask(mask, status)
        rows["reason"] = rows["reason"].mask(mask, REASONS[status])
    rows["reason"] = rows["reason"].mask(is_bad & is_found, FOUND_DESPITE_COORDINATES)
    names = {}
    for column in answers.columns.difference([*PLACED_COLUMNS]):
        # What the table says comes first.
        own = places.get(column)
        names[column] = rows[column] if own is None else own.where(own != "", rows[column])
    return places.assign(**{column: rows[column] for column in PLACED_COLUMNS}, **names)


_MOST_GIVEN = 100_000
"""So many places with coordinates are looked up for the names of their cities."""
_NEAR_KM = 50


def names_of_given(
    places: pd.DataFrame, questions: Questions, gazetteer: Geocoder, languages: Collection[str]
) -> dict[str, pd.Series[str]]:
    """Return the names of cities whose coordinates the table gives, by column: `city__fr`.

    A city is the one of its name within 50 km of the coordinates. Names are "" elsewhere.
    """
    is_named = questions.is_given & (places["city"].astype("str").fillna("") != "")
    is_asked = bool(languages) and 0 < is_named.sum() <= _MOST_GIVEN
    if not is_asked or not isinstance(gazetteer, Gazetteer):
        return {}
    table = pd.DataFrame(
        {"city": places["city"], "lat": questions.lat, "lon": questions.lon}
    )[is_named]  # fmt: skip
    distinct = table.drop_duplicates()
    gazetteer.read_ahead(distinct["city"].unique())
    numbers = [
        near.id if (near := gazetteer.nearest_named(str(name), lat, lon, _NEAR_KM)) else 0
        for name, lat, lon in zip(distinct["city"], distinct["lat"], distinct["lon"], strict=True)
    ]
    names = gazetteer.names_in([number for number in numbers if number], languages)
    keys = pd.MultiIndex.from_frame(table)
    number_of = pd.Series(numbers, index=pd.MultiIndex.from_frame(distinct))
    of_rows = number_of.reindex(keys).to_numpy()
    found = {}
    for code in languages:
        texts = [names.get((int(number), code), "") for number in of_rows]
        found[f"city__{code}"] = pd.Series(texts, index=table.index, dtype="str").reindex(
            places.index, fill_value=""
        )
    return found


def _numbers(column: pd.Series[str] | pd.Series[float]) -> pd.Series[float]:
    filled = column[_is_filled(column)]
    numbers = pd.to_numeric(filled, errors="coerce").astype("float64")
    return numbers.where(np.isfinite(numbers)).reindex(column.index)


def _is_filled(column: pd.Series[str] | pd.Series[float]) -> pd.Series[bool]:
    return column.notna() & column.astype("str").str.strip().ne("")


def _answer(
    city: str, country: str, gazetteer: Geocoder
) -> tuple[str, float, float, str, str, str, int]:
    """Return the answer to one question, in the order of `_LOOKUP_TYPES`."""
    iso2 = country_code(country) or ""
    nowhere = float("nan")
    if not city:
        return iso2, nowhere, nowhere, NO_PLACE, "", "", 0
    if country and not country_codes(country):
        return iso2, nowhere, nowhere, UNKNOWN_COUNTRY, "", "", 0
    question = {"city": city, "country": country}
    if isinstance(gazetteer, Gazetteer):
        # The same as below, without a geopy location for each of many thousand cities.
        matches = gazetteer.ask(question)
        if clear := matches.clear():
            number = clear.id if gazetteer.is_just(clear, city) else 0
            return clear.iso2, clear.lat, clear.lon, FOUND, clear.name, "", number
        others = [location_of(city) for city in matches.ranked()[:SHOWN_CANDIDATES]]
    elif spot := gazetteer.geocode(question):
        code, name = spot.raw.get("iso2", iso2), spot.raw.get("name", spot.address)
        return code, spot.latitude, spot.longitude, FOUND, name, "", 0
    else:
        others = gazetteer.geocode(question, exactly_one=False) or []
    candidates = "; ".join(spot.address for spot in others[:SHOWN_CANDIDATES])
    return iso2, nowhere, nowhere, AMBIGUOUS if others else UNKNOWN_CITY, "", candidates, 0
