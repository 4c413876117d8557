"""Ask once per name which city it means, and apply the answer to all rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any, NamedTuple

import pandas as pd

from data.geo.candidates import CLEAR_RATIO, DOUBTFUL, KNOWN_WITHOUT_COUNTRY, QUARTER, City
from data.geo.countries import country_codes, country_name
from data.geo.gazetteer import Gazetteer
from data.geo.placing import UNKNOWN_CITY
from data.geo.similar_cities import similar_cities
from data.lists.places.texts import key_of, open_pairs
from data.words.folding import fold

PLACE_COLUMNS = ("city", "country", "lat", "lon")
_MOST_CANDIDATES = 12
_MOST_COMPARED = 300
"""So many unknown names are compared with those of large cities, 2 milliseconds each."""
_GAP = r"^\s*;|;\s*;|;\s*$"
"""A list with a number missing."""


@dataclass(frozen=True)
class Candidate:
    """A city to choose, or the chosen one.

    `id` is GeoNames', 0 for a place entered by hand or found online; `source` credits a place
    found online; `country` is an English name; `lat`, `lon` are degrees. All are plain values, so
    that a settings file can store them.
    """

    name: str
    region: str
    country: str
    population: int
    lat: float
    lon: float
    id: int = 0
    source: str = ""


@dataclass(frozen=True)
class Question:
    """A name that may mean several cities.

    `key` is the same for all rows with this name; `city` and `country` (may be empty) are the
    words of the first of them; `rows` counts them; `candidates` are sorted, likeliest first.
    `is_large`: without a country, and the first candidate is by far the largest city, so called.
    """

    key: str
    city: str
    country: str
    rows: int
    candidates: tuple[Candidate, ...]
    is_large: bool = False


class _Name(NamedTuple):
    city: str
    country: str
    rows: int


def questions(frame: pd.DataFrame, gazetteer: Gazetteer) -> list[Question]:
    """List the names that may mean several cities.

    Args:
        frame: One row per consultation: `city, country` as `split_places` returns them. Places
            with text in the optional columns `lat` and `lon` raise no question.
        gazetteer: Where cities are looked up.

    Returns:
        Questions, most rows first, then by key; none for a name that is clear or unknown.
        Empty in, empty out.
    """
    open_questions = []
    for key, (city, country, rows) in _names(frame).items():
        match = gazetteer.ask({"city": city, "country": country})
        if match.cities and match.clear() is None:
            ranked = match.ranked()
            candidates = tuple(map(candidate_of, ranked[:_MOST_CANDIDATES]))
            is_large = not country and not match.is_torn and _is_outstanding(ranked)
            open_questions.append(Question(key, city, country, rows, candidates, is_large))
    return sorted(open_questions, key=lambda question: (-question.rows, question.key))


def _is_outstanding(ranked: list[City]) -> bool:
    """Whether the first city is called so today, is no quarter, and is far larger than others."""
    first, *others = ranked
    most = max((other.population for other in others if other.kind != DOUBTFUL), default=0)
    is_called = first.kind != DOUBTFUL and first.part != QUARTER
    is_largest = first.population >= max(KNOWN_WITHOUT_COUNTRY, CLEAR_RATIO * most)
    return is_called and is_largest


def large_cities(asked: Iterable[Question]) -> dict[str, Candidate]:
    """Return the answer to each question about a large city without a country, by its key."""
    return {each.key: each.candidates[0] for each in asked if each.is_large}


def candidate_of(city: City) -> Candidate:
    """Return a city of the gazetteer as a candidate."""
    return Candidate(
        name=city.name,
        region=city.region,
        country=country_name(city.iso2),
        population=city.population,
        lat=city.lat,
        lon=city.lon,
        id=city.id,
    )


def without_coordinates(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with a place without coordinates, maybe beside others that have them.

    Returns:
        Their `city, country, lat, lon` as text, "" if empty, with their index.
    """
    texts = frame.reindex(columns=list(PLACE_COLUMNS)).astype("str").fillna("")
    lat, lon = (texts[name].str.strip() for name in ("lat", "lon"))
    is_open = lat.eq("") | lon.eq("")
    is_list = ~is_open & texts["city"].str.contains(";", regex=False)
    for cell in (lat[is_list], lon[is_list]):
        cities = texts.loc[is_list, "city"].str.count(";")
        has_gap = cell.str.contains(_GAP) | (cell.str.count(";") < cities)
        is_open |= has_gap.reindex(texts.index, fill_value=False)
    return texts[is_open]


