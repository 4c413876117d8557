"""The filter bar: the usual filters in one row, the rest in a popover; options show counts.

In a narrow window all of them are in a dialog, behind one button.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from components.explore.more_filters import show_filter, show_label, show_more_filters
from components.explore.search_box import show_search_box
from components.shell.campaign_cache import current_campaign
from components.shell.document import is_narrow
from components.shell.url import unless_echo
from components.shell.view_state import (
    choose,
    current_view,
    reset_choice,
    show_hidden_widget_value,
    show_widget_value,
)
from components.shell.words import gettext as _
from components.shell.words import language, plain
from data.figures.timeline import timeline_base
from data.filters.choice import ALL_KINDS, View
from data.filters.describe import region_names
from data.filters.facets import facets
from data.filters.filters import FILTERS, years
from data.filters.options import some_without_region
from data.filters.query import Calls, Query
from data.filters.select import describe_parts
from data.filters.suggestions import suggestion_questions
from data.loading.iso_dates import first_day, last_day
from data.words.languages import number

_MOST_YEARS = 4
"""More years than this don't fit the row; visitors type them instead."""


_REGION_WIDTH = 210
"""Pixels of the button: most names of regions fit."""

_WIDTH = 300
"""Pixels of the popover of regions: it leaves most of the map in sight."""

COUNTED = ("regions", "years", "kinds")
"""What the bar counts at each run. The others are counted only when their popover is open."""

_SHEET = "filters_requested"
"""Session key: the button of the dialog was pressed."""


def filter_questions(campaign: Query, view: View) -> Calls:
    """Yield what the filters of a view ask, and the words that say what they let through."""
    yield lambda: facets(campaign, view.choice, *COUNTED)
    yield lambda: years(timeline_base(campaign, view.choice.kinds))
    yield lambda: some_without_region(campaign)
    yield lambda: describe_parts(campaign, view.choice, language())
    yield from suggestion_questions(campaign, view.choice, language())


def show_filter_bar(campaign: Query, view: View) -> None:
    """Show the filters of a view; each change applies at once."""
    if is_narrow():
        _show_sheet_button(view)
        return
    counted = facets(campaign, view.choice, *COUNTED)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="filters"):
        _show_regions(campaign, view, counted["regions"])
        _show_years(campaign, view, counted["years"])
        if not campaign.kinds["own"].all():
            _show_related(campaign, view, counted["kinds"])
        show_search_box(campaign, view)
        show_more_filters(campaign, view)
        _show_reset(view)


def _show_reset(view: View) -> None:
    st.button(
        # Translators: verb, button that clears all filters
        _("Reset"),
        icon=":material/filter_alt_off:",
        type="tertiary",
        disabled=not view.choice.is_narrowed,
        on_click=reset_choice,
        key="reset",
    )


def _show_sheet_button(view: View) -> None:
    """Show the button of the dialog: how many filters are set."""
    active = sum(one.is_set(view.choice) for one in FILTERS)
    # Translators: button that opens the filters, and how many are set
    label = _("Filters ({count})").format(count=active) if active else _("Filters")
    st.button(label, icon=":material/tune:", key="filters_open", on_click=_request_sheet)
    if st.session_state.pop(_SHEET, False):
        st.dialog(_("Filters"), on_dismiss="rerun")(_show_sheet)()


def _request_sheet() -> None:
    st.session_state[_SHEET] = True


def _show_sheet() -> None:
    """Show every filter; the page follows when the dialog closes, the count at once."""
    campaign, view = current_campaign(), current_view()
    counted = facets(campaign, view.choice)
    with st.container(horizontal=True, key="filter_sheet", vertical_alignment="center"):
        if st.button(show_label(campaign, view), key="filters_show", width="stretch"):
            st.rerun()
        _show_reset(view)
    _show_years(campaign, view, counted["years"])
    show_search_box(campaign, view, width="stretch")
    for one in FILTERS:
        show_filter(one, campaign, view, counted)


def option_label(name: str, count: int) -> str:
    """Return an option's label: its name and how many consultations it would give."""
    return f"{plain(name)} ({count})"


def _show_regions(campaign: Query, view: View, counts: Mapping[str, int]) -> None:
    names = region_names(campaign, language())
    regions = view.choice.regions
    label = plain(names[regions[0]]) if len(regions) == 1 else _("Region")
    if len(regions) > 1:
        label += f" ({len(regions)})"
    # Of one width, so that the others stay in their places.
    popover = st.popover(
        label, icon=":material/public:", key="regions_popover", width=_REGION_WIDTH
    )
    with popover, st.container(width=_WIDTH):
        key = show_hidden_widget_value("region", list(regions))
        st.pills(
            _("Region covered"),
            list(counts),
            selection_mode="multi",
            format_func=lambda region: option_label(names[region], counts[region]),
            key=key,
            on_change=unless_echo(key, lambda: choose(regions=tuple(st.session_state[key]))),
        )


def _show_years(campaign: Query, view: View, counts: Mapping[str, int]) -> None:
    """Show the timeline's years as buttons, if they fit the row.

    All from the first to the last one pressed are selected.
    """
    offered = years(timeline_base(campaign, view.choice.kinds))
    if len(offered) not in range(2, _MOST_YEARS + 1):
        return
    show_widget_value("years", _selected_years(view, offered))
    st.segmented_control(
        _("Year"),
        offered,
        selection_mode="multi",
        format_func=lambda year: f"{year} ({counts[year]})",
        key="years",
        on_change=unless_echo("years", lambda: _choose_years(st.session_state["years"])),
        label_visibility="collapsed",
    )


def _selected_years(view: View, offered: Sequence[str]) -> list[str]:
    """Return the years that the time filter consists of; none if it is not whole years."""
    since, until = first_day(view.choice.since), last_day(view.choice.until)
    if (
        since is None
        or until is None
        or (since.month, since.day, until.month, until.day) != (1, 1, 12, 31)
    ):
        return []
    return [year for year in offered if since.year <= int(year) <= until.year]


def _choose_years(years_pressed: Sequence[str]) -> None:
    choose(since=min(years_pressed, default=""), until=max(years_pressed, default=""))


def _show_related(campaign: Query, view: View, counts: Mapping[str, int]) -> None:
    related = sum(counts[kind] for kind in counts if kind not in campaign.own_kinds)
    show_widget_value("related", ALL_KINDS in view.choice.kinds)
    st.toggle(
        _("Related meetings ({count})").format(count=number(related, language())),
        key="related",
        on_change=unless_echo(
            "related", lambda: choose(kinds=(ALL_KINDS,) if st.session_state["related"] else ())
        ),
        help=_("Meetings held by others, such as consultations by States."),
    )
