"""The head of a page as it is sent: title, language, description, style, before any script.

Messengers, search engines and bookmarks read only this. Streamlit sends the same page for every
address, in English and called "Streamlit".
"""

from __future__ import annotations

import asyncio
import re
from html import escape
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse

from components.server.answers import Answer
from components.server.first_views import FirstViews, with_first_view
from components.server.hosts import base_path
from components.server.preloads import preload_links
from components.server.previews import PATH, has_previews, preview_query
from components.shell.campaign_cache import campaign_folder, loaded_campaign
from components.shell.pages import EXPLORE, PAGES
from data.filters.address import (
    Parameters,
    join_parameters,
    parameters,
    read_view,
    split_parameters,
)
from data.filters.query import Query
from data.filters.titles import page_title, titled, view_description, view_title
from data.model.settings import read_settings
from data.words.languages import (
    closest_language,
    direction,
    language_tag,
    spoken_languages,
    translations,
)

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_FILES = ("/_stcore/", "/component/", "/media/", "/static/")
"""Parts of addresses that are no pages."""

_BOXES = '[data-testid="stAppSkeleton"], [data-testid="stSkeleton"]'
_STYLE = f"<style>{_BOXES} {{ visibility: hidden; }}</style>"
"""Streamlit fills the page with grey boxes while a server starts: they look like broken content."""

_HTML = ("/api/", "/component/", "/media/")
"""Parts of addresses that have HTML of their own."""

_NOTHING = "There is nothing at this address.\n"
_LONGEST = 300
_OK, _NOT_FOUND = 200, 404
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_LANGUAGE = re.compile(r"<html lang=\"[^\"]*\"")


class Head(NamedTuple):
    """What a page says of itself: language, title, a sentence, and addresses, "" if unknown.

    Attributes:
        language: Code of the language.
        title: The title of the window.
        description: One or two sentences.
        address: Of the view and its page, without what changes nothing.
        picture: Address of its picture.
        site: The campaign's title.
    """

    language: str
    title: str
    description: str
    address: str = ""
    picture: str = ""
    site: str = ""


class PageHead:
    """Give each page the title of its view, its language, and a description."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app; the settings are those of the campaign once it is loaded."""
        self._app = app
        self._first_views = FirstViews()
        self._settings = read_settings(campaign_folder())[0]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with another head if it is a page."""
        is_file = scope["type"] != "http" or any(part in scope["path"] for part in _FILES)
        name = None if is_file else scope["path"].rpartition("/")[2]
        if name == EXPLORE.name:
            query = scope["query_string"].decode("latin-1")
            await RedirectResponse("./" + (f"?{query}" if query else ""))(scope, receive, send)
            return
        if name is None or "." in name or scope["method"] != "GET":
            await self._answer_file(scope, receive, send)
            return
        # A page that depends on its query is neither compressed beforehand nor "not modified".
        ignored = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
        plain = [(key, value) for key, value in scope["headers"] if key not in ignored]
        answer = Answer(send, _is_page)
        await self._app({**scope, "headers": plain}, receive, answer.take)
        if not answer.is_held:
            return
        if name not in PAGES and name:
            # Streamlit shows its start page, and says that there is no such page.
            answer.start["status"] = _NOT_FOUND
        head = await asyncio.to_thread(self.head, scope, name)
        soon = "" if name else await asyncio.to_thread(preload_links)
        page = with_head(answer.body.decode("utf-8"), head, soon)
        if not name:
            page = with_first_view(page, await self._first_views.of(*self._asked(scope)))
        for header in ("etag", "last-modified"):
            del answer.headers[header]
        await answer.send(page.encode("utf-8", "replace"))

    async def _answer_file(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is no GET of a page; Streamlit has its start page where there is nothing."""
        path = scope.get("path", "")
        has_own = path.rpartition("/")[2] in {"", *PAGES} or any(part in path for part in _HTML)
        if scope["type"] != "http" or has_own:
            await self._app(scope, receive, send)
            return
        answer = Answer(send, _is_page)
        await self._app(scope, receive, answer.take)
        if answer.is_held:
            await PlainTextResponse(_NOTHING, _NOT_FOUND)(scope, receive, send)

    def head(self, scope: Scope, name: str) -> Head:
        """Return what a page says of itself."""
        campaign, query, offered, default = self._asked(scope)
        settings = campaign.settings if campaign else self._settings
        language = next((code for code in query.get("lang", ()) if code in offered), default)
        page = translations(language).gettext(PAGES[name].label) if name in PAGES else ""
        title = titled(settings, page, language)
        description = settings.text("summary", language) or settings.text("subtitle", language)
        is_missing = name not in PAGES and name != ""
        if campaign is None or is_missing or not has_previews(campaign):
            return Head(language, title, description)
        shown, of_page = split_parameters(query)
        view, _ = read_view(shown, campaign, offered, language)
        if view_title(campaign, view):
            description = view_description(campaign, view)
        start = start_address(scope)
        # Messengers send people to this address: it has all that a link restores.
        whole = urlencode(join_parameters(parameters(view), of_page), doseq=True)
        return Head(
            language,
            page_title(campaign, view, page),
            description,
            address=f"{start}{name}?{whole}",
            picture=f"{start}{PATH}?{preview_query(view)}",
            site=titled(settings, "", language),
        )

    def _asked(self, scope: Scope) -> tuple[Query | None, Parameters, tuple[str, ...], str]:
        """Return campaign, query, the languages of pages, and the one for a link without any."""
        campaign = loaded_campaign()
        settings = campaign.settings if campaign else self._settings
        offered = spoken_languages(settings.languages)
        asked = Headers(scope=scope).get("accept-language", "")
        default = closest_language(asked.split(",")[0].split(";")[0].strip(), offered)
        return campaign, parse_qs(scope["query_string"].decode("latin-1")), offered, default


def _is_page(status: int, headers: Headers) -> bool:
    """Return whether an answer is a whole HTML page."""
    return status in (_OK, _NOT_FOUND) and headers.get("content-type", "").startswith("text/html")


def start_address(scope: Scope) -> str:
    """Return the address of the start page under the name that the visitor used."""
    host = Headers(scope=scope).get("host", "")
    return f"{scope.get('scheme', 'http')}://{host}{base_path()}/"


def with_head(page: str, head: Head, links: str = "") -> str:
    """Return an HTML page in a language, with what messengers and search engines show of it.

    `links` are further lines of its head, as HTML, after Streamlit's own scripts.

    Source: https://ogp.me/.
    """
    title, description = head.title[:_LONGEST], head.description[:_LONGEST]
    tags = {
        "og:type": "website",
        "og:site_name": head.site,
        "og:title": title,
        "og:description": description,
        "og:locale": head.language,
        "og:url": head.address,
    }
    if head.picture:
        tags |= {
            "og:image": head.picture,
            "og:image:type": "image/png",
            "og:image:width": "1200",
            "og:image:height": "630",
            "og:image:alt": description,
        }
    named = {
        "description": description,
        "twitter:card": "summary_large_image" if head.picture else "",
    }
    lines = [f"<title>{escape(title)}</title>", _STYLE]
    lines += [
        f'<meta {attribute}="{name}" content="{escape(text)}">'
        for attribute, texts in (("name", named), ("property", tags))
        for name, text in texts.items()
        if text
    ]
    way = f'<html lang="{language_tag(head.language)}" dir="{direction(head.language)}"'
    page = _LANGUAGE.sub(way, page, count=1)
    page = page.replace("</head>", f"{links}\n</head>", 1) if links else page
    return _TITLE.sub(lambda _: "\n".join(lines), page, count=1)
