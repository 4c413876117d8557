"""The filter bar: the usual filters in one row, the rest in a popover; options show counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.explore.more_filters import show_more_filters
from components.explore.search_box import show_search_box
from components.shell.url import unless_echo
from components.shell.view_state import (
    choose,
    reset_choice,
    show_hidden_widget_value,
    show_widget_value,
)
from components.shell.words import gettext as _
from components.shell.words import language, plain
from data.choosing.choice import ALL_KINDS
from data.choosing.filters import years
from data.choosing.select import option_counts
from data.loading.iso_dates import first_day, last_day
from data.words.describe import region_names
from data.words.languages import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.campaign.campaign import Campaign
    from data.choosing.choice import View

_MOST_YEARS = 4
"""More years than this don't fit the row; visitors type them instead."""


def show_filter_bar(campaign: Campaign, view: View) -> None:
    """Show the filters of a view; each change applies at once."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="filters"):
        _show_regions(campaign, view)
        if len(years(campaign)) in range(2, _MOST_YEARS + 1):
            _show_years(campaign, view)
        if not campaign.kinds["own"].all():
            _show_related(campaign, view)
        show_search_box(campaign, view)
        show_more_filters(campaign, view)
        st.button(
            # Translators: verb, button that clears all filters
            _("Reset"),
            icon=":material/filter_alt_off:",
            type="tertiary",
            disabled=not view.choice.is_narrowed,
            on_click=reset_choice,
            key="reset",
        )


def option_label(name: str, count: int) -> str:
    """Return an option's label: its name and how many consultations it would give."""
    return f"{plain(name)} ({count})"


def _show_regions(campaign: Campaign, view: View) -> None:
    names = region_names(campaign, language())
    counts = option_counts(campaign, view.choice, "regions")
    regions = view.choice.regions
    label = plain(names[regions[0]]) if len(regions) == 1 else _("Region")
    if len(regions) > 1:
        label += f" ({len(regions)})"
    with st.popover(label, icon=":material/public:", key="regions_popover"):
        key = show_hidden_widget_value("region", list(regions))
        st.pills(
            _("Region covered"),
            list(counts),
            selection_mode="multi",
            format_func=lambda region: option_label(names[region], counts[region]),
            key=key,
            on_change=unless_echo(key, lambda: choose(regions=tuple(st.session_state[key]))),
        )


def _show_years(campaign: Campaign, view: View) -> None:
    """Show years as buttons; all from the first to the last one pressed are selected."""
    counts = option_counts(campaign, view.choice, "years")
    show_widget_value("years", _selected_years(view, list(counts)))
    st.segmented_control(
        _("Year"),
        list(counts),
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


def _show_related(campaign: Campaign, view: View) -> None:
    counts = option_counts(campaign, view.choice, "kinds")
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
