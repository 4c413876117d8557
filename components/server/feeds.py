"""Feeds: the selection that an address names, as JSON, GeoJSON, CSV or calendar."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qs

from starlette.responses import Response
from starlette.routing import Route

from components.server.hosts import base_path, may_be_read_by_all
from components.shell.campaign_cache import loaded_campaign, source_status
from components.shell.turns import turn
from data.export.feed import feed_format, gone_feed, read_feed
from data.filters.query import Query
from data.follow.changes_feed import ATOM, changes_atom
from data.follow.status import Status
from data.model.errors import ExplainedError, GoneError, NotOfferedError, TooMuchError, msgid
from data.words.languages import closest_language, spoken_languages, translations

if TYPE_CHECKING:
    from starlette.requests import Request

AT_ONCE, IN_LINE = 2, 30
"""The most feeds that are written at a time, and that wait. The server refuses further ones."""

AGE_SECONDS = 300
"""How long a copy of a feed may be used without asking."""

_CHANGES_AGE_SECONDS = 60
_RETRY_SECONDS = 5
_NOT_MODIFIED, _WRONG, _NOT_FOUND, _GONE, _TOO_MUCH, _BUSY = 304, 400, 404, 410, 413, 503
_GIVEN_UP = ("changes.json", "openapi.json")
_REFUSED = {NotOfferedError: _NOT_FOUND, GoneError: _GONE, TooMuchError: _TOO_MUCH}
_ATOM_TYPE = "application/atom+xml"

_NOT_READY = (msgid("The campaign is not loaded yet."), msgid("Try again in a moment."))
_CROWDED = (msgid("Too many requests at once."), msgid("Try again in a moment."))


class _Request(NamedTuple):
    """A request in plain values, so that a thread can answer it.

    Attributes:
        path: The part of the path after `/api/`.
        query: As the address has it.
        address: Of the start page.
        etags: Of the copies that the sender has.
        is_head: Whether only headers are wanted.
    """

    path: str
    query: str
    address: str
    etags: str
    is_head: bool


class Feeds:
    """Answers the addresses under `/api/`.

    A thread reads and writes, in turn with the page runs. Feeds have no session, so they never
    show a visitor's list.
    """

    def __init__(
        self,
        campaign: Callable[[], Query | None] = loaded_campaign,
        status: Callable[[], Status] = source_status,
    ) -> None:
        """Answer for a campaign, None while it loads, and the status of its source."""
        self._campaign, self._status = campaign, status
        self._places = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    def routes(self) -> list[Route]:
        """Return the routes, for GET and HEAD."""
        return [Route(f"{base_path()}/api/{{path:path}}", self.answer, methods=["GET"])]

    async def answer(self, request: Request) -> Response:
        """Answer one request; every answer may be read by pages of other websites."""
        response = await self._respond(request)
        if may_be_read_by_all(request.scope):
            response.headers["access-control-allow-origin"] = "*"
            response.headers["access-control-expose-headers"] = "ETag"
        return response

    async def _respond(self, request: Request) -> Response:
        url = request.url
        plain = _Request(
            request.path_params["path"],
            request.scope["query_string"].decode("latin-1"),
            f"{url.scheme}://{url.netloc}{base_path()}/",
            request.headers.get("if-none-match", ""),
            request.method == "HEAD",
        )
        if self._waiting >= AT_ONCE + IN_LINE:
            return _explain(_CROWDED, plain, None, _BUSY)
        self._waiting += 1
        try:
            async with self._places:
                return await asyncio.to_thread(self._write, plain)
        finally:
            self._waiting -= 1

    def _write(self, request: _Request) -> Response:
        campaign = self._campaign()
        if campaign is None:
            return _explain(_NOT_READY, request, None, _BUSY)
        with turn():
            try:
                if request.path == ATOM:
                    return _changes(campaign, self._status(), request)
                return _feed(campaign, request)
            except ExplainedError as error:
                return _refuse(error, request, campaign)


def _feed(campaign: Query, request: _Request) -> Response:
    """Return a feed, or 304 if the sender has it already."""
    if request.path in _GIVEN_UP:
        raise gone_feed(request.path)
    thing, _, name = request.path.partition(".")
    form = feed_format(name if thing == "consultations" and name else request.path or "api")
    feed = read_feed(form.id, request.query, campaign, request.address)
    feed.check()
    headers = {"etag": feed.tag, "cache-control": f"max-age={AGE_SECONDS}"}
    if _has(request.etags, feed.tag):
        return Response(status_code=_NOT_MODIFIED, headers=headers)
    charset = "; charset=utf-8" if form.mime.startswith("text/") else ""
    file_name = feed.extract.file_name(form.ending)
    headers["content-disposition"] = f'inline; filename="{file_name}"'
    if request.is_head:
        return _head(headers | {"content-type": form.mime + charset})
    return Response(feed.write(), headers=headers, media_type=form.mime + charset)


def _changes(campaign: Query, status: Status, request: _Request) -> Response:
    """Return what changed, as a feed to subscribe to."""
    language = _language(campaign, request)
    body = changes_atom(campaign, status, request.address, language)
    tag = f'W/"{sha256(body).hexdigest()[:24]}"'
    headers = {"etag": tag, "cache-control": f"max-age={_CHANGES_AGE_SECONDS}"}
    if _has(request.etags, tag):
        return Response(status_code=_NOT_MODIFIED, headers=headers)
    if request.is_head:
        return _head(headers | {"content-type": _ATOM_TYPE})
    return Response(body, headers=headers, media_type=_ATOM_TYPE)


def _language(campaign: Query, request: _Request) -> str:
    offered = spoken_languages(campaign.settings.languages)
    return closest_language(parse_qs(request.query).get("lang", [""])[-1], offered)


def _head(headers: dict[str, str]) -> Response:
    """Return headers alone; their length is unknown, for nothing was written."""
    response = Response(headers=headers)
    del response.headers["content-length"]
    return response


def _has(etags: str, tag: str) -> bool:
    """Return whether a list of entity tags names one; weak ones compare like strong ones."""
    names = {part.strip().removeprefix("W/") for part in etags.split(",")}
    return "*" in names or tag.removeprefix("W/") in names


def _refuse(error: ExplainedError, request: _Request, campaign: Query) -> Response:
    status = next((status for kind, status in _REFUSED.items() if isinstance(error, kind)), _WRONG)
    return _explain((error.problem, error.action), request, campaign, status, **error.values)


def _explain(
    sentences: tuple[str, str],
    request: _Request,
    campaign: Query | None,
    status: int,
    **values: str,
) -> Response:
    """Return a problem and what to do about it, in the language that the address names."""
    offered = spoken_languages(campaign.settings.languages) if campaign else ()
    asked = parse_qs(request.query).get("lang", [""])[-1]
    say = translations(closest_language(asked, offered) if offered else asked).gettext
    problem, action = (say(sentence).format(**values) for sentence in sentences)
    later = {"retry-after": str(_RETRY_SECONDS)} if status == _BUSY else {}
    headers = {"cache-control": "no-store", **later}
    content = {"problem": problem, "action": action}
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    return Response(text.encode("utf-8", "replace"), status, headers, "application/json")
