"""Which region the page of regions shows, and the way to the others."""

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

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign
    from data.choosing.choice import View

_KEY = "region_in_focus"
_WIDTH = 440


def show_region_chooser(campaign: Campaign, region: str) -> None:
    """Show the region's name as the heading, with buttons to its neighbours and a list of all."""
    known, names = region_ids(campaign), region_names(campaign, language())
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.title(plain(names[region]), anchor=False, width="stretch")
        if len(known) > 1:
            with st.container(horizontal=True, gap="xsmall", width=_WIDTH):
                _show_ways(known, names, region)


def _show_ways(known: list[str], names: dict[str, str], region: str) -> None:
    place = known.index(region)
    _show_neighbour(known, names, place - 1, _("Previous"), "arrow_back")
    _show_list(known, names, region)
    _show_neighbour(known, names, place + 1, _("Next"), "arrow_forward")


def _show_neighbour(
    known: list[str], names: dict[str, str], place: int, label: str, icon: str
) -> None:
    there = 0 <= place < len(known)
    st.button(
        label,
        key=f"region-{icon}",
        icon=f":material/{icon}:",
        disabled=not there,
        help=plain(names[known[place]]) if there else None,
        on_click=choose,
        kwargs={"regions": (known[place],)} if there else {},
    )


def _show_list(known: list[str], names: dict[str, str], region: str) -> None:
    show_widget_value(_KEY, region)
    st.selectbox(
        _("Region"),
        known,
        format_func=names.__getitem__,
        key=_KEY,
        on_change=lambda: choose(regions=(st.session_state[_KEY],)),
        label_visibility="collapsed",
    )


def show_region_figures(chosen: Campaign, region: str, view: View) -> None:
    """Show the region in figures, and a way out of filters that hold some of it back."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(build_figures(chosen), width="content")
        if is_narrowed(view.choice, region):
            st.button(
                _("Clear other filters"),
                key="region-whole",
                icon=":material/filter_alt_off:",
                type="tertiary",
                on_click=_show_whole,
                args=(region,),
            )
    if chosen.consultations.empty:
        st.caption(_("No consultations for this region."))


def _show_whole(region: str) -> None:
    reset_choice()
    choose(regions=(region,))


def build_figures(chosen: Campaign) -> str:
    """Return Markdown: `2 consultations · 1 city · 4 organizations · 1 document`.

    No documents are left out; the other counts are shown even if 0.
    """
    counts = figures(chosen)
    consultations, cities, organizations = counts.consultations, counts.cities, counts.organizations
    documents = len(chosen.documents)
    messages = [
        (ngettext("{count} consultation", "{count} consultations", consultations), consultations),
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
