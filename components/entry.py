"""Pages are entered by `app.py` only, whichever address is opened first."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager


def enter_by_app() -> None:
    """Start over with `app.py` if Streamlit opened the file of a page by itself.

    Until `st.navigation` was called once in a server's life, Streamlit takes `pages/` for the
    pages of its old kind of app: a link to a page, opened first on a new server, would show the
    page without header and campaign. Every page calls this first. Streamlit names such a page
    after its file, so a page's `url_path` in `app.py` is the name of its file.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()
