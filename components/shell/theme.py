"""Colours of the light and dark theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from altair.utils.schemapi import disable_debug_mode

from data.campaign.regions import NEUTRAL
from data.campaign.regions import region_colors as colors_on

if TYPE_CHECKING:
    import pandas as pd

# Altair validates every part of a chart while it is built, which takes half of the time; the whole
# chart is still validated when it is sent.
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
    """Return `light` or `dark`, the theme of the visitor's page."""
    return "dark" if st.context.theme.type == "dark" else "light"


def region_colors(regions: pd.DataFrame) -> dict[str, str]:
    """Return the colour per region id; "" and "global", for no region, have the neutral one."""
    return colors_on(regions, NEUTRALS[mode()])
