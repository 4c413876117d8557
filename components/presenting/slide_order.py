"""Dragging the slides of the editor's list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from components.shell.words import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_KEY = "slide_order"
_STATIC = Path(__file__).parent / "static"
_drag = st.components.v2.component(
    "slide_order",
    html="<span></span>\n",
    css=(_STATIC / "slide_order.css").read_text(encoding="utf-8"),
    js=(_STATIC / "slide_order.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def build_move(moved: Mapping[str, object], count: int) -> tuple[int, int] | None:
    """Return from which place to which a slide was dragged, from 0; None if that is not possible.

    Args:
        moved: What the browser sent: `from` and `to`.
        count: How many slides the list has.
    """
    places = moved.get("from"), moved.get("to")
    if not all(type(place) is int and 0 <= place < count for place in places):
        return None
    start, end = places
    return None if start == end else (start, end)  # type: ignore[return-value]


def show_slide_drag(count: int, move: Callable[[int, int], None]) -> None:
    """Let the slides of the list above be dragged.

    Args:
        count: How many slides the list has.
        move: Moves a slide from one place to another, from 0; called in a callback.
    """

    def follow() -> None:
        places = build_move(st.session_state[_KEY].get("moved") or {}, count)
        if places:
            move(*places)

    _drag(
        # Translators: said to screen readers; {place} is the number of a slide
        data={"said": _("Moved to place {place}")},
        key=_KEY,
        on_moved_change=follow,
        height="content",
    )
