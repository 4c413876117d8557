"""Which messages a browser may send over its WebSocket, how often, and from how many windows."""

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
"""Kinds of messages that a visitor's browser needs. Among the others are one that clears the caches
of all visitors and one that tells the names of files in the repository."""

MOST_WINDOWS = 600
"""WebSockets at a time. Each costs up to ten megabytes."""

BURST, PER_SECOND = 30, 10.0
"""Messages that a window may send at once, and per second in the long run. Fast typing and
dragging send five a second; a flood of them would run the page for nobody."""


class MessageGuard:
    """Drop messages that visitors may not send, and slow down windows that send too many."""

    def __init__(self, app: ASGIApp) -> None:
        """Guard an app."""
        self._app = app
        self._open = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; a WebSocket above the limit is refused."""
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
    """Give the messages of a WebSocket that are allowed, none faster than they may come."""
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
                # The sender waits: nothing more is read from it meanwhile.
                await asyncio.sleep(-allowance / PER_SECOND)
            if is_allowed(message.get("bytes") or b""):
                return message

    return guarded


def is_allowed(data: bytes) -> bool:
    """Whether a message is of a kind that visitors may send; Streamlit refuses what is none."""
    message = BackMsg()
    try:
        message.ParseFromString(data)
    except DecodeError:
        return True
    return message.WhichOneof("type") in ALLOWED
