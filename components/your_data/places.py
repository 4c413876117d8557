"""Place names that may mean several cities or none, and the answers so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.shell.one_choice import show_list
from components.shell.own_list import change_recipe, current_own
from components.shell.words import gettext as _
from components.shell.words import language, ngettext, plain
from components.your_data.large_cities import show_large_cities
from components.your_data.place_question import candidate_label, show_place_question
from data.words.languages import number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from data.importing.import_list import ImportedList
    from data.lists.places.questions import Candidate, Question

_ASKED = "own_place_asked"
_QUESTION = "own_place_question"
"""Session keys: key of the question shown, and its widget."""

_MOST_ANSWERS = 100
_MANY = 3


def show_own_places(
    imported: ImportedList,
    show_online: Callable[[Sequence[Question]], Sequence[Question]],
    only: str = "",
) -> None:
    """Ask which city is meant, with the candidates in a list and on a map.

    Args:
        imported: The imported list.
        show_online: The widget that looks up unknown names online where that is allowed; it
            returns the questions, with the places that it found.
        only: The key of the only question to ask; "" offers all, and the answers so far.
    """
    own = current_own()
    if own is None:
        return
    container = st.container()
    unknown = show_online(imported.unknown_places)
    questions = [*imported.questions, *unknown]
    with container:
        # Candidates of unknown names are only nearly called so.
        show_large_cities(imported.questions)
        if only:
            for question in questions:
                if question.key == only:
                    show_place_question(question)
            return
        if questions:
            show_place_question(_choose(questions))
            _show_answer_all([question for question in questions if question.candidates])
        else:
            st.caption(_("All cities were found."))
    _show_answers(own.recipe.places)


def _choose(questions: Sequence[Question]) -> Question:
    """Show the names to choose from, and return the question of the chosen one."""
    by_key = {question.key: question for question in questions}
    wanted = str(st.session_state.get(_ASKED, ""))
    key = wanted if wanted in by_key else questions[0].key
    show_list(
        build_label(questions),
        {each: build_name(question) for each, question in by_key.items()},
        key,
        lambda chosen: st.session_state.update({_ASKED: chosen}),
        key=_QUESTION,
    )
    return by_key[key]


def build_label(questions: Sequence[Question]) -> str:
    """`4 place names are ambiguous · 1 place not recognized`."""
    several = sum(bool(question.candidates) for question in questions)
    unknown = len(questions) - several
    counts = [
        (
            several,
            ngettext(
                "{count} place name is ambiguous", "{count} place names are ambiguous", several
            ),
        ),
        (
            unknown,
            ngettext("{count} place not recognized", "{count} places not recognized", unknown),
        ),
    ]
    return " · ".join(
        text.format(count=number(count, language())) for count, text in counts if count
    )


def build_name(question: Question) -> str:
    """`London, Canada · 3 rows`; the country only if the list names one."""
    name = ", ".join(part for part in (question.city, question.country) if part)
    rows = ngettext("{count} row", "{count} rows", question.rows)
    return f"{name} · {rows.format(count=number(question.rows, language()))}"


def _show_answer_all(several: Sequence[Question]) -> None:
    """Show a button that takes the likeliest city for every name, where there are many names."""
    if len(several) < _MANY:
        return
    label = ngettext(
        "Use the first city for {count} name",
        "Use the first city for all {count} names",
        len(several),
    )
    st.button(
        label.format(count=number(len(several), language())),
        key="own_places_first",
        type="tertiary",
        icon=":material/done_all:",
        help=_("Check the answers below. You can change each of them."),
        on_click=_answer_all,
        args=(several,),
    )


def _answer_all(several: Sequence[Question]) -> None:
    own = current_own()
    if own is not None:
        first = {question.key: question.candidates[0] for question in several}
        change_recipe(places={**own.recipe.places, **first})


def _show_answers(places: Mapping[str, Candidate]) -> None:
    """Show the answers so far, each with a button that asks again."""
    if not places:
        return
    title = ngettext("{count} answer", "{count} answers", len(places))
    with st.expander(title.format(count=number(len(places), language()))):
        for key in list(places)[-_MOST_ANSWERS:][::-1]:
            st.button(
                f"{plain(build_words(key))} → {plain(build_answer(places[key]))}",
                key=f"own_answered-{key}",
                type="tertiary",
                icon=":material/undo:",
                help=_("Ask again"),
                on_click=_ask_again,
                args=(key,),
            )


def build_words(key: str) -> str:
    """The words of a question's key: `london` or `london, CA`."""
    return ", ".join(part for part in (part.strip() for part in key.split("|")) if part)


def build_answer(city: Candidate) -> str:
    """The chosen place: a city, or degrees."""
    if city.id or city.source:
        return candidate_label(city)
    return f"{city.lat:.4f}, {city.lon:.4f}"


def _ask_again(key: str) -> None:
    own = current_own()
    if own is not None:
        others = {other: city for other, city in own.recipe.places.items() if other != key}
        change_recipe(places=others)
        st.session_state[_ASKED] = key
