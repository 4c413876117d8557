"""The sections of step 2, Check: one at a time, each with its number of open questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.shell.view_state import show_widget_value
from components.shell.words import gettext as _
from components.shell.words import language
from data.words.languages import number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from data.importing.import_list import ImportedList

SECTIONS = (
    "columns", "dates", "places", "organizations", "duplicates", "regions", "rows", "report",
)  # fmt: skip

_CHOSEN = "own_section"
_WIDGET = "own_section_choice"


def show_own_sections(imported: ImportedList, **shows: Callable[[ImportedList], None]) -> None:
    """Show the choice of a section, and the section; at first the one with an open question.

    Args:
        imported: The imported list.
        shows: The widget of each of `SECTIONS`.
    """
    open_questions = count_open(imported)
    first = next((name for name in SECTIONS if open_questions.get(name)), "report")
    section = str(st.session_state.setdefault(_CHOSEN, first))
    labels = build_labels(open_questions)
    show_widget_value(_WIDGET, section)
    st.segmented_control(
        _("What to check"),
        SECTIONS,
        format_func=labels.__getitem__,
        key=_WIDGET,
        required=True,
        on_change=_change,
        label_visibility="collapsed",
        width="content",
        wrap=True,
    )
    shows[section](imported)


def _change() -> None:
    st.session_state[_CHOSEN] = st.session_state[_WIDGET]


def count_open(imported: ImportedList) -> dict[str, int]:
    """Count the open questions of each section."""
    return {
        "columns": sum(match.is_guess for match in imported.matches),
        "dates": int(imported.dates.read.order == "unclear"),
        "places": len(imported.questions),
        "organizations": len(imported.merges),
        "duplicates": len(imported.duplicates),
    }


def build_labels(open_questions: Mapping[str, int]) -> dict[str, str]:
    """Name each section, with its number of open questions."""
    names = {
        "columns": _("Columns"),
        "dates": _("Dates"),
        "places": _("Places"),
        "organizations": _("Organizations"),
        "duplicates": _("Duplicates"),
        "regions": _("Regions"),
        "rows": _("Rows"),
        # Translators: noun, the list of all issues.
        "report": _("Report"),
    }
    return {
        name: f"{names[name]} **{number(open_questions[name], language())}**"
        if open_questions.get(name)
        else names[name]
        for name in SECTIONS
    }
