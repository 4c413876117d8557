"""Consultations as lists name them: number, title, place and dates in words."""

from __future__ import annotations

from typing import NamedTuple

from data.figures.fields import look_up
from data.filters.describe import dates_in_words, names_of, places_in_words, region_names
from data.filters.query import Query
from data.model.campaign import translated


class Mention(NamedTuple):
    """A consultation in a list; "" where unknown.

    Attributes:
        id: Its id.
        number: Its number in date order.
        title: Its title.
        kind_id: Id of its kind.
        kind: Name of its kind.
        region_id: Id of the region it was for; "" for none.
        region: Name of that region, or that for no region.
        where: Cities and countries, joined.
        when: The dates in words.
    """

    id: str
    number: int
    title: str
    kind_id: str
    kind: str
    region_id: str
    region: str
    where: str
    when: str

    @property
    def name(self) -> str:
        """Where it was, else its title."""
        return self.where or self.title


def mentions(part: Query, language: str) -> list[Mention]:
    """Return the consultations of a selection, in date order; a record takes ten times as long."""
    table = part.consultations
    kinds, regions = table["kind"].astype("str"), table["region"].astype("str")
    columns = (
        table["id"], table["number"].tolist(), translated(table, "title", language),
        kinds, look_up(kinds, names_of(part.kinds, "title", language)),
        regions, look_up(regions, region_names(part, language)),
        look_up(table["id"], places_in_words(part.places, language)),
        dates_in_words(table, language),
    )  # fmt: skip
    return [Mention(*cells) for cells in zip(*columns, strict=True)]
