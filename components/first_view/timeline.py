"""The timeline of the first view: lanes, ticks, markers or bars, with places in percent."""

from __future__ import annotations

from typing import Any

from data.figures.timeline import is_crowded, timeline_span
from data.filters.choice import View
from data.filters.describe import region_names
from data.filters.query import Query
from data.model.colors_and_shapes import SHAPE_PATHS
from data.model.regions import NEUTRAL, region_colors
from data.model.schema import GLOBAL
from data.timeline.axis import TICKS, time_ticks
from data.timeline.rows import (
    LETTERS,
    RADIUS,
    at_any_time,
    bar_rows,
    chosen_time,
    lane_height,
    marker_rows,
    moment_ms,
)


def timeline(campaign: Query, selection: Query, view: View) -> dict[str, Any]:
    """Return what the template draws: as the live timeline, which has more words on each marker."""
    choice, language, lane = view.choice, view.language, lane_height(campaign)
    start, end = (moment_ms(moment) for moment in timeline_span(campaign))
    shown = at_any_time(campaign, choice) if choice.since or choice.until else selection
    is_more = shown.size > selection.size and is_crowded(shown)
    drawn = selection if is_more else shown
    is_counted = is_crowded(selection)
    bars = bar_rows(selection, lane, language, "light") if is_counted else None
    outside = bar_rows(shown, lane, language, "light") if is_more else None
    markers = None if is_counted else marker_rows(
        drawn, selection, language, radius=RADIUS, letters=LETTERS, selected=view.selected
    )  # fmt: skip
    names, colors = region_names(campaign, language), region_colors(campaign.regions, "")
    lanes = [*campaign.regions["id"], GLOBAL]
    rows = {names[id_]: row for row, id_ in enumerate(lanes)}
    return {
        "lane": lane,
        "lanes": [(names[id_], colors[id_]) for id_ in lanes],
        "down": lambda name: f"{100 * (rows[name] + 0.5) / len(lanes):.2f}%",
        "markers": [] if markers is None else markers.to_dict("records"),
        "bars": [] if bars is None else bars.to_dict("records"),
        "outside": [] if outside is None else outside.to_dict("records"),
        "band": chosen_time(campaign, choice).to_dict("records"),
        "ticks": [
            [
                (moment_ms(tick["at"]), tick["text"], tick["strong"])
                for tick in time_ticks(*timeline_span(campaign), language, most).to_dict("records")
            ]
            for most in TICKS
        ],
        "share": lambda moment: f"{100 * (moment - start) / (end - start):.3f}%",
        "paths": SHAPE_PATHS,
        "neutral": NEUTRAL,
    }
