"""The links of consultations to each other, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from data.campaign.campaign import translated
from data.statistics.counterparts import said_earlier, said_later

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.export.extract import Extract


class Link(NamedTuple):
    """A consultation at the other end: its id, and `12. Valletta, 2 days later · Title`."""

    id: str
    text: str


class Links(NamedTuple):
    """Where the results of a consultation went, and whose it took up, each in date order."""

    fed: tuple[Link, ...] = ()
    fed_by: tuple[Link, ...] = ()


def links_of(extract: Extract) -> dict[str, Links]:
    """Map the ids of consultations with links to these.

    The other end may be outside the selection.
    """
    ways = (
        _one_way(extract, ("consultation", "into"), said_later),
        _one_way(extract, ("into", "consultation"), said_earlier),
    )
    return {id_: Links(*(tuple(way.get(id_, ())) for way in ways)) for way in ways for id_ in way}


def _one_way(
    extract: Extract, ends: tuple[str, str], said_days: Callable[[int | None, str], str]
) -> dict[str, list[Link]]:
    this, other = ends
    links = extract.chosen.feeds
    links = links[links[this].isin(extract.chosen.consultations["id"])]
    links = links.drop_duplicates([this, other])
    if links.empty:
        return {}
    numbers = _described(extract, links[other])
    by_id: dict[str, list[tuple[int, Link]]] = {}
    for id_, into, days in zip(links[this], links[other], links["days"], strict=True):
        number, where, title = numbers[into]
        distance = said_days(None if pd.isna(days) else int(days), extract.language)
        near = ", ".join(part for part in (where, distance) if part)
        text = " · ".join(part for part in (near, title) if part)
        by_id.setdefault(str(id_), []).append((number, Link(str(into), f"{number}. {text}")))
    return {id_: [link for _, link in sorted(links)] for id_, links in by_id.items()}


def _described(extract: Extract, ids: pd.Series) -> dict[str, tuple[int, str, str]]:
    """Map ids to number, cities and title of consultations of the whole campaign."""
    campaign, language = extract.campaign, extract.language
    table = campaign.consultations[campaign.consultations["id"].isin(ids)]
    places = campaign.places[campaign.places["consultation"].isin(ids)]
    named = places.assign(name=translated(places, "city", language))
    named = named[named["name"] != ""]
    cities = named.groupby("consultation", sort=False)["name"].agg(" · ".join).to_dict()
    titles = translated(table, "title", language)
    return {
        id_: (int(number), str(cities.get(id_, "")), title)
        for id_, number, title in zip(table["id"], table["number"], titles, strict=True)
    }
