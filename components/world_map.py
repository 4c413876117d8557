"""The map: a mark per consultation, regions shaded, lines to what was fed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import folium
import streamlit as st
from streamlit_folium import st_folium

from components.basemap import BaseMap
from components.map_payload import build_payload
from components.marks_layer import MarksLayer
from components.view_state import choose, current_view, open_consultation

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.campaign import Campaign
    from data.choice import View


def build_marks(campaign: Campaign, chosen: Campaign, view: View) -> folium.FeatureGroup:
    """The part of the map that changes."""
    group = folium.FeatureGroup()
    MarksLayer(build_payload(campaign, chosen, view)).add_to(group)
    return group


def show_world_map(  # noqa: PLR0913 -- what is shown, and how
    campaign: Campaign,
    chosen: Campaign,
    view: View,
    *,
    key: str = "map",
    height: int = 374,
    on_open: Callable[[str], None] | None = None,
) -> None:
    """Show the map of a view; a click on a mark opens it, one on a country chooses its region.

    The base map is the same at every run, so that it is never mounted anew; `key` names it. With
    `on_open` a click on a mark does that, and nothing else does anything.
    """
    st_folium(
        BaseMap(),
        key=key,
        height=height,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=build_marks(campaign, chosen, view),
        on_change=lambda: _follow(st.session_state.get(key), on_open),
    )


def _follow(event: object, on_open: Callable[[str], None] | None) -> None:
    """Do what a click on the map asks for."""
    if not isinstance(event, dict):
        return
    if event.get("consultation"):
        (on_open or open_consultation)(str(event["consultation"]))
    elif event.get("region") and on_open is None:
        region = str(event["region"])
        alone = current_view().choice.regions == (region,)
        choose(regions=() if alone else (region,))
