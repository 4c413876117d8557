"""The panel while no consultation is open: a campaign, a region, or a place on the map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import streamlit as st

from components.consultation.lines import build_lines, marker_style, show_lines
from components.explore.selection_heading import show_nothing_found
from components.explore.unmapped import show_limit
from components.shell.theme import mode
from components.shell.view_state import choose, open_tile
from components.shell.words import gettext as _
from components.shell.words import language, ngettext, plain, with_count
from data.figures.demand_words import first_asked
from data.figures.totals import Figures, figures
from data.filters.choice import ALL_KINDS, Choice, View
from data.filters.describe import places_in_words, region_names
from data.filters.nouns import counted_part, meetings_in_words, meetings_of
from data.filters.query import Calls, Query
from data.filters.rows import of_rows
from data.filters.select import count, select, unmapped_part
from data.map.clusters import in_tile, nearest_place
from data.model.campaign import translated
from data.model.result_cache import cached_on_campaign
from data.words.languages import number

_MOST_LISTED = 40
_FIRST_LISTED = 12
"""How many to list if there are more than `_MOST_LISTED`."""

_PAGE_SIZE = 25
_PAGE_KEY = "tile_page"


def panel_questions(campaign: Query, selection: Query, view: View) -> Calls:
    """Yield what the panel asks while no consultation is open."""
    if not view.selected:
        yield lambda: figures(selection)
        yield lambda: count(campaign, replace(view.choice, kinds=(ALL_KINDS,)))
        yield lambda: _listed(selection)


def show_panel(
    campaign: Query,
    selection: Query,
    view: View,
    show_steps: Callable[[Query, Query, View], None],
    show_card: Callable[[Query, str], None],
) -> None:
    """Show the open consultation, else the only result, a place on the map, or the selection.

    Args:
        campaign: The whole campaign.
        selection: What the filters let through.
        view: The view.
        show_steps: Shows buttons to the consultations before and after the open one.
        show_card: Shows a consultation's card.
    """
    if opened := view.selected or sole_result(selection, view):
        with st.container(gap="small", key="card"):
            show_steps(campaign, selection, view)
            show_card(campaign, opened)
    elif not selection.size:
        show_nothing_found(campaign, view)
    elif view.tile:
        show_tile_panel(selection, view)
    else:
        show_region_panel(campaign, selection, view)


def sole_result(selection: Query, view: View) -> str:
    """Return the id of the consultation that the filters leave alone; "" if there is none."""
    if view.tile or selection.size != 1 or not view.choice.is_narrowed:
        return ""
    return str(selection.consultations["id"].iloc[0])


def show_region_panel(campaign: Query, selection: Query, view: View) -> None:
    """Show the selection in figures, how to begin, and its consultations in date order."""
    regions = view.choice.regions
    if len(regions) == 1:
        st.markdown(f"### {plain(region_names(campaign, language())[regions[0]])}", anchors=False)
        _show_notes(campaign, regions[0])
    _show_figures(selection, _cached_figures(campaign, view.choice))
    _show_others(campaign, selection, view)
    _show_list(selection)


def _show_others(campaign: Query, selection: Query, view: View) -> None:
    """Say why numbers are missing: meetings of others have them too; and offer to show these."""
    every = replace(view.choice, kinds=(ALL_KINDS,))
    hidden = 0 if view.choice.kinds else count(campaign, every) - selection.size
    if not hidden:
        return
    message = ngettext(
        "{count} more meeting was held by others.",
        "{count} more meetings were held by others.",
        hidden,
    )
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.caption(
            message.format(count=number(hidden, language())),
            width="content",
        )
        st.button(
            # Translators: verb, button; "them" are the meetings held by others
            _("Show them"),
            key="show_others",
            type="tertiary",
            on_click=choose,
            kwargs={"kinds": (ALL_KINDS,)},
        )


def _show_notes(campaign: Query, region: str) -> None:
    row = campaign.regions[campaign.regions["id"] == region]
    if len(row) and row["notes"].iloc[0]:
        text = row.get(f"notes__{language()}", row["notes"]).iloc[0] or row["notes"].iloc[0]
        st.caption(plain(text))


@cached_on_campaign(256)
def _cached_figures(campaign: Query, choice: Choice) -> Figures:
    """Return the figures of a choice, counted once for all visitors."""
    return figures(select(campaign, choice))


def build_figures(counts: Figures) -> list[str]:
    """Return each figure with its noun as Markdown, in the language of the page.

    The heading of the view counts the meetings. Without those that say nothing: none of something,
    or a single region.
    """
    regions, countries = counts.regions, counts.countries
    cities, organizations, days = counts.cities, counts.organizations, counts.days
    messages = [
        (ngettext("{count} region", "{count} regions", regions), regions),
        (ngettext("{count} country", "{count} countries", countries), countries),
        (ngettext("{count} city", "{count} cities", cities), cities),
        (ngettext("{count} organization", "{count} organizations", organizations), organizations),
        (ngettext("{count} meeting day", "{count} meeting days", days), days),
    ]
    return [
        with_count(message, f"**:primary[{number(count, language())}]**")
        for message, count in messages
        if count and not (count == 1 and message is messages[0][0])
    ]


def _show_figures(selection: Query, counts: Figures) -> None:
    # A figure stays with its noun at the end of a line.
    each = (text.replace(" ", "\u00a0") for text in build_figures(counts))
    text = "&emsp; ".join(each)
    unmapped = unmapped_part(counted_part(selection)).size
    if unmapped:
        message = ngettext(
            "Figures include {count} without a place or date.",
            "Figures include {count} without a place or date.",
            unmapped,
        )
        note = message.format(count=number(unmapped, language()))
        # In one element: each costs a message at every click.
        text += f"\n\n:small[:gray[{plain(note)}]]"
    st.markdown(text)


@cached_on_campaign(48)
def _cached_lines(
    campaign: Query, rows: tuple[int, ...], _language: str, _mode: str
) -> tuple[list[str], list[str], list[str], str]:
    """Return what `show_lines` takes of consultations, built once for all visitors."""
    listed = of_rows(campaign, np.array(rows, dtype=np.int64))
    below = first_asked(listed, language()) or _titles(listed)
    style = marker_style(listed, "open")
    ids = list(listed.consultations["id"])
    return ids, build_lines(listed), [plain(each) for each in below], style


def _titles(part: Query) -> list[str]:
    """Return titles of consultations, "" where their lines begin with it: without a place."""
    table = part.consultations
    titles = translated(table, "title", language())
    return list(titles.where(table["id"].isin(part.places["consultation"]), ""))


def _listed(selection: Query) -> tuple[list[str], list[str], list[str], str]:
    most = selection.size if selection.size <= _MOST_LISTED else _FIRST_LISTED
    rows = selection.rows_between(0, most)
    return _cached_lines(selection.whole, tuple(rows.tolist()), language(), mode())


def _show_list(selection: Query) -> None:
    ids, lines, below, style = _listed(selection)
    show_lines(ids, lines, key="open", below=below, style=style)
    if selection.size > len(ids):
        show_limit(len(ids))


def show_tile_panel(selection: Query, view: View) -> None:
    """Show the part of the selection in the view's tile, by date, in pages."""
    inside = in_tile(selection, view.tile)
    _show_title(inside, view.tile)
    if not inside.size:
        st.caption(_("Nothing in this selection took place here."))
        return
    pages = -(-inside.size // _PAGE_SIZE)
    page = 1
    if pages > 1:
        page = int(
            st.pagination(pages, max_visible_pages=5, key=f"{_PAGE_KEY}-{view.tile}-{pages}")
        )
    start = (page - 1) * _PAGE_SIZE
    listed = of_rows(inside, inside.rows_between(start, start + _PAGE_SIZE))
    show_lines(
        listed.consultations["id"],
        build_lines(listed, with_title=True),
        key="tile",
        style=marker_style(listed, "tile"),
    )


def _show_title(inside: Query, tile: str) -> None:
    # The first consultation may have been in several places: this is the one that was clicked.
    first = of_rows(inside, inside.rows_between(0, 1))
    where = places_in_words(nearest_place(first.places, tile), language())
    with st.container(horizontal=True, vertical_alignment="center"):
        place = plain(str(where.iloc[0])) if len(where) else _("This place")
        size = meetings_in_words(inside.whole, meetings_of(inside), language())
        # Translators: a place on the map and how many meetings it had
        title = _("{place}: {size}").format(place=place, size=plain(size))
        st.markdown(f"### {title}", width="stretch", anchors=False)
        st.button(
            _("Close"), key="tile-close", icon=":material/close:", type="tertiary",
            on_click=open_tile, args=("",),
        )  # fmt: skip
