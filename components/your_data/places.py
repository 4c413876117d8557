"""Place names that may mean several cities or none, large cities, and the answers so far."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial

import streamlit as st

from components.shell.options import show_list
from components.shell.own_list import change_recipe, current_own, current_recipe
from components.shell.words import amount, language, plain
from components.shell.words import gettext as _
from components.your_data.decision import Answer, show_answers, show_decision, undo
from components.your_data.place_question import (
    candidate_label,
    country_label,
    show_place_question,
)
from data.importing.import_list import ImportedList
from data.lists.places.questions import Candidate, Question, large_cities
from data.words.languages import listing

_ASKED = "own_place_asked"
_QUESTION = "own_place_question"
_LARGE = "own_large_cities"
"""Session keys: key of the question shown, and its widget; the list, and the keys of the questions
that one click answered with large cities."""

_MOST_ANSWERS = 100
_MOST_NAMED = 8
_LEAST_LARGE, _LEAST_FIRST = 2, 3
"""From so many names on, one click can answer all."""


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
    container = st.container()
    unknown = show_online(imported.unknown_places)
    questions = [*imported.questions, *unknown]
    with container:
        # Candidates of unknown names are only nearly called so.
        _show_large_cities(imported.questions)
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
    _show_answers(current_recipe().places)


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
    ambiguous = amount(
        "{count} place name is ambiguous", "{count} place names are ambiguous", several
    )
    not_recognized = amount(
        "{count} place not recognized", "{count} places not recognized", unknown
    )
    return " · ".join([ambiguous] * bool(several) + [not_recognized] * bool(unknown))


def build_name(question: Question) -> str:
    """`London, Canada · 3 rows`; the country only if the list names one."""
    name = ", ".join(part for part in (question.city, question.country) if part)
    rows = amount("{count} row", "{count} rows", question.rows)
    return f"{name} · {rows}"


def _show_answer_all(several: Sequence[Question]) -> None:
    """Show a button that takes the likeliest city for every name, where there are many names."""
    if len(several) < _LEAST_FIRST:
        return
    first = {question.key: question.candidates[0] for question in several}
    label = amount(
        "Use the first city for {count} name",
        "Use the first city for all {count} names",
        len(several),
    )
    show_answers(
        Answer(
            label,
            "own_places_first",
            lambda: change_recipe(places=lambda places: {**places, **first}),
            "done_all",
            is_quiet=True,
            help=_("Check the answers below. You can change each of them."),
        )
    )


def _show_large_cities(questions: Sequence[Question]) -> None:
    """Offer to use the large city for all such names; after that, offer to undo it."""
    own = current_own()
    of, keys = st.session_state.get(_LARGE, ("", ()))
    if own and of == own.digest and (done := [key for key in keys if key in own.recipe.places]):
        placed = amount("{count} large city placed.", "{count} large cities placed.", len(done))
        show_decision(placed, undo("own_large_undo", lambda: _leave_open(done)))
    answers = large_cities(questions)
    if own is None or len(answers) < _LEAST_LARGE:
        return

    def use() -> None:
        st.session_state[_LARGE] = (own.digest, tuple(answers))
        change_recipe(places=lambda places: {**places, **answers})

    with st.container(gap=None):
        st.markdown(build_large_cities(answers))
        # Translators: verb, button; see the sentence above it: "12 large cities ...".
        show_answers(Answer(_("Use these cities"), "own_large", use, "done_all"))


def build_large_cities(answers: Mapping[str, Candidate]) -> str:
    """`12 large cities have no country in your list: Lyon, Oslo and 10 more`, as a sentence."""
    names = [f"**{plain(f'{city.name}, {country_label(city)}')}**" for city in answers.values()]
    shown = names[:_MOST_NAMED]
    if more := len(names) - len(shown):
        # Translators: the end of a list of column names: "A, B and 3 more".
        shown.append(amount("{count} more", "{count} more", more))
    return amount(
        "{count} large city has no country in your list: {cities}.",
        "{count} large cities have no country in your list: {cities}.",
        len(names),
        cities=listing(shown, language()),
    )


def _show_answers(places: Mapping[str, Candidate]) -> None:
    """Show the answers so far, each with a button that asks again."""
    if not places:
        return
    with st.expander(amount("{count} answer", "{count} answers", len(places))):
        show_answers(
            *(
                Answer(
                    f"{plain(build_words(key))} → {plain(build_answer(places[key]))}",
                    f"own_answered-{key}",
                    partial(_ask_again, key),
                    "undo",
                    is_quiet=True,
                    help=_("Ask again"),
                )
                for key in list(places)[-_MOST_ANSWERS:][::-1]
            )
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
    _leave_open([key])
    st.session_state[_ASKED] = key


def _leave_open(keys: Collection[str]) -> None:
    """Take back the answers to these questions."""
    change_recipe(
        places=lambda places: {key: city for key, city in places.items() if key not in keys}
    )
