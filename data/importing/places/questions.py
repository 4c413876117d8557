"""Ask once which city a name means, and apply the answer to all rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from data.importing.places.texts import key_of, open_pairs
from data.places.countries import country_name
from data.places.placing import UNKNOWN_CITY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.campaign.campaign import Campaign
    from data.places.candidates import City
    from data.places.gazetteer import Gazetteer

PLACE_COLUMNS = ("city", "country", "lat", "lon")
_MOST_CANDIDATES = 12
_GAP = r"^\s*;|;\s*;|;\s*$"
"""A list of numbers with one missing."""


@dataclass(frozen=True)
class Candidate:
    """A city that may be meant, or one that was chosen.

    ``id`` is GeoNames', 0 for a place that was given by hand or found online; ``source`` says who
    knows a place that was found online, to be credited; ``country`` is its English name; ``lat``,
    ``lon`` are degrees. All are plain values, so that a settings file can keep them.
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

    ``key`` is the same for all rows with the same words; ``city`` and ``country`` are those words
    as they stand in the first row, ``country`` may be empty; ``rows`` says how many rows have
    them; ``candidates`` stand likeliest first.
    """

    key: str
    city: str
    country: str
    rows: int
    candidates: tuple[Candidate, ...]


class _Asked(NamedTuple):
    city: str
    country: str
    rows: int


def questions(frame: pd.DataFrame, gazetteer: Gazetteer) -> list[Question]:
    """List the names that may mean several cities.

    Args:
        frame: one row a consultation: ``city, country`` as ``split_places`` gives them. Places with
            text in ``lat`` and ``lon``, if these columns are there, are not asked about.
        gazetteer: what knows the cities.

    Returns:
        Questions, those of most rows first, then by key; none for a name that is clear, or that
        isn't known at all (see :func:`unknown_places`). Empty in, empty out.
    """
    asked = []
    for key, (city, country, rows) in _names(frame).items():
        found = gazetteer.ask({"city": city, "country": country})
        if found.cities and found.clear() is None:
            candidates = tuple(map(candidate_of, found.ranked()[:_MOST_CANDIDATES]))
            asked.append(Question(key, city, country, rows, candidates))
    return sorted(asked, key=lambda question: (-question.rows, question.key))


def unknown_places(frame: pd.DataFrame, gazetteer: Gazetteer) -> pd.DataFrame:
    """List the names that the gazetteer doesn't know.

    Args:
        frame: as for :func:`questions`.
        gazetteer: what knows the cities.

    Returns:
        One row a name: ``key, city, country`` (text), ``rows`` (how many have it), most rows
        first. Empty in, empty out.
    """
    unknown = [
        (key, *name)
        for key, name in _names(frame).items()
        if not gazetteer.ask({"city": name.city, "country": name.country}).cities
    ]
    unknown.sort(key=lambda row: (-row[3], row[0]))
    types = {"key": "str", "city": "str", "country": "str", "rows": "int64"}
    return pd.DataFrame(unknown, columns=list(types)).astype(types)


def candidate_of(city: City) -> Candidate:
    """Say a city of the gazetteer as a candidate."""
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
    """Give the rows that name a place without coordinates, perhaps beside others that have them.

    Returns:
        Their ``city, country, lat, lon`` as text, "" where there is none, under their index.
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


def _names(frame: pd.DataFrame) -> dict[str, _Asked]:
    """Collect the distinct names of a frame by key, in the order of their first rows."""
    rows = without_coordinates(frame)
    counts = rows.groupby(list(PLACE_COLUMNS), sort=False).size().reset_index(name="rows")
    first: dict[str, tuple[str, str]] = {}
    total: Counter[str] = Counter()
    for *cells, count in counts.itertuples(index=False, name=None):
        pairs = {key_of(*pair): pair for pair in open_pairs(*cells) if pair and pair[0]}
        for key, pair in pairs.items():
            first.setdefault(key, pair)
            total[key] += count
    return {key: _Asked(*pair, total[key]) for key, pair in first.items()}


def apply_answers(frame: pd.DataFrame, answers: Mapping[str, Candidate]) -> pd.DataFrame:
    """Write the coordinates of the chosen cities, and their country where a row has none.

    Args:
        frame: one row a consultation: ``city, country`` as ``split_places`` gives them, and
            perhaps ``lat, lon``; places that have coordinates are left alone.
        answers: the chosen candidate by the key of its question.

    Returns:
        The frame with ``lat, lon`` as text: with semicolons where a row has several cities, empty
        between them for a city without an answer. The words of the city stay as they are.
    """
    texts = frame.reindex(columns=list(PLACE_COLUMNS)).astype("str").fillna("")
    open_rows = without_coordinates(frame)
    numbers = open_rows.groupby(list(PLACE_COLUMNS), sort=False).ngroup()
    distinct = open_rows.drop_duplicates()
    rows = [_answered(cells, answers) for cells in distinct.itertuples(index=False, name=None)]
    columns = ["country", "lat", "lon"]
    table = pd.DataFrame(rows, columns=columns).astype("str")
    answered = table.take(numbers.to_numpy()).set_axis(open_rows.index)
    answered = answered[answered["lat"] != ""]
    texts.loc[answered.index, columns] = answered
    return frame.assign(**{name: texts[name] for name in columns})


def _answered(cells: tuple[Any, ...], answers: Mapping[str, Candidate]) -> tuple[str, str, str]:
    """Give country, latitude and longitude for the `PLACE_COLUMNS` of one row."""
    city, country, lat, lon = cells
    pairs = open_pairs(city, country, lat, lon)
    chosen = [answers.get(key_of(*pair)) if pair else None for pair in pairs]
    if not any(chosen):
        return country, lat, lon
    if not country and all(chosen):
        names = [candidate.country for candidate in chosen if candidate]
        country = names[0] if len(set(names)) == 1 else "; ".join(names)
    return country, _filled(lat, chosen, "lat"), _filled(lon, chosen, "lon")


def _filled(cell: str, chosen: list[Candidate | None], name: str) -> str:
    """A list of numbers with those of the chosen cities in their places."""
    given = [part.strip() for part in cell.split(";")]
    numbers = [f"{getattr(one, name):.5f}" if one else "" for one in chosen]
    return "; ".join(new or old for new, old in zip_longest(numbers, given, fillvalue=""))


def unknown_questions(campaign: Campaign) -> list[Question]:
    """Ask where the cities are that the gazetteer doesn't know.

    Returns:
        A question a name, those of most rows first; its candidates are empty, so that the answer
        is a place given by hand.
    """
    places = campaign.places
    unknown = places[places["status"] == UNKNOWN_CITY]
    counts = unknown.groupby(["city", "country"], sort=False)["consultation"].nunique()
    asked: dict[str, Question] = {}
    for city, country, rows in counts.reset_index().itertuples(index=False, name=None):
        key = key_of(city, country)
        before = asked.get(key, Question(key, city, country, 0, ()))
        asked[key] = Question(key, before.city, before.country, before.rows + int(rows), ())
    return sorted(asked.values(), key=lambda question: (-question.rows, question.key))
