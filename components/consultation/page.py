"""The page of one consultation: its heading, or the list to choose one from."""

from __future__ import annotations

import streamlit as st

from components.consultation.lines import build_lines
from components.shell.pages import CONSULTATION
from components.shell.url import link_parameters
from components.shell.words import gettext as _
from components.shell.words import language, ngettext, plain
from data.figures.record import record
from data.filters.nouns import meetings_heading
from data.filters.query import Query
from data.filters.rows import of_rows
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


def show_consultation_links(selection: Query, *, most: int, key: str = "") -> None:
    """Show a link to the page of each consultation, and how many more there are.

    Args:
        selection: The consultations.
        most: How many are shown.
        key: Unique on a page that has several such lists.
    """
    listed = of_rows(selection, selection.rows_between(0, most))
    with st.container(gap="xsmall", key=f"consultation_links{key}"):
        for id_, line in zip(listed.consultations["id"], build_lines(listed), strict=True):
            st.page_link(
                CONSULTATION.file, label=line, query_params=link_parameters() | {"c": [id_]}
            )
    more = selection.size - most
    if more > 0:
        text = ngettext("and {count} more", "and {count} more", more)
        st.caption(text.format(count=number(more, language())))
