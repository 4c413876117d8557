"""The panel while no consultation is open: a campaign, a region, or a place on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from components.consultation.lines import build_lines, show_lines
from components.explore.unmapped import show_limit, unmapped_rows
from components.shell.view_state import open_tile
from components.shell.words import gettext as _
from components.shell.words import language, ngettext, plain
from data.campaign.result_cache import cached_on_campaign
from data.campaign.selection import as_part, of_rows
from data.choosing.select import select
from data.map.clusters import nearest_place, rows_in_tile
from data.statistics.totals import Figures, figures
from data.words.describe import places_in_words, region_names
from data.words.languages import number
from data.words.nouns import CONSULTATION, count_message, noun_of

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign
    from data.campaign.selection import Selection
    from data.choosing.choice import Choice, View

_MOST_LISTED = 40
_FIRST_LISTED = 12
"""How many to list if there are more than `_MOST_LISTED`."""

_PAGE_SIZE = 25
_PAGE_KEY = "tile_page"


def show_region_panel(campaign: Campaign, selection: Selection, view: View) -> None:
    """Show the selection in figures, how to begin, and its consultations in date order."""
    regions = view.choice.regions
    if len(regions) == 1:
        st.markdown(f"#### {plain(region_names(campaign, language())[regions[0]])}")
        _show_notes(campaign, regions[0])
    else:
        settings = campaign.settings
        name = settings.text("subtitle", language()) or settings.text("title", language())
        st.markdown(f"#### {plain(name)}")
    _show_figures(selection, _figures(campaign, selection, view.choice))
    st.caption(
        _(
            "Select a marker, a point on the timeline or a line below. "
            "Use Previous and Next to step through."
        )
    )
    _show_list(selection)


def _show_notes(campaign: Campaign, region: str) -> None:
    row = campaign.regions[campaign.regions["id"] == region]
    if len(row) and row["notes"].iloc[0]:
        text = row.get(f"notes__{language()}", row["notes"]).iloc[0] or row["notes"].iloc[0]
        st.caption(plain(text))


def _figures(campaign: Campaign, selection: Selection, choice: Choice) -> Figures:
    if selection is select(campaign, choice):
        return _cached_figures(campaign, choice)
    return figures(selection)


@cached_on_campaign(256)
def _cached_figures(campaign: Campaign, choice: Choice) -> Figures:
    """Return the figures of a choice, counted once for all visitors."""
    return figures(select(campaign, choice))


def build_figures(counts: Figures, noun: str = CONSULTATION) -> list[str]:
    """Return each figure with its noun as Markdown, in the language of the page."""
    consultations, regions, countries = counts.consultations, counts.regions, counts.countries
    cities, organizations, days = counts.cities, counts.organizations, counts.days
    messages = [
        (count_message(noun, consultations, language()), consultations),
        (ngettext("{count} region", "{count} regions", regions), regions),
        (ngettext("{count} country", "{count} countries", countries), countries),
        (ngettext("{count} city", "{count} cities", cities), cities),
        (ngettext("{count} organization", "{count} organizations", organizations), organizations),
        (ngettext("{count} meeting day", "{count} meeting days", days), days),
    ]
    return [
        message.format(count=f"**:primary[{number(count, language())}]**")
        for message, count in messages
    ]


def _show_figures(selection: Selection, counts: Figures) -> None:
    figures_shown = build_figures(counts, noun_of(selection.settings))
    st.markdown("&emsp;".join(figures_shown[:3]))
    st.markdown("&emsp;".join(figures_shown[3:]))
    unmapped = len(unmapped_rows(selection))
    if unmapped:
        message = ngettext(
            "Figures include {count} without a place or date.",
            "Figures include {count} without a place or date.",
            unmapped,
        )
        st.caption(message.format(count=number(unmapped, language())))


@cached_on_campaign(48)
def _cached_lines(
    campaign: Campaign, rows: tuple[int, ...], _language: str
) -> tuple[list[str], list[str]]:
    """Return ids and lines of consultations, built once for all visitors."""
    listed = of_rows(as_part(campaign), np.array(rows, dtype=np.int64))
    return list(listed.consultations["id"]), build_lines(listed)


def _show_list(selection: Selection) -> None:
    count = selection.size if selection.size <= _MOST_LISTED else _FIRST_LISTED
    ids, lines = _cached_lines(selection.whole, tuple(selection.rows[:count].tolist()), language())
    show_lines(ids, lines, key="open")
    if selection.size > count:
        show_limit(count)


def show_tile_panel(selection: Selection, view: View) -> None:
    """Show the part of the selection in the view's tile, by date, in pages."""
    rows = rows_in_tile(selection, view.tile)
    _show_title(selection, rows, view.tile)
    if not len(rows):
        st.caption(_("Nothing in this selection took place here."))
        return
    pages = -(-len(rows) // _PAGE_SIZE)
    page = 1
    if pages > 1:
        page = int(
            st.pagination(pages, max_visible_pages=5, key=f"{_PAGE_KEY}-{view.tile}-{pages}")
        )
    start = (page - 1) * _PAGE_SIZE
    listed = of_rows(selection, rows[start : start + _PAGE_SIZE])
    show_lines(listed.consultations["id"], build_lines(listed, with_title=True), key="tile")


def _show_title(selection: Selection, rows: np.ndarray, tile: str) -> None:
    count = len(rows)
    # The first consultation may have been in several places: this is the one that was clicked.
    where = places_in_words(nearest_place(of_rows(selection, rows[:1]).places, tile), language())
    with st.container(horizontal=True, vertical_alignment="center"):
        place = plain(str(where.iloc[0])) if len(where) else _("This place")
        title = ngettext("{place}: {count} consultation", "{place}: {count} consultations", count)
        title = title.format(place=place, count=number(count, language()))
        st.markdown(f"#### {title}", width="stretch")
        st.button(
            _("Close"), key="tile-close", icon=":material/close:", type="tertiary",
            on_click=open_tile, args=("",),
        )  # fmt: skip
