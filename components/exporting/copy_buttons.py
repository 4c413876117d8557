"""Buttons that copy a text or the address of the current view."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from components.shell.url import link_parameters
from components.shell.words import gettext as _

_STATIC = Path(__file__).parent / "static"
_HTML = '<button type="button"><span></span></button>'
_CSS = (_STATIC / "copy_link.css").read_text(encoding="utf-8")
_JS = (_STATIC / "copy_link.js").read_text(encoding="utf-8")
_link_button = st.components.v2.component("copy_link", html=_HTML, css=_CSS, js=_JS)
_text_button = st.components.v2.component("copy_text", html=_HTML, css=_CSS, js=_JS)


def show_copy_link() -> None:
    """Show a button that copies the address of the view and confirms it."""
    # Translators: "Copied" replaces the label of the button for a moment
    words = {"label": _("Copy link"), "done": _("Copied")}
    _link_button(
        data={"parameters": link_parameters(), **words},
        key="copy_link",
        width="content",
        height="content",
    )


def show_copy_text(text: str, key: str, label: str = "") -> None:
    """Show a button that copies a text and confirms it.

    Args:
        text: The text to copy.
        key: Unique on the page.
        label: Label of the button; default "Copy".
    """
    # Translators: "Copy" is a verb on a button; "Copied" replaces it for a moment
    data = {"text": text, "label": label or _("Copy"), "done": _("Copied")}
    _text_button(data=data, key=key, width="content", height="content")
