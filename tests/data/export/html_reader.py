"""A reader of HTML: elements, scripts, texts."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from data.export import single_page
from data.export.extract import Extract
from data.export.single_page.document import html_file
from data.filters.choice import ALL_KINDS, Choice
from data.model.campaign import Campaign
from tests.shipped import shipped_campaign

DAY = date(2026, 11, 24)
SITE = "https://map.example/explore"
SIZE = 1_500_000
OWN = Path(single_page.__file__).parent


class Page(HTMLParser):
    """Every element with its attributes, and the text of the page outside scripts and styles."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.codes: list[tuple[str, dict[str, str | None], str]] = []
        self.texts: list[str] = []
        self.open = ""
        self.feed(content.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.open = tag if tag in ("script", "style") else ""

    def handle_endtag(self, _tag: str) -> None:
        self.open = ""

    def handle_data(self, data: str) -> None:
        if self.open:
            self.codes.append((self.open, self.elements[-1][1], data))
        else:
            self.texts.append(data)

    @property
    def data(self) -> dict[str, Any]:
        """The data of the scripts; empty for a page without scripts."""
        found = [text for _, attributes, text in self.codes if attributes.get("id") == "data"]
        return json.loads(found[0]) if found else {}

    @property
    def text(self) -> str:
        return "\n".join(self.texts)

    def values(self, *names: str) -> list[str]:
        return [str(a[name]) for _, a in self.elements for name in names if name in a]


def extract(campaign: Campaign, language: str = "en", choice: Choice | None = None) -> Extract:
    return Extract(campaign, choice or Choice(kinds=(ALL_KINDS,)), language, SITE, DAY)


@cache
def micic_page(language: str) -> Page:
    return Page(html_file(extract(shipped_campaign(), language)))
