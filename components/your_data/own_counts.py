"""What became of the rows of the list, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.words import gettext as _
from components.words import language, ngettext
from data.languages import number

if TYPE_CHECKING:
    from data.intake.report import Report


def show_own_counts(report: Report) -> None:
    """Show how many rows were read and where they are now."""
    st.markdown(build_counts(report))


def build_counts(report: Report) -> str:
    """`20 rows read · 15 on map and timeline · 4 in the tray · 1 left out`."""
    counts = [
        (report.read, ngettext("row read", "rows read", report.read)),
        (report.on_map_and_timeline, _("on map and timeline")),
        (report.in_tray, _("in the tray, without a place or a date")),
        (report.left_out, _("left out")),
    ]
    return " · ".join(f"**{number(count, language())}** {noun}" for count, noun in counts)
