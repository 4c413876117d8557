"""What the campaign says about one region."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.words import language, plain
from data.campaign import translated
from data.links import linked

if TYPE_CHECKING:
    from data.campaign import Campaign


def show_region_notes(campaign: Campaign, region: str) -> None:
    """Show the notes of a region; nothing if there are none."""
    rows = campaign.regions[campaign.regions["id"] == region]
    notes = "".join(translated(rows, "notes", language()))
    if notes:
        # Not a caption: links in one are too pale to read.
        st.markdown(f":small[{linked(notes, plain)}]")
