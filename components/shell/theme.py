"""Colours of the light and dark theme."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.model.colors_and_shapes import COLORS
from data.model.regions import region_colors as colors_on

ACCENT, NEUTRALS, INKS, PAPERS, FAINT = (
    {mode: colors[name] for mode, colors in COLORS.items()}
    for name in ("accent", "neutral", "ink", "paper", "faint")
)
"""Mode to colour."""


def mode() -> str:
    """Return `light` or `dark`, the theme of the visitor's page."""
    return "dark" if st.context.theme.type == "dark" else "light"


def region_colors(regions: pd.DataFrame) -> dict[str, str]:
    """Return the colour per region id; "" and "global", for no region, have the neutral one."""
    return colors_on(regions, NEUTRALS[mode()])
