"""Streamlit's own map of points."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).parents[3]))

from tests.benchmarks.rivals.streamlit_rows import chosen_rows

st.map(chosen_rows()[["lat", "lon"]])
