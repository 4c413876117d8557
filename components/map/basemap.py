"""The base map: land and controls, the same bytes at every run, nothing from the network.

Leaflet comes from the wheel `django-js-lib-leaflet`, our own scripts from `data/map/scripts/`. They
are put together into one script and one style sheet, which Streamlit serves beside the map's frame:
the frame loads scripts one after the other, and each would cost it a round trip.
"""

from __future__ import annotations

import atexit
import hashlib
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import folium
import js_lib_leaflet
import streamlit.components.v1 as components
from branca.element import Element, Figure

from data import ROOT, WORLD
from data.map.look import css, script
from data.storage.temporary_folders import private_folder

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

_STATIC = ROOT / "data" / "map" / "scripts"
_LEAFLET = Path(js_lib_leaflet.__file__).parent / "static" / "js_lib_leaflet"
_SHAPES = WORLD / "shapes"
_SCRIPTS = ("shapes", "layout", "land", "marks", "groups", "lines", "controls", "map")

_PARTS = {
    "map.js": [_LEAFLET / "leaflet.js", *(_STATIC / f"{name}.js" for name in _SCRIPTS)],
    "map.css": [_LEAFLET / "leaflet.css", _STATIC / "map.css"],
}
_LOOK = {"map.js": script(), "map.css": css(":root", "light") + css(":root.cm-dark", "dark")}
_FILES = {
    name: b"\n".join([_LOOK[name].encode(), *(part.read_bytes() for part in parts)])
    for name, parts in _PARTS.items()
}
components.declare_component("shapes", path=str(_SHAPES))


class Bundle:
    """The joined files in a folder that Streamlit serves."""

    def __init__(self) -> None:
        """Begin with no folder."""
        self._folder: TemporaryDirectory[str] | None = None
        self._lock = Lock()

    def serve(self) -> None:
        """Write the files if they are not there: those of the system's temporary folder may go.

        A cleaner removes what is old, and a name that was ours may be another's by then: so the
        files get a new folder.
        """
        with self._lock:
            if self._folder and all(Path(self._folder.name, name).is_file() for name in _FILES):
                return
            self.close()
            self._folder = private_folder()
            for name, content in _FILES.items():
                Path(self._folder.name, name).write_bytes(content)
            components.declare_component("assets", path=self._folder.name)

    def close(self) -> None:
        """Remove the files."""
        if self._folder:
            self._folder.cleanup()


_bundle = Bundle()
atexit.register(_bundle.close)
_bundle.serve()


def _address(name: str) -> str:
    """Where the map's frame finds a joined file; it changes with the content."""
    return f"../{__name__}.assets/{name}?v={hashlib.sha256(_FILES[name]).hexdigest()[:8]}"


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

    default_js = [("map_js", _address("map.js"))]  # noqa: RUF012 (Folium's way)
    default_css = [("map_css", _address("map.css"))]  # noqa: RUF012 (Folium's way)

    def __init__(self) -> None:
        """Start with the whole world. Tiles of an online server come with the payload, as text."""
        _bundle.serve()
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
