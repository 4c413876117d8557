"""Light and dark, and what colours mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from altair.utils.schemapi import disable_debug_mode

from data.campaign.regions import NEUTRAL
from data.campaign.regions import region_colors as colors_on

if TYPE_CHECKING:
    import pandas as pd

# Altair checks every part of a chart while it is built, which takes half of the time; the whole
# chart is still checked when it is sent.
disable_debug_mode()

ACCENT = {"light": "#0B5C6B", "dark": "#6CC3D1"}
"""The one accent colour, the primary colour of `.streamlit/config.toml`."""

NEUTRALS = {"light": NEUTRAL, "dark": "#9FB0BD"}
INKS = {"light": "#1D2730", "dark": "#E8EDF1"}
PAPERS = {"light": "#FFFFFF", "dark": "#10171C"}
FAINT = {"light": "#DDE3E7", "dark": "#33414D"}

INVOLVEMENT_COLORS = {
    "both": "#0B5F7A",
    "organizer": "#2E9BB8",
    "host": "#C47F00",
    "partner": "#83929D",
}
"""What an organization did; apart in hue and in lightness."""


def mode() -> str:
    """`light` or `dark`, as the reader's page is."""
    return "dark" if st.context.theme.type == "dark" else "light"


def region_colors(regions: pd.DataFrame) -> dict[str, str]:
    """Colour per region id, with the neutral one for those for no region ("" or "global")."""
    return colors_on(regions, NEUTRALS[mode()])
