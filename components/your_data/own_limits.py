"""How large a list may be."""

from __future__ import annotations

import streamlit as st

from components.words import gettext as _
from components.words import language
from data.intake.files.limits import stated_limits
from data.languages import number


def show_own_limits() -> None:
    """Show the limits behind a button."""
    with st.popover(_("Limits"), type="tertiary", icon=":material/straighten:"):
        st.markdown(build_limits())


def build_limits() -> str:
    """A line a limit, as a table in Markdown."""
    rows = [f"| {_(said)} | {number(most, language())} |" for said, most in stated_limits()]
    title = _("At most")
    return "\n".join([f"| {title} | |", "| --- | ---: |", *rows])
