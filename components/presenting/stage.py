"""The stage: one browser component that shows all slides, and its labels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from components.map.basemap import SHAPES_ADDRESS
from data import ROOT
from data.model.colors_and_shapes import css, script
from data.tour.edit import is_tour_name
from data.tour.slides import WAYS

KEY = "stage"
_STATIC = Path(__file__).parent / "static"
_SHARED = ROOT / "data" / "map" / "scripts"
_DRAWING = (
    _SHARED / "shapes.js", _SHARED / "layout.js", _STATIC / "nodes.js", _STATIC / "slides.js",
    _STATIC / "world.js", _STATIC / "tour_view.js", _STATIC / "miniature.js",
)  # fmt: skip
"""Scripts that draw a slide."""
_SCRIPTS = (
    *_DRAWING, _STATIC / "tour_lines.js", _STATIC / "tour_map.js", _STATIC / "time_strip.js",
    _STATIC / "keys.js", _STATIC / "bar.js", _STATIC / "channel.js", _STATIC / "stage.js",
    _STATIC / "commands.js", _STATIC / "overlays.js", _STATIC / "notes_window.js",
    _STATIC / "main.js",
)  # fmt: skip
_PREVIEW_SCRIPTS = (*_DRAWING, _STATIC / "preview.js")
_STYLES = ("stage.css", "notes_window.css", "overlays.css")
_SHAPES = SHAPES_ADDRESS.removeprefix("../").rstrip("/")
"""The address at which Streamlit serves the shapes of countries."""
_PAGE_STYLE = (_STATIC / "page.css").read_text(encoding="utf-8")

_CSS = (
    css(".stage, .notes", "light")
    + css(".stage.dark, .notes.dark", "dark")
    + "".join((_STATIC / name).read_text(encoding="utf-8") for name in _STYLES)
)

_stage = st.components.v2.component(
    "stage",
    html='<div class="root"></div>\n',
    css=_CSS,
    js="\n".join([script(), *(path.read_text(encoding="utf-8") for path in _SCRIPTS)]),
)


def show_stage(
    payload: dict[str, Any], *, notice: str = "", start: int = 1, is_notes: bool = False
) -> dict[str, Any]:
    """Fill the window with a tour, or with its speaker view.

    Args:
        payload: All slides, as `build_tour_payload` returns them.
        notice: A message to the presenter.
        start: The first step if the address has none, counted from 1.
        is_notes: Whether to show the speaker view.

    Returns:
        How the presenter left the stage in this run, mostly empty: `to` ("back", "explore" or
        "edit"), `consultation` (an id or "") and `step`.
    """
    st.html(f"<style>{_PAGE_STYLE}</style>")
    result = _stage(
        data=payload | {"start": start, "isNotes": is_notes, "shapes": _SHAPES, "notice": notice},
        key=KEY,
        on_left_change=_ignore,
        on_changed_change=_change_way,
    )
    return dict(result.left or {})


_preview = st.components.v2.component(
    "slide_preview",
    html='<div class="root"></div>\n',
    css=_CSS,
    js="\n".join([script(), *(path.read_text(encoding="utf-8") for path in _PREVIEW_SCRIPTS)]),
)


def show_preview(payload: dict[str, Any]) -> None:
    """Show one slide in small, as the audience will see it.

    Args:
        payload: A tour of this slide alone, as `build_preview_payload` returns it.
    """
    _preview(data=payload | {"shapes": _SHAPES}, key="slide_preview")


def _ignore() -> None:
    """Do nothing: Streamlit stores an event only if it has a callback."""


def _change_way() -> None:
    """Write the tour, or what one slide of it is about, into the address, which the run reads."""
    changed = st.session_state[KEY].changed
    way, name = changed.get("by"), changed.get("tour")
    if way in WAYS:
        st.query_params["by"] = way
        st.query_params.pop("tour", None)
    elif isinstance(name, str) and is_tour_name(name):
        st.query_params["tour"] = name
        st.query_params.pop("by", None)
