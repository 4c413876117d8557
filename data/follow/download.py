"""Get a file from an address, within limits of size and time, only if it has changed."""

from __future__ import annotations

import json
import os
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from http.client import HTTPException
from threading import Timer
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, NewConnectionError
from urllib3.exceptions import TimeoutError as SilenceError

from data.follow.addresses import Target, target_of, unreachable
from data.lists.readers.read_file import check_bytes
from data.model.errors import SourceError, msgid
from data.model.source_settings import AUTHORIZATION, SourceSettings

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse

MOST_SECONDS = 60.0
"""Time for one file, with all redirects."""

SILENCE_SECONDS = 15.0
"""Time to connect, and between two parts of an answer."""

_MOST_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_OK, _NOT_MODIFIED, _SERVER_ERROR, _TOO_MANY = 200, 304, 500, 429
_PIECE = 1 << 16
_BROKEN = (HTTPError, HTTPException, OSError, ValueError, AttributeError)
"""What a broken answer raises. `_cut` may end it anywhere, with whatever error that gives."""
_LATER = msgid("It is asked again later. If this lasts, check the address.")
_LONGEST_TAG = 1000
_HEADERS = {
    "User-Agent": "Consultation Map",
    "Accept": "*/*",
    "Accept-Encoding": "gzip, deflate",
}


@dataclass(frozen=True)
class Answer:
    """What an address gave.

    Attributes:
        data: The file; None if it is the one that the asker has.
        etag: The header `ETag`, to ask with next time.
        modified: The header `Last-Modified`, likewise.
    """

    data: bytes | None
    etag: str = ""
    modified: str = ""


def download(settings: SourceSettings, etag: str = "", modified: str = "") -> Answer:
    """Get the file at an address.

    Args:
        settings: The address, and the hosts that it may redirect to.
        etag: Of the copy that the asker has.
        modified: `Last-Modified` of that copy, as its server wrote it.

    Raises:
        SourceError: There is no file, or it may not be asked for.
        UnreadableError: The file is too large.
    """
    conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
    known = {name: value for name, value in conditions.items() if value}
    url, deadline = settings.url, monotonic() + MOST_SECONDS
    for _ in range(_MOST_REDIRECTS + 1):
        target = target_of(url, settings)
        headers = known | _authorization(url, settings)
        with _request(target, headers, settings.query, deadline) as response:
            location = response.headers.get("location", "")
            if response.status not in _REDIRECTS or not location:
                return _answer(response, target.host, deadline)
        try:
            url, before = urljoin(url, location), url
        except ValueError as error:  # unclosed brackets
            raise unreachable(target.host) from error
        if before.startswith("https:") and not url.startswith("https:"):
            raise SourceError(
                msgid("{host} redirects to an address without encryption."),
                msgid("Use the final address under [source] in campaign.toml."),
                host=target.host,
            )
    raise SourceError(
        msgid("{host} redirects too many times."),
        msgid("Use the final address under [source] in campaign.toml."),
        host=settings.host,
    )


def _authorization(url: str, settings: SourceSettings) -> dict[str, str]:
    """Return the header that proves who asks, only for the host and port of the address."""
    secret = os.environ.get(AUTHORIZATION, "").strip()
    requested, own = urlsplit(url), urlsplit(settings.url)
    is_own = (requested.scheme, requested.netloc) == (own.scheme, own.netloc)
    return {"Authorization": secret} if secret and is_own else {}


@contextmanager
def _request(
    target: Target, headers: dict[str, str], query: str, deadline: float
) -> Iterator[BaseHTTPResponse]:
    """Send a request to a machine of the target; the connection is closed afterwards."""
    try:
        with closing(_connect(target)) as connection:
            # A server that sends a letter now and then would never exceed a limit of silence.
            timer = Timer(max(deadline - monotonic(), 0), _cut, [connection.sock])
            timer.daemon = True
            timer.start()
            try:
                connection.request(
                    "POST" if query else "GET",
                    target.path,
                    body=json.dumps({"query": query}) if query else None,
                    headers=_HEADERS
                    | {"Host": target.host_header}
                    | ({"Content-Type": "application/json"} if query else {})
                    | headers,
                    preload_content=False,
                )
                with closing(connection.getresponse()) as response:
                    yield response
            finally:
                timer.cancel()
    except SourceError:
        raise
    except _BROKEN as error:
        is_silent = isinstance(error, TimeoutError | SilenceError)
        if monotonic() >= deadline or (is_silent and not isinstance(error, NewConnectionError)):
            raise _too_slow(target.host) from error
        raise unreachable(target.host) from error


def _connect(target: Target) -> HTTPConnection:
    """Connect to one of the machines, not to whatever their name means by then.

    Raises:
        OSError: None of them can be connected to.
        HTTPError: The same.
    """
    failure: Exception = OSError(target.host)
    for machine in target.machines:
        connection: HTTPConnection
        if target.scheme == "https":
            connection = HTTPSConnection(
                machine, target.port, timeout=SILENCE_SECONDS, ssl_context=_trusted(),
                server_hostname=target.host,
            )  # fmt: skip
        else:
            connection = HTTPConnection(machine, target.port, timeout=SILENCE_SECONDS)
        try:
            connection.connect()
        except (HTTPError, OSError) as error:
            connection.close()
            failure = error
        else:
            return connection
    raise failure


@lru_cache(maxsize=1)
def _trusted() -> ssl.SSLContext:
    """Trust what the system trusts, and Mozilla's list: a slim container has none of its own."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _cut(sock: socket.socket) -> None:
    with suppress(OSError):
        socket.socket.shutdown(sock, socket.SHUT_RDWR)


def _answer(response: BaseHTTPResponse, host: str, deadline: float) -> Answer:
    headers = response.headers
    tags = (headers.get("etag", "")[:_LONGEST_TAG], headers.get("last-modified", "")[:_LONGEST_TAG])
    if response.status == _NOT_MODIFIED:
        return Answer(None, *tags)
    if response.status != _OK:
        is_passing = response.status >= _SERVER_ERROR or response.status == _TOO_MANY
        raise SourceError(
            msgid("{host} answers with status {status}."),
            _LATER if is_passing else msgid("Check the address, and whether anybody may read it."),
            host=host,
            status=str(response.status),
        )
    length = headers.get("content-length", "")
    check_bytes(host, int(length) if length.isascii() and length.isdecimal() else 0)
    return Answer(_body(response, host, deadline), *tags)


def _body(response: BaseHTTPResponse, host: str, deadline: float) -> bytes:
    """Read the file piece by piece: packed with gzip it may be larger than it says."""
    pieces, size = [], 0
    try:
        while piece := response.read(_PIECE):
            size += len(piece)
            check_bytes(host, size)
            pieces.append(piece)
            if monotonic() >= deadline:
                raise _too_slow(host)
    except _BROKEN as error:
        if monotonic() >= deadline or isinstance(error, TimeoutError | SilenceError):
            raise _too_slow(host) from error
        raise SourceError(
            msgid("The file from {host} is incomplete."), _LATER, host=host
        ) from error
    if monotonic() >= deadline:
        raise _too_slow(host)
    return b"".join(pieces)


def _too_slow(host: str) -> SourceError:
    return SourceError(
        msgid("{host} takes too long to answer (limit in seconds: {most})."),
        _LATER,
        host=host,
        most=f"{MOST_SECONDS:.0f}",
    )
