"""Regions: what a consultation was for, their colours and their countries."""

from __future__ import annotations

import pandas as pd

from data.campaign.schema import GLOBAL
from data.loading.csv_tables import listed
from data.map.look import COLORS, REGION_PALETTE
from data.places.countries import countries_of

NEUTRAL = COLORS["light"]["neutral"]
"""Colour of consultations that are for no region in particular."""


def with_colors(regions: pd.DataFrame) -> pd.DataFrame:
    """Give a colour to every region whose own is not `#rrggbb`, in the order of the table."""
    defaults = pd.Series([REGION_PALETTE[row % len(REGION_PALETTE)] for row in range(len(regions))])
    right = regions["color"].str.fullmatch(r"#[0-9A-Fa-f]{6}")
    return regions.assign(color=regions["color"].where(right, defaults.astype("str")))


def region_colors(regions: pd.DataFrame, neutral: str = NEUTRAL) -> dict[str, str]:
    """Colour per region id, with the neutral one for those for no region ("" or "global")."""
    colors = dict(zip(regions["id"], regions["color"], strict=True))
    return {**colors, "": neutral, GLOBAL: neutral}


def mixed(one: str, other: str, share: float) -> str:
    """An opaque mix of two colours `#rrggbb`: so much of the one, the rest of the other."""
    pairs = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    parts = (round(first * share + second * (1 - share)) for first, second in pairs)
    return "#" + "".join(f"{part:02x}" for part in parts)


def with_countries(regions: pd.DataFrame) -> pd.DataFrame:
    """Add `iso3`: the countries of each region, from its M49 areas and those it names itself."""
    codes = [
        tuple(sorted({*countries_of(listed(m49)), *(c.upper() for c in listed(extra))}))
        for m49, extra in zip(regions["m49"], regions["countries"], strict=True)
    ]
    return regions.assign(iso3=pd.Series(codes, index=regions.index, dtype="object"))
