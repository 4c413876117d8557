"""The document around a page: title, language, landmarks, announcements, width."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from components.shell.streamlit_inside import of_all_pages
from components.shell.view_state import current_view
from components.shell.words import gettext as _
from components.shell.words import language
from data.filters.address import DEMAND
from data.filters.query import Query
from data.filters.select import describe
from data.filters.titles import page_title
from data.words.languages import direction, language_tag

_KEY = "document"
_NAMED = "document_named"
"""Session key: what this run's page shows, if not the view."""
_STATIC = Path(__file__).parent / "static"
_document = st.components.v2.component(
    "document",
    html='<p role="status" aria-live="polite"></p>\n',
    css="p { position: absolute; width: 1px; height: 1px; overflow: hidden; margin: -1px }\n",
    js=(_STATIC / "document.js").read_text(encoding="utf-8"),
)
_style = st.components.v2.component(
    "document_style",
    html="<span></span>\n",
    css="".join(
        (_STATIC / name).read_text(encoding="utf-8")
        for name in ("document.css", "right_to_left.css")
    ),
    # Here, because it must be there before the first address is written.
    js=(_STATIC / "steps.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def show_style() -> None:
    """Add the styles of all pages: before what they change, unless the browser has them already."""
    # Not `st.html`: it would take the place of a message that a callback shows.
    _style(key="document_style", height="content")


def name_view(words: str) -> None:
    """Name the window of this run after these words instead of the filters."""
    st.session_state[_NAMED] = words


def show_document(campaign: Query, page: str = "") -> None:
    """Tell the browser what the document is called, its language, and what to announce.

    Call it at the end of a run: the browser then has the rest of the page.

    Args:
        campaign: The whole campaign.
        page: The name of the page; "" for the start page.
    """
    view = current_view()
    with of_all_pages():
        _document(
            data={
                "title": page_title(campaign, view, page, st.session_state.pop(_NAMED, None)),
                "language": language_tag(language()),
                "direction": direction(language()),
                # Translators: what a screen reader calls the links to the pages
                "menu": _("Pages"),
                "description": describe(campaign, view.choice, language()),
                "card": view.selected,
                "opened": st.query_params.get(DEMAND, ""),
                "narrow": is_narrow(),
            },
            key=_KEY,
            on_narrow_change=_ignore,
            height="content",
        )


def _ignore() -> None:
    """Do nothing: Streamlit stores a state only if it has a callback."""


def is_narrow() -> bool:
    """Return whether the window has room for one column only, as on a telephone.

    The browser reports it, and reruns the page if it is not what its name suggests.
    """
    reported = st.session_state.get(_KEY, {}).get("narrow")
    if reported is not None:
        return bool(reported)
    return "Mobi" in (st.context.headers.get("User-Agent") or "")
