"""The frame of every published page: head, navigation, footer, and addresses between pages."""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin

from data.export.single_page.markup import Html, join_html, raw, tag
from data.words.languages import direction, native_name, translations, when
from data.words.links import pieces, short_address, web_address

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from data.filters.query import Query
    from data.words.links import Piece

STYLE = "site.css"
_POLICY = (
    "default-src 'none'; style-src 'self' file:; img-src 'self' file:; frame-src 'self' file:; "
    "base-uri 'none'; form-action 'none'"
)
"""Pages have no scripts. `file:` opens the site from a disk, where nothing is 'self'."""

_SAFE = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")


@dataclass(frozen=True)
class Site:
    """What all pages of one language share.

    Attributes:
        campaign: The whole campaign.
        language: Of the pages.
        address: Where the site will be, ending in `/`; "" if unknown. Without it pages have no
            canonical address and no picture in a messenger's preview.
        day: The day that pages and files give as theirs.
        consultations: The ids of the consultations with a page of their own.
        organizations: The ids of the organizations with a page of their own.
        pictures: Path of a page without its language to the path of its preview picture.
    """

    campaign: Query
    language: str
    address: str
    day: date
    consultations: frozenset[str] = frozenset()
    organizations: frozenset[str] = frozenset()
    pictures: dict[str, str] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """The campaign's languages; the first one is at the root."""
        return self.campaign.settings.languages

    @property
    def title(self) -> str:
        """The campaign's title."""
        return self.campaign.settings.text("title", self.language)

    def say(self, message: str) -> str:
        """Return a message in the language of the pages."""
        return translations(self.language).gettext(message)

    def root(self, language: str = "") -> str:
        """Return the folder of a language: "" for the first, else `fr/`."""
        code = language or self.language
        return "" if code == self.languages[0] else f"{code}/"


@dataclass(frozen=True)
class Page:
    """One page.

    Attributes:
        path: Its path in the folder of its language, such as `region/mena.html`.
        title: Its heading, and first part of its `<title>`.
        description: One sentence for search engines and previews.
        body: Its content below the heading.
        data: schema.org objects (JSON-LD).
    """

    path: str
    title: str
    description: str
    body: Html
    data: tuple[dict[str, Any], ...] = ()


def name_of(id_: str) -> str:
    """Return the file name of an id, the same on every system: `dakar-2015`.

    Ids with other characters than `a-z0-9_-` get a digest, so that no two share a name.
    """
    if _SAFE.fullmatch(id_):
        return id_
    slug = re.sub(r"[^a-z0-9]+", "-", id_.lower()).strip("-")[:40]
    return f"{slug or 'page'}-{hashlib.sha256(id_.encode('utf-8', 'replace')).hexdigest()[:10]}"


def consultation_path(id_: str) -> str:
    """Return the path of a consultation's page."""
    return f"consultation/{name_of(id_)}.html"


def organization_path(id_: str) -> str:
    """Return the path of an organization's page."""
    return f"organization/{name_of(id_)}.html"


def region_path(id_: str) -> str:
    """Return the path of a region's page."""
    return f"region/{name_of(id_)}.html"


def link(here: str, path: str, text: str, **attributes: str) -> Html:
    """Return a link from one page to another path of the same language."""
    return tag("a", text, href=relative(here, path), **attributes)


def relative(here: str, path: str) -> str:
    """Return the relative address of a path, seen from the page `here`."""
    target, mark, anchor = path.partition("#")
    return posixpath.relpath(target, posixpath.dirname(here) or ".") + mark + anchor


def source_link(piece: Piece, day: date) -> Html | str:
    """Return a link to another website that says when it was cited; text that is none stays text.

    Source: Robust Links, https://robustlinks.mementoweb.org/spec/.
    """
    if not web_address(piece.address):
        return piece.text
    return tag(
        "a",
        short_address(piece.text) if piece.text == piece.address else piece.text,
        href=piece.address,
        data_originalurl=piece.address,
        data_versiondate=day.isoformat(),
    )


def linked_text(text: str, day: date) -> Html:
    """Return a text from data with its addresses as links."""
    return join_html(*(source_link(piece, day) for piece in pieces(text)))


