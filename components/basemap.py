"""The base map: land and controls, the same bytes at every run, nothing from the network.

Leaflet comes from the wheel `django-js-lib-leaflet` and our own scripts from `static/`; Streamlit
serves both beside the map's frame, which links them relatively.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import folium
import js_lib_leaflet
import streamlit.components.v1 as components

_STATIC = Path(__file__).parent / "static"
_LEAFLET = Path(js_lib_leaflet.__file__).parent / "static" / "js_lib_leaflet"
_SHAPES = Path(__file__).parent.parent / "data" / "world" / "shapes"
_SCRIPTS = ("shapes", "layout", "land", "marks", "lines", "controls", "map")

components.declare_component("leaflet", path=str(_LEAFLET))
components.declare_component("scripts", path=str(_STATIC))
components.declare_component("shapes", path=str(_SHAPES))


def _served(component: str, name: str, folder: Path) -> str:
    """Address of a file, relative to the map's frame; the hash lets browsers keep it for long."""
    version = hashlib.sha256((folder / name).read_bytes()).hexdigest()[:8]
    return f"../{__name__}.{component}/{name}?v={version}"


SHAPES_ADDRESS = f"../{__name__}.shapes/"
"""Where the map's frame finds the land."""


class BaseMap(folium.Map):
    """A Folium map whose scripts are on this machine. `_name` is what streamlit-folium expects."""

    default_js = [  # noqa: RUF012
        ("leaflet", _served("leaflet", "leaflet.js", _LEAFLET)),
        *((name, _served("scripts", f"{name}.js", _STATIC)) for name in _SCRIPTS),
    ]
    default_css = [  # noqa: RUF012
        ("leaflet_css", _served("leaflet", "leaflet.css", _LEAFLET)),
        ("map_css", _served("scripts", "map.css", _STATIC)),
    ]

    def __init__(self, tiles: str = "", attribution: str = "") -> None:
        """Start with the whole world; `tiles` is a template of an online server, normally none."""
        super().__init__(
            [20, 10],
            tiles=tiles or None,
            attr=attribution or None,
            zoom_start=1.5,
            zoom_control=False,
            scrollWheelZoom=False,
            maxZoom=12,
            minZoom=0.5,
            zoomSnap=0.25,
            worldCopyJump=True,
            boxZoom=False,
        )
        self._name = "Map"
