"""The names of places that may mean several cities, or that nobody knows: asked one at a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from components.shell.own_list import change_recipe, current_own
from components.shell.view_state import show_widget_value
from components.shell.words import gettext as _
from components.shell.words import language, ngettext, plain
from components.your_data.candidates_map import said_candidate, show_candidates_map
from data.importing.places.coordinates import read_coordinate_pairs
from data.importing.places.questions import Candidate, Question, unknown_questions
from data.words.languages import number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from data.importing.import_list import Brought

_ASKED = "own_place_asked"
_QUESTION = "own_place_question"
_TYPED = "own_place_typed"
_WRONG = "own_place_wrong"
"""Session keys: key of the question that is looked at, its widget, coordinates that are typed,
and whether they were not understood."""

_MOST_ANSWERS = 100
_MANY = 3


def show_own_places(
    brought: Brought, show_online: Callable[[Sequence[Question]], Sequence[Question]]
) -> None:
    """Ask which city is meant, with the candidates in a list and on a map.

    Args:
        brought: What was made of the list.
        show_online: The widget that looks up the names that are not known, if it may; it gives
            the questions back, with the places that it found.
    """
    own = current_own()
    if own is None:
        return
    place = st.container()
    unknown = show_online(unknown_questions(brought.campaign))
    asked = [*brought.questions, *unknown]
    with place:
        if asked:
            _show_question(_chosen(asked))
            _show_answer_all([question for question in asked if question.candidates])
        else:
            st.caption(_("Every city that is named was found."))
    _show_answers(own.recipe.places)


def _chosen(asked: Sequence[Question]) -> Question:
    """Show the names that are asked about; the one that is looked at."""
    by_key = {question.key: question for question in asked}
    wanted = str(st.session_state.get(_ASKED, ""))
    key = wanted if wanted in by_key else asked[0].key
    show_widget_value(_QUESTION, key)
    st.selectbox(
        build_label(asked),
        list(by_key),
        format_func=lambda one: build_name(by_key[one]),
        key=_QUESTION,
        on_change=lambda: st.session_state.update({_ASKED: st.session_state[_QUESTION]}),
    )
    return by_key[key]


def build_label(asked: Sequence[Question]) -> str:
    """How many names wait: `4 names may mean several cities · 1 name is not known`."""
    several = sum(bool(question.candidates) for question in asked)
    unknown = len(asked) - several
    counts = [
        (
            several,
            ngettext(
                "{count} name may mean several cities",
                "{count} names may mean several cities",
                several,
            ),
        ),
        (unknown, ngettext("{count} name is not known", "{count} names are not known", unknown)),
    ]
    said = [text.format(count=number(count, language())) for count, text in counts if count]
    return " · ".join(said)


def build_name(question: Question) -> str:
    """`London · 3 rows`, with the country that the list names."""
    name = ", ".join(part for part in (question.city, question.country) if part)
    rows = ngettext("{count} row", "{count} rows", question.rows)
    return f"{name} · {rows.format(count=number(question.rows, language()))}"


def _show_question(question: Question) -> None:
    if question.candidates:
        st.markdown(
            _(
                "Which **{city}** is meant? The answer holds for all rows with the same words."
            ).format(city=plain(question.city))
        )
        choices, place = st.columns([3, 2], gap="small")
        with choices, st.container(gap=None):
            for position, city in enumerate(question.candidates):
                st.button(
                    f"**{position + 1}** {plain(said_candidate(city))}",
                    key=f"own_candidate-{question.key}-{position}",
                    type="tertiary",
                    on_click=_answer,
                    args=(question.key, city),
                )
        with place:
            show_candidates_map(question.candidates, partial(_answer_by_mark, question))
    else:
        st.markdown(
            _(
                "No city named **{city}** is known. Correct it under Rows, or say where it is."
            ).format(city=plain(question.city))
        )
    _show_field(question)


def _show_answer_all(several: Sequence[Question]) -> None:
    """A button that takes the likeliest city of every name, where there are many to answer."""
    if len(several) < _MANY:
        return
    said = ngettext(
        "Take the first city for {count} name",
        "Take the first city for each of the {count} names",
        len(several),
    )
    st.button(
        said.format(count=number(len(several), language())),
        key="own_places_first",
        type="tertiary",
        icon=":material/done_all:",
        help=_("Look through them below: each can be asked again."),
        on_click=_answer_all,
        args=(several,),
    )


def _answer_all(several: Sequence[Question]) -> None:
    own = current_own()
    if own is not None:
        first = {question.key: question.candidates[0] for question in several}
        change_recipe(places={**own.recipe.places, **first})


def _answer(key: str, city: Candidate) -> None:
    own = current_own()
    if own is not None:
        change_recipe(places={**own.recipe.places, key: city})


def _answer_by_mark(question: Question, position: int) -> None:
    _answer(question.key, question.candidates[position])


def _show_field(question: Question) -> None:
    """A field for coordinates."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            _("Somewhere else: latitude, longitude"),
            key=_TYPED,
            placeholder="14.6937, -17.4441",
            max_chars=60,
            width=260,
            on_change=_answer_by_hand,
            args=(question,),
        )
    if st.session_state.get(_WRONG):
        st.caption(
            _("{text} is not a place: give degrees, such as 14.6937, -17.4441.").format(
                text=plain(str(st.session_state[_WRONG]))
            )
        )


def _answer_by_hand(question: Question) -> None:
    text = str(st.session_state[_TYPED]).strip()
    st.session_state.pop(_WRONG, None)
    if not text:
        return
    read = read_coordinate_pairs(pd.Series([text], dtype="str")).iloc[0]
    if read["problem"]:
        st.session_state[_WRONG] = text
        return
    lat, lon = float(read["lat"]), float(read["lon"])
    _answer(question.key, Candidate(question.city, "", question.country, 0, lat, lon))
    st.session_state[_TYPED] = ""


def _show_answers(places: Mapping[str, Candidate]) -> None:
    """The answers so far, each with a button that asks again."""
    if not places:
        return
    title = ngettext("{count} name answered", "{count} names answered", len(places))
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
    """The words of a question's key: `london`, `london, CA`."""
    return ", ".join(part for part in (part.strip() for part in key.split("|")) if part)


def build_answer(city: Candidate) -> str:
    """The place that was chosen: a city, or degrees."""
    if city.id or city.source:
        return said_candidate(city)
    return f"{city.lat:.4f}, {city.lon:.4f}"


def _ask_again(key: str) -> None:
    own = current_own()
    if own is not None:
        left = {one: city for one, city in own.recipe.places.items() if one != key}
        change_recipe(places=left)
        st.session_state[_ASKED] = key
