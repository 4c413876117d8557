"""The base map: land and controls, the same bytes at every run, nothing from the network.

Leaflet comes from the wheel `django-js-lib-leaflet` and our own scripts from `static/`. They are
put together into one script and one style sheet, which Streamlit serves beside the map's frame:
the frame loads scripts one after the other, and each would cost it a round trip.
"""

from __future__ import annotations

import atexit
import hashlib
from pathlib import Path
from typing import Any

import folium
import js_lib_leaflet
import streamlit.components.v1 as components
from branca.element import Element, Figure

from data.private_folders import private_folder

_STATIC = Path(__file__).parent / "static"
_LEAFLET = Path(js_lib_leaflet.__file__).parent / "static" / "js_lib_leaflet"
_SHAPES = Path(__file__).parent.parent / "data" / "world" / "shapes"
_SCRIPTS = ("shapes", "layout", "land", "marks", "groups", "lines", "controls", "map")

_bundle = private_folder()
atexit.register(_bundle.cleanup)
components.declare_component("assets", path=_bundle.name)
components.declare_component("shapes", path=str(_SHAPES))


def _bundled(name: str, parts: list[Path]) -> str:
    """Join files into one; its address, relative to the map's frame, changes with its content."""
    content = b"\n".join(part.read_bytes() for part in parts)
    (Path(_bundle.name) / name).write_bytes(content)
    return f"../{__name__}.assets/{name}?v={hashlib.sha256(content).hexdigest()[:8]}"


_SCRIPT = _bundled(
    "map.js", [_LEAFLET / "leaflet.js", *(_STATIC / f"{name}.js" for name in _SCRIPTS)]
)
_STYLE = _bundled("map.css", [_LEAFLET / "leaflet.css", _STATIC / "map.css"])

# What Folium writes into the head of a page, as far as a frame with nothing but a map needs it.
_HEAD = Element(
    "<style>html, body, #map_div { width: 100%; height: 100%; margin: 0; padding: 0; }"
    " #map_div { position: relative; } #map { position: absolute; inset: 0; }"
    " .leaflet-container { font-size: 1rem; }</style>"
)

SHAPES_ADDRESS = f"../{__name__}.shapes/"
"""Where the map's frame finds the land."""


class BaseMap(folium.Map):
    """A Folium map whose scripts are on this machine. `_name` is what streamlit-folium expects."""

    default_js = [("map_js", _SCRIPT)]  # noqa: RUF012 (Folium's way)
    default_css = [("map_css", _STYLE)]  # noqa: RUF012 (Folium's way)

    def __init__(self) -> None:
        """Start with the whole world. Tiles of an online server come with the payload, as text."""
        super().__init__(
            [20, 10],
            tiles=None,
            zoom_start=1,
            zoom_control=False,
            scrollWheelZoom=False,
            maxZoom=12,
            minZoom=0.5,
            zoomSnap=0.25,
            worldCopyJump=True,
            boxZoom=False,
        )
        self._name = "Map"

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401, ARG002 (Folium's way)
        """Put the style of the frame into the head, and nothing else.

        streamlit-folium takes the map's script by itself; what Folium writes beside it for a page
        of its own, ten templates compiled anew at every run, takes longer than the rest of the map.
        """
        page = self.get_root()
        if isinstance(page, Figure):
            page.header.add_child(_HEAD, name="map_style")
        return ""
