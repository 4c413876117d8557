"""A download button whose file stays until the browser has fetched it."""

from __future__ import annotations

import sys
from functools import lru_cache
from itertools import count
from pathlib import Path
from threading import Timer, current_thread
from types import SimpleNamespace
from typing import TYPE_CHECKING, Literal

import streamlit as st
from streamlit.runtime import get_instance, memory_media_file_storage
from streamlit.runtime.media_file_storage import MediaFileKind, MediaFileStorageError

from components.shell.words import gettext as _
from data.export.renderer import render_in_workers

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.runtime.media_file_manager import MediaFileManager

SAMPLED_BYTES = 1_048_576
"""Streamlit names a larger file by its length, type and name, and three samples of its content."""

_UNSAMPLED = (SAMPLED_BYTES // 4, SAMPLED_BYTES * 3 // 4)
"""Positions outside the samples, where two files may differ unnoticed."""

_NOBODY = SimpleNamespace(session_id="held files")
"""The session that owns the files: it has no window and never ends."""

_WHOSE = "streamlit_script_run_ctx"
"""Thread attribute with the session that Streamlit works for; it warns if there is none."""


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


def put(slot: str, content: bytes, mime: str, file_name: str | None = None) -> None:
    """Replace the file in a slot; call it in a thread without a script run.

    If a later Streamlit stores files elsewhere, nothing is held: the browser must be quick.

    Raises:
        MistakenFileError: Streamlit has, or may have, another file under this one's name.
    """
    thread = current_thread()
    setattr(thread, _WHOSE, _NOBODY)
    try:
        stored = _stored(get_instance().media_file_mgr, slot, content, mime, file_name)
    except (AttributeError, TypeError, MediaFileStorageError):
        stored = content if is_safe(len(content)) else None
    finally:
        delattr(thread, _WHOSE)
    if stored != content:
        raise MistakenFileError(file_name)


def _stored(
    files: MediaFileManager, slot: str, content: bytes, mime: str, file_name: str | None
) -> bytes | None:
    """Add a file, and return what Streamlit serves under its name; None without such a file."""
    names_differ()
    url = files.add(content, mime, slot, file_name, is_for_static_download=True)
    file = files.read_file(url.rpartition("/")[2].partition(".")[0])
    return file.content if file else None


_HELD_SECONDS = 30
"""A browser fetches a new file at once, within seconds even on the slowest line."""

_SLOTS = 64
"""Number of files held at a time; the next one replaces the first."""

MOST_HELD_BYTES = 400_000_000
"""Total size of held files: three of the largest."""

_numbers = count()
_sizes: dict[str, int] = {}
"""Bytes per slot, the oldest first."""

_SCRIPT = Path(__file__).parent / "static" / "follow_downloads.js"
_follow = st.components.v2.component(
    "follow_downloads",
    html='<p role="alert"></p>',
    css="p { font: inherit; margin: 0 } p:not(:empty) { padding: 0.5rem 0 }",
    js=_SCRIPT.read_text(encoding="utf-8"),
)


def show_download_button(  # noqa: PLR0913 -- as many as Streamlit's button
    label: str,
    make: Callable[[], bytes | str],
    file_name: str,
    mime: str,
    *,
    key: str,
    icon: str = ":material/download:",
    kind: Literal["secondary", "tertiary"] = "secondary",
    width: int | Literal["content", "stretch"] = "content",
    disabled: bool = False,
) -> None:
    """Show a download button; pressing it does not rerun the page.

    Args:
        label: The button's label.
        make: Makes the file on every click, in its own thread; text is encoded as UTF-8.
        file_name: Name of the downloaded file.
        mime: Media type of the file.
        key: Key of the button, unique on the page.
        icon: Icon before the label.
        kind: Type of the button, as in `st.download_button`.
        width: Width in pixels, or as in `st.download_button`.
        disabled: Whether the button is disabled.
    """
    st.download_button(  # noqa: TID251 -- made safe here
        label,
        data=held(make, file_name, mime),
        file_name=file_name,
        mime=mime,
        icon=icon,
        type=kind,
        on_click="ignore",
        key=key,
        width=width,
        disabled=disabled,
    )


def follow_downloads(key: str = "follow_downloads") -> None:
    """Show advice after a file could not be made, and keep the keyboard focus in the dialog.

    Nothing is visible before that.

    Args:
        key: Key of the component, unique on the page.
    """
    sentence = (
        f"{_('This file could not be made.')} {_('Try again, or choose fewer consultations.')}"
    )
    _follow(data={"sentence": sentence}, key=key, width="stretch", height="content")


def held(make: Callable[[], bytes | str], file_name: str, mime: str) -> Callable[[], bytes]:
    """Return a function that makes the file and holds it until the browser has fetched it.

    Streamlit deletes files created on click as soon as any other session's run ends, so on a busy
    server the file could be gone before the browser came for it.

    Pictures and pages are rendered in workers, so that other visitors are served meanwhile.

    The function raises `MistakenFileError` rather than let Streamlit serve another file under the
    same name.
    """

    def make_and_hold() -> bytes:
        render_in_workers()
        file = make()
        content = file.encode() if isinstance(file, str) else file
        slot = f"held-{next(_numbers) % _SLOTS}"
        _make_room(len(content))
        put(slot, content, mime, file_name)
        _sizes[slot] = len(content)
        release = Timer(_HELD_SECONDS, _release, (slot,))
        release.daemon = True
        release.start()
        return content

    return make_and_hold


def _make_room(size: int) -> None:
    """Release the oldest files until another of this size fits."""
    for slot in list(_sizes):
        if sum(_sizes.values()) + size <= MOST_HELD_BYTES:
            return
        _release(slot)


def _release(slot: str) -> None:
    _sizes.pop(slot, None)
    put(slot, b"", "text/plain")
