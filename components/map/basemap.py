"""The base map: land and controls, the same bytes in every run, nothing from the network.

Leaflet comes from the wheel `django-js-lib-leaflet`, our own scripts from `data/map/scripts/`. They
are joined into one script and one style sheet, which Streamlit serves beside the map's frame: the
frame loads scripts one after the other, and each would cost a round trip.
"""

from __future__ import annotations

import atexit
import hashlib
import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

import folium
import js_lib_leaflet
import streamlit.components.v1 as components
from branca.element import Element, Figure

from data import ROOT, WORLD
from data.geo.countries import country_labels
from data.model.colors_and_shapes import css, script
from data.store.temporary_folders import private_folder

_STATIC = ROOT / "data" / "map" / "scripts"
_LEAFLET = Path(js_lib_leaflet.__file__).parent / "static" / "js_lib_leaflet"
_SHAPES = WORLD / "shapes"
_SCRIPTS = (
    "shapes", "layout", "land", "marks", "groups", "lines", "names", "viewport", "touch", "keys",
    "popup", "controls", "legend", "frame", "story", "map",
)  # fmt: skip

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
        """Start without a folder."""
        self._folder: TemporaryDirectory[str] | None = None
        self._lock = Lock()

    def serve(self) -> None:
        """Write the files if they are missing: the system may clean its temporary folder.

        The files then get a new folder, because the old name may belong to somebody else.
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

    def write(self, name: str, content: bytes) -> None:
        """Write a further file into the folder unless it is there."""
        self.serve()
        if self._folder and not Path(self._folder.name, name).is_file():
            Path(self._folder.name, name).write_bytes(content)


_bundle = Bundle()
atexit.register(_bundle.close)
_bundle.serve()


def _address(name: str, content: bytes | None = None) -> str:
    """Return where the map's frame finds a file; it changes with the content."""
    digest = hashlib.sha256(content or _FILES[name]).hexdigest()
    return f"../{__name__}.assets/{name}?v={digest[:8]}"


def country_names_address(language: str) -> str:
    """Return where the map's frame finds the names of countries in a language."""
    content = _country_names(language)
    name = f"countries-{hashlib.sha256(content).hexdigest()[:8]}.json"
    _bundle.write(name, content)
    return _address(name, content)


@cache
def _country_names(language: str) -> bytes:
    return json.dumps(country_labels(language), ensure_ascii=False, separators=(",", ":")).encode()


def map_addresses() -> list[str]:
    """Return the files that the map's frame needs first, in the folder of components."""
    files = [*(_address(name) for name in _FILES), f"{SHAPES_ADDRESS}land-110m.json"]
    return [address.removeprefix("../") for address in files]


# The part of Folium's page head that a frame with only a map needs.
_HEAD = Element(
    "<style>html, body, #map_div { width: 100%; height: 100%; margin: 0; padding: 0; }"
    " #map_div { position: relative; } #map { position: absolute; inset: 0; }"
    " .leaflet-container { font-size: 1rem; }</style>"
)

SHAPES_ADDRESS = f"../{__name__}.shapes/"
"""Where the map's frame finds the shapes of the land."""


class BaseMap(folium.Map):
    """A Folium map with local scripts. streamlit-folium expects its `_name`."""

    default_js = [("map_js", _address("map.js"))]  # noqa: RUF012 (Folium's way)
    default_css = [("map_css", _address("map.css"))]  # noqa: RUF012 (Folium's way)

    def __init__(self) -> None:
        """Show the whole world. The payload adds tiles of an online server, if any."""
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

    def render(self, **kwargs: Any) -> str:  # noqa: ARG002 (Folium's way)
        """Add the frame's style to the head, and nothing else.

        streamlit-folium reads the map's script itself. Folium would also render a page of its own:
        ten templates, compiled again in every run, which take longer than the rest of the map.
        """
        page = self.get_root()
        if isinstance(page, Figure):
            page.header.add_child(_HEAD, name="map_style")
        return ""
