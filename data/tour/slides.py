"""Slides as plain records, and the time line below them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, date
from typing import NamedTuple

import pandas as pd
from babel.dates import format_skeleton

from data.figures.timeline import timeline_span
from data.filters.query import Query

TITLE = "@title"
OVERVIEW = "@overview"
UNPLACED = "@unplaced"
CLOSING = "@closing"
ASKED = "@asked"
ASKED_BY = "@asked:{region}"
OUTCOME = "@outcome"
GROUP = "@{by}:{group}"
"""Ids of slides; the slide of a consultation has the consultation's id. A second slide of the same
kind is `@unplaced-2`; text slides are `@text-1`, `@text-2`, ..."""

WAYS = ("consultation", "region", "year")
"""What one slide of the middle of a tour is about."""

MOST_TICKS = 12
"""Of more years than these, only every second, fifth, tenth, ... has a tick."""


class Fact(NamedTuple):
    """A line of a slide: its subject (`when`, `region`, ...), a label and a text."""

    name: str
    label: str
    text: str


class Figure(NamedTuple):
    """A big number and what was counted."""

    value: str
    label: str


class Item(NamedTuple):
    """A line of a list; `number` is "" for an item without one."""

    number: str
    title: str
    detail: str


class Link(NamedTuple):
    """A checked address and its text."""

    text: str
    address: str


class Picture(NamedTuple):
    """A photo file in the campaign's folder, not yet checked."""

    file: str
    caption: str
    credit: str


@dataclass(frozen=True)
class Slide:
    """One slide; "" or an empty tuple where it has none of that.

    Attributes:
        id: Of a consultation, or one that begins with `@`; unique in its tour.
        kind: "title", "overview", "consultation", "group", "list", "closing" or "text".
        title: The big line.
        lead: The line below it.
        number: Number of its consultation in date order; 0 if it is not about one.
        consultations: Ids of the consultations whose markers it highlights.
        facts: Lines with a label.
        text: One or two sentences, plain text.
        markdown: The text of a text slide; see `data.tour.rich_text` for the supported markup.
        figures: Big numbers.
        items: A list.
        items_title: What the list is of; "" if the title says it.
        more: How many items the list leaves out, in words.
        fed: Ids of the consultations that its results went to.
        links: Addresses.
        picture: A photo.
        owner: Whose campaign it is, and its partners; "" on other slides than first and last.
        logo: File of the campaign's logo, not yet checked; "" without one and on other slides.
        opens_link: Whether the slide shows how to reach the campaign: its QR code.
        start: Where it begins on the time line, from 0 to 1; None without a date.
        end: Where it ends there.
        notes: The speaker notes, plain text in paragraphs.
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
    items_title: str = ""
    more: str = ""
    fed: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    picture: Picture | None = None
    owner: str = ""
    logo: str = ""
    opens_link: bool = False
    start: float | None = None
    end: float | None = None
    notes: str = ""


class Tick(NamedTuple):
    """A year on the time line: where it begins, from 0 to 1."""

    at: float
    label: str


@dataclass(frozen=True)
class Tour:
    """A tour of a selection.

    Attributes:
        title: The campaign's title.
        words: The description of the selection.
        language: Of every text in it.
        by: One of `WAYS`: what one slide of the middle is about.
        ways: The possible `WAYS` for this selection.
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
        """Return the step of a slide's id, from 1; 1 for a slide that is not in the tour."""
        ids = [each.id for each in self.slides]
        return ids.index(slide) + 1 if slide in ids else 1


class Stretch(NamedTuple):
    """Start and end on the time line, from 0 to 1; None and None without a date."""

    start: float | None
    end: float | None


NOWHERE = Stretch(None, None)


def stretch(chosen: Query, rows: pd.DataFrame) -> Stretch:
    """Return the part of the time line that some consultations cover together.

    Args:
        chosen: The selection, which the time line covers.
        rows: `dated`, `first` and `last` of some of its consultations.
    """
    mine = rows.loc[rows["dated"], ["first", "last"]]
    if mine.empty:
        return NOWHERE
    start, end = _span(chosen)
    day = pd.Timedelta(days=1)
    return Stretch(
        round((mine["first"].min() - start) / (end - start), 4),
        round(min((mine["last"].max() + day - start) / (end - start), 1.0), 4),
    )


def _span(chosen: Query) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and last moment of the time line: a whole year if all is in one year."""
    table = chosen.consultations
    first, last = table["first"].min(), table["last"].max()
    if first.year == last.year:
        return pd.Timestamp(first.year, 1, 1), pd.Timestamp(first.year, 12, 31, 23, 59, 59)
    return timeline_span(chosen)


def ticks(chosen: Query, language: str) -> tuple[Tick, ...]:
    """Return the ticks of the time line, none without a date; the first is at 0.

    They are years, at most `MOST_TICKS`; the months of the one year that everything is in.
    """
    table = chosen.consultations
    if not table["dated"].any():
        return ()
    start, end = _span(chosen)
    first = table["first"].min().year
    if first == table["last"].max().year:
        return _months(first, start, end, language)
    years = list(range(first, min(end.year, MAXYEAR) + 1))
    step = next(
        size for power in range(5) for size in (10**power, 2 * 10**power, 5 * 10**power)
        if len(years) / size <= MOST_TICKS
    )  # fmt: skip
    shown = [first, *(year for year in years[1:] if year % step == 0)]
    starts = {year: (pd.Timestamp(year, 1, 1) - start) / (end - start) for year in shown}
    return tuple(Tick(round(max(at, 0.0), 4), f"{year:04d}") for year, at in starts.items())


def _months(year: int, start: pd.Timestamp, end: pd.Timestamp, language: str) -> tuple[Tick, ...]:
    """Return a tick per month of a year; the first one names the year too."""
    days = [date(year, month, 1) for month in range(1, 13)]
    names = [format_skeleton("MMM", day, locale=language) for day in days]
    names[0] = format_skeleton("yMMM", days[0], locale=language)
    return tuple(
        Tick(round((pd.Timestamp(day) - start) / (end - start), 4), name)
        for day, name in zip(days, names, strict=True)
    )
