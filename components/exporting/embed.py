"""A view embedded in another website: its code, and the parts of the page that it shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from components.exporting.copy_buttons import show_copy_text
from components.shell.url import SHOW, start_page
from components.shell.view_state import current_view, open_consultation
from components.shell.words import gettext as _
from components.shell.words import language, plain
from data.export.extract import Extract
from data.filters.address import parameters
from data.filters.choice import View
from data.filters.nouns import meeting_heading
from data.filters.query import Query
from data.words.languages import listing

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

PARTS = ("filters", "map", "timeline", "panel", "table")
"""The parts of Explore that an embed can show, in their order on the page."""

_USUAL = ("map", "timeline")
_HEIGHTS = {"filters": 60, "map": 440, "timeline": 200, "panel": 600, "table": 430}
_FRAME = 80
"""Height of each part, and of the frame around them, in pixels."""

_CHOSEN = "embed_parts"


def embedded_parts() -> frozenset[str] | None:
    """Return the parts that an embedded page shows; None if the page is not embedded.

    An address with `embed=true` and no known part shows all.
    """
    if not st.context.is_embedded:
        return None
    parts = {part for text in st.query_params.get_all(SHOW) for part in text.split(",")}
    return frozenset(parts & set(PARTS)) or frozenset(PARTS)


def is_shown(part: str) -> bool:
    """Whether the page shows a part of `PARTS`: always, unless it is embedded without it."""
    parts = embedded_parts()
    return parts is None or part in parts


def map_and_panel() -> Sequence[DeltaGenerator]:
    """Return the containers of map and panel: side by side if both are shown."""
    if is_shown("panel") and (is_shown("map") or is_shown("timeline")):
        return st.columns([2, 1], gap="small")
    return st.container(), st.container()


def show_card_popup(campaign: Query, view: View, show_card: Callable[[Query, str], None]) -> None:
    """Show the open consultation over an embedded page without a panel; nothing otherwise."""
    if is_shown("panel") or not view.selected:
        return

    def show() -> None:
        # Buttons of the card change the view, and a dialog runs alone.
        if current_view() != view:
            st.rerun()
        show_card(campaign, view.selected)

    st.dialog(meeting_heading(campaign, language()), width="medium", on_dismiss=_close_card)(show)()


def _close_card() -> None:
    open_consultation("")


def show_way_out(view: View) -> None:
    """Show a link from an embedded page to the full one, in a new window."""
    query = urlencode(parameters(view), doseq=True)
    st.link_button(
        _("Open full page"),
        f"{start_page()}?{query}",
        icon=":material/open_in_new:",
        type="tertiary",
    )


def show_embed(extract: Extract, view: View) -> None:
    """Show the choice of parts, the code, and a button that copies it."""
    names = {
        "filters": _("Filters"),
        "map": _("Map"),
        "timeline": _("Timeline"),
        # Translators: the box beside the map with facts and cards
        "panel": _("Panel"),
        "table": _("Table"),
    }
    chosen = st.pills(
        _("Show in the embed"),
        PARTS,
        format_func=names.__getitem__,
        selection_mode="multi",
        default=_USUAL,
        key=_CHOSEN,
    )
    code = embed_code(extract, view, tuple(part for part in PARTS if part in chosen) or _USUAL)
    st.code(code, language=None, wrap_lines=True)
    show_copy_text(code, key="copy_embed", label=_("Copy code"))
    websites = extract.campaign.settings.embed_on
    if "*" not in websites:
        note = _("Only these websites can show it: {websites}.")
        none = _("No other website can show it: the campaign’s settings forbid it.")
        listed = listing(websites, language())
        st.caption(plain(note.format(websites=listed) if websites else none))


def embed_code(extract: Extract, view: View, parts: tuple[str, ...]) -> str:
    """Return the `<iframe>` of a view."""
    query = {**parameters(view), "embed": ["true"], SHOW: [",".join(parts)]}
    address = f"{extract.address}?{urlencode(query, doseq=True, safe=',')}"
    attributes = {
        "src": address,
        "title": f"{extract.title}: {extract.words}",
        "width": "100%",
        "height": str(_height(parts)),
        "style": "border:0",
        "loading": "lazy",
        "allow": "fullscreen; clipboard-write",
    }
    markup = " ".join(f'{name}="{escape(text)}"' for name, text in attributes.items())
    return f"<iframe {markup} allowfullscreen></iframe>"


def _height(parts: tuple[str, ...]) -> int:
    """Estimate the height of the page: panel beside map and timeline, the rest below."""
    tall = {part: _HEIGHTS[part] if part in parts else 0 for part in PARTS}
    beside = max(tall["map"] + tall["timeline"], tall["panel"])
    return tall["filters"] + beside + tall["table"] + _FRAME
