"""Consultations next to their follow-ups, and the days between them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from data.figures.mentions import Mention, mentions
from data.filters.merging import unite
from data.filters.query import Query
from data.filters.question import question
from data.filters.select import only
from data.words.languages import number, translations


class Pair(NamedTuple):
    """A consultation, its follow-up, and the days between (None if unknown)."""

    one: Mention
    other: Mention
    days: int | None


def counterparts(campaign: Query, chosen: Query, language: str) -> list[Pair]:
    """Pair the selected consultations with their follow-ups and with what they follow.

    Returns:
        One pair per link, in date order of the earlier consultations.
    """
    links = chosen.feeds
    linked = only(campaign, {*links["consultation"], *links["into"]})
    ends = {each.id: each for each in mentions(linked, language)}
    columns = (links["consultation"], links["into"], links["days"])
    pairs = [
        Pair(ends[first], ends[second], None if pd.isna(days) else int(days))
        for first, second, days in zip(*columns, strict=True)
    ]
    return sorted(pairs, key=lambda pair: (pair.one.number, pair.other.number))


class Days(NamedTuple):
    """Days between consultations and their follow-ups: how many are known, least, median, most.

    The last three are None if no days are known; they are below 0 for meetings that overlap.
    """

    known: int
    least: int | None
    median: float | None
    most: int | None


def days_to_follow_up(chosen: Query) -> Days:
    """Return the days from the selected consultations to the meetings that took up their results.

    Args:
        chosen: A campaign or a selection; links from consultations outside it don't count.
    """
    counts = _days_counted(chosen)
    if not counts:
        return Days(0, None, None, None)
    days = np.repeat(list(counts), list(counts.values()))
    return Days(len(days), int(days.min()), float(np.median(days)), int(days.max()))


@question(unite)
def _days_counted(part: Query) -> dict[int, int]:
    """Return how often each number of days lies between a consultation and its follow-up."""
    links = part.feeds
    links = links[links["consultation"].isin(part.consultations["id"])]
    days, counts = np.unique(links["days"].dropna().to_numpy(dtype=np.int64), return_counts=True)
    return dict(zip(days.tolist(), counts.tolist(), strict=True))


def follow_up_table(campaign: Query, chosen: Query, language: str) -> pd.DataFrame:
    """List the selected consultations with their follow-ups.

    Returns:
        One row per link from a selected consultation, in date order: `consultation` (its id),
        `number`, `title`, `when`, `follow_up`, `follow_up_when` (in words), `days` (`Int64`).
    """
    pairs = counterparts(campaign, chosen, language)
    own = with_follow_ups(chosen)
    rows = [
        (one.id, one.number, one.title, one.when, other.title, other.when, days)
        for one, other, days in pairs
        if one.id in own
    ]
    columns = ["consultation", "number", "title", "when", "follow_up", "follow_up_when", "days"]
    return pd.DataFrame(rows, columns=columns).astype({"days": "Int64"})


@question(unite)
def with_follow_ups(part: Query) -> frozenset[str]:
    """Return the ids of the selected consultations that have follow-ups."""
    begins = part.feeds["consultation"]
    return frozenset(begins[begins.isin(part.consultations["id"])])


def days_later(days: int | None, language: str) -> str:
    """Say how long after this consultation the other began; "" if unknown."""
    say = translations(language)
    # Translators: after the name of a consultation
    overlap = say.gettext("begun before this one ended")
    later = say.ngettext("{days} day later", "{days} days later", days or 0)
    return _days_in_words(days, language, overlap, later)


def days_earlier(days: int | None, language: str) -> str:
    """Say how long before this consultation the other ended; "" if unknown."""
    say = translations(language)
    # Translators: after the name of a consultation
    overlap = say.gettext("not over when this one began")
    before = say.ngettext("{days} day before", "{days} days before", days or 0)
    return _days_in_words(days, language, overlap, before)


def _days_in_words(days: int | None, language: str, overlap: str, apart: str) -> str:
    if days is None:
        return ""
    if days < 0:
        return overlap
    if not days:
        return translations(language).gettext("the same day")
    return apart.format(days=number(days, language))
