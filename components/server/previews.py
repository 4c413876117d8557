"""Pictures that messengers show with a link: a map of exactly the view that the link names."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode

from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from components.server.hosts import base_path
from components.shell.campaign_cache import loaded_campaign
from components.shell.turns import turn
from data.export import renderer
from data.export.extract import Extract, today
from data.filters.address import parameters, read_view, split_parameters
from data.filters.choice import ALL_KINDS, Choice, View
from data.filters.query import Query
from data.model.errors import ExportError
from data.site.previews import draw_preview, of_consultation
from data.words.languages import spoken_languages

if TYPE_CHECKING:
    from starlette.requests import Request

PATH = "preview.png"
"""Address of the picture after that of the start page, before the query of the page."""

_MOST_ROWS = 50_000
"""With more consultations a page has no picture: counting them takes too long for an answer."""

MOST_CACHED = 200
"""Pictures in memory, of some 50 kB each."""

IN_LINE = 10
"""Pictures that wait to be drawn, one after the other. Further ones are refused."""

_AGE_SECONDS = 3600
_RETRY_SECONDS = 5
_NOT_MODIFIED, _NOT_FOUND, _BUSY = 304, 404, 503
_LATER = "The picture can't be drawn right now. Try again in a moment.\n"
_NONE = "Campaigns of this size have no pictures.\n"


def preview_query(view: View) -> str:
    """Return the query parameters of a view's picture, without those that change nothing in it."""
    return urlencode(
        parameters(View(view.choice, selected=view.selected, language=view.language)), doseq=True
    )


def has_previews(campaign: Query) -> bool:
    """Return whether a campaign is small enough to be counted and drawn while a messenger waits.

    Shards may take longer to answer than a messenger waits.
    """
    return campaign.is_local and campaign.size <= _MOST_ROWS


class Previews:
    """Answers the address of the pictures. Only the server's campaign is known here.

    Equal requests wait for one drawing. Messengers don't ask twice: instead of a late drawing they
    get the picture of the whole campaign.
    """

    def __init__(self, campaign: Callable[[], Query | None] = loaded_campaign) -> None:
        """Answer for a campaign, None while it loads."""
        self._campaign = campaign
        self._drawn: OrderedDict[str, bytes] = OrderedDict()
        self._coming: dict[str, asyncio.Task[bytes]] = {}
        self._place = asyncio.Semaphore(1)
        self._whole = ""
        """Key of the picture of the whole campaign, which stays in memory."""

    def routes(self) -> list[Route]:
        """Return the route, for GET and HEAD."""
        return [Route(f"{base_path()}/{PATH}", self.answer, methods=["GET"])]

    async def answer(self, request: Request) -> Response:
        """Answer one request."""
        campaign = self._campaign()
        if campaign is None:
            return self._later()
        if not has_previews(campaign):
            return PlainTextResponse(_NONE, _NOT_FOUND)
        query = parse_qs(request.scope["query_string"].decode("latin-1"))
        offered = spoken_languages(campaign.settings.languages)
        view, _ = read_view(split_parameters(query)[0], campaign, offered, offered[0])
        key = _key(campaign, view)
        headers = {
            "etag": f'"{sha256(key.encode()).hexdigest()[:24]}"',
            "cache-control": f"max-age={_AGE_SECONDS}",
        }
        if request.headers.get("if-none-match", "").removeprefix("W/") == headers["etag"]:
            return Response(status_code=_NOT_MODIFIED, headers=headers)
        picture = self._drawn.get(key) or await self._draw(campaign, view, key)
        if key in self._drawn:
            self._drawn.move_to_end(key)
        whole = View(Choice(kinds=(ALL_KINDS,)), language=offered[0])
        self._whole = _key(campaign, whole)
        if self._whole not in self._drawn:
            self._begin(campaign, whole, self._whole)
        if picture is None:
            return self._later()
        return Response(picture, headers=headers, media_type="image/png")

    async def _draw(self, campaign: Query, view: View, key: str) -> bytes | None:
        """Draw a picture and cache it; None if too many wait, or if it can't be drawn now."""
        task = self._begin(campaign, view, key)
        try:
            # Who leaves does not end what others wait for.
            return await asyncio.shield(task) if task else None
        except ExportError:
            return None

    def _begin(self, campaign: Query, view: View, key: str) -> asyncio.Task[bytes] | None:
        """Return the drawing of a picture, begun by this request or another; None if many wait."""
        if key not in self._coming and len(self._coming) <= IN_LINE:
            task = asyncio.create_task(self._in_turn(campaign, view))
            self._coming[key] = task
            task.add_done_callback(partial(self._end, key))
        return self._coming.get(key)

    async def _in_turn(self, campaign: Query, view: View) -> bytes:
        async with self._place:
            return await asyncio.to_thread(draw_view, campaign, view)

    def _end(self, key: str, task: asyncio.Task[bytes]) -> None:
        """Cache a picture, and drop the least recently used ones."""
        del self._coming[key]
        if task.cancelled() or task.exception() is not None:
            return
        self._drawn[key] = task.result()
        if self._whole in self._drawn:
            self._drawn.move_to_end(self._whole)
        while len(self._drawn) > MOST_CACHED:
            self._drawn.popitem(last=False)

    def _later(self) -> Response:
        """Return the picture of the whole campaign, to be asked for again; 503 without one."""
        headers = {"retry-after": str(_RETRY_SECONDS), "cache-control": "no-store"}
        if whole := self._drawn.get(self._whole):
            return Response(whole, headers=headers, media_type="image/png")
        return PlainTextResponse(_LATER, _BUSY, headers)


def _key(campaign: Query, view: View) -> str:
    return f"{campaign.settings.id} {campaign.version} {preview_query(view)}"


def draw_view(campaign: Query, view: View) -> bytes:
    """Return the picture of a view: of the open consultation, else of the selection."""
    extract = Extract(campaign, view.choice, view.language, "", today())
    renderer.render_in_workers()
    with turn():
        if view.selected and campaign.row_of(view.selected) >= 0:
            extract = of_consultation(extract, view.selected)
        return draw_preview(extract)
