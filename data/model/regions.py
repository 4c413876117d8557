"""Regions that consultations were for: their colours and signs."""

from __future__ import annotations

import pandas as pd

from data.model.colors_and_shapes import COLORS, DISTINCT, REGION_PALETTE
from data.model.schema import GLOBAL

NEUTRAL = COLORS["light"]["neutral"]
"""Colour of consultations without a region."""


def region_colors(regions: pd.DataFrame, neutral: str = NEUTRAL) -> dict[str, str]:
    """Map region ids to colours, and "" and "global" to the neutral one."""
    colors = dict(zip(regions["id"], regions["color"], strict=True))
    return {**colors, "": neutral, GLOBAL: neutral}


def signs(regions: pd.DataFrame) -> dict[str, int]:
    """Map region ids to a number that tells regions of like colours apart: 0 for most.

    The map draws 1 as an inner line and hatched land, 2 as a line below the number and dotted land.
    """
    next_sign = dict.fromkeys((color.lower() for color in REGION_PALETTE[DISTINCT:]), 1)
    found: dict[str, int] = {}
    for id_, color in zip(regions["id"], regions["color"].str.lower(), strict=True):
        found[id_] = next_sign.get(color, 0)
        next_sign[color] = found[id_] + 1
    return found


def mix(one: str, other: str, share: float) -> str:
    """Mix two colours `#rrggbb`: `share` of the first, the rest of the second."""
    pairs = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    parts = (round(first * share + second * (1 - share)) for first, second in pairs)
    return "#" + "".join(f"{part:02x}" for part in parts)
