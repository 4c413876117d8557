"""A button that downloads a file made when it is pressed, which stays until it is fetched."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Literal

import streamlit as st

from components.media_files import put
from components.words import gettext as _
from data.export.renderer import render_in_workers

if TYPE_CHECKING:
    from collections.abc import Callable

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
