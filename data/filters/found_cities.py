"""Cities by name: what a search suggests of them, united between shards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from data.columnar.texts import join_columns
from data.filters.choice import Choice
from data.filters.cities import city_codes, city_keys, first_rows
from data.filters.index import index_of
from data.filters.names import found_positions
from data.filters.query import Query
from data.filters.question import question, start_of
from data.filters.search import WordIndex, name_index
from data.filters.select import all_but
from data.model.campaign import Campaign
from data.model.result_cache import cached_on_campaign
from data.words.folding import fold_series

MOST_FOUND = 400
"""The most cities that a shard returns: those with most consultations."""


class City(NamedTuple):
    """A city: its key, how many consultations it had, its first place, and that place's texts."""

    key: int
    size: int
    place: tuple[int, int]
    texts: tuple[tuple[str, str], ...]


def best_cities(found: Iterable[City]) -> list[City]:
    """Return cities with the most consultations first, then by name, however a campaign is cut."""
    return sorted(found, key=lambda city: (-city.size, dict(city.texts)["city"], city.key))


def _unite_cities(answers: Sequence[list[City]], *_args: object) -> list[City]:
    united: dict[int, City] = {}
    for city in sorted((city for cities in answers for city in cities), key=lambda one: one.place):
        first = united.get(city.key)
        united[city.key] = first._replace(size=first.size + city.size) if first else city
    return list(united.values())


@question(_unite_cities)
def found_cities(
    query: Query,
    choice: Choice,
    words: tuple[str, ...],
    most: int,
) -> list[City]:
    """Return the cities with such a name and most consultations; of a shard up to `MOST_FOUND`."""
    campaign = query.campaign
    index, rows = city_names(campaign)
    positions = found_positions(index, words)
    if not len(positions):
        return []
    counts = _counts(query, choice)
    best = positions[counts[positions] > 0]
    most = MOST_FOUND if query.is_shard else most
    if len(best) > most:
        # Of the last ones, equally many are told apart by name.
        best = best[counts[best] >= np.sort(counts[best])[-most]]
        names = campaign.places["city"].iloc[rows[best]].astype("str").tolist()
        order = sorted(range(len(best)), key=lambda i: (-counts[best[i]], names[i]))
        best = best[order[:most]]
    keys = city_keys(campaign) if query.is_shard else np.arange(len(rows))
    columns = [name for name in campaign.places.columns if _is_of_city(str(name))]
    cells = [map(str, campaign.places[name].iloc[rows[best]].tolist()) for name in columns]
    texts = [tuple(zip(columns, own, strict=True)) for own in zip(*cells, strict=True)]
    return [
        City(
            int(keys[position]),
            int(counts[position]),
            (start_of(campaign), int(rows[position])),
            own,
        )
        for position, own in zip(best, texts, strict=True)
    ]


def _is_of_city(column: str) -> bool:
    return column == "iso2" or column.startswith("city")


@cached_on_campaign(16)
def _counts(query: Query, choice: Choice) -> np.ndarray:
    """Count a choice's consultations by city, in the order of `city_names`."""
    return index_of(query.campaign).cities.count(all_but(query, choice))


class CityNames(NamedTuple):
    """The words of each city's names, and the first row of `places` with it."""

    words: WordIndex
    rows: np.ndarray


@cached_on_campaign(1)
def city_names(campaign: Campaign) -> CityNames:
    """Return the names of a campaign's cities."""
    places = campaign.places
    codes, count = city_codes(places)
    rows = first_rows(codes, count)
    first = places.iloc[rows]
    columns = [name for name in places.columns if str(name).split("__")[0] in ("city", "matched")]
    texts = join_columns([fold_series(first[name]) for name in columns]).where(
        first["city"] != "", ""
    )
    return CityNames(name_index(texts), rows)
