"""Compressed answers: scripts, styles and shapes once for all visitors, pages as they are sent.

Streamlit sends its own files uncompressed, because a proxy usually does this. Without one, a first
visit would fetch three times as many bytes.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import re
from collections import OrderedDict
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders

from components.server.answers import Answer

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_FILES = ("/static/", "/component/")
"""Parts of addresses of files that don't change while the server runs."""

_TEXT = re.compile(r"text/(html|css|javascript)|application/(javascript|json)|image/svg\+xml")
_ACCEPTED = re.compile(r"(?:^|,)\s*gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[\d.]+\s*)?(?:,|$)")
_SUFFIX: Final = "-gzip"
"""What the tag of a compressed file has after that of the file itself."""

_LEAST, _MOST = 500, 8 << 20
"""Bytes of an answer: a smaller one gains nothing, a larger one is no file that a page loads."""

MOST_CACHED = 24 << 20
"""Bytes of compressed files in memory; all that pages load have 3 MB."""

_LEVEL = 6
"""With 9, Streamlit's largest scripts are 0.3 % smaller and take 1.6 times as long."""

_OK, _NOT_MODIFIED = 200, 304
_FOR_EVER = "public, immutable, max-age=31536000"


class Compression:
    """Compress what browsers load: files once, with their tag, and pages each time.

    Parts of a file, downloads and feeds pass unchanged. A file of the map whose address has the
    beginning of its hash (`?v=`) never changes, and browsers need not ask for it again.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self._app = app
        self._files: OrderedDict[bytes, bytes] = OrderedDict()
        """Hash of a file to its compressed bytes, the latest used last."""
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, compressed if the browser allows it and it helps."""
        if scope["type"] != "http" or not _can_compress(scope):
            await self._app(scope, receive, send)
            return
        is_file = any(part in scope["path"] for part in _FILES)
        is_head = scope["method"] == "HEAD"

        def holds(status: int, headers: MutableHeaders) -> bool:
            if status == _NOT_MODIFIED and is_file and "etag" in headers:
                headers["etag"] = f'{headers["etag"][:-1]}{_SUFFIX}"'
            return _is_compressible(status, headers, is_file=is_file, is_head=is_head)

        answer = Answer(send, holds, has_body=not is_head)
        # Streamlit's own compression would answer some of these, each time anew.
        await self._app(_asked_for_file(scope) if is_file else scope, receive, answer.take)
        if answer.is_held:
            await self._finish(answer, scope if is_file else None)

    async def _finish(self, answer: Answer, file: Scope | None) -> None:
        """Send an answer compressed; `file` is the request for a file."""
        headers, body = answer.headers, bytes(answer.body)
        compressed, digest = await self._compressed(body)
        headers["content-encoding"] = "gzip"
        headers.add_vary_header("accept-encoding")
        del headers["accept-ranges"]  # Its bytes are not those of the file.
        if file:
            headers["etag"] = f'"{headers.get("etag", digest[:24]).strip(chr(34))}{_SUFFIX}"'
            if parse_qs(file["query_string"].decode("latin-1")).get("v") == [digest[:8]]:
                headers["cache-control"] = _FOR_EVER
            if Headers(scope=file).get("if-none-match") == headers["etag"]:
                answer.start["status"], compressed = _NOT_MODIFIED, b""
                del headers["content-length"], headers["content-encoding"]
        await answer.send(compressed)

    async def _compressed(self, body: bytes) -> tuple[bytes, str]:
        """Return a body compressed, from the cache if it is there, and its hash."""
        hashed = hashlib.sha256(body)
        key = hashed.digest()
        compressed = self._files.pop(key, None)
        if compressed is None:
            compressed = await asyncio.to_thread(gzip.compress, body, _LEVEL, mtime=0)
            # Two visitors may have waited for the same file.
            self._size += len(compressed) if key not in self._files else 0
        self._files[key] = compressed
        while self._size > MOST_CACHED:
            self._size -= len(self._files.popitem(last=False)[1])
        return compressed, hashed.hexdigest()


def _can_compress(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    accepted = headers.get("accept-encoding", "").lower()
    is_whole = scope["method"] in {"GET", "HEAD"} and "range" not in headers
    return is_whole and bool(_ACCEPTED.search(accepted))


def _asked_for_file(scope: Scope) -> Scope:
    """Return the request for the whole file as it is, or for whether it has changed."""
    headers = []
    for name, value in scope["headers"]:
        if name == b"if-none-match":
            headers.append((name, value.replace(f'{_SUFFIX}"'.encode(), b'"')))
        elif name != b"accept-encoding":
            headers.append((name, value))
    return {**scope, "method": "GET", "headers": headers}


def _is_compressible(status: int, headers: Headers, *, is_file: bool, is_head: bool) -> bool:
    content, length = headers.get("content-type", ""), headers.get("content-length", "")
    is_page = content.startswith("text/html") and not is_head
    return bool(
        _TEXT.match(content)
        and (is_file or is_page)
        and (status == _OK or is_page)
        and "content-encoding" not in headers
        and length.isdigit()
        and _LEAST <= int(length) <= _MOST
    )
