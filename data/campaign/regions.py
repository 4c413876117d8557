"""Regions that consultations were for: their colours and countries."""

from __future__ import annotations

import pandas as pd

from data.campaign.schema import GLOBAL
from data.loading.csv_tables import split_list
from data.map.look import COLORS, DISTINCT, REGION_PALETTE
from data.places.countries import countries_of

NEUTRAL = COLORS["light"]["neutral"]
"""Colour of consultations without a region."""


def with_colors(regions: pd.DataFrame) -> pd.DataFrame:
    """Give a default colour, in table order, to every region without a valid `#rrggbb`."""
    defaults = pd.Series([REGION_PALETTE[row % len(REGION_PALETTE)] for row in range(len(regions))])
    is_valid = regions["color"].str.fullmatch(r"#[0-9A-Fa-f]{6}")
    return regions.assign(color=regions["color"].where(is_valid, defaults.astype("str")))


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


def with_countries(regions: pd.DataFrame) -> pd.DataFrame:
    """Add `iso3`: the countries of each region, from its M49 areas and its own list."""
    codes = [
        tuple(sorted({*countries_of(split_list(m49)), *(c.upper() for c in split_list(extra))}))
        for m49, extra in zip(regions["m49"], regions["countries"], strict=True)
    ]
    return regions.assign(iso3=pd.Series(codes, index=regions.index, dtype="object"))
