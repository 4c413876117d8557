from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import pytest

from tests.loops import run_apart

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Answer(NamedTuple):
    """What came back: a status (of a refused WebSocket None) and headers."""

    status: int | None
    headers: dict[str, str]
    passed: bool


class Ask(Protocol):
    """Sends a request to an app behind one guard."""

    def __call__(
        self,
        guard: Callable[[ASGIApp], ASGIApp],
        path: str = "/",
        *,
        kind: str = "http",
        method: str = "GET",
        client: str = "127.0.0.1",
        **headers: str,
    ) -> Answer: ...


def scope_of(
    path: str, kind: str, method: str, client: str, headers: Iterable[tuple[str, str]]
) -> Scope:
    """Return the ASGI scope of a request; what follows `__` in a header's name is left out."""
    path, _, query = path.partition("?")
    return {
        "type": kind,
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [
            (name.partition("__")[0].replace("_", "-").encode(), text.encode())
            for name, text in headers
        ],
        "client": (client, 1),
    }


@pytest.fixture
def ask() -> Ask:
    """Send a request to an app behind a guard; the app answers everything with 200."""

    def ask_guarded(
        guard: Callable[[ASGIApp], ASGIApp],
        path: str = "/",
        *,
        kind: str = "http",
        method: str = "GET",
        client: str = "127.0.0.1",
        **headers: str,
    ) -> Answer:
        passed: list[str] = []

        async def app(scope: Scope, _receive: Receive, send: Send) -> None:
            passed.append(scope["path"])
            if scope["type"] == "http":
                await send({"type": "http.response.start", "status": 200, "headers": []})
                await send({"type": "http.response.body", "body": b""})

        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        async def receive() -> Message:
            return {"type": f"{kind}.connect"}

        scope = scope_of(path, kind, method, client, headers.items())
        run_apart(_run(guard(app), scope, receive, send))
        start: dict[str, Any] = dict(sent[0]) if sent else {}
        answered = {k.decode(): v.decode() for k, v in start.get("headers", [])}
        return Answer(start.get("status"), answered, bool(passed))

    return ask_guarded


async def _run(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    await app(scope, receive, send)
