"""The exported page as one HTML document: scripts, styles, land, and the policy naming them."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import js_lib_leaflet

from data import ROOT, WORLD
from data.export.about import about, empty_notice, sources
from data.export.extract import Extract, origin_line
from data.export.html import html_page
from data.export.single_page.cards import cards, split_links
from data.export.single_page.payload import payload
from data.model import colors_and_shapes
from data.model.colors_and_shapes import css
from data.model.errors import msgid
from data.words.languages import direction
from data.words.links import web_address

_FOLDER = Path(__file__).parent
_MAP = ROOT / "data" / "map" / "scripts"
_LEAFLET = Path(js_lib_leaflet.__file__).parent / "static" / "js_lib_leaflet"
_LAND = WORLD / "shapes" / "land-110m.json"

_OF_MAP = ("shapes", "layout", "land", "marks", "lines", "names", "touch", "controls")
_OWN = ("elements", "view", "searching", "selection", "filter_bar", "options", "groups", "map",
        "lanes", "timeline", "dragging", "website", "card", "panel", "table", "page")  # fmt: skip

FIRST_SCRIPT = "document.documentElement.classList.add('scripted')"
"""Runs before the first paint, so that what needs scripts shows at once or never."""


@cache
def script() -> str:
    """Return all scripts as one."""
    leaflet = (_LEAFLET / "leaflet.js").read_text(encoding="utf-8")
    leaflet = re.sub(r"\n//# sourceMappingURL=\S*\s*$", "\n", leaflet)
    licence = (_FOLDER / "leaflet_license.txt").read_text(encoding="utf-8")
    files = [_MAP / f"{name}.js" for name in _OF_MAP] + [_FOLDER / f"{name}.js" for name in _OWN]
    own = [file.read_text(encoding="utf-8") for file in files]
    return "\n".join([f"/*\n{licence}*/", leaflet, colors_and_shapes.script(), *own])


@cache
def style() -> str:
    """Return all styles as one, without Leaflet's pictures, which the page doesn't use."""
    leaflet = (_LEAFLET / "leaflet.css").read_text(encoding="utf-8")
    leaflet = re.sub(r"^.*\burl\(.*\n", "", leaflet, flags=re.MULTILINE)
    own = [_MAP / "map.css", *(_FOLDER / f"{name}.css" for name in ("page", "stage", "paper"))]
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


_ELSEWHERE = {"campaign", "language", "credits"}
"""Facts that the page shows elsewhere."""

_MOST_OPEN = 60
"""A longer list of sources is folded, so that it does not bury the rest."""

MOST_WRITTEN_OUT = 500
"""With more consultations, a page without scripts has the table only."""

COLUMNS = (
    ("number", msgid("No.")), ("title", msgid("Title")), ("kind", msgid("Kind")),
    ("region", msgid("Region")), ("place", msgid("Place")), ("date", msgid("Date")),
    ("organizers", msgid("Organizers")), ("hosts", msgid("Hosts")),
)  # fmt: skip
"""Columns of the table: the name for scripts and styles, and the heading."""


def html_file(extract: Extract, *, own_first: bool = False) -> bytes:
    """Write a page that any browser opens from a disk, without any request to a network.

    Args:
        extract: The selection.
        own_first: The page starts without the meetings of others, as the app does.

    Returns:
        UTF-8. Without scripts it is a table and, for few consultations, all facts about each.
        An empty selection gives a page that says so, without scripts.
    """
    shown = cards(extract)
    settings, language = extract.campaign.settings, extract.language
    notice = empty_notice(extract)
    values: dict[str, Any] = {
        "extract": extract,
        "direction": direction(language),
        "cards": shown,
        "anchor": anchor,
        "columns": COLUMNS,
        "most_open": _MOST_OPEN,
        "most_written_out": MOST_WRITTEN_OUT,
        "split_links": split_links,
        "notice": notice,
        "origin": origin_line(extract),
        "link": web_address(extract.link()),
        "introduction": settings.text("introduction", language),
        "facts": [fact for fact in about(extract) if fact.name not in _ELSEWHERE],
        "sources": [] if notice else sources(extract),
        "credits": settings.text("credits", language).strip(),
        "policy": policy((FIRST_SCRIPT, script()) if shown else ()),
        "style": style(),
        "first_script": FIRST_SCRIPT,
        "payload": payload(extract, shown, own_first=own_first) if shown else "",
        "land": land(),
        "script": script(),
    }
    return html_page(_FOLDER / "templates" / "page.html", language, values)


def anchor(consultation: str) -> str:
    """Return the part of an address after `#` that opens a consultation."""
    return f"c={quote(consultation, safe='')}"
