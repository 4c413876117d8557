"""Where sources differ: the notes of every consultation that has some."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from components.url import link_parameters
from components.view_state import current_view
from components.words import gettext as _
from components.words import language, ngettext, plain
from data.campaign import translated
from data.languages import number
from data.links import linked

if TYPE_CHECKING:
    from data.campaign import Campaign

_MOST_SHOWN = 40
_EXPLORE = "pages/explore.py"
_NARROWEST = 380


def show_notes_list(campaign: Campaign) -> None:
    """Show notes in date order, each under a link that opens its consultation on the map."""
    st.subheader(_("Where sources differ"), anchor=False)
    table = campaign.consultations
    notes = translated(table, "notes", language())
    noted = table[notes != ""]
    if noted.empty:
        st.caption(_("No note on any source."))
        return
    titles = translated(noted, "title", language())
    rows = zip(noted["id"], noted["number"], titles, notes[notes != ""], strict=True)
    with st.grid(2, min_column_width=_NARROWEST, gap="medium"):
        for row, _place in zip(rows, range(_MOST_SHOWN), strict=False):
            _show_note(*row)
    more = len(noted) - _MOST_SHOWN
    if more > 0:
        text = ngettext("and {count} more, on the cards", "and {count} more, on the cards", more)
        st.caption(text.format(count=number(more, language())))


def _show_note(consultation: str, place: int, title: str, note: str) -> None:
    with st.container(gap=None):
        st.page_link(
            _EXPLORE,
            label=f"**{place}. {plain(title)}**",
            icon=":material/pin_drop:",
            query_params=link_parameters(replace(current_view(), selected=consultation)),
        )
        st.markdown(f":small[{linked(note, plain)}]")
