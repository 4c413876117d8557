"""Links in the head of Explore to files that it needs soon, so that browsers fetch them at once.

Without them a browser learns of each file from the one before: the script of the page, the message
with the map, the map's frame. Names have hashes, so the links are read from what is installed.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import streamlit

_SCRIPTS = Path(streamlit.__file__).parent / "static" / "static" / "js"
_PARTS = ("BidiComponent", "ComponentInstance", "Html", "PageLink", "ButtonGroup")
"""Streamlit's scripts of the parts that come before the map; of more, the map would wait."""

_IMPORT = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""")
_FRAME = "streamlit_folium.st_folium"


_BASE_MAP = "components.map.basemap"


def preload_links() -> str:
    """Return the links as HTML; a file that another version of Streamlit lacks has none.

    Files of the map have links once a visitor has opened one: Streamlit serves only components that
    a page's run declares, so the server must not import them first.
    """
    base_map = sys.modules.get(_BASE_MAP)
    addresses = tuple(base_map.map_addresses()) if base_map else ()
    return _links(addresses)


@cache
def _links(addresses: tuple[str, ...]) -> str:
    index = (_SCRIPTS.parents[1] / "index.html").read_text(encoding="utf-8")
    modules = [name for name in sorted(_needed()) if name not in index]
    lines = [
        f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in modules
    ]
    files = [*_frame_scripts(), *addresses] if addresses else []
    # Not "preload": another document uses them, the map's frame, from the browser's cache.
    lines += [f'<link rel="prefetch" href="./component/{name}">' for name in files]
    return "\n".join(lines)


def _frame_scripts() -> list[str]:
    """Return the scripts of streamlit-folium's frame; see `preload_links`."""
    spec = find_spec(_FRAME.partition(".")[0])
    if spec is None or spec.origin is None:
        return []
    build = Path(spec.origin).parent / "frontend" / "build"
    paths = sorted(build.glob("static/js/main.*.js"))
    return [f"{_FRAME}/{path.relative_to(build).as_posix()}" for path in paths]


def _needed() -> set[str]:
    """Return the names of the scripts of `_PARTS` and of all that they import."""
    needed: set[str] = set()
    waiting = {path.name for part in _PARTS for path in _SCRIPTS.glob(f"{part}.*.js")}
    while waiting:
        needed |= waiting
        texts = [(_SCRIPTS / name).read_text(encoding="utf-8") for name in waiting]
        imported = {name for text in texts for name in _IMPORT.findall(text)}
        waiting = {name for name in imported - needed if (_SCRIPTS / name).is_file()}
    return needed
