"""Limits uploads: per file, per session and in total."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from streamlit import config

from components.server.streamlit_inside import uploaded_bytes

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_MEGABYTE = 1_048_576
MOST_OF_SESSION = 110 * _MEGABYTE
"""Total bytes of one session: two of the largest files, because one may replace another."""

MOST_OF_ALL = 500 * _MEGABYTE
"""Total bytes of all visitors' uploads, including those in progress."""

_UPLOAD = re.compile(r".*/_stcore/upload_file/([^/]+)/[^/]+")
_TOO_LARGE, _BUSY = 413, 503


class UploadLimits:
    """Refuse files that would exceed the memory limit of a session or of all sessions."""

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
        session, size = path[1], _announced(Headers(scope=scope))
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


def _announced(headers: Headers) -> int:
    """Return the size of an upload: from its header, else the most that Streamlit accepts."""
    length = headers.get("content-length", "")
    largest: int = (config.get_option("server.maxUploadSize") + 1) * _MEGABYTE
    return min(int(length), largest) if length.isdecimal() and length.isascii() else largest
