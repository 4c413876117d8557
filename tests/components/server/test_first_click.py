"""The first click of a window that comes from another server counts; one that left waits not."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from components.server import messages
from components.server.messages import WebSocketFilter
from tests.loops import run_apart

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

LEFT = "websocket.disconnect"
HEARTBEAT = BackMsg(app_heartbeat=True).SerializeToString()
ENDS = {
    ForwardMsg.FINISHED_SUCCESSFULLY: True,
    ForwardMsg.FINISHED_WITH_COMPILE_ERROR: True,
    # Another run follows at once.
    ForwardMsg.FINISHED_EARLY_FOR_RERUN: False,
}


def run(*widgets: str) -> bytes:
    """Return the message that asks for a run, with values of these widgets."""
    message = BackMsg()
    message.rerun_script.SetInParent()
    for widget in widgets:
        message.rerun_script.widget_states.widgets.add(id=widget)
    return message.SerializeToString()


def passed_during_the_first_run(
    sent: list[bytes], end: ForwardMsg.ScriptFinishedStatus | None = None, *, leaves: bool = True
) -> list[bytes]:
    """Return which messages of a browser the server gets while its first run goes on.

    Args:
        sent: What the browser sends.
        end: How the run ends after its first message; None while it goes on.
        leaves: Whether the window leaves after what it sends.
    """
    received: list[bytes] = []
    coming = iter([{"type": "websocket.receive", "bytes": data} for data in sent])

    async def receive() -> Message:
        if (message := next(coming, None)) is None and not leaves:
            await asyncio.Event().wait()
        return message or {"type": LEFT}

    async def send(_message: Message) -> None: ...

    async def app(_scope: Scope, receive: Receive, send: Send) -> None:
        while (message := await receive())["type"] == "websocket.receive":
            if not received and end is not None:
                done = ForwardMsg(script_finished=end).SerializeToString()
                await send({"type": "websocket.send", "bytes": done})
            received.append(message["bytes"])

    async def watched() -> None:
        guarded = WebSocketFilter(app)({"type": "websocket"}, receive, send)
        task = asyncio.create_task(guarded)
        await asyncio.wait([task], timeout=0.05)
        task.cancel()

    run_apart(watched())
    return received


def test_a_click_waits_for_the_first_run_of_a_window_with_widgets() -> None:
    assert passed_during_the_first_run([run("a"), HEARTBEAT, run("a")]) == [run("a"), HEARTBEAT]


@pytest.mark.parametrize(("end", "passes"), ENDS.items())
def test_it_passes_once_that_run_has_ended(
    end: ForwardMsg.ScriptFinishedStatus, *, passes: bool
) -> None:
    sent = [run("a"), run("a", "b"), run("c")]
    assert passed_during_the_first_run(sent, end) == (sent if passes else sent[:1])


@pytest.mark.parametrize("sent", [[run(), run("a"), run()], [HEARTBEAT, run(), run("a")], [b"?"]])
def test_a_new_window_may_click_at_any_time(sent: list[bytes]) -> None:
    assert passed_during_the_first_run(sent) == sent


def test_a_run_that_hangs_holds_nobody_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "PATIENCE_SECONDS", 0.001)
    sent = [run("a"), run("b"), run("c")]
    assert passed_during_the_first_run(sent, leaves=False) == sent


def seconds_until_the_place_is_free(*sent: bytes) -> float:
    """Return how long a window that sends messages and leaves keeps its place."""
    coming = iter(sent)

    async def receive() -> Message:
        data = next(coming, None)
        return {"type": "websocket.receive", "bytes": data} if data else {"type": LEFT}

    async def send(_message: Message) -> None: ...

    async def app(_scope: Scope, receive: Receive, _send: Send) -> None:
        while (await receive())["type"] != LEFT:
            pass

    async def watched() -> float:
        begin = asyncio.get_running_loop().time()
        guarded = WebSocketFilter(app)({"type": "websocket"}, receive, send)
        await asyncio.wait_for(guarded, timeout=5)
        return asyncio.get_running_loop().time() - begin

    return run_apart(watched())


@pytest.mark.parametrize("clicks", [1, 5])
def test_a_window_that_leaves_while_its_click_waits_frees_its_place(clicks: int) -> None:
    assert seconds_until_the_place_is_free(run("a"), *[run("a", "b")] * clicks) < 1


def test_too_much_behind_a_click_waits_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "MOST_WAITING", len(run("c")))
    sent = [run("a"), run("b"), run("c"), run("d"), run("e")]
    assert passed_during_the_first_run(sent, leaves=False) == sent
