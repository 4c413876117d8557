"""The region that the page Regions shows, its figures, and buttons to the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.shell.view_state import choose, reset_choice, show_widget_value
from components.shell.words import gettext as _
from components.shell.words import language, ngettext, plain
from data.statistics.regions import is_narrowed, region_ids
from data.statistics.totals import figures
from data.words.describe import region_names
from data.words.languages import number
from data.words.nouns import count_message, noun_of

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign
    from data.choosing.choice import View

_KEY = "region_in_focus"
_WIDTH = 440


def show_region_chooser(campaign: Campaign, region: str) -> None:
    """Show the region's name as the heading, with a list and buttons to other regions."""
    ids, names = region_ids(campaign), region_names(campaign, language())
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.title(plain(names[region]), anchor=False, width="stretch")
        if len(ids) > 1:
            with st.container(horizontal=True, gap="xsmall", width=_WIDTH):
                _show_navigation(ids, names, region)


def _show_navigation(ids: list[str], names: dict[str, str], region: str) -> None:
    position = ids.index(region)
    _show_neighbour(ids, names, position - 1, _("Previous"), "arrow_back")
    _show_list(ids, names, region)
    _show_neighbour(ids, names, position + 1, _("Next"), "arrow_forward")


def _show_neighbour(
    ids: list[str], names: dict[str, str], position: int, label: str, icon: str
) -> None:
    exists = 0 <= position < len(ids)
    st.button(
        label,
        key=f"region-{icon}",
        icon=f":material/{icon}:",
        disabled=not exists,
        help=plain(names[ids[position]]) if exists else None,
        on_click=choose,
        kwargs={"regions": (ids[position],)} if exists else {},
    )


def _show_list(ids: list[str], names: dict[str, str], region: str) -> None:
    show_widget_value(_KEY, region)
    st.selectbox(
        _("Region"),
        ids,
        format_func=names.__getitem__,
        key=_KEY,
        on_change=lambda: choose(regions=(st.session_state[_KEY],)),
        label_visibility="collapsed",
    )


def show_region_figures(selection: Campaign, region: str, view: View) -> None:
    """Show the region in figures, and a button that clears other filters."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(build_figures(selection), width="content")
        if is_narrowed(view.choice, region):
            st.button(
                _("Clear other filters"),
                key="region-whole",
                icon=":material/filter_alt_off:",
                type="tertiary",
                on_click=_show_whole,
                args=(region,),
            )
    if selection.consultations.empty:
        st.caption(_("No consultations for this region."))


def _show_whole(region: str) -> None:
    reset_choice()
    choose(regions=(region,))


def build_figures(selection: Campaign) -> str:
    """Return Markdown: `2 consultations · 1 city · 4 organizations · 1 document`.

    No documents are left out; the other counts are shown even if 0.
    """
    counts = figures(selection)
    consultations, cities, organizations = counts.consultations, counts.cities, counts.organizations
    documents = len(selection.documents)
    messages = [
        (count_message(noun_of(selection.settings), consultations, language()), consultations),
        (ngettext("{count} city", "{count} cities", cities), cities),
        (ngettext("{count} organization", "{count} organizations", organizations), organizations),
    ]
    if documents:
        message = ngettext("{count} document", "{count} documents", documents)
        messages.append((message, documents))
    return " · ".join(
        message.format(count=f"**{number(count, language())}**") for message, count in messages
    )


def show_cards_limit(count: int, most: int) -> None:
    """Say that only the first cards are shown, if there are more consultations than `most`."""
    if count > most:
        message = ngettext(
            "Showing the first {count} consultation. Explore shows all.",
            "Showing the first {count} consultations. Explore shows all.",
            most,
        )
        st.caption(message.format(count=number(most, language())))
