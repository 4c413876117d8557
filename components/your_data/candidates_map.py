"""A small map of the cities that a name may mean, one numbered marker per city."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit_folium import st_folium

from components.map.basemap import BaseMap
from components.map.markers_layer import MarksGroup
from components.shell.theme import ACCENT, mode
from components.shell.words import gettext as _
from components.shell.words import language, ngettext
from data.words.languages import number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from data.importing.places.questions import Candidate

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
        feature_group_to_add=MarksGroup(build_candidates(candidates)),
        on_change=lambda: _follow(st.session_state.get(_KEY), len(candidates), on_choose),
    )


def _follow(event: object, count: int, on_choose: Callable[[int], None]) -> None:
    marker = str(event.get("consultation", "")) if isinstance(event, dict) else ""
    if marker.isdecimal() and 1 <= int(marker) <= count:
        on_choose(int(marker) - 1)
