"""Light and dark, and what colours mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from altair.utils.schemapi import disable_debug_mode

from data.campaign.regions import region_colors as colors_on
from data.map.look import COLORS

if TYPE_CHECKING:
    import pandas as pd

# Altair checks every part of a chart while it is built, which takes half of the time; the whole
# chart is still checked when it is sent.
disable_debug_mode()

ACCENT, NEUTRALS, INKS, PAPERS, FAINT = (
    {mode: colors[name] for mode, colors in COLORS.items()}
    for name in ("accent", "neutral", "ink", "paper", "faint")
)
"""Mode to colour."""


def mode() -> str:
    """`light` or `dark`, as the reader's page is."""
    return "dark" if st.context.theme.type == "dark" else "light"


def region_colors(regions: pd.DataFrame) -> dict[str, str]:
    """Colour per region id, with the neutral one for those for no region ("" or "global")."""
    return colors_on(regions, NEUTRALS[mode()])
