"""A page that has connected again runs again, so that its next click counts."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

_NEVER = timedelta(days=20)
"""Browsers count no longer in milliseconds."""


def rerun_after_reconnecting() -> None:
    """Let the browser ask for a run whenever it connects again; call it in every run.

    Another replica, a server after a restart, and a server whose session has expired know nothing
    of the page: they would take the first click for a first visit, and forget it. Streamlit asks
    for a run only if the page has a fragment that runs at intervals.
    """
    st.fragment(_do_nothing, run_every=_NEVER)()


def _do_nothing() -> None:
    """Show nothing."""
