"""Documents as a list, each with the consultation that it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.words import gettext as _
from components.words import language, ngettext, plain
from data.documents import document_kind
from data.languages import language_name, number
from data.links import link, web_address
from data.record import documents_of

if TYPE_CHECKING:
    from data.campaign import Campaign
    from data.record import Document

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
    numbers = dict(zip(campaign.consultations["id"], campaign.consultations["number"], strict=True))
    documents = documents_of(part.documents, language())
    belongs = part.documents["consultation"].map(numbers)
    return [
        _line(document, "" if place != place else _consultation(int(place)))  # noqa: PLR0124
        for document, place in zip(documents, belongs, strict=True)
    ]


def _consultation(place: int) -> str:
    return _("consultation {number}").format(number=place)


def _line(document: Document, consultation: str) -> str:
    spoken = language_name(document.language, language()) if document.language else ""
    parts = [
        link(plain(document.title), document.address),
        plain(document_kind(document.kind, language())),
        plain(spoken),
        consultation,
        "" if web_address(document.address) else _("not published here"),
    ]
    return " · ".join(part for part in parts if part)
