"""Undocumented parts of Streamlit that this project uses, in one place.

A test of each fails when a newer Streamlit has changed it.
"""

from __future__ import annotations

import socket
import sys
from asyncio import base_events
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from threading import current_thread
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from streamlit import config, net_util
from streamlit.runtime import get_instance, memory_media_file_storage, runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.media_file_storage import MediaFileKind, MediaFileStorageError
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import ScriptRunnerEvent, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType

if TYPE_CHECKING:
    from streamlit.runtime.media_file_manager import MediaFileManager


SAMPLED_BYTES = 1_048_576
"""Streamlit names a larger file by its length, type and name, and three samples of its content."""

_UNSAMPLED = (SAMPLED_BYTES // 4, SAMPLED_BYTES * 3 // 4)
"""Positions outside the samples, where two files may differ unnoticed."""

_LOOK_SECONDS, _HOLD_SECONDS = 0.002, 0.01

_NOBODY = SimpleNamespace(session_id="held files")
"""The session that owns the files: it has no window and never ends."""

_WHOSE = "streamlit_script_run_ctx"
"""Thread attribute with the session that Streamlit works for; it warns if there is none."""


def skip_address_lookup() -> None:
    """Stop Streamlit from looking up this machine's external address.

    Otherwise it asks a host on the internet, in the event loop, whenever a page of a foreign origin
    connects.
    """
    net_util._external_ip = ""  # noqa: SLF001


def send_soon() -> None:
    """Let nothing hold messages to a browser back; call it before a server's first connection.

    Whether this pays is not settled. On two busy cores, sixty clicks each were painted after 206 ms
    at the median, 263 without `_send_together`, 273 with nothing of this; twenty clicks each before
    that, after 242, 222 and 256. Measure again on idle cores.

    Streamlit looks for messages every 10 ms: 2 ms are enough. Its socket names no protocol, so that
    asyncio takes it for no TCP and leaves Nagle's algorithm on: the map's message then waits up to
    40 ms for the browser's word that it has the one before.
    """
    runtime.MESSAGE_FLUSH_INTERVAL_SECS = _LOOK_SECONDS  # type: ignore[attr-defined]
    _send_together()
    base_events._set_nodelay = _set_nodelay  # type: ignore[attr-defined] # noqa: SLF001


class _Outbox:
    """What a session's runs have to tell the event loop, in order.

    It doesn't refer to its session: a session that has ended is freed at once.
    """

    def __init__(self) -> None:
        self._waiting: deque[Callable[[], None]] = deque()
        self._is_awaited = False

    def add(self, session: AppSession, callback: Callable[[], None]) -> None:
        """Add a callback; the event loop calls it within `_HOLD_SECONDS`."""
        self._waiting.append(callback)
        if not self._is_awaited:
            self._is_awaited = True
            _WAKE(session, partial(self._wait, session))

    def send(self, session: AppSession) -> None:
        """Let the event loop call what waits at once."""
        if self._waiting:
            _WAKE(session, partial(self._empty, session))

    def _wait(self, session: AppSession) -> None:
        session._event_loop.call_later(_HOLD_SECONDS, self._empty, session)  # noqa: SLF001

    def _empty(self, session: Any) -> None:
        """Call all callbacks; each message would wake the event loop again to send it."""
        self._is_awaited = False
        wake, session._message_enqueued_callback = session._message_enqueued_callback, None  # noqa: SLF001
        try:
            while self._waiting:
                self._waiting.popleft()()
        finally:
            session._message_enqueued_callback = wake  # noqa: SLF001
            if wake:
                wake()


_OUTBOX = "consultation_outbox"
"""Attribute of a session with its outbox."""

_WAKE, _TELL = AppSession._call_soon_on_event_loop, AppSession._on_scriptrunner_event  # noqa: SLF001


def _send_together() -> None:
    """Let the messages of some milliseconds wake the event loop once.

    Streamlit wakes it for each of the seventy messages of a run. Each time run and event loop take
    turns at the interpreter, which on busy cores takes longer than the run's own work.
    """
    AppSession._call_soon_on_event_loop = _add_to_outbox  # type: ignore[assignment,method-assign] # noqa: SLF001
    AppSession._on_scriptrunner_event = _tell  # type: ignore[assignment,method-assign] # noqa: SLF001


def _outbox(session: AppSession) -> _Outbox:
    outbox: _Outbox | None = vars(session).get(_OUTBOX)
    return outbox or vars(session).setdefault(_OUTBOX, _Outbox())


def _add_to_outbox(session: AppSession, callback: Callable[[], None]) -> None:
    _outbox(session).add(session, callback)


def _tell(
    session: AppSession,
    sender: Any,
    event: ScriptRunnerEvent,
    *args: Any,
    **kwargs: Any,
) -> None:
    _TELL(session, sender, event, *args, **kwargs)
    if event is not ScriptRunnerEvent.ENQUEUE_FORWARD_MSG:
        _outbox(session).send(session)


def send_now() -> None:
    """Send what this run has shown until now, without waiting for more."""
    context = get_script_run_ctx()
    if context is None or not runtime.Runtime.exists():
        return
    manager: Any = getattr(get_instance(), "_session_mgr", None)  # AppTest's has none.
    if manager and (stored := manager.get_session_info(context.session_id)):
        _outbox(stored.session).send(stored.session)


def _set_nodelay(connection: socket.socket) -> None:
    is_tcp = connection.family in {socket.AF_INET, socket.AF_INET6}
    if is_tcp and connection.type == socket.SOCK_STREAM:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def has_own_routes() -> bool:
    """Return whether `components/server/asgi.py` serves, with routes that Streamlit lacks.

    Under `streamlit run app.py` there are none.
    """
    return config._server_mode not in {None, "starlette-managed"}  # noqa: SLF001


def uploaded_bytes() -> dict[str, int]:
    """Return the total size in bytes of each session's uploads, by session id."""
    manager: Any = get_instance().uploaded_file_mgr
    sessions = dict(manager.file_storage)
    return {
        session: sum(len(file.data) for file in list(files.values()))
        for session, files in sessions.items()
    }


def is_connected(session: str) -> bool:
    """Return whether a window of this session is connected: only then Streamlit takes a file."""
    return get_instance().is_active_session(session)


def is_waiting(session: str) -> bool:
    """Return whether a session waits for a window that has lost its connection."""
    manager: Any = get_instance()._session_mgr  # noqa: SLF001
    return manager._session_storage.get(session) is not None  # noqa: SLF001


def end_expired_sessions() -> int:
    """End expired sessions, as Streamlit does when it checks, and return how many.

    Call it in the event loop, where Streamlit connects sessions too.
    """
    manager: Any = get_instance()._session_mgr  # noqa: SLF001
    expired = manager._session_storage._cache.expire()  # noqa: SLF001
    for _, stored in expired:
        stored.session.shutdown()
    return len(expired)


def leave_pages_directory() -> bool:
    """Make Streamlit ignore the folder `pages/`, and return whether it used it until now."""
    was_used = bool(PagesManager.uses_pages_directory)
    PagesManager.uses_pages_directory = False
    return was_used


@contextmanager
def of_all_pages() -> Iterator[None]:
    """Show elements as the entry's own: elements of a page go with it, and so does their focus."""
    context = get_script_run_ctx()
    if context is None:
        yield
        return
    with context.run_with_active_hash(context.pages_manager.main_script_hash):
        yield


class MistakenFileError(Exception):
    """Streamlit would serve a different file under this one's name."""


@lru_cache(maxsize=1)
def names_differ() -> bool:
    """Make Streamlit name every file by its whole content, and return whether it does.

    Streamlit serves the first file with a given name. With names from samples, that may be another
    visitor's list, or the visitor's own before a correction.
    """
    memory_media_file_storage._PARTIAL_HASH_THRESHOLD = sys.maxsize  # type: ignore[misc] # noqa: SLF001
    try:
        names = [_name_of(_large_file(at)) for at in _UNSAMPLED]
    except (AttributeError, TypeError):
        return False
    return len(set(names)) == len(names)


def _large_file(at: int) -> bytes:
    """Return a file large enough to be sampled, all zeros except for one byte."""
    content = bytearray(SAMPLED_BYTES + 1)
    content[at] = 1
    return bytes(content)


def _name_of(content: bytes) -> str:
    storage = memory_media_file_storage.MemoryMediaFileStorage("")
    return storage.load_and_get_id(content, "text/csv", MediaFileKind.DOWNLOADABLE, "a.csv")


def is_safe(size: int) -> bool:
    """Return whether Streamlit can't confuse a file of this size with another."""
    return names_differ() or size <= SAMPLED_BYTES


def hold_file(slot: str, content: bytes, mime: str, file_name: str | None = None) -> None:
    """Replace the file in a slot; call it in a thread without a script run.

    If a later Streamlit stores files elsewhere, nothing is held: the browser must be quick.

    Raises:
        MistakenFileError: Streamlit has, or may have, another file under this one's name.
    """
    thread = current_thread()
    setattr(thread, _WHOSE, _NOBODY)
    try:
        stored = _store_file(get_instance().media_file_mgr, slot, content, mime, file_name)
    except (AttributeError, TypeError, MediaFileStorageError):
        stored = content if is_safe(len(content)) else None
    finally:
        delattr(thread, _WHOSE)
    if stored != content:
        raise MistakenFileError(file_name)


def _store_file(
    files: MediaFileManager, slot: str, content: bytes, mime: str, file_name: str | None
) -> bytes | None:
    """Add a file, and return what Streamlit serves under its name; None without such a file."""
    names_differ()
    url = files.add(content, mime, slot, file_name, is_for_static_download=True)
    file = files.read_file(url.rpartition("/")[2].partition(".")[0])
    return file.content if file else None


def answers_widget() -> bool:
    """Return whether this run answers a widget, rather than a link, Back, Forward or a visit."""
    context = get_script_run_ctx()
    if context is None or context.is_history_navigation:
        return False
    state = context.session_state._state  # noqa: SLF001
    return any(map(state._widget_changed, state._new_widget_state))  # noqa: SLF001


def is_run_left() -> bool:
    """Return whether the run of this thread has been left for another view, or its window closed.

    Reruns of fragments don't count: they wait for the run to end.
    """
    context = get_script_run_ctx()
    requests: Any = context and context.script_requests
    if requests is None:
        return False
    state = requests._state  # noqa: SLF001
    if state is ScriptRequestType.STOP:
        return True
    is_rerun = state is ScriptRequestType.RERUN
    return bool(is_rerun and not requests._rerun_data.fragment_id_queue)  # noqa: SLF001
