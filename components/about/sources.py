"""Sources, and where they disagree."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import Any

import streamlit as st

from components.shell.pages import EXPLORE
from components.shell.shards import unless_too_large
from components.shell.url import link_parameters
from components.shell.view_state import current_view
from components.shell.words import gettext as _
from components.shell.words import language, ngettext, plain
from data.figures.documents import source_list
from data.filters.nouns import count_in_words, meetings_heading
from data.filters.query import Query
from data.filters.rows import of_rows
from data.model.campaign import translated
from data.words.languages import number
from data.words.links import link_addresses

_MOST_SHOWN, _MOST_LISTED = 40, 1000
"""Notes, and consultations whose sources are listed."""

MOST_UNSCROLLED = 40
"""Rows of a table up to which it has no scroll bar of its own."""

_NARROWEST = 380


@unless_too_large(EXPLORE.file, is_filtered=False)
def show_notes_list(campaign: Query) -> None:
    """Show notes in date order, each under a link that opens its consultation in Explore."""
    differ = campaign.settings.has_notes_on_sources
    st.header(_("Where sources differ") if differ else _("Notes"), anchor=False)
    table = campaign.consultations
    notes = translated(table, "notes", language())
    noted = table[notes != ""]
    if noted.empty:
        st.caption(_("No notes on sources.") if differ else _("No notes."))
        return
    titles = translated(noted, "title", language())
    rows = zip(noted["id"], noted["number"], titles, notes[notes != ""], strict=True)
    with st.container(key="notes"), st.grid(2, min_column_width=_NARROWEST, gap="medium"):
        for row in islice(rows, _MOST_SHOWN):
            _show_note(*row)
    more = len(noted) - _MOST_SHOWN
    if more > 0:
        text = ngettext("{count} more note on the cards", "{count} more notes on the cards", more)
        st.caption(text.format(count=number(more, language())))


def _show_note(consultation: str, number: int, title: str, note: str) -> None:
    with st.container(gap=None):
        st.page_link(
            EXPLORE.file,
            label=f"**{number}. {plain(title)}**",
            icon=":material/pin_drop:",
            query_params=link_parameters(replace(current_view(), selected=consultation)),
        )
        st.markdown(f":small[{link_addresses(note, plain)}]")


def show_source_table(campaign: Query) -> None:
    """Show one row per source, with a link if it is an address, and the consultations citing it."""
    part = campaign
    st.header(_("Sources"), anchor=False)
    if part.size > _MOST_LISTED:
        message = _("Only the sources of {meetings} are listed. Download the list to see all.")
        counted = count_in_words(campaign, _MOST_LISTED, language())
        st.caption(message.format(meetings=counted))
        part = of_rows(part, part.rows_between(0, _MOST_LISTED))
    table = source_list(part, language())
    if table.empty:
        st.caption(_("No sources listed."))
        return
    message = ngettext("{count} source", "{count} sources", len(table))
    st.caption(message.format(count=number(len(table), language())))
    st.dataframe(
        table,
        key="sources",
        height="content" if len(table) <= MOST_UNSCROLLED else "auto",
        hide_index=True,
        column_order=["source", "address", "consultations", "others"],
        column_config=_columns(campaign),
        placeholder="",
        alt=_("All sources and what cites them"),
    )


def _columns(campaign: Query) -> dict[str, Any]:
    column = st.column_config
    return {
        "source": column.TextColumn(_("Source"), width="large"),
        "address": column.LinkColumn(
            # Translators: verb, heading of a column of links
            _("Open"),
            display_text=":material/open_in_new:",
            width="small",
        ),
        "consultations": column.TextColumn(meetings_heading(campaign, language())),
        # Translators: column heading, what else cites the source besides consultations
        "others": column.TextColumn(_("Also for")),
    }
