"""The height of the map: what the window leaves beside the rest of the page."""

from __future__ import annotations

import streamlit as st

_AROUND, _AROUND_EMBED = "10.5rem - 247px", "10.5rem - 199px"
"""What is above and below the map in the first view of Explore, in the order of a difference: rows
of text and buttons (head, line of unmapped consultations), which grow with the letters, then
timeline and margins. An embed has no head."""

_LEAST, _MOST, _NARROW = 300, 1100, 300
"""Pixels. On a phone the world is as wide as the window, and no higher than this."""

_OF_WIDTH = 52
"""Most in percent of the window's width: a window higher than wide would show the poles alone."""


def height_style(key: str, *, embedded: bool) -> str:
    """Return the style that gives the map with a key its height; pages can read `--map-height`."""
    around = _AROUND_EMBED if embedded else _AROUND
    return (
        "<style>"
        f":root {{ --map-height: clamp({_LEAST}px, min(100dvh - {around}, {_OF_WIDTH}vw),"
        f" {_MOST}px); }}"
        f" @media (max-width: 640px) {{ :root {{ --map-height: {_NARROW}px; }} }}"
        f" .st-key-{key}_frame {{ min-height: var(--map-height); }}"
        f" .st-key-{key}_frame iframe {{ height: var(--map-height) !important; }}"
        # Streamlit would put a style alone where its toasts are, in place of one.
        "</style><i hidden></i>"
    )


def show_height(key: str) -> None:
    """Give the map with a key the height that the window leaves."""
    st.html(height_style(key, embedded=bool(st.context.is_embedded)))
