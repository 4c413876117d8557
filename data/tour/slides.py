"""Slides as plain records: what stands on each, in the language of the tour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

TITLE = "@title"
OVERVIEW = "@overview"
UNPLACED = "@unplaced"
CLOSING = "@closing"
GROUP = "@{by}:{group}"
"""Ids of the slides that are not of one consultation, whose id is the consultation's own. A second
slide of the same kind is `@unplaced-2`; a text slide is `@text-1`, `@text-2`, ..."""

WAYS = ("consultation", "region", "year")
"""What one slide of the middle of a tour is about."""


class Fact(NamedTuple):
    """A line of a slide: what it says, and of what (`when`, `where`, `region`, ...)."""

    name: str
    label: str
    text: str


class Figure(NamedTuple):
    """A big number and what was counted."""

    value: str
    label: str


class Item(NamedTuple):
    """A line of a list; `number` is "" for what has none."""

    number: str
    title: str
    detail: str


class Link(NamedTuple):
    """An address, checked, and how it reads."""

    text: str
    address: str


class Picture(NamedTuple):
    """A photo file in the campaign's folder; whether it can be shown is not yet known."""

    file: str
    caption: str
    credit: str


@dataclass(frozen=True)
class Slide:
    """One slide; "" or an empty tuple where it has none of that.

    Attributes:
        id: Of a consultation, or one that begins with `@`; unique in its tour.
        kind: "title", "overview", "consultation", "group", "unplaced", "closing" or "text".
        title: The big line.
        lead: The line below it.
        number: Place in date order of the consultation that it is about; 0 if it is about none.
        consultations: Ids of the consultations whose marks it points out.
        facts: Lines with a label.
        text: One or two sentences, plain text.
        markdown: The text of a text slide; see `data.tour.rich_text` for what counts in it.
        figures: Big numbers.
        items: A list.
        more: How many more the list would have, in words.
        fed: Ids of the consultations that its results went to.
        links: Addresses.
        picture: A photo.
        start: Where it begins on the time line, from 0 to 1; None if it stands nowhere in time.
        end: Where it ends there.
        notes: What the presenter is told, plain text in paragraphs.
    """

    id: str
    kind: str
    title: str
    lead: str = ""
    number: int = 0
    consultations: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    text: str = ""
    markdown: str = ""
    figures: tuple[Figure, ...] = ()
    items: tuple[Item, ...] = ()
    more: str = ""
    fed: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    picture: Picture | None = None
    start: float | None = None
    end: float | None = None
    notes: str = ""


class Tick(NamedTuple):
    """A year on the time line: where it begins, from 0 to 1."""

    at: float
    label: str


@dataclass(frozen=True)
class Tour:
    """A tour of a choice.

    Attributes:
        title: The campaign's title.
        words: The choice and how much it gives, in words.
        language: Of every text in it.
        by: One of `WAYS`: what one slide of the middle is about.
        ways: Those of `WAYS` that this choice could be told by.
        slides: In their order; never empty.
        ticks: The years of the time line; none if nothing has a date.
    """

    title: str
    words: str
    language: str
    by: str
    ways: tuple[str, ...]
    slides: tuple[Slide, ...]
    ticks: tuple[Tick, ...]

    def step_of(self, slide: str) -> int:
        """Which step a slide is, from 1; 1 for one that is not in the tour."""
        ids = [one.id for one in self.slides]
        return ids.index(slide) + 1 if slide in ids else 1
