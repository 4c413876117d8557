"""A response that is held back until it is whole, so that what is in front can change it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from starlette.types import Message, Send


class Answer:
    """A response: held back if `holds` says so of its status and headers, else passed on at once.

    Without `has_body` it is passed on with an empty body, as HEAD asks for.
    """

    def __init__(
        self, send: Send, holds: Callable[[int, MutableHeaders], bool], *, has_body: bool = True
    ) -> None:
        """Start with nothing."""
        self._send, self._holds, self._has_body = send, holds, has_body
        self.start: Message = {}
        self.headers = MutableHeaders()
        self.body = bytearray()
        self.is_held = False

    async def take(self, message: Message) -> None:
        """Take one message of the response."""
        if message["type"] == "http.response.start":
            self.start = message
            self.headers = MutableHeaders(raw=message.setdefault("headers", []))
            self.is_held = self._holds(message["status"], self.headers)
        elif self.is_held:
            self.body += message.get("body", b"")
        if not self.is_held:
            has_more = "body" in message and not self._has_body
            await self._send({**message, "body": b""} if has_more else message)

    async def send(self, body: bytes) -> None:
        """Send the whole of a held one with another body."""
        if body or "content-length" in self.headers:
            self.headers["content-length"] = str(len(body))
        await self._send(self.start)
        body = body if self._has_body else b""
        await self._send({"type": "http.response.body", "body": body})
