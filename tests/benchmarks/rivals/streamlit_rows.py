"""The rows of a rival that is a Streamlit page: loaded once, chosen by buttons."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from tests.benchmarks.rivals.rows import options, placed_rows

rows = st.cache_resource(placed_rows)


def chosen_rows() -> pd.DataFrame:
    """Show a button a year or region, and give the rows of those pressed; of all if none is."""
    every = rows()
    pressed = st.segmented_control("Filter", options(every), selection_mode="multi")
    chosen = every[every["choice"].isin(pressed)] if pressed else every
    st.text(f"{len(chosen)} marks")
    return chosen
