"""What is known of one consultation, in words, ready to be laid out as a card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from data.export.single_page.links import Links
    from data.export.single_page.media import Item
    from data.facts.record import Party
    from data.links import Piece


class Fact(NamedTuple):
    """A line of a card: what it is about, and the text."""

    label: str
    text: str


@dataclass(frozen=True)
class Card:
    """One consultation; "" or an empty tuple where nothing is known.

    Attributes:
        id: Its id.
        number: Its place in date order in the whole campaign.
        title: What it is called.
        label: What its mark is called.
        kind: Id of its kind.
        region: Id of its region, "global" for none.
        countries: Alpha-2 codes of where it took place.
        first: Its first day, ISO, "" if unknown.
        last: Its last day, ISO.
        exact: Whether it is known to the day.
        placed: Whether it stands on the map.
        online: Whether it doesn't because it was online alone.
        words: Folded text that is searched.
        where: Cities and countries.
        when: The dates in words.
        facts: Kind, region, dates, place, venue and participants, each in words.
        roles: Per role, in the order of `ROLES`, who took it.
        summary: What happened.
        links: What it fed and what fed it.
        documents: Its documents.
        photos: Its photos.
        extras: Further fields of the campaign's table, each with its name.
        notes: What else to know, taken apart at the addresses in it.
        sources: Where the facts come from, each taken apart at the addresses in it.
    """

    id: str
    number: int
    title: str
    label: str
    kind: str
    region: str
    countries: tuple[str, ...]
    first: str
    last: str
    exact: bool
    placed: bool
    online: bool
    words: str
    where: str
    when: str
    facts: tuple[Fact, ...]
    roles: tuple[tuple[Party, ...], ...]
    summary: str
    links: Links
    documents: tuple[Item, ...]
    photos: tuple[Item, ...]
    extras: tuple[tuple[str, tuple[Piece, ...]], ...]
    notes: tuple[Piece, ...]
    sources: tuple[tuple[Piece, ...], ...]
