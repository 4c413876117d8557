"""The map: a mark per consultation, or groups of them, regions shaded, lines to what was fed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit_folium import st_folium

from components.map.basemap import BaseMap
from components.map.markers_layer import MarksGroup
from components.map.payload import build_payload, is_grouped
from components.map.viewport import FIRST_SIGHT, Sight, remember_sight, sight_of
from components.shell.first_paint import paint_first
from components.shell.theme import mode
from components.shell.view_state import choose, current_view, open_consultation, open_tile
from components.shell.words import language
from data.campaign.result_cache import cached_on_campaign
from data.campaign.selection import as_part
from data.choosing.select import select

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.campaign.campaign import Campaign
    from data.campaign.selection import Part
    from data.choosing.choice import View


def build_marks(
    campaign: Campaign, chosen: Part, view: View, sight: Sight = FIRST_SIGHT
) -> MarksGroup:
    """The part of the map that changes."""
    if chosen is select(campaign, view.choice):
        payload = _kept_payload(campaign, view, sight, language(), mode())
    else:
        payload = build_payload(campaign, chosen, view, sight)
    return MarksGroup(payload)


@cached_on_campaign(48)
def _kept_payload(
    campaign: Campaign, view: View, sight: Sight, _language: str, _mode: str
) -> dict[str, Any]:
    """The payload of a view, made once for all who look at it in a language and a theme."""
    return build_payload(campaign, select(campaign, view.choice), view, sight)


def show_world_map(  # noqa: PLR0913 -- what is shown, and how
    campaign: Campaign,
    chosen: Part,
    view: View,
    *,
    key: str = "map",
    height: int = 374,
    on_open: Callable[[str], None] | None = None,
) -> None:
    """Show the map of a view; a click on a mark opens it, one on a country chooses its region.

    The base map is the same at every run, so that it is never mounted anew; `key` names it. With
    `on_open` a click on a mark does that, and nothing else does anything. Where marks are grouped,
    moving the map asks for the groups of another part of it, and nothing else of the page is run.
    The marks are painted before anything that comes after them is sent.
    """

    def draw() -> None:
        st_folium(
            BaseMap(),
            key=key,
            height=height,
            use_container_width=True,
            returned_objects=[],
            feature_group_to_add=build_marks(campaign, chosen, view, sight_of(key)),
            on_change=lambda: _follow(key, on_open),
        )

    before = current_view()

    def draw_alone() -> None:
        if current_view() != before:
            st.rerun(scope="app")
        draw()

    if is_grouped(as_part(campaign)):  # not of `chosen`: a change of kind builds the map anew
        st.fragment(draw_alone)()
    else:
        draw()
    paint_first()


def _follow(key: str, on_open: Callable[[str], None] | None) -> None:
    """Do what a click on the map, or its movement, asks for."""
    event = st.session_state.get(key)
    if not isinstance(event, dict):
        return
    if event.get("consultation"):
        (on_open or open_consultation)(str(event["consultation"]))
    elif event.get("sight"):
        remember_sight(key, event["sight"])
    elif event.get("tile") and on_open is None:
        open_tile(str(event["tile"]))
    elif event.get("region") and on_open is None:
        region = str(event["region"])
        alone = current_view().choice.regions == (region,)
        choose(regions=() if alone else (region,))
