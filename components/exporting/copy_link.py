"""A button that copies the address of the current view."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from components.shell.url import link_parameters
from components.shell.words import gettext as _

_STATIC = Path(__file__).parent / "static"
_button = st.components.v2.component(
    "copy_link",
    html='<button type="button"><span></span></button>',
    css=(_STATIC / "copy_link.css").read_text(encoding="utf-8"),
    js=(_STATIC / "copy_link.js").read_text(encoding="utf-8"),
)


def show_copy_link() -> None:
    """Show the button, which confirms the copy."""
    # Translators: "Copied" replaces the label of the button for a moment
    words = {"label": _("Copy link"), "done": _("Copied")}
    _button(
        data={"parameters": link_parameters(), **words},
        key="copy_link",
        width="content",
        height="content",
    )
