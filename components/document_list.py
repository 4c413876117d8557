"""Documents as a list, each with the consultation that it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.words import gettext as _
from components.words import language, ngettext, plain
from data.arrow_texts import found_in
from data.facts.documents import said_document
from data.facts.record import documents_of
from data.languages import number

if TYPE_CHECKING:
    from data.campaign import Campaign

_MOST_SHOWN = 100


def show_document_list(campaign: Campaign, part: Campaign) -> None:
    """Show the documents of a part of a campaign in the order of its table.

    Args:
        campaign: The whole campaign.
        part: Whose documents are shown.
    """
    lines = build_lines(campaign, part)
    if not lines:
        st.caption(_("No document is listed."))
        return
    st.markdown("\n".join(f"- {line}" for line in lines[:_MOST_SHOWN]))
    more = len(lines) - _MOST_SHOWN
    if more > 0:
        text = ngettext("and {count} more document", "and {count} more documents", more)
        st.caption(text.format(count=number(more, language())))


def build_lines(campaign: Campaign, part: Campaign) -> list[str]:
    """Each document as Markdown: title, kind, language, consultation, whether it is here."""
    if part.documents.empty:
        return []
    table = campaign.consultations
    table = table[found_in(table["id"], part.documents["consultation"])]
    numbers = dict(zip(table["id"], table["number"], strict=True))
    documents = documents_of(part.documents, language())
    return [
        said_document(document, language(), plain, _consultation(numbers.get(one)))
        for document, one in zip(documents, part.documents["consultation"], strict=True)
    ]


def _consultation(place: int | None) -> str:
    return "" if place is None else _("consultation {number}").format(number=place)
