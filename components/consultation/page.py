"""The page of one consultation: its heading, or the list to choose one from."""

from __future__ import annotations

import streamlit as st

from components.consultation.lines import build_lines
from components.shell.pages import CONSULTATION
from components.shell.url import link_parameters
from components.shell.words import gettext as _
from components.shell.words import language, ngettext, plain
from data.figures.counterparts import counterparts
from data.figures.gaps import gaps
from data.figures.record import record
from data.filters.choice import View
from data.filters.nouns import meetings_heading
from data.filters.query import Calls, Query
from data.filters.rows import first_part
from data.filters.select import describe, only
from data.words.languages import number

_MOST_LISTED = 100


def show_consultation_heading(campaign: Query, consultation: str) -> None:
    """Show where and when it was as the heading of the page."""
    card = record(campaign, consultation, language())
    parts = [card.cities or card.where, card.when or _("no date")]
    st.title(plain(" · ".join(part for part in parts if part)), anchor=False)


def show_consultation_choice(selection: Query) -> None:
    """Show the consultations of a selection, each a link to its page; the first ones of many."""
    st.title(meetings_heading(selection, language()), anchor=False)
    show_consultation_links(selection, most=_MOST_LISTED)


def link_questions(selection: Query, most: int = _MOST_LISTED) -> Calls:
    """Yield what links to the pages of consultations ask."""
    yield lambda: selection.size
    yield lambda: build_lines(first_part(selection, most))


def page_questions(campaign: Query, selection: Query, view: View) -> Calls:
    """Yield what the page of a consultation asks beside its card and map, or the list of all."""
    yield lambda: describe(campaign, view.choice, language())
    if not view.selected:
        yield from link_questions(selection)
        return
    alone = only(campaign, [view.selected])
    yield lambda: counterparts(campaign, alone, language())
    yield lambda: gaps(alone, language())


def show_consultation_links(selection: Query, *, most: int, key: str = "") -> None:
    """Show a link to the page of each consultation, and how many more there are."""
    listed = first_part(selection, most)
    with st.container(gap="xsmall", key=f"consultation_links{key}"):
        for id_, line in zip(listed.consultations["id"], build_lines(listed), strict=True):
            st.page_link(
                CONSULTATION.file, label=line, query_params=link_parameters() | {"c": [id_]}
            )
    more = selection.size - most
    if more > 0:
        text = ngettext("and {count} more", "and {count} more", more)
        st.caption(text.format(count=number(more, language())))
