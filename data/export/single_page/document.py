"""The exported page as one HTML document: scripts, styles, land, and the policy naming them."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import js_lib_leaflet

from data import ROOT, WORLD
from data.export.about import about, empty_notice, sources
from data.export.extract import origin_line
from data.export.single_page.cards import cards, split_links
from data.export.single_page.markup import (
    Html,
    join_html,
    plain_list,
    raw,
    table,
    tag,
    with_links,
)
from data.export.single_page.payload import payload
from data.model import look
from data.model.errors import msgid
from data.model.look import css
from data.words.languages import translations
from data.words.links import web_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.export.extract import Extract
    from data.export.single_page.cards import Card

_HERE = Path(__file__).parent
_MAP = ROOT / "data" / "map" / "scripts"
_LEAFLET = Path(js_lib_leaflet.__file__).parent / "static" / "js_lib_leaflet"
_LAND = WORLD / "shapes" / "land-110m.json"

_OF_MAP = ("shapes", "layout", "land", "marks", "lines", "names", "touch", "controls")
_OWN = ("elements", "view", "searching", "choosing", "filters", "options", "groups", "map", "lanes",
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


_ELSEWHERE = {"campaign", "language", "credits"}
"""Facts that the page shows elsewhere."""

_MOST_OPEN = 60


def colophon(extract: Extract) -> Html:
    """Return the footer: introduction, facts about the file, sources and credits."""
    say = translations(extract.language)
    settings, language = extract.campaign.settings, extract.language
    paragraphs = [
        tag("p", with_links(split_links(part)), dir="auto")
        for part in settings.text("introduction", language).split("\n\n")
        if part.strip()
    ]
    facts = [
        join_html(tag("dt", fact.label), tag("dd", with_links(split_links(fact.text)), dir="auto"))
        for fact in about(extract)
        if fact.name not in _ELSEWHERE
    ]
    own_sources = [] if empty_notice(extract) else sources(extract)
    items = [tag("li", with_links(split_links(source)), dir="auto") for source in own_sources]
    return tag(
        "footer",
        tag("section", tag("h2", say.gettext("About this page")), *paragraphs, tag("dl", *facts)),
        _section(tag("h2", say.gettext("Sources")), tag("ul", *items), len(items)) if items else "",
        tag("section", tag("h2", say.gettext("Credits")), *_credits(extract)),
    )


def _section(title: Html, content: Html, count: int) -> Html:
    """Return a section; a long one is folded, so that it does not bury the rest."""
    if count <= _MOST_OPEN:
        return tag("section", title, content)
    return tag("section", tag("details", tag("summary", title), content))


def _credits(extract: Extract) -> list[Html]:
    say = translations(extract.language)
    own = extract.campaign.settings.text("credits", extract.language).strip()
    lines = [
        say.gettext("Cities: {geonames}, {licence}.").format(
            geonames="GeoNames", licence="CC BY 4.0"
        ),
        say.gettext("Country outlines: {natural_earth}, public domain.").format(
            natural_earth="Natural Earth"
        ),
        say.gettext("Map: {leaflet}, BSD 2-clause licence.").format(leaflet="Leaflet"),
    ]
    borders = say.gettext(
        "Borders on the map are those of Natural Earth. They say nothing on the legal status "
        "of any country or territory."
    )
    return [
        *([tag("p", with_links(split_links(own)), dir="auto")] if own else []),
        tag("p", " ".join([*lines, borders])),
    ]


_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Ccircle cx='8' cy='8' r='7' fill='%230B5C6B'/%3E%3C/svg%3E"
)


def html_file(extract: Extract) -> bytes:
    """Write a page that any browser opens from a disk, without any request to a network.

    Returns:
        UTF-8. Without scripts it is a table and, for few consultations, all facts about each.
        An empty selection gives a page that says so, without scripts.
    """
    shown = cards(extract)
    scripts = (FIRST_SCRIPT, script()) if shown else ()
    body = join_html(*_body(extract, shown)) if shown else _nothing(extract)
    page = tag("html", _head(extract, scripts), tag("body", body), lang=extract.language)
    return f"<!doctype html>\n{page}\n".encode("utf-8", "replace")


def _head(extract: Extract, scripts: tuple[str, ...]) -> Html:
    first = tag("script", raw(scripts[0])) if scripts else ""
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        raw(f'<meta http-equiv="Content-Security-Policy" content="{policy(scripts)}">'),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", f"{extract.title}: {extract.words}"),
        tag("link", rel="icon", href=_ICON),
        tag("style", raw(style())),
        first,
    )


def _body(extract: Extract, shown: Sequence[Card]) -> list[Html]:
    say = translations(extract.language)
    return [
        tag("a", say.gettext("Skip to the table"), class_="skip", href="#table"),
        _header(extract),
        tag(
            "main",
            tag("noscript", tag("p", say.gettext(_NO_SCRIPT), class_="notice")),
            tag("div", id="filters", class_="with-script"),
            tag("div", _stage(), class_="stage with-script"),
            table(extract, shown),
            plain_list(extract, shown),
        ),
        colophon(extract),
        tag("script", raw(payload(extract, shown)), type="application/json", id="data"),
        tag("script", raw(land()), type="application/json", id="land"),
        tag("script", raw(script())),
    ]


_NO_SCRIPT = msgid("Turn on JavaScript to see map, timeline and filters. All facts are below.")


def _header(extract: Extract) -> Html:
    say = translations(extract.language)
    link = web_address(extract.link())
    return tag(
        "header",
        tag("h1", extract.title, dir="auto"),
        tag("p", tag("span", extract.words, id="choice", dir="auto"), class_="choice"),
        tag(
            "p",
            tag("span", origin_line(extract), dir="auto"),
            join_html(" · ", tag("a", say.gettext("View on the website"), href=link))
            if link
            else "",
            class_="origin",
        ),
    )


def _stage() -> Html:
    views = (tag("div", id=name) for name in ("map", "legend", "tray", "timeline"))
    return join_html(tag("div", *views, class_="views"), tag("section", id="panel"))


def _nothing(extract: Extract) -> Html:
    say = translations(extract.language)
    return join_html(
        _header(extract),
        tag(
            "main",
            tag("h2", empty_notice(extract)),
            tag("p", say.gettext("Remove a filter on the website, then download the page again.")),
            class_="nothing",
        ),
        colophon(extract),
    )
