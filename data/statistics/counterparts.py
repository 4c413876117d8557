"""Consultations beside the meetings that took up their results, and the days between."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from data.campaign.campaign import translated
from data.words.describe import names_of, said_when, said_where
from data.words.languages import number, translations

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign


class End(NamedTuple):
    """One end of a link, in words; "" where unknown."""

    id: str
    number: int
    title: str
    kind: str
    where: str
    when: str


class Pair(NamedTuple):
    """A consultation, what it fed, and the days between (None if unknown)."""

    one: End
    other: End
    days: int | None


def counterparts(campaign: Campaign, chosen: Campaign, language: str) -> list[Pair]:
    """Pair the chosen consultations with what they fed and with what fed them.

    Args:
        campaign: The whole campaign, which has the other ends.
        chosen: The chosen part of it, with the links that touch it.
        language: Of the words.

    Returns:
        A pair a link, in date order of the feeding ones.
    """
    links = chosen.feeds
    ends = _ends(campaign, {*links["consultation"], *links["into"]}, language)
    columns = (links["consultation"], links["into"], links["days"])
    pairs = [
        Pair(ends[one], ends[other], None if pd.isna(days) else int(days))
        for one, other, days in zip(*columns, strict=True)
    ]
    return sorted(pairs, key=lambda pair: (pair.one.number, pair.other.number))


def _ends(campaign: Campaign, ids: set[str], language: str) -> dict[str, End]:
    table = campaign.consultations[campaign.consultations["id"].isin(ids)]
    places = campaign.places[campaign.places["consultation"].isin(ids)]
    kinds = names_of(campaign.kinds, "title", language)
    columns = (
        table["id"],
        table["number"],
        translated(table, "title", language),
        [kinds.get(str(kind), "") for kind in table["kind"]],
        said_where(places, language).reindex(table["id"], fill_value=""),
        said_when(table, language),
    )
    return {row[0]: End(*row) for row in zip(*columns, strict=True)}


def said_later(days: int | None, language: str) -> str:
    """How long after this one the other began; "" if unknown."""
    if days is None:
        return ""
    say = translations(language)
    if days < 0:
        return say.gettext("begun before this one ended")
    said = say.ngettext("{days} day later", "{days} days later", days)
    return said.format(days=number(days, language)) if days else say.gettext("the same day")


def said_earlier(days: int | None, language: str) -> str:
    """How long before this one the other ended; "" if unknown."""
    if days is None:
        return ""
    say = translations(language)
    if days < 0:
        return say.gettext("not over when this one began")
    said = say.ngettext("{days} day before", "{days} days before", days)
    return said.format(days=number(days, language)) if days else say.gettext("the same day")
