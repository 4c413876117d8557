"""Holds the first click of a window that comes from another server until it can count.

A window that connects to another replica, or to a server after a restart, brings values of its
widgets. Streamlit forgets a click that arrives before this session's first run has shown the widget
it was made on: it stops that run, and begins anew without calling the widget's callback.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

PATIENCE_SECONDS = 120.0
"""How long a click waits at most: a run may hang, or load a large campaign."""

RERUN = "rerun_script"
"""Kind of the message that asks for a run."""


class ReturningWindows:
    """Let the first run of a returning window end before its next click begins another."""

    def __init__(self, app: ASGIApp) -> None:
        """Guard an app."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; of a WebSocket, hold clicks during its first run."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        window = _Window(receive, send)
        await self._app(scope, window.receive, window.send)


class _Window:
    """The two directions of one WebSocket."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._is_new = True
        self._run_has_ended = asyncio.Event()
        self._run_has_ended.set()

    async def receive(self) -> Message:
        """Return the next message; a click waits for the first run of a returning window."""
        message = await self._receive()
        data = message.get("bytes") or b""
        if not data or (not self._is_new and self._run_has_ended.is_set()):
            return message
        request = back_message(data)
        if request is None or request.WhichOneof("type") != RERUN:
            return message
        if self._is_new:
            self._is_new = False
            if request.rerun_script.widget_states.widgets:
                self._run_has_ended.clear()
        elif not self._run_has_ended.is_set():
            await self._wait()
        return message

    async def _wait(self) -> None:
        try:
            await asyncio.wait_for(self._run_has_ended.wait(), PATIENCE_SECONDS)
        except TimeoutError:
            self._run_has_ended.set()

    async def send(self, message: Message) -> None:
        """Pass a message on, and note the end of the first run."""
        await self._send(message)
        if not self._run_has_ended.is_set() and _ends_run(message.get("bytes") or b""):
            self._run_has_ended.set()


def back_message(data: bytes) -> BackMsg | None:
    """Return what a browser says; None if that is no message of Streamlit's."""
    message = BackMsg()
    try:
        message.ParseFromString(data)
    except DecodeError:
        return None
    return message


def _ends_run(data: bytes) -> bool:
    """Return whether a message says that a run has ended for good, with all its widgets shown."""
    message = ForwardMsg()
    try:
        message.ParseFromString(data)
    except DecodeError:
        return False
    return (
        message.WhichOneof("type") == "script_finished"
        and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
    )
