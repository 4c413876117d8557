"""The floor: a Streamlit page with one widget and one text."""

from __future__ import annotations

import streamlit as st

year = st.segmented_control("Year", ["2015", "2016"], selection_mode="multi")
st.text(f"{len(year) or 8} marks")
