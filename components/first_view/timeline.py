"""The timeline of the first view: lanes, ticks, markers or bars, with places in percent."""

from __future__ import annotations

from typing import Any

from data.figures.timeline import timeline_span
from data.filters.choice import View
from data.filters.describe import region_names
from data.filters.options import region_options
from data.filters.query import Query
from data.model.colors_and_shapes import SHAPE_PATHS
from data.model.regions import NEUTRAL, region_colors
from data.timeline.axis import TICKS, time_ticks
from data.timeline.rows import (
    LETTERS,
    at_any_time,
    bar_rows,
    chosen_time,
    lane_row,
    marker_rows,
    moment_ms,
    plan_of,
    row_height,
)


def timeline(campaign: Query, selection: Query, view: View) -> dict[str, Any]:
    """Return what the template draws: as the live timeline, which has more words on each marker."""
    choice, language = view.choice, view.language
    plan = plan_of(campaign, selection, choice, narrow=False)
    span, lane = timeline_span(plan.base), row_height(campaign, plan.rows)
    start, end = (moment_ms(moment) for moment in span)
    always = at_any_time(campaign, choice)
    bars = bar_rows(selection, lane, language, "light") if plan.is_counted else None
    outside = bar_rows(always, lane, language, "light") if plan.is_crowded_outside else None
    markers = None if plan.is_counted else marker_rows(
        plan.base, plan.shown, selection, language, radius=plan.radius(campaign), letters=LETTERS,
        selected=view.selected, across=plan.across,
    )  # fmt: skip
    names, colors = region_names(campaign, language), region_colors(campaign.regions, "")
    lanes = list(zip(region_options(campaign), plan.rows, strict=True))
    every = [lane_row(names[id_], level) for id_, rows in lanes for level in range(rows)]
    places = {name: place for place, name in enumerate(every)}
    return {
        "lane": lane,
        "lanes": [(names[id_], colors[id_], rows) for id_, rows in lanes],
        "rows": len(every),
        "down": lambda name: f"{100 * (places[name] + 0.5) / len(every):.2f}%",
        "markers": [] if markers is None else markers.to_dict("records"),
        "bars": [] if bars is None else bars.to_dict("records"),
        "outside": [] if outside is None else outside.to_dict("records"),
        "band": chosen_time(plan.base, choice).to_dict("records"),
        "ticks": [
            [
                (moment_ms(tick["at"]), tick["text"], tick["strong"])
                for tick in time_ticks(*span, language, most).to_dict("records")
            ]
            for most in TICKS
        ],
        "share": lambda moment: f"{100 * (moment - start) / (end - start):.3f}%",
        "paths": SHAPE_PATHS,
        "neutral": NEUTRAL,
    }
