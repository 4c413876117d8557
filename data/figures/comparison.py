"""Two regions, years or organizations side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd

from data.figures.counterparts import days_to_follow_up
from data.figures.demand_counts import totals_of
from data.figures.demand_words import totals_in_words
from data.figures.demands import demand_positions, demands_by_organization
from data.figures.organizations import organization_names, role_figures
from data.figures.regions import region_ids
from data.figures.totals import by_organization, document_count, figures
from data.filters.choice import ALL_KINDS, Choice
from data.filters.describe import region_names
from data.filters.filters import years
from data.filters.nouns import (
    counted_part,
    counts_heading,
    meetings_of,
    parts_in_words,
)
from data.filters.options import known_days
from data.filters.query import Calls, Query
from data.filters.select import select
from data.words.dates import when
from data.words.folding import fold
from data.words.languages import number, translations

REGIONS, YEARS, ORGANIZATIONS = "regions", "years", "organizations"
"""What can be compared."""


class Figure(NamedTuple):
    """A figure of one side: its name for programs, its number (None if unknown), label and text."""

    name: str
    value: float | None
    label: str
    text: str


def options(campaign: Query, dimension: str, language: str) -> dict[str, str]:
    """Return what can be compared with each other, id to name, in the order of lists."""
    if dimension == YEARS:
        return {year: year for year in years(campaign)}
    if dimension == ORGANIZATIONS:
        names = organization_names(campaign, language)["name"]
        active = names[names.index.isin(by_organization(campaign)["organization"])]
        named = {str(id_): str(name) for id_, name in active.items()}
        return dict(sorted(named.items(), key=lambda item: fold(item[1])))
    regions = region_names(campaign, language)
    return {region: regions[region] for region in region_ids(campaign)}


def dimension_of(campaign: Query, ids: Sequence[str]) -> str:
    """Return what these ids are: regions, years or organizations; "" if they are none of them."""
    known = {
        REGIONS: region_ids(campaign),
        YEARS: years(campaign),
        ORGANIZATIONS: list(campaign.organizations["id"]),
    }
    return next((name for name, have in known.items() if ids and set(ids) <= set(have)), "")


def choice_of(dimension: str, id_: str) -> Choice:
    """Return the filters of one side."""
    if dimension == YEARS:
        return Choice(since=id_, until=id_)
    return Choice(**{dimension: (id_,)})  # type: ignore[arg-type]


def side_demands(campaign: Query, choice: Choice) -> np.ndarray:
    """Return what one side asked for, as positions: an organization, or the meetings of a side."""
    if choice.organizations:
        return demands_by_organization(campaign, choice.organizations[0])
    return demand_positions(select(campaign, choice))


def side_questions(campaign: Query, choice: Choice) -> Calls:
    """Yield what `side_figures` asks."""
    own = select(campaign, choice)
    yield partial(meetings_of, select(campaign, replace(choice, kinds=(ALL_KINDS,))))
    asks = (meetings_of, figures, by_organization, days_to_follow_up, document_count, known_days)
    yield from (partial(ask, own) for ask in asks)
    yield partial(side_demands, campaign, choice)


def side_figures(campaign: Query, choice: Choice, language: str) -> list[Figure]:
    """Return the figures of one side, the same ones in the same order for every side.

    All but the related meetings are of the campaign's own consultations, as on other pages.
    """
    own = select(campaign, choice)
    every = select(campaign, replace(choice, kinds=(ALL_KINDS,)))
    related = meetings_of(every).related
    counted = counted_part(own)
    counts, roles, days = figures(own), role_figures(counted), days_to_follow_up(counted)
    say, meetings = translations(language).gettext, meetings_of(own)
    numbers = [
        ("countries", say("Countries"), counts.countries),
        ("cities", say("Cities"), counts.cities),
        ("days", say("Meeting days"), counts.days),
        ("organizations", say("Organizations"), counts.organizations),
        ("organizers", say("Organizers"), roles.organizers),
        ("hosts", say("Hosts"), roles.hosts),
        ("documents", say("Documents to open"), document_count(own)),
        ("related_meetings", say("Related meetings"), related),
        # Translators: half of the consultations waited so many days for their follow-up
        ("days_to_follow_up", say("Days to the follow-up (median)"), days.median),
    ]
    return [
        Figure(
            "consultations", meetings.own, counts_heading(campaign, language),
            parts_in_words(campaign, meetings, language),
        ),
        Figure("period", None, say("Dates"), _period(own, language)),
        *(
            Figure(name, count, label, "–" if count is None else number(count, language))
            for name, label, count in numbers
        ),
        *_demand_figures(campaign, choice, language),
    ]  # fmt: skip


def _demand_figures(campaign: Query, choice: Choice, language: str) -> list[Figure]:
    """Count what one side asked for, with its answers in words; [] if no demands are known."""
    if not len(campaign.demands):
        return []
    totals = totals_of(campaign, side_demands(campaign, choice))
    label = translations(language).gettext("Demands")
    return [Figure("demands", totals.demands, label, totals_in_words(totals, language))]


def _period(campaign: Query, language: str) -> str:
    """Write the months from the first to the last known day."""
    days = known_days(campaign)
    if days is None:
        return translations(language).gettext("Date unknown")
    first, last = days
    return when(first.date(), last.date(), "month", language)


def comparison_table(sides: Sequence[list[Figure]], names: Sequence[str]) -> pd.DataFrame:
    """Return the figures as numbers, for a file.

    Returns:
        One row per figure that is a number: `figure` (its name for programs), and one column per
        side, named by its position from "0"; missing where unknown.
    """
    rows = [
        {"figure": each[0].name} | {str(i): figure.value for i, figure in enumerate(each)}
        for each in zip(*sides, strict=True)
        if each[0].name != "period"
    ]
    columns = ["figure", *(str(i) for i in range(len(names)))]
    return pd.DataFrame(rows, columns=columns)
