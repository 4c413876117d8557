"""A download button whose file stays until the browser has fetched it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from threading import Timer
from typing import Literal

import streamlit as st

from components.shell.streamlit_inside import hold_file
from components.shell.words import gettext as _
from data.export.renderer import render_in_workers

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


def show_download_button(
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
    sentence = f"{_('This file could not be made.')} {_('Try again, or narrow the selection.')}"
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
        hold_file(slot, content, mime, file_name)
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
    hold_file(slot, b"", "text/plain")
