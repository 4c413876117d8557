"""Script, style and land of the page: read from files, put together, and named by their hashes.

How marks, land and lines are drawn is told once, in the scripts of the app's map: they are read
here as files, so that a mark looks and moves the same in the page as in the app.
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
"""Runs before anything is drawn, so that what needs scripts is there from the start, or never."""


@cache
def script() -> str:
    """All scripts as one."""
    leaflet = (_LEAFLET / "leaflet.js").read_text(encoding="utf-8")
    leaflet = re.sub(r"\n//# sourceMappingURL=\S*\s*$", "\n", leaflet)
    licence = (_HERE / "leaflet_license.txt").read_text(encoding="utf-8")
    files = [_MAP / f"{name}.js" for name in _OF_MAP] + [_HERE / f"{name}.js" for name in _OWN]
    own = [file.read_text(encoding="utf-8") for file in files]
    return "\n".join([f"/*\n{licence}*/", leaflet, look.script(), *own])


@cache
def style() -> str:
    """All styles as one; Leaflet's pictures, of which the page shows none, are left out."""
    leaflet = (_LEAFLET / "leaflet.css").read_text(encoding="utf-8")
    leaflet = re.sub(r"^.*\burl\(.*\n", "", leaflet, flags=re.MULTILINE)
    own = [_MAP / "map.css", *(_HERE / f"{name}.css" for name in ("page", "stage", "paper"))]
    dark = f"@media (prefers-color-scheme: dark) {{ {css(':root', 'dark')} }}"
    paper = f"@media print {{ {css(':root', 'light')} }}"
    colors = [css(":root", "light"), dark, paper]
    return "\n".join([leaflet, *colors, *(file.read_text(encoding="utf-8") for file in own)])


@cache
def land() -> str:
    """The shapes of all countries, as JSON."""
    return _LAND.read_text(encoding="utf-8").strip().replace("<", "\\u003c")


def policy(scripts: tuple[str, ...]) -> str:
    """What a browser lets the page do: run these scripts, use its style, show its own pictures."""
    hashes = " ".join(_hash(text) for text in scripts) or "'none'"
    return (
        f"default-src 'none'; script-src {hashes}; style-src {_hash(style())}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    """How a policy names the content of an element (Content Security Policy Level 3)."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
