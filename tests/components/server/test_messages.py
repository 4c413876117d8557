from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from components.server import messages
from components.server.messages import (
    ALLOWED,
    BURST,
    PER_SECOND,
    WebSocketFilter,
    is_allowed,
    requested,
)
from tests.components.server.conftest import Ask
from tests.loops import run_apart

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

_KINDS = [field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields]


def message(kind: str) -> bytes:
    """Return a message of a kind."""
    made = BackMsg()
    value = getattr(made, kind)
    if isinstance(value, bool):
        setattr(made, kind, True)
    else:
        value.SetInParent()
    return made.SerializeToString()


def test_streamlit_has_the_kinds_that_are_allowed() -> None:
    assert set(_KINDS) >= ALLOWED


@pytest.mark.parametrize("kind", _KINDS)
def test_only_kinds_of_messages_that_visitors_need_pass(kind: str) -> None:
    assert is_allowed(requested(message(kind))) == (kind in ALLOWED)


@pytest.mark.parametrize("data", [b"\xff\xff\xff", b"junk"])
def test_streamlit_itself_refuses_malformed_messages(data: bytes) -> None:
    assert is_allowed(requested(data))


def test_no_visitor_can_clear_the_caches() -> None:
    assert not {"clear_cache", "load_git_info"} & ALLOWED


def _received(sent: list[bytes]) -> list[bytes]:
    """Return the messages that pass the guard, of those that a browser sends."""
    received: list[bytes] = []

    async def app(_scope: Scope, receive: Receive, _send: Send) -> None:
        while (got := await receive())["type"] == "websocket.receive":
            received.append(got["bytes"])

    coming = iter([*({"type": "websocket.receive", "bytes": data} for data in sent), None])

    async def receive() -> Message:
        return next(coming) or {"type": "websocket.disconnect"}

    async def send(_message: Message) -> None: ...

    run_apart(WebSocketFilter(app)({"type": "websocket"}, receive, send))
    return received


def test_a_forbidden_message_is_dropped_and_later_ones_pass() -> None:
    run = message("rerun_script")
    assert _received([run, message("clear_cache"), run]) == [run, run]


def test_a_flood_is_slowed_down(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(messages.asyncio, "sleep", sleep)
    monkeypatch.setattr(messages.time, "monotonic", lambda: 0.0)
    more = 5
    run = message("rerun_script")
    assert len(_received([run] * (BURST + more))) == BURST + more
    assert waited == pytest.approx([count / PER_SECOND for count in range(1, more + 1)])


def test_the_number_of_open_windows_is_limited(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(WebSocketFilter, kind="websocket").passed
    monkeypatch.setattr(messages, "MOST_WINDOWS", 0)
    assert not ask(WebSocketFilter, kind="websocket").passed
