"""Limits WebSocket messages: their kinds, their rate, and the number of windows."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

ALLOWED = frozenset(
    {
        "rerun_script",
        "stop_script",
        "app_heartbeat",
        "file_urls_request",
        "backend_operation_request",
    }
)
"""Kinds of messages that a visitor's browser needs. Others could clear the caches of all visitors
or list files in the repository."""

MOST_WINDOWS = 600
"""Number of WebSockets at a time. Each takes up to ten megabytes."""

BURST, PER_SECOND = 30, 10.0
"""Messages that a window may send at once, and per second in the long run. Fast typing and
dragging send five per second; a flood would only cause reruns that nobody sees."""


class MessageGuard:
    """Drop messages that visitors may not send, and slow down windows that send too many."""

    def __init__(self, app: ASGIApp) -> None:
        """Guard an app."""
        self._app = app
        self._open = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse a WebSocket above the limit."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        if self._open >= MOST_WINDOWS:
            await receive()
            await send({"type": "websocket.close", "code": 1013, "reason": ""})
            return
        self._open += 1
        try:
            await self._app(scope, _guarded(receive), send)
        finally:
            self._open -= 1


def _guarded(receive: Receive) -> Receive:
    """Return a `receive` that drops forbidden messages and delays those above the rate."""
    allowance, last = float(BURST), time.monotonic()

    async def guarded() -> Message:
        nonlocal allowance, last
        while True:
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            now = time.monotonic()
            allowance, last = min(BURST, allowance + (now - last) * PER_SECOND), now
            allowance -= 1
            if allowance < 0:
                # The sender must wait: nothing is read from it meanwhile.
                await asyncio.sleep(-allowance / PER_SECOND)
            if is_allowed(message.get("bytes") or b""):
                return message

    return guarded


def is_allowed(data: bytes) -> bool:
    """Return whether visitors may send this kind of message; Streamlit refuses malformed ones."""
    message = BackMsg()
    try:
        message.ParseFromString(data)
    except DecodeError:
        return True
    return message.WhichOneof("type") in ALLOWED
