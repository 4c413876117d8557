"""What part of the map the browser shows, as it last said; it moves without asking."""

from __future__ import annotations

import math
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from data.map.clusters import DEEPEST_LEVEL, Window
from data.map.viewport import bounds, fitting_zoom, level_of, seen

if TYPE_CHECKING:
    from data.campaign.selection import Part

_WIDTH, _HEIGHT = 810, 320
"""Pixels of the map on a laptop: a guess, until the browser says."""

_LARGEST = 8000


@dataclass(frozen=True)
class Sight:
    """What a browser looks at.

    Attributes:
        width: Of the map in pixels.
        height: Likewise.
        window: The part of the map that is shown, and half as much again; None if not yet said.
        level: Zoom of that part, a whole number.
        choice: Fingerprint of the choice that was shown; with another one, the map shows another
            part unless the visitor moved it.
        moved: Whether the visitor did.
    """

    width: int = _WIDTH
    height: int = _HEIGHT
    window: Window | None = None
    level: int = 0
    choice: str = ""
    moved: bool = False


FIRST_SIGHT = Sight()
"""Before the browser said anything."""


def sight_of(key: str) -> Sight:
    """What the map of this key shows."""
    kept = st.session_state.get(f"{key}_sight")
    return kept if isinstance(kept, Sight) else FIRST_SIGHT


def remember_sight(key: str, said: object) -> None:
    """Keep what the browser says of the map; anything odd is left aside.

    `said` has `size` (width and height), `window` (south, west, north, east), `level`, `choice` and
    `moved`, as in `Sight`.
    """
    if not isinstance(said, dict):
        return
    size = _numbers(said.get("size"), 2)
    window, level = _numbers(said.get("window"), 4), _numbers([said.get("level")], 1)
    if not (size and window and level):
        return
    width, height = (int(min(max(side, 1), _LARGEST)) for side in size)
    st.session_state[f"{key}_sight"] = Sight(
        width,
        height,
        Window(*window),
        min(max(int(level[0]), 0), DEEPEST_LEVEL),
        str(said.get("choice", "")),
        said.get("moved") is True,
    )


def _numbers(values: object, count: int) -> list[float]:
    """So many finite numbers, or none."""
    if not isinstance(values, list) or len(values) != count:
        return []
    good = all(isinstance(one, int | float) and math.isfinite(one) for one in values)
    return [float(one) for one in values] if good else []


def fingerprint(part: Part) -> str:
    """Twelve digits that are the same for the same consultations."""
    return sha256(np.packbits(part.mask).tobytes()).hexdigest()[:12]


def window_shown(part: Part, sight: Sight) -> tuple[int, Window]:
    """Level and part of the map whose groups are to be sent."""
    if sight.window and (sight.moved or sight.choice == fingerprint(part)):
        return sight.level, sight.window
    held = bounds(part)
    zoom = fitting_zoom(held, sight.width, sight.height)
    return level_of(zoom), seen(held, zoom, sight.width, sight.height)
