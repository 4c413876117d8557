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


_HELD_SECONDS = 30
"""A browser fetches what it was told of at once, over the slowest line within seconds."""

_PLACES = 64
"""Files that are held at a time; the next takes the place of the first."""

MOST_HELD_BYTES = 400_000_000
"""Of all files that are held: three of the largest."""

_numbers = count()
_sizes: dict[str, int] = {}
"""Bytes of what each place holds, the oldest first."""

_SCRIPT = Path(__file__).parent / "static" / "follow_downloads.js"
_follow = st.components.v2.component(
    "follow_downloads",
    html='<p role="alert"></p>',
    css="p { font: inherit; margin: 0 } p:not(:empty) { padding: 0.5rem 0 }",
    js=_SCRIPT.read_text(encoding="utf-8"),
)


def show_download_button(  # noqa: PLR0913 -- what a button of Streamlit has
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
    """Show the button; to press it does not run the page anew.

    Args:
        label: What it says.
        make: Makes the file, in a thread of its own, each time that the button is pressed; a text
            is UTF-8.
        file_name: What the file is saved as.
        mime: Its media type.
        key: Of the button, unique on the page.
        icon: Before the label.
        kind: How it looks.
        width: In pixels, or as `st.download_button` has it.
        disabled: It can't be pressed.
    """
    st.download_button(  # noqa: TID251 -- here it is made safe
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
    """Show what to do once a file could not be made, and keep the keyboard's focus in the dialog.

    Nothing shows until a file could not be made.

    Args:
        key: Unique on the page.
    """
    sentence = (
        f"{_('This file could not be made.')} {_('Try again, or choose fewer consultations.')}"
    )
    _follow(data={"sentence": sentence}, key=key, width="stretch", height="content")


def held(make: Callable[[], bytes | str], file_name: str, mime: str) -> Callable[[], bytes]:
    """Give a function that makes the file and lets nobody throw it away before it is fetched.

    Streamlit throws away what no session says it needs, whenever a run of anybody's ends; a file
    that was made when its button was pressed is needed by none. So on a busy server the browser
    was now and then told of a file that was gone when it came for it.

    Pictures and pages are rendered in workers meanwhile, so that other visitors get answers.

    It raises `MistakenFileError` rather than let Streamlit serve another file under the same name.
    """

    def make_and_hold() -> bytes:
        render_in_workers()
        made = make()
        content = made.encode() if isinstance(made, str) else made
        place = f"held-{next(_numbers) % _PLACES}"
        _make_room(len(content))
        put(place, content, mime, file_name)
        _sizes[place] = len(content)
        release = Timer(_HELD_SECONDS, _release, (place,))
        release.daemon = True
        release.start()
        return content

    return make_and_hold


def _make_room(size: int) -> None:
    """Let go of the oldest files until another of this size fits."""
    for place in list(_sizes):
        if sum(_sizes.values()) + size <= MOST_HELD_BYTES:
            return
        _release(place)


def _release(place: str) -> None:
    _sizes.pop(place, None)
    put(place, b"", "text/plain")
