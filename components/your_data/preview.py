"""Counts and a preview map of the list."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from components.shell.words import gettext as _
from components.shell.words import language, ngettext, plain
from data.campaign.schema import ROW
from data.campaign.selection import detached
from data.choosing.choice import ALL_KINDS, Choice, View
from data.choosing.select import only, select
from data.statistics.record import record
from data.words.languages import number
from data.words.online import said_place

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.campaign.campaign import Campaign
    from data.importing.report import Report


def show_own_counts(report: Report) -> None:
    """Show how many rows were read and where they are now."""
    st.markdown(build_counts(report))


def build_counts(report: Report) -> str:
    """`20 rows read · 15 on map and timeline · 4 in the tray · 1 left out`."""
    counts = [
        (report.read, ngettext("row read", "rows read", report.read)),
        (report.on_map_and_timeline, _("on map and timeline")),
        (report.in_tray, _("in the tray, without a place or a date")),
        (report.left_out, _("left out")),
    ]
    return " · ".join(f"**{number(count, language())}** {noun}" for count, noun in counts)


MOST_ROWS = 100
MOST_DRAWN = 40
"""Of a list with more rows only so many are drawn: enough to see whether places and dates are
right, and quick to draw after each decision."""

_OPEN = "own_preview_open"

EVERYTHING = Choice(kinds=(ALL_KINDS,))


def show_own_preview(
    campaign: Campaign, show_map: Callable[..., None], show_timeline: Callable[..., None]
) -> None:
    """Show map and timeline of the list, with the widgets that every page has for them.

    A click on a mark says which row it is.
    """
    drawn = part_drawn(campaign)
    opened = str(st.session_state.get(_OPEN, ""))
    opened = opened if opened in campaign.by_id.index else ""
    view = View(selected=opened, language=language())
    chosen = select(drawn, EVERYTHING)
    show_map(drawn, chosen, view, key="own_map", height=300, on_open=_open)
    if opened:
        st.caption(build_opened(campaign, opened))
    show_timeline(drawn, chosen, view, key="own_timeline", on_open=_open)
    if len(drawn.consultations) < len(campaign.consultations):
        said = _("{count} of {all} are drawn here, one a city; Explore has all.")
        counts = (len(drawn.consultations), len(campaign.consultations))
        first, whole = (number(count, language()) for count in counts)
        st.caption(said.format(count=first, all=whole))


def _open(consultation: str) -> None:
    st.session_state[_OPEN] = consultation


def build_opened(campaign: Campaign, consultation: str) -> str:
    """`**4. Title** · Dakar, Senegal · 7 December 2015 · row 5`."""
    known = record(campaign, consultation, language())
    row = int(campaign.by_id[ROW].loc[consultation])
    parts = [
        f"**{known.number}. {plain(known.title)}**",
        plain(said_place(known.where, known.venue, language())),
        plain(known.when) or _("Date unknown"),
        _("row {row}").format(row=number(row, language())),
    ]
    return " · ".join(parts)


def part_drawn(campaign: Campaign) -> Campaign:
    """The campaign, or of a long list one consultation a city, from its whole time."""
    if len(campaign.consultations) <= MOST_ROWS:
        return campaign
    placed = campaign.places[campaign.places["lat"].notna()]
    ids = placed.drop_duplicates(["lat", "lon"])["consultation"].drop_duplicates()
    step = max(len(ids) / MOST_DRAWN, 1)
    drawn = only(campaign, ids.iloc[[int(place * step) for place in range(int(len(ids) / step))]])
    regions = drawn.regions[drawn.regions["id"].isin(drawn.consultations["region"])]
    return replace(detached(drawn), regions=regions.reset_index(drop=True))
