"""The map: one marker per consultation, or clusters, shaded regions, and follow-up lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from components.map.basemap import BaseMap
from components.map.markers_layer import MarkersGroup
from components.map.payload import build_payload, is_grouped
from components.map.viewport import FIRST_VIEWPORT, Viewport, remember_viewport, viewport_of
from components.shell.first_paint import paint_first
from components.shell.shards import while_reachable
from components.shell.theme import mode
from components.shell.view_state import (
    choose,
    current_view,
    is_playing,
    open_consultation,
    open_tile,
    set_view,
)
from components.shell.words import language
from data.filters.choice import View
from data.filters.query import Calls, Query
from data.map.extent import extent_words
from data.map.markers import Paths, draws_lines, has_lines, links_shown
from data.map.viewport import bounds
from data.model.result_cache import cached_on_campaign

_HEIGHT = 374
"""Pixels of the map until the style is there."""

_AROUND, _AROUND_EMBED = "6.8rem - 267px", "10.5rem - 199px"
"""What is above and below the map in the first view of Explore, in the order of a difference: rows
of text and buttons (head, line of unmapped consultations), which grow with the letters, then
timeline and margins. An embed has no head."""

_LEAST, _MOST, _NARROW = 300, 1100, 300
"""Heights in pixels. On a phone the world is as wide as the window, and no higher than this."""

_OF_WIDTH = 52
"""Most in percent of the window's width: a window higher than wide would show the poles alone."""

_LINES = "allLines"
"""Part of the payload: the state of the switch of the lines."""


def build_markers(
    selection: Query,
    view: View,
    viewport: Viewport = FIRST_VIEWPORT,
    *,
    has_switch: bool = True,
    paths: Paths | None = None,
) -> MarkersGroup:
    """Return the part of the map that changes; `has_switch` for lines that can be turned off."""
    payload = _cached_payload(selection, view, viewport, language(), mode(), paths)
    if not has_switch:
        payload = {name: value for name, value in payload.items() if name != _LINES}
    return MarkersGroup({**payload, "still": True} if is_playing() else payload)


def map_questions(campaign: Query, selection: Query, view: View, key: str = "map") -> Calls:
    """Yield what the map of a view asks."""
    yield lambda: is_grouped(campaign)
    yield lambda: bounds(selection)
    yield lambda: has_lines(campaign)
    yield lambda: extent_words(selection, language())
    yield lambda: links_shown(campaign, selection, view, language())
    yield lambda: build_markers(selection, view, viewport_of(key))


@cached_on_campaign(24)
def _cached_payload(
    selection: Query,
    view: View,
    viewport: Viewport,
    _language: str,
    _mode: str,
    paths: Paths | None,
) -> dict[str, Any]:
    """Return the payload of a view, built once per language and theme for all visitors."""
    return build_payload(selection.whole, selection, view, viewport, paths)


def show_world_map(
    campaign: Query,
    selection: Query,
    view: View,
    *,
    key: str = "map",
    height: int | None = None,
    on_open: Callable[[str], None] | None = None,
    paths: Paths | None = None,
) -> None:
    """Show the map of a view; a click on a marker opens it, one on a country filters by region.

    The base map is the same in every run, so that the browser never mounts it again; `key` names
    it. Without a `height` the map takes what the window leaves, and has the switch of the lines.
    With `on_open`, a click on a marker calls that, and other clicks do nothing. `paths` are the
    only lines then. If markers are
    clustered, moving the map loads clusters for the new bounds and reruns nothing else of the page.
    The browser paints the markers before it gets the rest of the page.
    """

    def draw() -> None:
        with st.container(key=f"{key}_frame", gap=None):
            if height is None:
                st.html(height_style(key, embedded=bool(st.context.is_embedded)))
            st_folium(
                BaseMap(),
                key=key,
                height=height or _HEIGHT,
                use_container_width=True,
                returned_objects=[],
                feature_group_to_add=build_markers(
                    selection, view, viewport_of(key), has_switch=height is None, paths=paths
                ),
                on_change=lambda: _follow(campaign, key, on_open),
            )

    # Not of `selection`: changing between the two would make the browser build the map again.
    if is_grouped(campaign):
        _draw_alone(draw)
    else:
        draw()
    paint_first()


def _draw_alone(draw: Callable[[], None]) -> None:
    """Draw in a fragment, which reruns alone later; raise what is raised now."""
    before, is_of_page = current_view(), True
    failed: list[Exception] = []

    def redraw() -> None:
        if is_of_page:
            # Streamlit shows what is raised in a fragment, instead of raising it further.
            try:
                draw()
            except Exception as error:  # noqa: BLE001 -- raised below
                failed.append(error)
            return
        if current_view() != before:
            st.rerun(scope="app")
        with while_reachable():
            draw()

    st.fragment(redraw)()
    is_of_page = False
    if failed:
        raise failed[0]


def _follow(campaign: Query, key: str, on_open: Callable[[str], None] | None) -> None:
    """React to a click on the map or to its movement."""
    event = st.session_state.get(key)
    if not isinstance(event, dict):
        return
    if event.get("consultation"):
        (on_open or open_consultation)(str(event["consultation"]))
    elif event.get("sight"):
        remember_viewport(key, event["sight"])
    elif isinstance(event.get("lines"), bool) and on_open is None:
        is_default = event["lines"] == draws_lines(campaign, lines=None)
        set_view(replace(current_view(), lines=None if is_default else event["lines"]))
    elif event.get("tile") and on_open is None:
        open_tile(str(event["tile"]))
    elif event.get("region") and on_open is None:
        region = str(event["region"])
        is_filter = current_view().choice.regions == (region,)
        choose(regions=() if is_filter else (region,))


def height_style(key: str, *, embedded: bool) -> str:
    """Return the style that gives a map the height that the window leaves beside the page.

    Pages can read `--map-height`.
    """
    around = _AROUND_EMBED if embedded else _AROUND
    return (
        "<style>"
        f":root {{ --map-height: clamp({_LEAST}px, min(100dvh - {around}, {_OF_WIDTH}vw),"
        f" {_MOST}px); }}"
        f" @media (max-width: 640px) {{ :root {{ --map-height: {_NARROW}px; }} }}"
        f" .st-key-{key}_frame {{ min-height: var(--map-height); }}"
        f" .st-key-{key}_frame iframe {{ height: var(--map-height) !important; }}"
        # Streamlit would put a style alone where its toasts are, in place of one.
        "</style><i hidden></i>"
    )
