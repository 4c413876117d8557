"""Keeps the page that a visitor goes to, whatever the page that is left still says.

A browser learns the new page's name from the server's answer. What a widget tells before, such as a
search box or a map that comes to rest, has the name of the page that is left, and Streamlit would
run that one again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from google.protobuf.message import DecodeError
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from components.server.returning import RERUN, back_message

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send
    from streamlit.proto.ClientState_pb2 import ClientState


class PageChanges:
    """Give what the widgets of a page that is left still tell to the page that comes."""

    def __init__(self, app: ASGIApp) -> None:
        """Guard an app."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; of a WebSocket, mend messages during a change of the page."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        pages = _Pages(receive, send)
        await self._app(scope, pages.receive, pages.send)


class _Pages:
    """The two directions of one WebSocket."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._page = self._left = ""
        self._is_awaited = False
        self._told: dict[str, int] = {}

    async def receive(self) -> Message:
        """Return the next message, with the page that was asked for last."""
        message = await self._receive()
        data = message.get("bytes") or b""
        request = back_message(data) if data else None
        if request is None or request.WhichOneof("type") != RERUN:
            return message
        asked = request.rerun_script
        tells = self._hears(asked)
        if self._is_awaited and asked.page_script_hash == self._left and tells:
            asked.page_script_hash = self._page
            asked.fragment_id = ""
            return {**message, "bytes": request.SerializeToString()}
        if asked.page_script_hash != self._page:
            # The first page of a window has no name yet.
            self._is_awaited = bool(self._page)
            self._left, self._page = self._page, asked.page_script_hash
        return message

    def _hears(self, asked: ClientState) -> bool:
        """Note the values of widgets, and return whether one is new: a link or Back has none."""
        values = {each.id: hash(each.SerializeToString()) for each in asked.widget_states.widgets}
        is_new = not asked.is_history_navigation and not values.items() <= self._told.items()
        self._told.update(values)
        return is_new

    async def send(self, message: Message) -> None:
        """Pass a message on, and note that the browser hears of its page."""
        await self._send(message)
        if self._is_awaited and _page_begun(message.get("bytes") or b"") == self._page:
            self._is_awaited = False


def _page_begun(data: bytes) -> str | None:
    """Return the page whose run a message begins; None for other messages."""
    message = ForwardMsg()
    try:
        message.ParseFromString(data)
    except DecodeError:
        return None
    begins = message.WhichOneof("type") == "new_session"
    return message.new_session.page_script_hash if begins else None
