"""Step 2, Check: one question after another, or all sections with their open questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import streamlit as st

from components.shell.options import show_buttons
from components.shell.own_list import current_own, explore_own
from components.shell.words import amount, language
from components.shell.words import gettext as _
from components.your_data.decision import Answer, show_answers
from components.your_data.rows import show_row
from data.importing.import_list import ImportedList
from data.words.languages import number

SECTIONS = (
    "columns", "dates", "places", "organizations", "duplicates", "regions", "rows", "report",
)  # fmt: skip

_ASKS = "own_asks"
_CHOSEN = "own_section"
_WIDGET = "own_section_choice"
_SEEN = "own_steps_seen"
_SKIPPED = "own_steps_skipped"
"""Session keys: whether one question after another is shown instead of the sections; the section;
its widget; the list and every question so far; the skipped ones."""


class Step(NamedTuple):
    """One question: its section, and the place name that it is about, "" for other questions."""

    section: str
    key: str = ""


def count_open(imported: ImportedList) -> dict[str, int]:
    """Count the open questions of each section, in the order to ask them."""
    return {
        "columns": len(imported.guesses),
        "dates": int(imported.dates.read.order == "unclear"),
        "places": len(imported.questions) + len(imported.unknown_places),
        "organizations": len(imported.merges),
        "duplicates": len(imported.duplicates),
    }


def open_steps(imported: ImportedList) -> list[Step]:
    """Return the open questions: one per place name, and one per other section that has any."""
    names = [question.key for question in (*imported.questions, *imported.unknown_places)]
    return [
        Step(section, key)
        for section, count in count_open(imported).items()
        for key in (names if section == "places" else [""] * bool(count))
    ]


class Progress(NamedTuple):
    """The question to ask now (None if none is left), its number, and how many there are."""

    step: Step | None
    position: int
    total: int
    skipped: int


def progress_of(steps: Sequence[Step], seen: Sequence[Step], skipped: Sequence[Step]) -> Progress:
    """Return how far the visitor is."""
    left = [step for step in steps if step not in skipped]
    total = len({*seen, *steps})
    return Progress(left[0] if left else None, total - len(left) + 1, total, len(steps) - len(left))


def show_own_check(imported: ImportedList, **shows: Callable[..., None]) -> None:
    """Show one open question after another, or all sections."""
    steps = open_steps(imported)
    if st.session_state.setdefault(_ASKS, bool(steps)):
        _show_questions(imported, steps, shows)
        return
    if steps:
        label = amount("Answer {count} question", "Answer {count} questions", len(steps))
        show_answers(Answer(label, "own_ask", partial(_ask, asks=True), "quiz"))
    _show_sections(imported, shows)


def _ask(*, asks: bool) -> None:
    st.session_state[_ASKS] = asks


def show_issue_row(row: int) -> None:
    """Show a row of the file in the section Rows."""
    _ask(asks=False)
    st.session_state[_CHOSEN] = "rows"
    show_row(row)


def _show_questions(
    imported: ImportedList, steps: Sequence[Step], shows: Mapping[str, Callable[..., None]]
) -> None:
    """Show the question to answer now, how many there are, and buttons to skip it or to go on."""
    seen, skipped = _remember(steps)
    progress = progress_of(steps, seen, skipped)
    step = progress.step
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(f"**{build_progress(progress)}**", width="stretch")
        if step:
            # Translators: verb, button that leaves a question open.
            show_answers(Answer(_("Skip"), "own_skip", partial(skipped.append, step)))
        elif progress.skipped:
            show_answers(Answer(_("Ask again"), "own_skipped_again", skipped.clear))
        all_details = partial(_ask, asks=False)
        show_answers(
            Answer(_("Explore now"), "own_explore_now", explore_own, "travel_explore"),
            Answer(_("All details"), "own_all", all_details, "list", is_quiet=True),
        )
    st.progress((progress.position - 1) / max(progress.total, 1))
    if step is None:
        st.caption(_("You can now explore your list, or look at all details."))
    elif step.section == "places":
        shows["places"](imported, only=step.key)
    else:
        shows[step.section](imported)


def _remember(steps: Sequence[Step]) -> tuple[list[Step], list[Step]]:
    """Return all questions so far, with these, and the skipped ones; a new list begins anew."""
    own = current_own()
    of, seen = st.session_state.get(_SEEN, ("", []))
    if own is None or of != own.digest:
        seen = []
        st.session_state[_SKIPPED] = []
    seen.extend(step for step in steps if step not in seen)
    st.session_state[_SEEN] = (own.digest if own else "", seen)
    return seen, st.session_state[_SKIPPED]


def build_progress(progress: Progress) -> str:
    """`Question 3 of 5`, or what is left of them."""
    if progress.step:
        return _("Question {position} of {count}").format(
            position=number(progress.position, language()),
            count=number(progress.total, language()),
        )
    if progress.skipped:
        return _("Questions left open: {count}").format(count=number(progress.skipped, language()))
    return _("No open questions")


def _show_sections(imported: ImportedList, shows: Mapping[str, Callable[..., None]]) -> None:
    """Show the choice of a section, and the section; at first the one with an open question."""
    open_questions = count_open(imported)
    first = next((name for name in SECTIONS if open_questions.get(name)), "report")
    section = str(st.session_state.setdefault(_CHOSEN, first))
    show_buttons(
        _("What to check"),
        build_labels(open_questions),
        section,
        lambda chosen: st.session_state.update({_CHOSEN: chosen}),
        key=_WIDGET,
        label_visibility="collapsed",
        width="content",
        wrap=True,
    )
    shows[section](imported)


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
