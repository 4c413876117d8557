"""Files that Streamlit keeps in memory until a browser fetches them.

The one place of this app that reaches into the undocumented part of Streamlit that keeps them.
`tests/components/test_media_files.py` holds what is relied on; where a later Streamlit differs, a
file over `SAMPLED_BYTES` is refused rather than mistaken for another.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from threading import current_thread
from types import SimpleNamespace
from typing import TYPE_CHECKING

from streamlit.runtime import get_instance, memory_media_file_storage
from streamlit.runtime.media_file_storage import MediaFileKind, MediaFileStorageError

if TYPE_CHECKING:
    from streamlit.runtime.media_file_manager import MediaFileManager

SAMPLED_BYTES = 1_048_576
"""Streamlit names a larger file by its length, type and name, and three samples of its content."""

_UNSAMPLED = (SAMPLED_BYTES // 4, SAMPLED_BYTES * 3 // 4)
"""Where two files may differ without a difference in the samples."""

_NOBODY = SimpleNamespace(session_id="held files")
"""Whose session the files belong to: it has no window, and does not end."""

_WHOSE = "streamlit_script_run_ctx"
"""Attribute of a thread that tells Streamlit whose run it works for; without it, it warns."""


class MistakenFileError(Exception):
    """Streamlit would serve another file under the name of this one."""


@lru_cache(maxsize=1)
def are_told_apart() -> bool:
    """Have Streamlit name every file by its whole content, and return whether it does.

    It serves the file that has a name already. With names from samples, that is another visitor's
    list, or one's own before a correction.
    """
    memory_media_file_storage._PARTIAL_HASH_THRESHOLD = sys.maxsize  # type: ignore[misc] # noqa: SLF001
    try:
        names = [_name_of(_large_file(at)) for at in _UNSAMPLED]
    except (AttributeError, TypeError):
        return False
    return len(set(names)) == len(names)


def _large_file(at: int) -> bytes:
    """A file that Streamlit samples, all zeros but for one byte."""
    content = bytearray(SAMPLED_BYTES + 1)
    content[at] = 1
    return bytes(content)


def _name_of(content: bytes) -> str:
    storage = memory_media_file_storage.MemoryMediaFileStorage("")
    return storage.load_and_get_id(content, "text/csv", MediaFileKind.DOWNLOADABLE, "a.csv")


def is_safe(size: int) -> bool:
    """Whether Streamlit takes a file of so many bytes for no other."""
    return are_told_apart() or size <= SAMPLED_BYTES


def put(place: str, content: bytes, mime: str, file_name: str | None = None) -> None:
    """Keep a file in place of the one that was there, in a thread in which no script runs.

    Where a later Streamlit keeps files elsewhere, nothing is kept: the browser must be quick.

    Raises:
        MistakenFileError: Streamlit has another file under this one's name, or may have.
    """
    thread = current_thread()
    setattr(thread, _WHOSE, _NOBODY)
    try:
        stored = _stored(get_instance().media_file_mgr, place, content, mime, file_name)
    except (AttributeError, TypeError, MediaFileStorageError):
        stored = content if is_safe(len(content)) else None
    finally:
        delattr(thread, _WHOSE)
    if stored != content:
        raise MistakenFileError(file_name)


def _stored(
    files: MediaFileManager, place: str, content: bytes, mime: str, file_name: str | None
) -> bytes | None:
    """Add a file, and return what Streamlit serves under its name; None if it has no such file."""
    are_told_apart()
    url = files.add(content, mime, place, file_name, is_for_static_download=True)
    file = files.read_file(url.rpartition("/")[2].partition(".")[0])
    return file.content if file else None
