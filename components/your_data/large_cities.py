"""One click for all large cities that the list names without a country."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.shell.own_list import change_recipe, current_own
from components.shell.words import gettext as _
from components.shell.words import language, ngettext, plain
from components.your_data.place_question import country_label
from data.lists.places.questions import large_cities
from data.words.languages import listing, number

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from data.lists.places.questions import Candidate, Question

_DONE = "own_large_cities"
"""Session key: the list, and the keys of the questions that one click answered."""

_LEAST = 2
_MOST_NAMED = 8


def show_large_cities(questions: Sequence[Question]) -> None:
    """Offer to use the large city for all such names; after that, offer to undo it."""
    own = current_own()
    if own is None:
        return
    of, keys = st.session_state.get(_DONE, ("", ()))
    done = [key for key in keys if key in own.recipe.places] if of == own.digest else []
    if done:
        _show_undo(done)
    answers = large_cities(questions)
    if len(answers) < _LEAST:
        return
    with st.container(gap=None):
        st.markdown(build_large_cities(answers))
        st.button(
            # Translators: verb, button; see the sentence above it: "12 large cities ...".
            _("Use these cities"),
            key="own_large",
            icon=":material/done_all:",
            on_click=_use,
            args=(answers, own.digest),
        )


def build_large_cities(answers: Mapping[str, Candidate]) -> str:
    """`12 large cities have no country in your list: Lyon, Oslo and 10 more`, as a sentence."""
    names = [f"**{plain(f'{city.name}, {country_label(city)}')}**" for city in answers.values()]
    shown = names[:_MOST_NAMED]
    if more := len(names) - len(shown):
        # Translators: the end of a list of column names: "A, B and 3 more".
        text = ngettext("{count} more", "{count} more", more)
        shown.append(text.format(count=number(more, language())))
    sentence = ngettext(
        "{count} large city has no country in your list: {cities}.",
        "{count} large cities have no country in your list: {cities}.",
        len(names),
    )
    count = number(len(names), language())
    return sentence.format(count=count, cities=listing(shown, language()))


def _show_undo(done: Collection[str]) -> None:
    text = ngettext("{count} large city placed.", "{count} large cities placed.", len(done))
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(text.format(count=number(len(done), language())), width="content")
        st.button(
            # Translators: verb, button.
            _("Undo"), key="own_large_undo", type="tertiary", icon=":material/undo:",
            on_click=_undo, args=(done,),
        )  # fmt: skip


def _use(answers: Mapping[str, Candidate], digest: str) -> None:
    own = current_own()
    if own is not None:
        st.session_state[_DONE] = (digest, tuple(answers))
        change_recipe(places={**own.recipe.places, **answers})


def _undo(keys: Collection[str]) -> None:
    own = current_own()
    if own is not None:
        st.session_state.pop(_DONE, None)
        others = {key: city for key, city in own.recipe.places.items() if key not in keys}
        change_recipe(places=others)
