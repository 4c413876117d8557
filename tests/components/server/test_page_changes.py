"""A page that is left doesn't take the change back with what its widgets still tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from components.server.messages import WebSocketFilter
from tests.loops import run_apart

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send


def run(page: str, *, goes_back: bool = False, fragment: str = "", **values: str) -> bytes:
    """Return the message that asks for a run of a page, with values of widgets."""
    message = BackMsg()
    message.rerun_script.page_script_hash = page
    message.rerun_script.is_history_navigation = goes_back
    message.rerun_script.fragment_id = fragment
    for widget, value in values.items():
        message.rerun_script.widget_states.widgets.add(id=widget, string_value=value)
    return message.SerializeToString()


def begins(page: str) -> bytes:
    message = ForwardMsg()
    message.new_session.page_script_hash = page
    return message.SerializeToString()


def pages_run(*talk: tuple[str, bytes]) -> list[str]:
    """Return the pages that the server is asked for, as a browser and it talk in turns."""
    asked: list[str] = []
    coming = iter([data for who, data in talk if who == "browser"])

    async def receive() -> Message:
        return {"type": "websocket.receive", "bytes": next(coming)}

    async def send(_message: Message) -> None: ...

    async def app(_scope: Scope, receive: Receive, send: Send) -> None:
        for who, data in talk:
            if who == "server":
                await send({"type": "websocket.send", "bytes": data})
                continue
            message = BackMsg.FromString((await receive())["bytes"])
            asked.append(message.rerun_script.page_script_hash)
            assert not message.rerun_script.fragment_id or asked[-1] == "explore"

    run_apart(WebSocketFilter(app)({"type": "websocket"}, receive, send))
    return asked


FIRST = [("browser", run("")), ("server", begins("explore")), ("browser", run("explore", a="1"))]


def test_what_a_widget_tells_after_a_link_goes_to_the_new_page() -> None:
    link, typed = run("regions", a="1"), run("explore", a="2", fragment="map")
    talk = [*FIRST, ("browser", link), ("browser", typed)]
    assert pages_run(*talk)[2:] == ["regions", "regions"]


def test_once_the_browser_has_heard_of_the_new_page_it_may_go_back() -> None:
    link, back = run("regions", a="1"), run("explore", a="2")
    talk = [*FIRST, ("browser", link), ("server", begins("regions")), ("browser", back)]
    assert pages_run(*talk)[2:] == ["regions", "explore"]


def test_a_link_and_back_are_followed_at_any_time() -> None:
    link = ("browser", run("regions", a="1"))
    for again in (run("explore", a="1"), run("explore", a="1", goes_back=True)):
        assert pages_run(*FIRST, link, ("browser", again))[2:] == ["regions", "explore"]


def test_widgets_of_one_page_are_passed_on() -> None:
    talk = [("browser", run("explore", a=str(number))) for number in range(3)]
    assert pages_run(*FIRST, *talk) == ["", *["explore"] * 4]
