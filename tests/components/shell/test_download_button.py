"""A file made on click stays until the browser fetches it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import ClassVar

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from components.shell import download_button, streamlit_inside
from components.shell.download_button import held
from data.export.renderer import render
from data.store.workers import Workers

WARNER = "streamlit.runtime.scriptrunner_utils.script_run_context._LOGGER"


class Later:
    """Replaces a timer: the test calls it."""

    due: ClassVar[list[Later]] = []

    def __init__(
        self, _seconds: float, act: Callable[..., object], given: tuple[object, ...]
    ) -> None:
        self.act, self.given = act, given

    def start(self) -> None:
        self.due.append(self)


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> MediaFileManager:
    """Return a server's files, as Streamlit stores them."""
    files = MediaFileManager(MemoryMediaFileStorage("/media"))
    runtime = SimpleNamespace(media_file_mgr=files)
    monkeypatch.setattr(streamlit_inside, "get_instance", lambda: runtime)
    monkeypatch.setattr(download_button, "Timer", Later)
    monkeypatch.setattr(download_button, "_sizes", {})
    Later.due.clear()
    return files


def press(files: MediaFileManager, made: bytes | str) -> str:
    """Press a download button, and return the file's id."""
    make = held(lambda: made, "a.csv", "text/csv")
    button = files.add_deferred(make, "text/csv", "button", "a.csv")
    url = files.execute_deferred(button)
    return url.removeprefix("/media/").removesuffix(".csv")


def end_runs(files: MediaFileManager) -> None:
    """End runs of other sessions: Streamlit deletes files at the second that finds them unused."""
    for _run in range(3):
        files.remove_orphaned_files()


@pytest.mark.parametrize("made", [b"\xef\xbb\xbfa,b\r\n", "größe = 1\n", b""])
def test_a_file_stays_while_runs_of_other_sessions_end(
    files: MediaFileManager, made: bytes | str
) -> None:
    file = press(files, made)
    end_runs(files)
    stored = files.read_file(file)
    assert stored is not None
    assert stored.content == (made.encode() if isinstance(made, str) else made)


def test_threads_without_a_script_run_log_no_warning(
    files: MediaFileManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    warnings: list[str] = []
    monkeypatch.setattr(f"{WARNER}.warning", lambda *text: warnings.append(text[0]))
    press(files, b"a")
    for later in Later.due:
        later.act(*later.given)
    # The one warning is about the test itself: its button is made outside a script run too.
    assert len(warnings) == 1


def test_files_are_made_even_if_streamlit_stores_them_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(streamlit_inside, "get_instance", SimpleNamespace)
    monkeypatch.setattr(download_button, "Timer", Later)
    assert held(lambda: b"a", "a.csv", "text/csv")() == b"a"


def test_a_file_is_released_after_its_time(files: MediaFileManager) -> None:
    file = press(files, b"a")
    for later in Later.due:
        later.act(*later.given)
    end_runs(files)
    assert files.read_file(file) is None


def test_no_more_files_are_held_than_slots(
    files: MediaFileManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download_button, "_SLOTS", 2)
    pressed = [press(files, made) for made in (b"a", b"b", b"c")]
    end_runs(files)
    assert [files.read_file(id_) is not None for id_ in pressed] == [False, True, True]


def test_held_files_stay_below_the_memory_limit(
    files: MediaFileManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download_button, "MOST_HELD_BYTES", 25)
    pressed = [press(files, letter * 10) for letter in (b"a", b"b", b"c")]
    end_runs(files)
    assert [files.read_file(id_) is not None for id_ in pressed] == [False, True, True]


def test_a_server_renders_downloads_in_workers(
    files: MediaFileManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    requests: list[bytes] = []
    monkeypatch.setattr(Workers, "ask", lambda _pool, request: requests.append(request) or b"drawn")
    make = held(lambda: render("svg", {"spec": {}}), "a.svg", "image/svg+xml")
    assert make() == b"drawn"
    assert requests == [b'["svg", {"spec": {}}]']