def html(site: Site, page: Page) -> bytes:
    """Write a page."""
    head = tag("head", *_head(site, page))
    body = tag(
        "body",
        tag("a", site.say("Skip to content"), class_="skip", href="#main"),
        _header(site, page),
        tag("main", tag("h1", page.title, dir="auto"), page.body, id="main"),
        _footer(site, page),
    )
    text = tag("html", head, body, lang=site.language, dir=direction(site.language))
    return f"<!doctype html>\n{text}\n".encode("utf-8", "replace")


def absolute(site: Site, path: str) -> str:
    """Return the absolute address of a path of the site; "" if its place is unknown."""
    if not site.address:
        return ""
    return urljoin(site.address, quote(path.removesuffix("index.html")))


def _head(site: Site, page: Page) -> Iterable[Html]:
    own = site.root() + page.path
    title = page.title if page.title == site.title else f"{page.title} · {site.title}"
    yield tag("meta", charset="utf-8")
    yield raw(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">')
    yield tag("meta", name="viewport", content="width=device-width, initial-scale=1")
    yield tag("meta", name="color-scheme", content="light dark")
    yield tag("title", title)
    yield tag("meta", name="description", content=page.description)
    yield tag("link", rel="stylesheet", href=relative(own, STYLE))
    if address := absolute(site, own):
        yield tag("link", rel="canonical", href=address)
        for code in site.languages:
            yield tag(
                "link",
                rel="alternate",
                hreflang=code,
                href=absolute(site, site.root(code) + page.path),
            )
    yield from _preview(site, page, address)
    for thing in page.data:
        text = json.dumps({"@context": "https://schema.org"} | thing, ensure_ascii=False)
        yield tag("script", raw(text.replace("<", "\\u003c")), type="application/ld+json")


def _preview(site: Site, page: Page, address: str) -> Iterable[Html]:
    """Yield what messengers show of a link. Source: https://ogp.me/."""
    facts = {
        "og:type": "website",
        "og:site_name": site.title,
        "og:title": page.title,
        "og:description": page.description,
        "og:locale": site.language,
        "og:url": address,
    }
    picture = site.pictures.get(page.path) or site.pictures.get("index.html", "")
    if picture and address:
        facts |= {
            "og:image": absolute(site, picture),
            "og:image:width": "1200",
            "og:image:height": "630",
            "og:image:alt": page.description,
        }
        yield tag("meta", name="twitter:card", content="summary_large_image")
    for name, value in facts.items():
        if value:
            yield tag("meta", property=name, content=value)


def _header(site: Site, page: Page) -> Html:
    own = site.root() + page.path
    places = {
        "index.html": site.title,
        # Translators: menu of the published website
        "consultations.html": site.say("Consultations"),
        "organizations.html": site.say("Organizations"),
        "data.html": site.say("Data"),
    }
    menu = [
        tag(
            "a",
            text,
            href=relative(own, site.root() + path),
            aria_current="page" if path == page.path else "",
        )
        for path, text in places.items()
    ]
    tongues = [
        tag(
            "a",
            native_name(code),
            href=relative(own, site.root(code) + page.path),
            lang=code,
            hreflang=code,
            aria_current="true" if code == site.language else "",
        )
        for code in (site.languages if len(site.languages) > 1 else ())
    ]
    languages = (
        tag("nav", *tongues, aria_label=site.say("Language"), class_="languages") if tongues else ""
    )
    return tag("header", tag("nav", *menu, aria_label=site.say("Menu")), languages)


_DATED = ("index.html", "data.html")
"""Pages that name version and day of the data: a change would rewrite every page that does."""


def _footer(site: Site, page: Page) -> Html:
    own = site.root() + page.path
    line = ""
    if page.path in _DATED:
        line = site.say("Data version {version}, published on {day}.").format(
            version=site.campaign.version, day=when(site.day, site.day, "day", site.language)
        )
    credits_ = site.campaign.settings.text("credits", site.language).strip()
    map_link = link(own, f"{site.root()}explore.html", site.say("Interactive map"))
    website = web_address(site.campaign.settings.url)
    return tag(
        "footer",
        tag("p", linked_text(" ".join(credits_.split()), site.day), dir="auto") if credits_ else "",
        tag(
            "p",
            line,
            " ",
            map_link if site.consultations else "",
            join_html(" · ", tag("a", site.say("Campaign website"), href=website))
            if website
            else "",
        )
        if line or site.consultations or website
        else "",
    )
