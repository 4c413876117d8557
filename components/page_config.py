"""The title, icon and width of the browser's page, said once to a browser that keeps them."""

from __future__ import annotations

import streamlit as st

_SAID = "page_config_said"
"""Session key: whether a run that said it has come to its end."""


def configure_page() -> None:
    """Say them, unless they were said; call it first in a run.

    A browser that is told them again fetches the icon again and tells the pages around it, before
    it draws what was asked for.
    """
    if not is_configured():
        st.set_page_config("Consultation Map", "components/static/icon.svg", layout="wide")


def page_is_configured() -> None:
    """Remember that they were said; call it last in a run: what was broken off says them again."""
    st.session_state[_SAID] = True


def is_configured() -> bool:
    """Whether this session's browser has been told, and shown a page."""
    return _SAID in st.session_state
