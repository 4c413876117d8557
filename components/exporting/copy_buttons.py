"""Buttons that copy a text or the address of the current view."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from components.shell.own_list import is_in_use
from components.shell.url import link_parameters
from components.shell.words import gettext as _
from data.filters.address import Parameters
from data.filters.choice import View

_STATIC = Path(__file__).parent / "static"
_HTML = '<button type="button"><span></span></button>'
_LINK_HTML = f'{_HTML}<button type="button" class="share" hidden></button>'
_CSS = (_STATIC / "copy_link.css").read_text(encoding="utf-8")
_JS = (_STATIC / "copy_link.js").read_text(encoding="utf-8")
_link_button = st.components.v2.component("copy_link", html=_LINK_HTML, css=_CSS, js=_JS)
_text_button = st.components.v2.component("copy_text", html=_HTML, css=_CSS, js=_JS)


def show_copy_link(
    view: View | None = None,
    key: str = "copy_link",
    label: str = "",
    parameters: Parameters | None = None,
) -> None:
    """Show a button that copies the address of a view, and one that shares it where a system can.

    Nothing is shown for a visitor's own list: nobody else can open its links.

    Args:
        view: By default the current one.
        key: Unique on the page.
        label: Label of the button; default "Copy link".
        parameters: More of the address: what only its page has.
    """
    if is_in_use():
        return
    # Translators: "Copied" replaces the label of the button for a moment
    words = {"label": label or _("Copy link"), "done": _("Copied")}
    # Translators: verb, opens the system's dialog for sending a link
    words["share"] = _("Share")
    _link_button(
        data={"parameters": link_parameters(view) | (parameters or {}), **words},
        key=_component_key(key),
        width="content",
        height="content",
    )


def show_copy_text(text: str, key: str, label: str = "") -> None:
    """Show a button that copies a text and confirms it."""
    # Translators: "Copy" is a verb on a button; "Copied" replaces it for a moment
    data = {"text": text, "label": label or _("Copy"), "done": _("Copied")}
    _text_button(data=data, key=_component_key(key), width="content", height="content")


def _component_key(key: str) -> str:
    """Return a key that Streamlit takes for a component: without `__`, which an id may have."""
    return key.replace("_", "_-") if "__" in key else key
