"""Filters the messages between browser and Streamlit: a limit of windows, and three rules.

1. A window may send only the messages that a visitor needs, and not too many of them.
2. The first click of a window that comes from another server waits until it can count. A window
   that connects to another replica, or to a server after a restart, brings values of its widgets.
   Streamlit forgets a click that arrives before this session's first run has shown the widget that
   it was made on: it stops that run, and begins anew without calling the widget's callback.
3. A page that a visitor goes to stays, whatever widgets of the page before still send. A browser
   learns the new page's name from the server's answer. A search box or a map that comes to rest
   before names the page that the visitor leaves, and Streamlit would run that one again.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send
    from streamlit.proto.ClientState_pb2 import ClientState

_RERUN = "rerun_script"
"""Kind of the message that asks for a run."""

ALLOWED = frozenset(
    {
        _RERUN,
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

PATIENCE_SECONDS = 120.0
"""How long a click waits at most: a run may hang, or load a large campaign."""

MOST_WAITING = 1_000_000
"""Bytes of the messages that wait behind such a click; beyond them the click no longer waits."""


class WebSocketFilter:
    """Limit the number of windows, and apply the three rules to the messages of each."""

    def __init__(self, app: ASGIApp) -> None:
        """Guard an app."""
        self._app = app
        self._open = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; filter a WebSocket, or refuse it above the limit."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        if self._open >= MOST_WINDOWS:
            await receive()
            await send({"type": "websocket.close", "code": 1013, "reason": ""})
            return
        window = _Window(receive, send)
        self._open += 1
        try:
            await self._app(scope, window.receive, window.send)
        finally:
            self._open -= 1
            window.close()


class _Received(NamedTuple):
    """A message of a browser; `request` is what it asks of Streamlit, None if it can't be read."""

    message: Message
    request: BackMsg | None

    @property
    def run(self) -> ClientState | None:
        """The run that it asks for, if any."""
        asks = self.request is not None and self.request.WhichOneof("type") == _RERUN
        return self.request.rerun_script if self.request and asks else None


class _Window:
    """The two directions of one WebSocket."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._allowance, self._last = float(BURST), time.monotonic()
        self._reading: asyncio.Task[_Received] | None = None
        self._waiting: deque[_Received] = deque()
        self._is_new = True
        self._run_has_ended = asyncio.Event()
        self._run_has_ended.set()
        self._page = _PageChange()

    async def receive(self) -> Message:
        """Return the next allowed message, once its click can count, with the right page."""
        received = self._waiting.popleft() if self._waiting else await self._read_on()
        run = received.run
        if run is None:
            return received.message
        if self._is_new:
            self._is_new = False
            if run.widget_states.widgets:
                self._run_has_ended.clear()
        elif not self._run_has_ended.is_set() and (goodbye := await self._wait()):
            return goodbye
        if received.request and self._page.is_corrected(run):
            return {**received.message, "bytes": received.request.SerializeToString()}
        return received.message

    async def send(self, message: Message) -> None:
        """Pass a message on, and note the end of the first run and the page that begins."""
        await self._send(message)
        is_first_run = not self._run_has_ended.is_set()
        if not is_first_run and not self._page.is_awaited:
            return
        forward = _read_message(message.get("bytes") or b"")
        if is_first_run and _ends_run(forward):
            self._run_has_ended.set()
        if forward.WhichOneof("type") == "new_session":
            self._page.begin(forward.new_session.page_script_hash)

    def close(self) -> None:
        """Stop reading ahead."""
        if self._reading:
            self._reading.cancel()

    async def _read(self) -> _Received:
        """Return the next message of a kind that visitors may send; wait if there are too many."""
        while True:
            message = await self._receive()
            if message["type"] != "websocket.receive":
                return _Received(message, None)
            now = time.monotonic()
            more = (now - self._last) * PER_SECOND
            self._allowance, self._last = min(BURST, self._allowance + more) - 1, now
            if self._allowance < 0:
                # The sender must wait: nothing is read from it meanwhile.
                await asyncio.sleep(-self._allowance / PER_SECOND)
            request = requested(message.get("bytes") or b"")
            if is_allowed(request):
                return _Received(message, request)

    async def _read_on(self) -> _Received:
        """Return the next message; continue a reading that has begun."""
        reading, self._reading = self._reading, None
        return await (reading or self._read())

    async def _wait(self) -> Message | None:
        """Wait until the first run has ended, and read ahead meanwhile.

        Returns:
            The message that the window has left, if that comes first; else None.
        """
        ended = asyncio.create_task(self._run_has_ended.wait())
        size = 0
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while not ended.done() and size <= MOST_WAITING:
                    self._reading = self._reading or asyncio.create_task(self._read())
                    await asyncio.wait({ended, self._reading}, return_when="FIRST_COMPLETED")
                    if not self._reading.done():
                        continue
                    received = await self._read_on()
                    if received.message["type"] != "websocket.receive":
                        return received.message
                    self._waiting.append(received)
                    size += len(received.message.get("bytes") or b"")
        except TimeoutError:
            pass
        finally:
            ended.cancel()
        self._run_has_ended.set()
        return None


class _PageChange:
    """The page that a window requested last, and the page that it leaves."""

    def __init__(self) -> None:
        self.is_awaited = False
        """Whether the browser hasn't yet heard of the page it asked for."""
        self._page = self._left = ""
        self._values: dict[str, int] = {}

    def is_corrected(self, run: ClientState) -> bool:
        """Put the new page into a message of the page before; return whether that was needed."""
        changes = self._has_new_value(run)
        if self.is_awaited and run.page_script_hash == self._left and changes:
            run.page_script_hash = self._page
            run.fragment_id = ""
            return True
        if run.page_script_hash != self._page:
            # The first page of a window has no name yet.
            self.is_awaited = bool(self._page)
            self._left, self._page = self._page, run.page_script_hash
        return False

    def _has_new_value(self, run: ClientState) -> bool:
        """Note the values of widgets, and return whether one is new: a link or Back has none."""
        values = {each.id: hash(each.SerializeToString()) for each in run.widget_states.widgets}
        is_new = not run.is_history_navigation and not values.items() <= self._values.items()
        self._values.update(values)
        return is_new

    def begin(self, page: str) -> None:
        """Note that Streamlit tells the browser its new page."""
        if page == self._page:
            self.is_awaited = False


def requested(data: bytes) -> BackMsg | None:
    """Return a browser's request; None if it is not a message of Streamlit."""
    message = BackMsg()
    try:
        message.ParseFromString(data)
    except DecodeError:
        return None
    return message


def is_allowed(request: BackMsg | None) -> bool:
    """Return whether visitors may send this request; Streamlit refuses malformed ones itself."""
    return request is None or request.WhichOneof("type") in ALLOWED


def _read_message(data: bytes) -> ForwardMsg:
    """Parse a message of Streamlit to a browser; an empty message if it can't be parsed."""
    message = ForwardMsg()
    try:
        message.ParseFromString(data)
    except DecodeError:
        return ForwardMsg()
    return message


def _ends_run(message: ForwardMsg) -> bool:
    """Return whether a run has ended for good, with all its widgets shown."""
    return (
        message.WhichOneof("type") == "script_finished"
        and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
    )
