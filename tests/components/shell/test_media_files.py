"""Files are never confused: what the app needs of Streamlit, and what it does without.

Streamlit documents none of this. A test that fails after an upgrade says what must be looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit
from streamlit.runtime import memory_media_file_storage
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from components.consultation import card as photo
from components.shell import download_button, streamlit_inside
from components.shell.download_button import held
from components.shell.streamlit_inside import (
    SAMPLED_BYTES,
    MistakenFileError,
    hold_file,
    is_safe,
    names_differ,
)

LISTS = [bytes(300_000) + note + bytes(2_000_000) for note in (b"a", b"b")]
"""Two lists of equal length that differ in one byte, and not where Streamlit takes samples."""


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> MediaFileManager:
    """Return a server's files, as Streamlit stores them."""
    files = MediaFileManager(MemoryMediaFileStorage("/media"))
    monkeypatch.setattr(
        streamlit_inside, "get_instance", lambda: SimpleNamespace(media_file_mgr=files)
    )
    # A real timer would release the file during a later test.
    monkeypatch.setattr(download_button, "Timer", lambda *_: SimpleNamespace(start=lambda: None))
    return files


@pytest.fixture
def sampled(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make Streamlit name files by samples, as if the app could not change that."""
    monkeypatch.setattr(memory_media_file_storage, "_PARTIAL_HASH_THRESHOLD", SAMPLED_BYTES)
    monkeypatch.setattr(streamlit_inside, "names_differ", lambda: False)
    return


def press(files: MediaFileManager, content: bytes) -> bytes:
    """Press a download button in its own session, and return what the browser gets."""
    make = held(lambda: content, "list.csv", "text/csv")
    url = files.execute_deferred(files.add_deferred(make, "text/csv", "button", "list.csv"))
    file = files.read_file(url.removeprefix("/media/").removesuffix(".csv"))
    assert file is not None
    return file.content


def test_streamlit_can_name_files_by_their_whole_content() -> None:
    assert names_differ(), (
        "Streamlit no longer names files by memory_media_file_storage._PARTIAL_HASH_THRESHOLD. "
        "Look how _calculate_file_id names a file now, and mend streamlit_inside.py: until "
        "then every download over 1 MiB is refused."
    )


def test_streamlit_returns_the_files_it_stores(files: MediaFileManager) -> None:
    url = files.add(b"a", "text/csv", "place", "a.csv", is_for_static_download=True)
    file = files.read_file(url.removeprefix("/media/").removesuffix(".csv"))
    assert file, (
        "MediaFileManager.read_file no longer finds a file by the last part of its address. Look "
        "how /media finds it, and mend streamlit_inside.py, which checks every download."
    )
    assert file.content == b"a"


def test_streamlit_names_buttons_and_failures_as_the_dialog_expects() -> None:
    script = Path("components/shell/static/follow_downloads.js").read_text()
    names = set(re.findall(r'data-testid="(\w+)"', script))
    assert len(names) == 3
    static = Path(streamlit.__file__).parent / "static" / "static" / "js"
    code = "".join(path.read_text() for path in static.glob("*.js"))
    gone = {name for name in names if f"`{name}`" not in code and f'"{name}"' not in code}
    assert not gone, (
        f"Streamlit no longer calls anything {gone}. Look what it calls a download button, its "
        "error and a popover now, and mend components/shell/static/follow_downloads.js."
    )


def test_two_lists_of_equal_name_and_length_are_both_served(files: MediaFileManager) -> None:
    assert [press(files, file) for file in LISTS] == LISTS


def test_a_file_is_refused_if_streamlit_has_another_under_its_name(
    files: MediaFileManager, sampled: None
) -> None:
    assert press(files, LISTS[0]) == LISTS[0]
    with pytest.raises(Exception, match="Callable execution failed"):
        press(files, LISTS[1])


def test_a_large_file_is_refused_if_streamlit_stores_files_elsewhere(
    sampled: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streamlit_inside, "get_instance", SimpleNamespace)
    hold_file("place", b"a" * SAMPLED_BYTES, "text/csv", "a.csv")
    with pytest.raises(MistakenFileError):
        hold_file("place", LISTS[0], "text/csv", "a.csv")


def test_a_large_picture_is_not_shown_if_it_could_be_confused(
    sampled: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photo, "picture_bytes", lambda *_asked: LISTS[0])
    assert is_safe(SAMPLED_BYTES)
    assert not photo.show_photo("folder", "a.png", "")
