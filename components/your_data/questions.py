"""One open question after another, with progress; any of them can be skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from components.shell.own_list import current_own, use_own
from components.shell.url import link_parameters
from components.shell.words import gettext as _
from components.shell.words import language
from data.words.languages import number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from data.importing.import_list import ImportedList

_SEEN = "own_steps_seen"
_SKIPPED = "own_steps_skipped"
"""Session keys: the list and every question so far; the skipped ones."""

_EXPLORE = "pages/explore.py"


class Step(NamedTuple):
    """One question: its section, and the place name that it is about, "" for other questions."""

    section: str
    key: str = ""


def open_steps(imported: ImportedList) -> list[Step]:
    """Return the open questions, in the order to ask them; one per place name."""
    names = [question.key for question in (*imported.questions, *imported.unknown_places)]
    return [
        *([Step("columns")] if imported.guesses else []),
        *([Step("dates")] if imported.dates.read.order == "unclear" else []),
        *(Step("places", key) for key in names),
        *([Step("organizations")] if imported.merges else []),
        *([Step("duplicates")] if len(imported.duplicates) else []),
    ]


class Progress(NamedTuple):
    """The question to ask now (None if none is left), its number, and how many there are."""

    step: Step | None
    position: int
    total: int
    skipped: int


def progress_of(steps: Sequence[Step], seen: Sequence[Step], skipped: Sequence[Step]) -> Progress:
    """Return how far the visitor is.

    Args:
        steps: The open questions.
        seen: All questions so far, answered or not.
        skipped: Questions to leave open.
    """
    left = [step for step in steps if step not in skipped]
    total = len({*seen, *steps})
    return Progress(left[0] if left else None, total - len(left) + 1, total, len(steps) - len(left))


def show_own_questions(
    imported: ImportedList,
    steps: Sequence[Step],
    shows: Mapping[str, Callable[..., None]],
    on_leave: Callable[[], None],
) -> None:
    """Show the question to answer now, how many there are, and buttons to skip it or to go on.

    Args:
        imported: The imported list.
        steps: The open questions.
        shows: The widget of each section, which asks its questions.
        on_leave: Called to show all sections instead.
    """
    seen, skipped = _remember(steps)
    progress = progress_of(steps, seen, skipped)
    step = progress.step
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(f"**{build_progress(progress)}**", width="stretch")
        if step:
            # Translators: verb, button that leaves a question open.
            st.button(_("Skip"), key="own_skip", on_click=skipped.append, args=(step,))
        elif progress.skipped:
            st.button(_("Ask again"), key="own_skipped_again", on_click=skipped.clear)
        if st.button(
            _("Explore now"), key="own_explore_now", icon=":material/travel_explore:",
            on_click=use_own,
        ):  # fmt: skip
            st.switch_page(_EXPLORE, query_params=link_parameters())
        st.button(
            _("All details"), key="own_all", type="tertiary", icon=":material/list:",
            on_click=on_leave,
        )  # fmt: skip
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
