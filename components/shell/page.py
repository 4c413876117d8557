"""Page configuration, the entry of each page, and the page for a campaign with an error."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from components.shell.streamlit_inside import leave_pages_directory
from components.shell.view_state import ADDRESS_READ
from components.shell.words import LANGUAGE, plain
from components.shell.words import gettext as _
from data.model.errors import CampaignError
from data.words.languages import available_languages, closest_language

_CONFIGURED = "page_configured"
"""Session key: set once a run that configured the page has ended."""

_NEVER = timedelta(days=20)
"""Browsers count no longer in milliseconds."""


def enter_by_app() -> None:
    """Rerun from `app.py` if Streamlit opened a page's file directly.

    Until the first call of `st.navigation` on a server, Streamlit treats `pages/` as the pages of
    an app without navigation: a link to a page, opened first on a new server, would show the page
    without header and campaign. So every page calls this first. Streamlit names such a page after
    its file, so a page's `url_path` in `app.py` must be the name of its file.
    """
    was_used = leave_pages_directory()
    # Others may have opened a page in the same moment: the entry has not read their address.
    if was_used or ADDRESS_READ not in st.session_state:
        st.rerun()


def show_campaign_error(error: CampaignError) -> None:
    """Show what is wrong with the campaign and what to do, without a traceback."""
    st.session_state[LANGUAGE] = closest_language(st.context.locale, available_languages())
    values = {name: plain(value) for name, value in error.values.items()}
    st.title(_("This campaign can't be shown"))
    st.error(_(error.problem).format(**values), icon=":material/folder_off:")
    st.markdown(_(error.action).format(**values))


def configure_page() -> None:
    """Set title, icon and layout, once per session; call it first in a run.

    If they are set again, the browser fetches the icon and notifies the embedding page again
    before it draws anything.
    """
    if not is_configured():
        st.set_page_config("Consultation Map", "components/shell/static/icon.svg", layout="wide")


def page_is_configured() -> None:
    """Remember that the page is configured; call it last: an interrupted run configures again."""
    st.session_state[_CONFIGURED] = True


def is_configured() -> bool:
    """Return whether a run of this session has configured the page and ended."""
    return _CONFIGURED in st.session_state


def rerun_after_reconnecting() -> None:
    """Let the browser ask for a run whenever it connects again; call it in every run.

    Another replica, a server after a restart, and a server whose session has expired know nothing
    of the page: they would take the first click for a first visit, and forget it. Streamlit asks
    for a run only if the page has a fragment that runs at intervals.
    """
    st.fragment(_do_nothing, run_every=_NEVER)()


def _do_nothing() -> None:
    """Show nothing."""
