"""A small map of the cities that a name may mean, each a numbered mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit_folium import st_folium

from components.map.basemap import BaseMap
from components.map.markers_layer import MarksGroup
from components.shell.theme import ACCENT, mode
from components.shell.words import gettext as _
from components.shell.words import language
from data.words.languages import number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from data.importing.places.questions import Candidate

_KEY = "own_candidates"


def build_candidates(candidates: Sequence[Candidate]) -> dict[str, Any]:
    """What the map's script is told; see `map_payload.build_payload`."""
    return {
        "language": language(),
        "dark": mode() == "dark",
        "words": {
            "map": _("Map of the places that may be meant"),
            "zoomIn": _("Zoom in"),
            "zoomOut": _("Zoom out"),
            "fit": _("Show all marks"),
            "world": _("Show the whole world"),
            "legend": _("Legend"),
        },
        "selected": "",
        "chosen": [],
        "regions": [],
        "marks": [
            {
                "number": place,
                "lat": city.lat,
                "lon": city.lon,
                "label": f"{place}. {said_candidate(city)}",
                "title": city.name,
                "id": str(place),
                "key": f"{place}@{city.id}@{city.lat},{city.lon}",
                "shape": "circle",
                "color": ACCENT["light"],
            }
            for place, city in enumerate(candidates, 1)
        ],
        "lines": [],
        "legend": {"kinds": [], "regions": []},
    }


def said_candidate(city: Candidate) -> str:
    """`London, Ontario, Canada (422,324 inhabitants)`, without what is not known."""
    name = ", ".join(part for part in (city.name, city.region, city.country) if part)
    if not city.population:
        return name
    people = _("{count} inhabitants").format(count=number(city.population, language()))
    return f"{name} ({people})"


def show_candidates_map(
    candidates: Sequence[Candidate], on_choose: Callable[[int], None], height: int = 260
) -> None:
    """Show the map; a click on a mark calls `on_choose` with its place in the list, from 0."""
    st_folium(
        BaseMap(),
        key=_KEY,
        height=height,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=MarksGroup(build_candidates(candidates)),
        on_change=lambda: _follow(st.session_state.get(_KEY), len(candidates), on_choose),
    )


def _follow(event: object, count: int, on_choose: Callable[[int], None]) -> None:
    place = str(event.get("consultation", "")) if isinstance(event, dict) else ""
    if place.isdecimal() and 1 <= int(place) <= count:
        on_choose(int(place) - 1)
