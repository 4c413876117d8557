"""The rows of a rival that is a Streamlit page: loaded once, chosen by a button a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from tests.benchmarks.rivals.rows import placed_rows

if TYPE_CHECKING:
    import pandas as pd

rows = st.cache_resource(placed_rows)


def chosen_rows() -> pd.DataFrame:
    """Show a button a year, and give the rows of those that are pressed; of all if none is."""
    every = rows()
    years = st.segmented_control("Year", sorted(every["year"].unique()), selection_mode="multi")
    chosen = every[every["year"].isin(years)] if years else every
    st.text(f"{len(chosen)} marks")
    return chosen
