"""Security headers: what a page may do in the browser."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse

from components.server.hosts import is_feed
from components.shell.campaign_cache import campaign_folder, loaded_campaign
from components.shell.pages import ABOUT, YOUR_DATA
from data.model.settings import Settings, read_settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

PAGE = {
    "default-src": "'self'",
    # Streamlit's page has an inline script.
    "script-src": "'self' 'unsafe-inline' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "frame-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}
"""Sources that a page may load from: only this server."""

_COMPONENT = PAGE | {"script-src": f"{PAGE['script-src']} 'unsafe-eval'"}
"""Policy of the map's frame: streamlit-folium evaluates the layers that it gets."""

_FILE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""Policy of downloads and feeds: a file opened instead of saved runs no script here."""

FIXED = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_WEBSITE = re.compile(r"(https?://)?(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?", re.IGNORECASE)
_EMBEDDED = "embed"
"""Parameter of a page for frames on other websites."""

_METRICS, _MEDIA, _COMPONENTS = "/_stcore/metrics", "/media/", "/component/"
_STATIC = "/static/"
_NOT_FOUND = 404
_LOCAL = ("127.0.0.1", "::1")
_PROXY = re.compile(rb"forwarded|via|x-real-ip|x-forwarded-.*|cf-.*")
"""Names of headers that proxies add."""

_FIELDS = frozenset({YOUR_DATA.name, ABOUT.name})
"""Pages with fields to fill in: a website around them could lead a visitor's clicks."""


class SecurityHeaders:
    """Add security headers to every response.

    Other websites, those that the campaign allows, may frame only addresses with `embed=true`, and
    no page with fields to fill in. Only this machine may read Streamlit's metrics.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app; the campaign's settings name sources of map tiles and of frames."""
        self._app = app
        self._read(read_settings(campaign_folder())[0])

    def _read(self, settings: Settings) -> None:
        self._settings = settings
        self._tiles = tile_source(settings.tiles.get("url", ""))
        self._frames = frame_sources(settings.embed_on)

    def _follow(self) -> None:
        """Read the settings of the version that pages show."""
        campaign = loaded_campaign()
        if campaign is not None and campaign.settings is not self._settings:
            self._read(campaign.settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if _STATIC not in scope["path"]:
            self._follow()
        headers = {**FIXED, "content-security-policy": policy(scope, self._tiles, self._frames)}

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers)
            await send(message)

        if scope["path"].endswith(_METRICS) and not _is_local(scope):
            await PlainTextResponse("", _NOT_FOUND)(scope, receive, send_with_headers)
            return
        await self._app(scope, receive, send_with_headers)


def tile_source(url: str) -> str:
    """Return the source of map tiles in the syntax of a policy; "" for none.

    Args:
        url: A template such as `https://{s}.tile.example.org/{z}/{x}/{y}.png`.
    """
    match = re.match(r"(https?)://(\{s\}\.)?([a-z0-9.-]+)(:\d+)?(?:/|$)", url, re.IGNORECASE)
    return f"{match[1]}://{'*.' if match[2] else ''}{match[3]}{match[4] or ''}" if match else ""


def frame_sources(websites: Iterable[str]) -> str:
    """Return the websites around frames in the syntax of a policy; what is no website is ignored.

    Args:
        websites: Such as `https://example.org`, `https://*.example.org` or `*`.
    """
    sources = [each.strip().rstrip("/") for each in websites]
    if "*" in sources:
        return "*"
    return " ".join(["'self'", *(each for each in sources if _WEBSITE.fullmatch(each))])


def policy(scope: Scope, tiles: str = "", frames: str = "*") -> str:
    """Return the content security policy of a response.

    Args:
        scope: The request's ASGI scope.
        tiles: A source of pictures besides this server.
        frames: The websites that may frame embedded views.
    """
    if _MEDIA in scope["path"] or is_feed(scope["path"]):
        return _FILE
    # `frame-ancestors` covers all pages around a frame, also those around an embedded page.
    is_component = _COMPONENTS in scope["path"]
    query = parse_qs(scope["query_string"].decode("latin-1"))
    is_view = query.get(_EMBEDDED) == ["true"] and _FIELDS.isdisjoint(scope["path"].split("/"))
    may_be_framed = is_component or is_view
    sources = _COMPONENT if is_component else PAGE
    more = {
        "img-src": f"{PAGE['img-src']} {tiles}".strip(),
        "frame-ancestors": frames if may_be_framed else "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in {**sources, **more}.items())


def _is_local(scope: Scope) -> bool:
    """Return whether the request comes from this machine, and not through a proxy on it."""
    client = (scope.get("client") or ("",))[0]
    return client in _LOCAL and not any(_PROXY.fullmatch(name) for name, _ in scope["headers"])
