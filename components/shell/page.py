"""Page configuration, the entry of each page, and the page of a campaign that can't be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from components.shell.words import LANGUAGE, plain
from components.shell.words import gettext as _
from data.words.languages import available_languages, closest_language

if TYPE_CHECKING:
    from data.campaign.errors import CampaignError


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


def show_campaign_error(error: CampaignError) -> None:
    """Say what is wrong with the campaign and what to do, without a trace."""
    st.session_state[LANGUAGE] = closest_language(st.context.locale, available_languages())
    values = {name: plain(value) for name, value in error.values.items()}
    st.title(_("This campaign can't be shown"))
    st.error(_(error.problem).format(**values), icon=":material/folder_off:")
    st.markdown(_(error.action).format(**values))


_SAID = "page_config_said"
"""Session key: whether a run that said it has come to its end."""


def configure_page() -> None:
    """Say them, unless they were said; call it first in a run.

    A browser that is told them again fetches the icon again and tells the pages around it, before
    it draws what was asked for.
    """
    if not is_configured():
        st.set_page_config("Consultation Map", "components/shell/static/icon.svg", layout="wide")


def page_is_configured() -> None:
    """Remember that they were said; call it last in a run: what was broken off says them again."""
    st.session_state[_SAID] = True


def is_configured() -> bool:
    """Whether this session's browser has been told, and shown a page."""
    return _SAID in st.session_state
