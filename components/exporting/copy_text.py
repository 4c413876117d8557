"""A button that copies a text."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from components.shell.words import gettext as _

_STATIC = Path(__file__).parent / "static"
_button = st.components.v2.component(
    "copy_text",
    html='<button type="button"><span></span></button>',
    css=(_STATIC / "copy_link.css").read_text(encoding="utf-8"),
    js=(_STATIC / "copy_link.js").read_text(encoding="utf-8"),
)


def show_copy_text(text: str, key: str, label: str = "") -> None:
    """Show the button, which confirms the copy.

    Args:
        text: The text to copy.
        key: Unique on the page.
        label: Label of the button; default "Copy".
    """
    # Translators: "Copy" is a verb on a button; "Copied" replaces it for a moment
    data = {"text": text, "label": label or _("Copy"), "done": _("Copied")}
    _button(data=data, key=key, width="content", height="content")
