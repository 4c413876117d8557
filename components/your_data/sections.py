"""Step 2, Check: one question after another, or all sections with their open questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.shell.one_choice import show_buttons
from components.shell.words import gettext as _
from components.shell.words import language, ngettext
from components.your_data.questions import open_steps, show_own_questions
from components.your_data.rows import show_row
from data.words.languages import number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from data.importing.import_list import ImportedList

SECTIONS = (
    "columns", "dates", "places", "organizations", "duplicates", "regions", "rows", "report",
)  # fmt: skip

_ASKS = "own_asks"
_CHOSEN = "own_section"
_WIDGET = "own_section_choice"
"""Session keys: whether one question after another is shown instead of the sections; the section;
its widget."""


def show_own_check(imported: ImportedList, **shows: Callable[..., None]) -> None:
    """Show one open question after another, or all sections.

    Args:
        imported: The imported list.
        shows: The widget of each of `SECTIONS`.
    """
    steps = open_steps(imported)
    if st.session_state.setdefault(_ASKS, bool(steps)):
        show_own_questions(imported, steps, shows, on_leave=_show_all)
        return
    if steps:
        label = ngettext("Answer {count} question", "Answer {count} questions", len(steps))
        st.button(
            label.format(count=number(len(steps), language())),
            key="own_ask",
            icon=":material/quiz:",
            on_click=lambda: st.session_state.update({_ASKS: True}),
        )
    _show_sections(imported, shows)


def show_issue_row(row: int) -> None:
    """Show a row of the file in the section Rows."""
    st.session_state[_ASKS] = False
    st.session_state[_CHOSEN] = "rows"
    show_row(row)


def _show_all() -> None:
    st.session_state[_ASKS] = False


def _show_sections(imported: ImportedList, shows: Mapping[str, Callable[..., None]]) -> None:
    """Show the choice of a section, and the section; at first the one with an open question."""
    open_questions = count_open(imported)
    first = next((name for name in SECTIONS if open_questions.get(name)), "report")
    section = str(st.session_state.setdefault(_CHOSEN, first))
    labels = build_labels(open_questions)
    show_buttons(
        _("What to check"),
        {name: labels[name] for name in SECTIONS},
        section,
        lambda chosen: st.session_state.update({_CHOSEN: chosen}),
        key=_WIDGET,
        label_visibility="collapsed",
        width="content",
        wrap=True,
    )
    shows[section](imported)


def count_open(imported: ImportedList) -> dict[str, int]:
    """Count the open questions of each section."""
    return {
        "columns": len(imported.guesses),
        "dates": int(imported.dates.read.order == "unclear"),
        "places": len(imported.questions) + len(imported.unknown_places),
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
