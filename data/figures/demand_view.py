"""The page Demands in a link, and the demands that it lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from data.figures.demands import (
    DEMAND_ANSWERS,
    DEMAND_STATUSES,
    DemandChoice,
    end_of,
    find_demands,
    label_ids,
    meetings_of_demands,
)
from data.filters.address import ASOF, COUNTED, DEMAND, DEMAND_FILTERS, Parameters
from data.filters.choice import View
from data.filters.parameters import Dropped, ParameterReader
from data.filters.query import Query
from data.filters.select import only, select
from data.loading.iso_dates import first_day

WAYS = ("theme", "region", "addressee")
"""What answers are counted by."""


@dataclass(frozen=True)
class DemandView:
    """What the page Demands shows, beside the view that all pages share.

    Attributes:
        themes: Ids of themes.
        addressees: Ids of addressees.
        answers: Of `DEMAND_ANSWERS`.
        statuses: Of `DEMAND_STATUSES`.
        asof: A partial date: what was known at its end; "" for all.
        demand: Id of the demand whose thread is open, or "".
        counted: One of `WAYS`.
    """

    themes: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    asof: str = ""
    demand: str = ""
    counted: str = WAYS[0]

    @property
    def choice(self) -> DemandChoice:
        """Its filters of demands, without words: these are in the shared view."""
        return DemandChoice(self.themes, self.addressees, self.answers, self.statuses)

    @property
    def parameters(self) -> Parameters:
        """The part of the address that only this page has."""
        values = {name: [*getattr(self, part)] for part, name in DEMAND_FILTERS.items()}
        counted = "" if self.counted == WAYS[0] else self.counted
        values |= {ASOF: [self.asof], DEMAND: [self.demand], COUNTED: [counted]}
        return {name: each for name, each in values.items() if any(each)}


def read_demand_view(
    given: Mapping[str, Sequence[str]], campaign: Query
) -> tuple[DemandView, list[Dropped]]:
    """Read the page's parameters, and those that mean nothing in this campaign."""
    reader = ParameterReader(given)
    known: dict[str, Iterable[str]] = {
        "themes": label_ids(campaign.tables, "theme").values(),
        "addressees": label_ids(campaign.tables, "addressed_to").values(),
        "answers": DEMAND_ANSWERS,
        "statuses": DEMAND_STATUSES,
    }
    view = DemandView(
        **{part: reader.ids(DEMAND_FILTERS[part], set(ids)) for part, ids in known.items()},
        asof=reader.value_if(ASOF, lambda text: first_day(text) is not None),
        demand=reader.value_if(DEMAND, lambda id_: bool((campaign.demands["id"] == id_).any())),
        counted=reader.option(COUNTED, WAYS) or WAYS[0],
    )
    return view, reader.dropped


class Found(NamedTuple):
    """The demands of a view.

    Attributes:
        part: The consultations whose demands these are.
        choice: The filters that these demands pass, with the words if the demands have them.
        positions: The demands, as ascending positions in the campaign's table.
        meetings: The consultations to choose from, a row per demand and consultation.
        is_by_meeting: Whether no demand has the words: then those of meetings with them count.
        is_one_meeting: Whether they are those of the open consultation.
    """

    part: Query
    choice: DemandChoice
    positions: np.ndarray
    meetings: pd.DataFrame
    is_by_meeting: bool
    is_one_meeting: bool


def demands_found(campaign: Query, view: View, wanted: DemandView) -> Found:
    """Return the demands of a view; those of its open consultation if that made any of them."""
    part = select(campaign, replace(view.choice, words=""))
    choice = replace(wanted.choice, words=view.choice.words)
    positions = find_demands(part, choice, wanted.asof)
    is_by_meeting = bool(choice.words) and not len(positions)
    if is_by_meeting:
        part, choice = select(campaign, view.choice), wanted.choice
        positions = find_demands(part, choice, wanted.asof)
    meetings = meetings_of_demands(part)
    meetings = meetings[np.isin(meetings["demand"], positions)]
    if wanted.asof:
        meetings = meetings[meetings["first"].to_numpy("datetime64[D]") <= end_of(wanted.asof)]
    if is_one_meeting := bool((meetings["id"] == view.selected).any()):
        part = only(campaign, [view.selected])
        positions = find_demands(part, choice, wanted.asof)
    return Found(part, choice, positions, meetings, is_by_meeting, is_one_meeting)
