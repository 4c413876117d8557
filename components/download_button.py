"""A button that downloads a file made when it is pressed, which stays until it is fetched."""

from __future__ import annotations

from contextlib import suppress
from itertools import count
from threading import Timer, current_thread
from types import SimpleNamespace
from typing import TYPE_CHECKING, Literal

import streamlit as st
from streamlit.runtime import get_instance

if TYPE_CHECKING:
    from collections.abc import Callable

_HELD_SECONDS = 30
"""A browser fetches what it was told of at once, over the slowest line within seconds."""

_PLACES = 64
"""Files that are held at a time; the next takes the place of the first."""

_NOBODY = SimpleNamespace(session_id="held files")
"""Whose session the files belong to: it has no window, and does not end."""

_WHOSE = "streamlit_script_run_ctx"
"""Attribute of a thread that tells Streamlit whose run it works for; without it, it warns."""

_numbers = count()


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


def held(make: Callable[[], bytes | str], file_name: str, mime: str) -> Callable[[], bytes]:
    """Give a function that makes the file and lets nobody throw it away before it is fetched.

    Streamlit throws away what no session says it needs, whenever a run of anybody's ends; a file
    that was made when its button was pressed is needed by none. So on a busy server the browser
    was now and then told of a file that was gone when it came for it.
    """

    def make_and_hold() -> bytes:
        made = make()
        content = made.encode() if isinstance(made, str) else made
        place = f"held-{next(_numbers) % _PLACES}"
        _put(place, content, mime, file_name)
        release = Timer(_HELD_SECONDS, _put, (place, b"", mime))
        release.daemon = True
        release.start()
        return content

    return make_and_hold


def _put(place: str, content: bytes, mime: str, file_name: str | None = None) -> None:
    """Put a file in place of the one before it; in a thread in which no script runs."""
    thread = current_thread()
    setattr(thread, _WHOSE, _NOBODY)
    try:
        # No documented way. Where a later Streamlit has it elsewhere, a file is made all the same.
        with suppress(AttributeError, TypeError):
            files = get_instance().media_file_mgr
            files.add(content, mime, place, file_name, is_for_static_download=True)
    finally:
        delattr(thread, _WHOSE)
