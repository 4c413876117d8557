"""The frame of every published page: head, navigation, footer, and addresses between pages."""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin

from data.export.html import html_page
from data.filters.query import Query
from data.words.dates import when
from data.words.languages import direction, native_name, number, translations
from data.words.links import web_address

STYLE = "site.css"
_TEMPLATES = Path(__file__).parent / "templates"
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
        template: The file in `templates/` that writes what is below its heading.
        values: The variables of that template.
        data: schema.org objects (JSON-LD).
    """

    path: str
    title: str
    description: str
    template: str
    values: dict[str, Any]
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


def report_path(id_: str) -> str:
    """Return the path of what is reported back to a consultation."""
    return f"report/{name_of(id_)}.html"


def organization_path(id_: str) -> str:
    """Return the path of an organization's page."""
    return f"organization/{name_of(id_)}.html"


def region_path(id_: str) -> str:
    """Return the path of a region's page."""
    return f"region/{name_of(id_)}.html"


def absolute(site: Site, path: str) -> str:
    """Return the absolute address of a path of the site; "" if its place is unknown."""
    if not site.address:
        return ""
    return urljoin(site.address, quote(path.removesuffix("index.html")))


def html(site: Site, page: Page) -> bytes:
    """Write a page."""
    own = site.root() + page.path
    relative = partial(_relative, own)
    settings, address = site.campaign.settings, absolute(site, own)
    shared: dict[str, Any] = {
        "site": site,
        "page": page,
        "relative": relative,
        "to": lambda path: relative(site.root() + path),
        "absolute": absolute,
        "address": address,
        "style": STYLE,
        "direction": direction,
        "menu": {
            "index.html": site.title,
            # Translators: menu of the published website
            "consultations.html": site.say("Consultations"),
            "organizations.html": site.say("Organizations"),
            "data.html": site.say("Data"),
        },
        "native_name": native_name,
        "number": number,
        "consultation_path": consultation_path,
        "organization_path": organization_path,
        "report_path": report_path,
        "region_path": region_path,
        "preview": _preview(site, page, address),
        "data": [_json_ld(thing) for thing in page.data],
        "credits": " ".join(settings.text("credits", site.language).split()),
        "website": web_address(settings.url),
        "day": when(site.day, site.day, "day", site.language),
    }
    return html_page(_TEMPLATES / page.template, site.language, shared | page.values)


def _relative(start: str, path: str) -> str:
    """Return the relative address of a path, seen from the page `start`."""
    target, mark, anchor = path.partition("#")
    return posixpath.relpath(target, posixpath.dirname(start) or ".") + mark + anchor


def _json_ld(thing: dict[str, Any]) -> str:
    """Return an object as JSON without `<`, which could end its element."""
    text = json.dumps({"@context": "https://schema.org"} | thing, ensure_ascii=False)
    return text.replace("<", "\\u003c")


def _preview(site: Site, page: Page, address: str) -> dict[str, str]:
    """Return what messengers show of a link, by the names of https://ogp.me/."""
    picture = site.pictures.get(page.path) or site.pictures.get("index.html", "")
    is_shown = bool(picture and address)
    return {
        "og:type": "website",
        "og:site_name": site.title,
        "og:title": page.title,
        "og:description": page.description,
        "og:locale": site.language,
        "og:url": address,
        "og:image": absolute(site, picture) if is_shown else "",
        "og:image:width": "1200" if is_shown else "",
        "og:image:height": "630" if is_shown else "",
        "og:image:alt": page.description if is_shown else "",
    }
