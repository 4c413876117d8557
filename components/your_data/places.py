"""Place names that may mean several cities or none: one question at a time, with a small map."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from components.map.basemap import BaseMap
from components.map.markers_layer import MarkersGroup
from components.shell.own_list import change_recipe, current_own
from components.shell.theme import ACCENT, mode
from components.shell.view_state import show_widget_value
from components.shell.words import gettext as _
from components.shell.words import language, ngettext, plain
from data.importing.places.coordinates import read_coordinate_pairs
from data.importing.places.questions import Candidate, Question, unknown_questions
from data.words.languages import number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from data.importing.import_list import ImportedList

_KEY = "own_candidates"


def build_candidates(candidates: Sequence[Candidate]) -> dict[str, Any]:
    """Build the payload of the map's script; see `map_payload.build_payload`."""
    return {
        "language": language(),
        "dark": mode() == "dark",
        "words": {
            "map": _("Map of possible places"),
            "zoomIn": _("Zoom in"),
            "zoomOut": _("Zoom out"),
            "fit": _("Show all markers"),
            "world": _("Show the whole world"),
            "legend": _("Legend"),
        },
        "selected": "",
        "chosen": [],
        "regions": [],
        "marks": [
            {
                "number": position,
                "lat": city.lat,
                "lon": city.lon,
                "label": f"{position}. {candidate_label(city)}",
                "title": city.name,
                "id": str(position),
                "key": f"{position}@{city.id}@{city.lat},{city.lon}",
                "shape": "circle",
                "color": ACCENT["light"],
            }
            for position, city in enumerate(candidates, 1)
        ],
        "lines": [],
        "legend": {"kinds": [], "regions": []},
    }


def candidate_label(city: Candidate) -> str:
    """`London, Ontario, Canada (422,324 inhabitants)`, without the parts that are unknown."""
    place = ", ".join(part for part in (city.name, city.region, city.country) if part)
    if not city.population:
        return place
    label = ngettext(
        "{place} ({count} inhabitant)", "{place} ({count} inhabitants)", city.population
    )
    return label.format(place=place, count=number(city.population, language()))


def show_candidates_map(
    candidates: Sequence[Candidate], on_choose: Callable[[int], None], height: int = 260
) -> None:
    """Show the map; a click on a marker calls `on_choose` with its position in the list, from 0."""
    st_folium(
        BaseMap(),
        key=_KEY,
        height=height,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=MarkersGroup(build_candidates(candidates)),
        on_change=lambda: _follow(st.session_state.get(_KEY), len(candidates), on_choose),
    )


def _follow(event: object, count: int, on_choose: Callable[[int], None]) -> None:
    marker = str(event.get("consultation", "")) if isinstance(event, dict) else ""
    if marker.isdecimal() and 1 <= int(marker) <= count:
        on_choose(int(marker) - 1)


_ASKED = "own_place_asked"
_QUESTION = "own_place_question"
_TYPED = "own_place_typed"
_WRONG = "own_place_wrong"
"""Session keys: key of the question shown, its widget, the typed coordinates, and the text that was
not understood as coordinates."""

_MOST_ANSWERS = 100
_MANY = 3


def show_own_places(
    imported: ImportedList, show_online: Callable[[Sequence[Question]], Sequence[Question]]
) -> None:
    """Ask which city is meant, with the candidates in a list and on a map.

    Args:
        imported: The imported list.
        show_online: The widget that looks up unknown names online where that is allowed; it
            returns the questions, with the places that it found.
    """
    own = current_own()
    if own is None:
        return
    container = st.container()
    unknown = show_online(unknown_questions(imported.campaign))
    questions = [*imported.questions, *unknown]
    with container:
        if questions:
            _show_question(_choose(questions))
            _show_answer_all([question for question in questions if question.candidates])
        else:
            st.caption(_("All cities were found."))
    _show_answers(own.recipe.places)


def _choose(questions: Sequence[Question]) -> Question:
    """Show the names to choose from, and return the question of the chosen one."""
    by_key = {question.key: question for question in questions}
    wanted = str(st.session_state.get(_ASKED, ""))
    key = wanted if wanted in by_key else questions[0].key
    show_widget_value(_QUESTION, key)
    st.selectbox(
        build_label(questions),
        list(by_key),
        format_func=lambda key: build_name(by_key[key]),
        key=_QUESTION,
        on_change=lambda: st.session_state.update({_ASKED: st.session_state[_QUESTION]}),
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


def _show_question(question: Question) -> None:
    if question.candidates:
        st.markdown(
            _("Which **{city}**? Your answer applies to all rows with this name.").format(
                city=plain(question.city)
            )
        )
        choices, map_ = st.columns([3, 2], gap="small")
        with choices, st.container(gap=None):
            for position, city in enumerate(question.candidates):
                st.button(
                    f"**{position + 1}** {plain(candidate_label(city))}",
                    key=f"own_candidate-{question.key}-{position}",
                    type="tertiary",
                    on_click=_answer,
                    args=(question.key, city),
                )
        with map_:
            show_candidates_map(question.candidates, partial(_answer_by_mark, question))
    else:
        st.markdown(
            _(
                "No city named **{city}** was found. Correct it under Rows, or enter coordinates."
            ).format(city=plain(question.city))
        )
    _show_field(question)


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


def _answer(key: str, city: Candidate) -> None:
    own = current_own()
    if own is not None:
        change_recipe(places={**own.recipe.places, key: city})


def _answer_by_mark(question: Question, position: int) -> None:
    _answer(question.key, question.candidates[position])


def _show_field(question: Question) -> None:
    """Show a field for coordinates."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            _("Another place (latitude, longitude)"),
            key=_TYPED,
            placeholder="14.6937, -17.4441",
            max_chars=60,
            width=260,
            on_change=_answer_by_hand,
            args=(question,),
        )
    if st.session_state.get(_WRONG):
        st.caption(
            _("“{text}” is not a position. Enter degrees, such as 14.6937, -17.4441.").format(
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
