"""What search engines ask for first: `robots.txt` and `sitemap.xml`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from components.server.hosts import base_path
from components.server.page_head import start_address
from components.shell.campaign_cache import loaded_campaign
from components.shell.pages import CONSULTATION, DEMANDS, EXPLORE, PAGES, YOUR_DATA
from data.filters.address import parameters
from data.filters.choice import View
from data.filters.query import Query
from data.site.structured import MOST_ADDRESSES, url_set
from data.words.languages import spoken_languages

if TYPE_CHECKING:
    from starlette.requests import Request

_UNAVAILABLE = 503
_RETRY = {"retry-after": "5"}


class Crawlers:
    """Answers both addresses. Only the server's campaign is known here."""

    def __init__(self, campaign: Callable[[], Query | None] = loaded_campaign) -> None:
        """Answer for a campaign, None while it loads."""
        self._campaign = campaign
        self._written: tuple[tuple[str, str], bytes] = ("", ""), b""

    def routes(self) -> list[Route]:
        """Return the routes, for GET and HEAD."""
        return [
            Route(f"{base_path()}/robots.txt", self.robots, methods=["GET"]),
            Route(f"{base_path()}/sitemap.xml", self.sitemap, methods=["GET"]),
        ]

    async def robots(self, request: Request) -> Response:
        """Allow everything, and name the sitemap."""
        sitemap = f"Sitemap: {start_address(request.scope)}sitemap.xml"
        return PlainTextResponse(f"User-agent: *\nAllow: /\n{sitemap}\n")

    async def sitemap(self, request: Request) -> Response:
        """List the pages in every language, and of a campaign on this disk its consultations."""
        campaign = self._campaign()
        if campaign is None:
            return PlainTextResponse("", _UNAVAILABLE, _RETRY)
        start = start_address(request.scope)
        key = (campaign.version, start)
        if self._written[0] != key:
            listed = islice(_addresses(campaign, start), MOST_ADDRESSES)
            self._written = key, await asyncio.to_thread(url_set, listed)
        return Response(self._written[1], media_type="application/xml")


def _addresses(campaign: Query, start: str) -> Iterator[str]:
    """Yield the addresses of pages, then those of consultations."""
    languages = spoken_languages(campaign.settings.languages)
    for page in PAGES.values():
        if (
            page.is_in_menu
            and page is not YOUR_DATA
            and (page is not DEMANDS or len(campaign.demands))
        ):
            name = "" if page is EXPLORE else page.name
            for language in languages:
                yield f"{start}{name}?{urlencode(parameters(View(language=language)), doseq=True)}"
    for consultation in campaign.consultations["id"] if campaign.is_local else ():
        for language in languages:
            view = View(selected=str(consultation), language=language)
            yield f"{start}{CONSULTATION.name}?{urlencode(parameters(view), doseq=True)}"
