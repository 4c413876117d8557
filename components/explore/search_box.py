"""The search box: it searches while one types, and suggests filters and documents."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from components.shell.pages import ABOUT
from components.shell.view_state import choose, current_view, open_consultation, open_page
from components.shell.words import gettext as _
from components.shell.words import language, ngettext
from data.filters.choice import View
from data.filters.filters import WORDS_LENGTH
from data.filters.options import country_ids, region_options
from data.filters.query import Query
from data.filters.suggestions import (
    CITY,
    COUNTRY,
    DATE,
    DOCUMENT,
    OF_CAMPAIGN,
    ORGANIZATION,
    REGION,
    Suggestion,
    entered,
    suggest,
)
from data.loading.iso_dates import first_day
from data.words.languages import number

_STATIC = Path(__file__).parent / "static"
_HTML = """
<div class="box">
  <svg class="lens" viewBox="0 0 24 24" aria-hidden="true">
    <circle cx="10" cy="10" r="7"/><path d="M15.5 15.5 22 22"/>
  </svg>
  <input type="search" role="combobox" maxlength="200" autocomplete="off" autocorrect="off"
    spellcheck="false" enterkeyhint="search" aria-autocomplete="list" aria-expanded="false"
    aria-controls="list">
  <div class="list" id="list" role="listbox" popover="manual"></div>
  <span class="unseen" role="status"></span>
</div>
"""
_box = st.components.v2.component(
    "search_box",
    html=_HTML,
    css=(_STATIC / "search_box.css").read_text(encoding="utf-8"),
    js=(_STATIC / "search_box.js").read_text(encoding="utf-8"),
)

_KEY = "search"
_TURN = "search_turn"
"""Session key of the last turn of the box that the server has heard."""

WIDTH = 210


def show_search_box(
    campaign: Query, view: View, *, width: int | Literal["stretch"] = WIDTH
) -> None:
    """Show the box with the words of a view, and suggestions for them."""
    _box(
        data=build_search_box(campaign, view, st.session_state.get(_TURN, 0)),
        key=_KEY,
        width=width,
        height="content",
        on_typed_change=_follow_words,
        on_picked_change=lambda: _follow_pick(campaign),
    )


def build_search_box(campaign: Query, view: View, turn: int) -> dict[str, Any]:
    """Return what the box shows: its words and texts, and groups of suggestions.

    Args:
        campaign: The whole campaign.
        view: Its words are suggested for.
        turn: The last message of the box that the view takes account of.
    """
    suggestions = suggest(campaign, view.choice, language())
    count = len(suggestions)
    status = ngettext("{count} suggestion", "{count} suggestions", count)
    return {
        "words": view.choice.words,
        "turn": turn,
        "placeholder": _("Search all texts"),
        # Translators: name of the list below the search box, for screen readers
        "listed": _("Suggestions"),
        "entered": entered(suggestions, view.choice.words),
        "status": status.format(count=number(count, language())),
        "groups": [
            {"name": name, "options": [_option(one) for one in group]}
            for name, group in groupby(suggestions, lambda one: _group_names()[one.kind])
        ],
    }


def _group_names() -> dict[str, str]:
    places, documents = _("Places"), _("Documents")
    return {
        ORGANIZATION: _("Organizations"),
        CITY: places,
        COUNTRY: places,
        REGION: places,
        DOCUMENT: documents,
        OF_CAMPAIGN: documents,
        # Translators: noun, heading of dates that the search suggests
        DATE: _("Dates"),
    }


def _option(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "kind": suggestion.kind,
        "id": suggestion.id,
        "pieces": suggestion.pieces,
        "detail": suggestion.detail,
        "count": number(suggestion.size, language()) if suggestion.size else "",
    }


def _follow_words() -> None:
    """Search for what was typed."""
    message = _message("typed")
    text = str(message.get("text", ""))[:WORDS_LENGTH].strip()
    if text != current_view().choice.words:
        choose(words=text)


def _follow_pick(campaign: Query) -> None:
    """Set the filter of a suggestion in place of the words, or open where a document is listed."""
    message = _message("picked")
    kind, id_ = message.get("kind"), str(message.get("id", ""))
    if kind == ORGANIZATION and (campaign.organizations["id"] == id_).any():
        choose(organizations=(id_,), role="", words="")
    elif kind == COUNTRY and id_ in country_ids(campaign):
        choose(countries=(id_,), words="")
    elif kind == REGION and id_ in region_options(campaign):
        choose(regions=(id_,), words="")
    elif kind == CITY:
        choose(words=id_[:WORDS_LENGTH])
    elif kind == DATE and first_day(id_):
        choose(since=id_, until=id_, words="")
    elif kind == DOCUMENT and campaign.row_of(id_) >= 0:
        choose(words="")
        open_consultation(id_)
    elif kind == OF_CAMPAIGN and (campaign.documents["id"] == id_).any():
        choose(words="")
        open_page(ABOUT.file)


def _message(name: str) -> dict[str, Any]:
    """Return a message of the box, and remember its turn."""
    message = st.session_state[_KEY].get(name)
    if not isinstance(message, dict):
        return {}
    turn = message.get("turn")
    st.session_state[_TURN] = turn if isinstance(turn, int) else 0
    return message
