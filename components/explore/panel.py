"""The panel when no consultation is open: a campaign, a region, or a place on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from components.consultation.lines import build_lines, show_lines
from components.shell.view_state import open_tile
from components.shell.words import gettext as _
from components.shell.words import language, ngettext, plain
from data.campaign.result_cache import cached_on_campaign
from data.campaign.selection import as_part, of_rows
from data.choosing.select import select
from data.map.clusters import nearest_place, rows_in_tile
from data.statistics.totals import Figures, figures
from data.words.describe import region_names, said_where
from data.words.languages import number

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign
    from data.campaign.selection import Part
    from data.choosing.choice import Choice, View

_MOST_LISTED = 40
_FIRST_LISTED = 12
"""Of more consultations than fit a list, so many are listed as a beginning."""


def show_region_panel(campaign: Campaign, chosen: Part, view: View) -> None:
    """Show what is chosen in figures, how to begin, and every consultation in date order."""
    alone = view.choice.regions if len(view.choice.regions) == 1 else ()
    if alone:
        st.markdown(f"#### {plain(region_names(campaign, language())[alone[0]])}")
        _show_notes(campaign, alone[0])
    else:
        settings = campaign.settings
        name = settings.text("subtitle", language()) or settings.text("title", language())
        st.markdown(f"#### {plain(name)}")
    _show_figures(_figures(campaign, chosen, view.choice))
    st.caption(
        _("Choose a mark, a bar of the timeline or a line below; arrows lead from one to the next.")
    )
    _show_list(chosen)


def _show_notes(campaign: Campaign, region: str) -> None:
    row = campaign.regions[campaign.regions["id"] == region]
    if len(row) and row["notes"].iloc[0]:
        text = row.get(f"notes__{language()}", row["notes"]).iloc[0] or row["notes"].iloc[0]
        st.caption(plain(text))


def _figures(campaign: Campaign, chosen: Part, choice: Choice) -> Figures:
    if chosen is select(campaign, choice):
        return _kept_figures(campaign, choice)
    return figures(chosen)


@cached_on_campaign(256)
def _kept_figures(campaign: Campaign, choice: Choice) -> Figures:
    """The figures of a choice, counted once for all who look at it."""
    return figures(select(campaign, choice))


def build_figures(counted: Figures) -> list[tuple[str, str]]:
    """The figures as pairs of a number and its noun, in the language of the page."""
    nouns = [
        (counted.consultations, ngettext("consultation", "consultations", counted.consultations)),
        (counted.regions, ngettext("region", "regions", counted.regions)),
        (counted.countries, ngettext("country", "countries", counted.countries)),
        (counted.cities, ngettext("city", "cities", counted.cities)),
        (counted.organizations, ngettext("organization", "organizations", counted.organizations)),
        (counted.days, ngettext("day of meeting", "days of meeting", counted.days)),
    ]
    return [(number(count, language()), noun) for count, noun in nouns]


def _show_figures(counted: Figures) -> None:
    pairs = build_figures(counted)
    for start in (0, 3):
        cells = [f"**:primary[{count}]** {noun}" for count, noun in pairs[start : start + 3]]
        st.markdown("&emsp;".join(cells))
    lost = []
    if counted.without_place:
        lost.append(
            ngettext(
                "{count} without a place", "{count} without a place", counted.without_place
            ).format(count=number(counted.without_place, language()))
        )
    if counted.without_date:
        lost.append(
            ngettext(
                "{count} without a date", "{count} without a date", counted.without_date
            ).format(count=number(counted.without_date, language()))
        )
    if lost:
        st.caption(_("Counted in all figures: {what}.").format(what=", ".join(lost)))


@cached_on_campaign(48)
def _kept_lines(
    campaign: Campaign, rows: tuple[int, ...], _language: str
) -> tuple[list[str], list[str]]:
    """Ids and lines of consultations, made once for all who look at them."""
    listed = of_rows(as_part(campaign), np.array(rows, dtype=np.int64))
    return list(listed.consultations["id"]), build_lines(listed)


def _show_list(chosen: Part) -> None:
    count = chosen.size if chosen.size <= _MOST_LISTED else _FIRST_LISTED
    ids, lines = _kept_lines(chosen.whole, tuple(chosen.rows[:count].tolist()), language())
    show_lines(ids, lines, key="open")
    if chosen.size > count:
        st.caption(_("The first {count} are listed; the table has all.").format(count=count))


_PAGE = 25
_KEY = "tile_page"


def show_tile_panel(chosen: Part, view: View) -> None:
    """Show what is chosen in the tile of a view, in date order, a page at a time."""
    rows = rows_in_tile(chosen, view.tile)
    _show_title(chosen, rows, view.tile)
    if not len(rows):
        st.caption(_("Nothing that is chosen took place here."))
        return
    pages = -(-len(rows) // _PAGE)
    page = 1
    if pages > 1:
        page = int(st.pagination(pages, max_visible_pages=5, key=f"{_KEY}-{view.tile}-{pages}"))
    start = (page - 1) * _PAGE
    listed = of_rows(chosen, rows[start : start + _PAGE])
    show_lines(listed.consultations["id"], build_lines(listed, with_title=True), key="tile")


def _show_title(chosen: Part, rows: np.ndarray, tile: str) -> None:
    count = len(rows)
    # The first consultation may have been in several places: this is the one that was clicked.
    where = said_where(nearest_place(of_rows(chosen, rows[:1]).places, tile), language())
    with st.container(horizontal=True, vertical_alignment="center"):
        name = plain(str(where.iloc[0])) if len(where) else _("Here")
        said = ngettext("{count} consultation", "{count} consultations", count)
        said = said.format(count=number(count, language()))
        st.markdown(f"#### {name}: {said}", width="stretch")
        st.button(
            _("Close"), key="tile-close", icon=":material/close:", type="tertiary",
            on_click=open_tile, args=("",),
        )  # fmt: skip
