"""Limits of uploads: per file, per session, and of all visitors."""

from __future__ import annotations

import asyncio
import re
import time
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from streamlit import config

from components.shell.streamlit_inside import is_connected, is_waiting, uploaded_bytes

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_MEGABYTE = 1_048_576
MOST_OF_SESSION = 110 * _MEGABYTE
"""Total bytes of one session: two of the largest files, because one may replace another."""

MOST_OF_ALL = 500 * _MEGABYTE
"""Total bytes of all visitors' uploads, including those in progress."""

PATIENCE_SECONDS = 10.0
"""How long an upload waits for its window to connect again."""

_STEP_SECONDS = 0.1
_UPLOAD = re.compile(r".*/_stcore/upload_file/([^/]+)/[^/]+")
_ELSEWHERE, _TOO_LARGE, _BUSY = 404, 413, 503


class UploadLimits:
    """Refuse files that would exceed the memory limit of a session or of all sessions.

    A file for a session of another replica gets 404, so that the proxy asks the next one. An
    upload waits for a window that has just lost its connection: Streamlit would refuse the file.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Guard an app."""
        self._app = app
        self._coming: dict[str, int] = {}
        """Bytes of uploads in progress, by session."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        path = _UPLOAD.fullmatch(scope.get("path", ""))
        if scope["type"] != "http" or scope["method"] != "PUT" or path is None:
            await self._app(scope, receive, send)
            return
        session, size = path[1], _announced_size(Headers(scope=scope))
        if not await _has_session(session):
            unknown = PlainTextResponse("This server does not know this session.\n", _ELSEWHERE)
            await unknown(scope, receive, send)
            return
        refusal = self._refusal(session, size)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        self._coming[session] = self._coming.get(session, 0) + size
        try:
            await self._app(scope, receive, send)
        finally:
            self._coming[session] -= size
            if self._coming[session] <= 0:
                del self._coming[session]

    def _refusal(self, session: str, size: int) -> PlainTextResponse | None:
        there = uploaded_bytes()
        own = there.get(session, 0) + self._coming.get(session, 0)
        if own + size > MOST_OF_SESSION:
            return PlainTextResponse("This session has uploaded too much.\n", _TOO_LARGE)
        if sum(there.values()) + sum(self._coming.values()) + size > MOST_OF_ALL:
            return PlainTextResponse("Too many files are here right now.\n", _BUSY)
        return None


async def _has_session(session: str) -> bool:
    """Return whether a session's window is connected to this server, or connects again soon."""
    until = time.monotonic() + PATIENCE_SECONDS
    # Streamlit has no event for it.
    while not is_connected(session) and is_waiting(session) and time.monotonic() < until:  # noqa: ASYNC110
        await asyncio.sleep(_STEP_SECONDS)
    return is_connected(session)


def _announced_size(headers: Headers) -> int:
    """Return the size of an upload: from its header, else the most that Streamlit accepts."""
    length = headers.get("content-length", "")
    largest: int = (config.get_option("server.maxUploadSize") + 1) * _MEGABYTE
    return min(int(length), largest) if length.isdecimal() and length.isascii() else largest
