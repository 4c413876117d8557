"""Deck.gl through st.pydeck_chart, with a tooltip."""

from __future__ import annotations

import sys
from pathlib import Path

import pydeck
import streamlit as st

sys.path.insert(0, str(Path(__file__).parents[3]))

from tests.benchmarks.rivals.streamlit_rows import chosen_rows

layer = pydeck.Layer(
    "ScatterplotLayer",
    chosen_rows(),
    get_position=["lon", "lat"],
    get_radius=30_000,
    get_fill_color=[0, 114, 178],
    pickable=True,
)
view = pydeck.ViewState(latitude=20, longitude=0, zoom=1)
st.pydeck_chart(
    pydeck.Deck([layer], initial_view_state=view, map_style=None, tooltip={"text": "{title}"})
)
