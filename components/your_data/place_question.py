"""One question about a place: the cities it may mean, a search for others, and a small map."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from components.map.basemap import BaseMap, country_names_address
from components.map.markers_layer import MarkersGroup
from components.shell.own_list import change_recipe, current_recipe
from components.shell.theme import ACCENT, mode
from components.shell.words import amount, language, plain
from components.shell.words import gettext as _
from components.your_data.decision import Answer, show_answers
from data.geo.city_search import nearest_city, search_cities
from data.geo.countries import country_code, country_codes, country_name
from data.lists.places.coordinates import read_coordinate_pairs
from data.lists.places.questions import Candidate, Question, candidate_of
from data.map.viewport import bounds_of
from data.words.languages import direction, language_tag

_KEY = "own_candidates"
_TYPED = "own_place_typed"
_POINT = "own_place_point"
"""Session keys: the map; the search (with the question's key); the question and position of the
last click on the map."""

_LEAST_HEIGHT, _LINE = 260, 35
"""Pixels: of the map, and of a line of choices, beside which the map is as high."""


def show_place_question(question: Question) -> None:
    """Ask which city a name means: candidates, a search for another place, and a map to click.

    Searching and clicking the map rerun only this question; an answer reruns the page.
    """
    before = current_recipe().places

    def ask() -> None:
        if current_recipe().places != before:
            st.rerun(scope="app")
        _ask(question)

    st.fragment(ask)()


def _ask(question: Question) -> None:
    typed = str(st.session_state.get(_typed_key(question), "")).strip()
    others = build_others(typed, question, _point(question))
    offered = [*(() if typed else question.candidates), *others]
    st.markdown(_sentence(question))
    if not question.candidates:
        _show_search(question, typed, is_found=bool(others))
    choices, map_ = st.columns(2, gap="small")
    with choices, st.container(gap=None):
        show_answers(
            *(
                Answer(
                    f"**{position + 1}** {plain(offer_label(city))}",
                    f"own_candidate-{question.key}-{position}",
                    partial(answer_place, question.key, city),
                    is_quiet=True,
                )
                for position, city in enumerate(offered)
            )
        )
        if not offered:
            st.caption(_("Search for a city, or click the map."))
    with map_:
        show_candidates_map(offered, question, max(_LEAST_HEIGHT, _LINE * len(offered)))
    if question.candidates:
        _show_search(question, typed, is_found=bool(others))


def _sentence(question: Question) -> str:
    if question.candidates:
        text = _("Which **{city}**? Your answer applies to all rows with this name.")
    else:
        text = _("Where is **{city}**? Your answer applies to all rows with this name.")
    return text.format(city=plain(question.city))


def _typed_key(question: Question) -> str:
    return f"{_TYPED}-{question.key}"


def _show_search(question: Question, typed: str, *, is_found: bool) -> None:
    """Show the field to search for a city, or to enter coordinates."""
    # Translators: label of a field.
    other, city = _("Another city, or latitude, longitude"), _("City, or latitude, longitude")
    st.text_input(
        other if question.candidates else city,
        key=_typed_key(question),
        placeholder=_("Search by name"),
        max_chars=60,
        width=360,
        icon=":material/search:",
        live=True,
    )
    if typed and not is_found:
        st.caption(
            _("No city is named “{text}”. Try another name, or click the map.").format(
                text=plain(typed)
            )
        )


def _point(question: Question) -> tuple[float, float] | None:
    """Return the position of the last click on the map of this question."""
    key, point = st.session_state.get(_POINT, ("", None))
    return point if key == question.key else None


def build_others(
    typed: str, question: Question, point: tuple[float, float] | None
) -> list[Candidate]:
    """Return the places to offer: those of the typed text, and the position of a click."""
    others = []
    position = read_position(typed)
    if position:
        others = [_at(question, *position)]
    elif typed:
        cities = search_cities(typed, country_codes(question.country))
        others = [candidate_of(city) for city in cities]
    return [*others, _at(question, *point)] if point else others


def read_position(text: str) -> tuple[float, float] | None:
    """Read latitude and longitude in degrees; None if a text is no position."""
    if not any(map(str.isdigit, text)):
        return None
    read = read_coordinate_pairs(pd.Series([text], dtype="str")).iloc[0]
    return None if read["problem"] else (float(read["lat"]), float(read["lon"]))


def _at(question: Question, lat: float, lon: float) -> Candidate:
    return Candidate(question.city, "", question.country, 0, lat, lon)


def offer_label(city: Candidate) -> str:
    """The label of a city; of a position its degrees and the nearest city."""
    if city.id or city.source:
        return candidate_label(city)
    degrees = {"latitude": f"{city.lat:.4f}", "longitude": f"{city.lon:.4f}"}
    near = nearest_city(city.lat, city.lon)
    if near is None:
        return _("{latitude}, {longitude}").format(**degrees)
    place = place_label(candidate_of(near))
    return _("{latitude}, {longitude}, near {place}").format(place=place, **degrees)


def build_candidates(candidates: Sequence[Candidate]) -> dict[str, Any]:
    """Build the payload of the map's script; see `map_payload.build_payload`."""
    return {
        "direction": direction(language()),
        "language": language_tag(language()),
        "dark": mode() == "dark",
        "words": {
            "map": _("Map of possible places"),
            "zoomIn": _("Zoom in"),
            "zoomOut": _("Zoom out"),
            "fit": _("Show all markers"),
            "world": _("Show the whole world"),
            "legend": _("Legend"),
            "twoFingers": _("Use two fingers to move the map"),
        },
        "selected": "",
        "bounds": list(bounds_of(*_positions(candidates))),
        "countries": country_names_address(language()),
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


def _positions(candidates: Sequence[Candidate]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([city.lat for city in candidates]), np.array([city.lon for city in candidates])


def candidate_label(city: Candidate) -> str:
    """`London, Ontario, Canada (422,324 inhabitants)`, without the parts that are unknown."""
    place = place_label(city)
    if not city.population:
        return place
    return amount(
        "{place} ({count} inhabitant)",
        "{place} ({count} inhabitants)",
        city.population,
        place=place,
    )


def place_label(city: Candidate) -> str:
    """`London, Ontario, Canada`, without the parts that are unknown."""
    return ", ".join(filter(None, (city.name, city.region, country_label(city))))


def country_label(city: Candidate) -> str:
    """The country of a city in the language of the page."""
    code = country_code(city.country)
    return country_name(code, language()) if code else city.country


def show_candidates_map(candidates: Sequence[Candidate], question: Question, height: int) -> None:
    """Show the map: a click on a marker answers, a click elsewhere offers that position."""
    st_folium(
        BaseMap(),
        key=_KEY,
        height=height,
        use_container_width=True,
        returned_objects=["last_clicked"],
        feature_group_to_add=MarkersGroup(build_candidates(candidates)),
        on_change=partial(_follow, candidates, question),
    )


def _follow(candidates: Sequence[Candidate], question: Question) -> None:
    event = st.session_state.get(_KEY)
    if not isinstance(event, dict):
        return
    marker, click = str(event.get("consultation", "")), event.get("last_clicked")
    if marker.isdecimal() and 1 <= int(marker) <= len(candidates):
        answer_place(question.key, candidates[int(marker) - 1])
    elif isinstance(click, dict):
        # The map repeats: east of the date line, longitudes go on.
        lat, lon = float(click["lat"]), (float(click["lng"]) + 180) % 360 - 180
        st.session_state[_POINT] = (question.key, (round(min(max(lat, -90), 90), 4), round(lon, 4)))


def answer_place(key: str, city: Candidate) -> None:
    """Use a city for all rows with the name of a question."""
    change_recipe(places=lambda places: {**places, key: city})