def _names(frame: pd.DataFrame) -> dict[str, _Name]:
    """Return the distinct names of a frame by key, in the order of their first rows."""
    rows = without_coordinates(frame)
    counts = rows.groupby(list(PLACE_COLUMNS), sort=False).size().reset_index(name="rows")
    first: dict[str, tuple[str, str]] = {}
    total: Counter[str] = Counter()
    for *cells, count in counts.itertuples(index=False, name=None):
        pairs = {key_of(*pair): pair for pair in open_pairs(*cells) if pair and pair[0]}
        for key, pair in pairs.items():
            first.setdefault(key, pair)
            total[key] += count
    return {key: _Name(*pair, total[key]) for key, pair in first.items()}


def apply_answers(frame: pd.DataFrame, answers: Mapping[str, Candidate]) -> pd.DataFrame:
    """Fill in the coordinates of the chosen cities, their country if a row has none, their name.

    Args:
        frame: One row per consultation: `city, country` as `split_places` returns them, maybe
            `lat, lon`. Places with coordinates stay unchanged.
        answers: The chosen candidate by key of its question.

    Returns:
        The frame with `lat, lon` as text: separated by semicolons for several cities, and empty
        for a city without an answer. A city keeps its name unless it was another, as of a
        misspelt one.
    """
    texts = frame.reindex(columns=list(PLACE_COLUMNS)).astype("str").fillna("")
    open_rows = without_coordinates(frame)
    numbers = open_rows.groupby(list(PLACE_COLUMNS), sort=False).ngroup()
    distinct = open_rows.drop_duplicates()
    rows = [_answer(cells, answers) for cells in distinct.itertuples(index=False, name=None)]
    columns = list(PLACE_COLUMNS)
    table = pd.DataFrame(rows, columns=columns).astype("str")
    answered = table.take(numbers.to_numpy()).set_axis(open_rows.index)
    answered = answered[answered["lat"] != ""]
    texts.loc[answered.index, columns] = answered
    return frame.assign(**{name: texts[name] for name in columns})


def _answer(cells: tuple[Any, ...], answers: Mapping[str, Candidate]) -> tuple[str, ...]:
    """Return the `PLACE_COLUMNS` of one row with its answers."""
    city, country, lat, lon = cells
    pairs = open_pairs(city, country, lat, lon)
    chosen = [answers.get(key_of(*pair)) if pair else None for pair in pairs]
    if not any(chosen):
        return city, country, lat, lon
    if not country and all(chosen):
        names = [candidate.country for candidate in chosen if candidate]
        country = names[0] if len(set(names)) == 1 else "; ".join(names)
    names = [part.strip() for part in city.split(";")]
    if len(names) == len(chosen):
        renamed = [_name(*each) for each in zip(names, chosen, strict=True)]
        city = "; ".join(renamed) if renamed != names else city
    return city, country, _fill_in(lat, chosen, "lat"), _fill_in(lon, chosen, "lon")


def _name(written: str, chosen: Candidate | None) -> str:
    """Return the name of a chosen city that the world knows, unless it is the written one."""
    is_other = chosen and chosen.id and fold(chosen.name) != fold(written)
    return chosen.name if chosen and is_other else written


def _fill_in(cell: str, chosen: list[Candidate | None], name: str) -> str:
    """Return a list of numbers, with those of the chosen cities filled in."""
    before = [part.strip() for part in cell.split(";")]
    numbers = [f"{getattr(city, name):.5f}" if city else "" for city in chosen]
    return "; ".join(new or old for new, old in zip_longest(numbers, before, fillvalue=""))


def unknown_questions(places: pd.DataFrame) -> list[Question]:
    """Ask where the cities are that the gazetteer doesn't know.

    Args:
        places: One row per place, as `geo.placing.place` returns them.

    Returns:
        One question per name, most rows first. Its candidates are large cities of nearly this
        name, as it may be misspelt; mostly there are none, and the answer is entered by hand.
    """
    unknown = places[places["status"] == UNKNOWN_CITY]
    counts = unknown.groupby(["city", "country"], sort=False)["consultation"].nunique()
    by_key: dict[str, Question] = {}
    for city, country, rows in counts.reset_index().itertuples(index=False, name=None):
        key = key_of(city, country)
        question = by_key.get(key, Question(key, city, country, 0, ()))
        by_key[key] = replace(question, rows=question.rows + int(rows))
    ordered = sorted(by_key.values(), key=lambda question: (-question.rows, question.key))
    return [
        replace(question, candidates=_similar(question)) if position < _MOST_COMPARED else question
        for position, question in enumerate(ordered)
    ]


def _similar(question: Question) -> tuple[Candidate, ...]:
    cities = similar_cities(question.city, country_codes(question.country))
    return tuple(map(candidate_of, cities))
