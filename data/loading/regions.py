"""Complete the regions of a campaign: default colours, and the countries of each."""

from __future__ import annotations

import pandas as pd

from data.geo.countries import countries_of
from data.loading.csv_tables import split_list
from data.model.colors_and_shapes import REGION_PALETTE


def with_colors(regions: pd.DataFrame) -> pd.DataFrame:
    """Give a default colour, in table order, to every region without a valid `#rrggbb`."""
    defaults = pd.Series([REGION_PALETTE[row % len(REGION_PALETTE)] for row in range(len(regions))])
    is_valid = regions["color"].str.fullmatch(r"#[0-9A-Fa-f]{6}")
    return regions.assign(color=regions["color"].where(is_valid, defaults.astype("str")))


def with_countries(regions: pd.DataFrame) -> pd.DataFrame:
    """Add `iso3`: the countries of each region, from its M49 areas and its own list."""
    codes = [
        tuple(sorted({*countries_of(split_list(m49)), *(c.upper() for c in split_list(extra))}))
        for m49, extra in zip(regions["m49"], regions["countries"], strict=True)
    ]
    return regions.assign(iso3=pd.Series(codes, index=regions.index, dtype="object"))
