"""Script, style and land of the page, read from files, and their hashes.

The page uses the map scripts of the app, so that markers, land and lines look and move the same.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

import js_lib_leaflet

from data import ROOT, WORLD
from data.map import look
from data.map.look import css

_HERE = Path(__file__).parent
_MAP = ROOT / "data" / "map" / "scripts"
_LEAFLET = Path(js_lib_leaflet.__file__).parent / "static" / "js_lib_leaflet"
_LAND = WORLD / "shapes" / "land-110m.json"

_OF_MAP = ("shapes", "layout", "land", "marks", "lines", "controls")
_OWN = ("elements", "view", "choosing", "filters", "options", "groups", "map", "lanes",
        "timeline", "dragging", "website", "card", "panel", "table", "page")  # fmt: skip

FIRST_SCRIPT = "document.documentElement.classList.add('scripted')"
"""Runs before the first paint, so that what needs scripts shows at once or never."""


@cache
def script() -> str:
    """Return all scripts as one."""
    leaflet = (_LEAFLET / "leaflet.js").read_text(encoding="utf-8")
    leaflet = re.sub(r"\n//# sourceMappingURL=\S*\s*$", "\n", leaflet)
    licence = (_HERE / "leaflet_license.txt").read_text(encoding="utf-8")
    files = [_MAP / f"{name}.js" for name in _OF_MAP] + [_HERE / f"{name}.js" for name in _OWN]
    own = [file.read_text(encoding="utf-8") for file in files]
    return "\n".join([f"/*\n{licence}*/", leaflet, look.script(), *own])


@cache
def style() -> str:
    """Return all styles as one, without Leaflet's pictures, which the page doesn't use."""
    leaflet = (_LEAFLET / "leaflet.css").read_text(encoding="utf-8")
    leaflet = re.sub(r"^.*\burl\(.*\n", "", leaflet, flags=re.MULTILINE)
    own = [_MAP / "map.css", *(_HERE / f"{name}.css" for name in ("page", "stage", "paper"))]
    dark = f"@media (prefers-color-scheme: dark) {{ {css(':root', 'dark')} }}"
    paper = f"@media print {{ {css(':root', 'light')} }}"
    colors = [css(":root", "light"), dark, paper]
    return "\n".join([leaflet, *colors, *(file.read_text(encoding="utf-8") for file in own)])


@cache
def land() -> str:
    """Return the shapes of all countries as JSON."""
    return _LAND.read_text(encoding="utf-8").strip().replace("<", "\\u003c")


def policy(scripts: tuple[str, ...]) -> str:
    """Return the Content Security Policy: only these scripts, this style and own pictures."""
    hashes = " ".join(_hash(text) for text in scripts) or "'none'"
    return (
        f"default-src 'none'; script-src {hashes}; style-src {_hash(style())}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    """Return the source expression of an element's content (Content Security Policy Level 3)."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
