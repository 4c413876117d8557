"""Undocumented parts of Streamlit: these tests fail when a newer Streamlit changes them."""

from __future__ import annotations

import asyncio
import socket
from asyncio import base_events, selector_events
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit import config, net_util
from streamlit.runtime import runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.runtime import Runtime
from streamlit.runtime.scriptrunner import RerunData, ScriptRunnerEvent
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager
from streamlit.web.server.server_util import is_url_from_allowed_origins

from components.shell import streamlit_inside
from components.shell.streamlit_inside import (
    end_expired_sessions,
    has_own_routes,
    is_connected,
    is_run_left,
    is_waiting,
    send_now,
    send_soon,
    skip_address_lookup,
    uploaded_bytes,
)


def test_the_bytes_of_uploaded_files_are_counted_by_session(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    manager = MemoryUploadedFileManager("/upload")
    for number, data in enumerate((b"abc", b"de")):
        manager.add_file("one", UploadedFileRec(str(number), "a.csv", "text/csv", data))
    _run_with(monkeypatch, uploaded_file_mgr=manager)
    assert uploaded_bytes() == {"one": 5}


def test_an_expired_session_is_shut_down(monkeypatch: pytest.MonkeyPatch) -> None:
    storage = MemorySessionStorage(ttl_seconds=0)
    manager: Any = WebsocketSessionManager(storage, *[None] * 3)
    _run_with(monkeypatch, _session_mgr=manager)
    ended: list[str] = []
    session = SimpleNamespace(id="one", shutdown=lambda: ended.append("one"))
    storage.save(SimpleNamespace(session=session))
    assert end_expired_sessions() == 1
    assert ended == ["one"]
    assert end_expired_sessions() == 0


def test_a_session_is_connected_or_waits_for_its_window(monkeypatch: pytest.MonkeyPatch) -> None:
    storage = MemorySessionStorage(ttl_seconds=60)
    manager: Any = WebsocketSessionManager(storage, *[None] * 3)
    _run_with(monkeypatch, _session_mgr=manager, is_active_session=manager.is_active_session)
    assert hasattr(Runtime, "is_active_session")
    storage.save(SimpleNamespace(session=SimpleNamespace(id="left")))
    manager._active_session_info_by_id["there"] = SimpleNamespace()
    names = ("there", "left", "elsewhere")
    assert [is_connected(name) for name in names] == [True, False, False]
    assert [is_waiting(name) for name in names] == [False, True, False]


def test_streamlit_does_not_look_up_the_address_of_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    requests: list[str] = []
    monkeypatch.setattr(net_util, "_external_ip", None)
    monkeypatch.setattr(net_util, "_make_blocking_http_get", lambda url, **_: requests.append(url))
    net_util.get_external_ip()
    assert requests
    requests.clear()
    skip_address_lookup()
    assert not is_url_from_allowed_origins("http://evil.example")
    assert requests == []


@pytest.mark.parametrize(
    ("mode", "has_routes"),
    [(None, False), ("starlette-managed", False), ("starlette-app", True), ("asgi-server", True)],
)
def test_only_the_asgi_app_has_own_routes(
    monkeypatch: pytest.MonkeyPatch, mode: str | None, *, has_routes: bool
) -> None:
    monkeypatch.setattr(config, "_server_mode", mode)
    assert has_own_routes() == has_routes


def test_streamlits_runtime_has_the_parts_in_use() -> None:
    assert isinstance(Runtime.uploaded_file_mgr, property)
    assert "_session_mgr" in Runtime.__init__.__code__.co_names


def test_the_server_looks_for_messages_often(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = "MESSAGE_FLUSH_INTERVAL_SECS"
    monkeypatch.setattr(runtime, seconds, 0.01)
    send_soon()
    assert getattr(runtime, seconds) < 0.01
    assert seconds in Runtime._loop_coroutine.__code__.co_names


def test_a_message_does_not_wait_for_the_one_before() -> None:
    send_soon()
    assert "_set_nodelay" in selector_events._SelectorSocketTransport.__init__.__code__.co_names
    with socket.socket(socket.AF_INET) as connection:
        base_events._set_nodelay(connection)
        assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


MESSAGE, END = (
    ScriptRunnerEvent.ENQUEUE_FORWARD_MSG,
    ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS,
)


@pytest.mark.parametrize(
    ("end", "hold", "is_there"),
    [
        ("waits for more", 60, False),
        ("the time is over", 0.001, True),
        ("the run ends", 60, True),
        ("the page sends", 60, True),
    ],
)
def test_messages_of_a_run_wake_the_event_loop_once(
    monkeypatch: pytest.MonkeyPatch, end: str, hold: float, *, is_there: bool
) -> None:
    send_soon()
    monkeypatch.setattr(streamlit_inside, "_HOLD_SECONDS", hold)
    session: Any = AppSession.__new__(AppSession)
    session.shutdown = lambda: None
    shown: list[str] = []
    wakes: list[int] = []

    def show(_sender: None, _event: ScriptRunnerEvent, message: str, *_rest: None) -> None:
        shown.append(message)
        if session._message_enqueued_callback:
            session._message_enqueued_callback()

    async def run() -> None:
        loop = session._event_loop = asyncio.get_running_loop()
        wake = loop.call_soon_threadsafe

        def count(*each: Any) -> object:
            wakes.append(0)
            return wake(*each)

        monkeypatch.setattr(loop, "call_soon_threadsafe", count)
        session._message_enqueued_callback = lambda: wakes.append(1)
        session._handle_scriptrunner_event_on_event_loop = show
        for number in range(70):
            session._on_scriptrunner_event(None, MESSAGE, str(number))
        if end == "the run ends":
            session._on_scriptrunner_event(None, END, "end")
        if end == "the page sends":
            _run_with(monkeypatch, _session_mgr=SimpleNamespace(get_session_info=stored.get))
            monkeypatch.setattr(streamlit_inside, "get_script_run_ctx", lambda: context)
            monkeypatch.setattr(runtime.Runtime, "exists", lambda: True)
            send_now()
        await asyncio.sleep(0.05)

    context, stored = SimpleNamespace(session_id="a"), {"a": SimpleNamespace(session=session)}
    asyncio.run(run())
    ended = ["end"] if end == "the run ends" else []
    assert shown == ([str(number) for number in range(70)] + ended if is_there else [])
    assert len(wakes) <= 3


def _run_with(monkeypatch: pytest.MonkeyPatch, **parts: object) -> None:
    monkeypatch.setattr(streamlit_inside, "get_instance", lambda: SimpleNamespace(**parts))


@pytest.mark.parametrize(
    ("request_run", "is_left"),
    [
        (lambda _: None, False),
        (lambda requests: requests.request_rerun(RerunData()), True),
        (lambda requests: requests.request_rerun(RerunData(fragment_id="a")), False),
        (lambda requests: requests.request_stop(), True),
    ],
)
def test_a_run_is_left_for_the_next_one_but_not_for_a_fragment(
    monkeypatch: pytest.MonkeyPatch,
    request_run: Callable[[ScriptRequests], object],
    *,
    is_left: bool,
) -> None:
    requests = ScriptRequests()
    request_run(requests)
    context = SimpleNamespace(script_requests=requests)
    monkeypatch.setattr(streamlit_inside, "get_script_run_ctx", lambda: context)
    assert is_run_left() is is_left


def test_outside_of_a_run_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streamlit_inside, "get_script_run_ctx", lambda: None)
    assert is_run_left() is False
