"""The timeline of a picture: that of the page, on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from data.export.drawing.map_markers import mark_look
from data.export.drawing.vega import label, text_width
from data.export.extract import cached_on_extract
from data.export.fonts import families
from data.figures.timeline import (
    is_stacked_high,
    lane_rows,
    timeline_base,
    timeline_rows,
    timeline_span,
)
from data.filters.describe import region_names
from data.model.colors_and_shapes import LIMITS
from data.model.regions import region_colors
from data.model.schema import GLOBAL
from data.timeline.rows import at_any_time, chosen_time, lane_row, marker_rows, moment_ms

if TYPE_CHECKING:
    from data.export.drawing.vega import Layer
    from data.export.extract import Extract
    from data.filters.query import Query

    Box = tuple[float, float, float, float]

_AXIS = 30
_HIGHEST_LANE = 150
_BINS = 32
_RADIUS = 13.0
_LEAST_NUMBERED = 7.0


@cached_on_extract
def is_counted(extract: Extract) -> bool:
    """Whether markers are too many or too close in time, so that counts are drawn instead."""
    return _is_crowded(_base(extract), extract.chosen)


def _base(extract: Extract) -> Query:
    return timeline_base(extract.campaign, extract.choice.kinds)


def _is_crowded(base: Query, part: Query) -> bool:
    table = part.consultations
    lanes = table.loc[table["dated"], "region"].astype("str").value_counts()
    are_many = lanes.sum() > LIMITS.picture_numbers or lanes.max() > LIMITS.timeline_markers
    return bool(are_many or is_stacked_high(base, part))


@cached_on_extract
def part_drawn(extract: Extract) -> Query:
    """Return the selection with what only its time filter leaves out, unless that is too much."""
    chosen = extract.chosen
    if not (extract.choice.since or extract.choice.until) or is_counted(extract):
        return chosen
    shown = at_any_time(extract.campaign, extract.choice)
    return chosen if _is_crowded(_base(extract), shown) else shown


def lanes_of(extract: Extract) -> list[str]:
    """Return the lanes: the filtered regions, else all, with one for no region if needed."""
    campaign, wanted = extract.campaign, extract.choice.regions
    none = (campaign.consultations["region"] == "").any()
    every = [*campaign.regions["id"], *([GLOBAL] if none else [])]
    return [region for region in every if region in wanted or not wanted] or [GLOBAL]


class _Plan:
    """The place of the lanes in a picture, in pixels."""

    def __init__(self, extract: Extract, box: Box, unit: float) -> None:
        self.unit = unit
        wide = box[2]
        names = region_names(extract.campaign, extract.language)
        self.lanes = {id_: label(names[id_]) for id_ in lanes_of(extract)}
        self.limit, self.ticks = 0.34 * wide, wide / (62 * unit)
        self._fit(box, dict.fromkeys(self.lanes, 1))
        if not is_counted(extract):
            rows = lane_rows(_base(extract), part_drawn(extract), self.across)
            self._fit(box, {id_: rows[id_] for id_ in self.lanes})

    def _fit(self, box: Box, rows: dict[str, int]) -> None:
        """Place lanes with so many rows of markers each."""
        (left, top, wide, high), unit = box, self.unit
        self.rows, count = rows, sum(rows.values())
        self.step = min((high - _AXIS * unit) / count, _HIGHEST_LANE * unit)
        self.letters = min(13 * unit, self.step * 0.7)
        longest = max(text_width(name, self.letters) for name in self.lanes.values())
        self.limit = min(longest, self.limit)
        self.left = left + self.limit + 26 * unit
        self.top = top + (high - _AXIS * unit - self.step * count) / 3
        self.right, self.bottom = left + wide, self.top + self.step * count
        self.width = self.right - self.left
        self.radius = min(_RADIUS * unit, self.step * 0.42)
        self.across = int(self.width / (2 * self.radius + 1.6 * unit))


def timeline_layers(
    extract: Extract, box: Box, size: tuple[float, float], unit: float
) -> list[Layer]:
    """Draw the timeline.

    Args:
        extract: The selection.
        box: Left, top, width and height in pixels.
        size: Width and height of the whole picture.
        unit: Factor of the size of markers and letters.

    Returns:
        One layer of Vega-Lite, with the whole period of the campaign's own consultations, or of all
        meetings if there are others. An empty selection gives lanes without markers.
    """
    # Altair takes half a second to import, which no page waits for.
    from data.timeline.chart import BAND, ROWS, Timeline, as_spec
    from data.timeline.look import TimelineLook

    plan = _Plan(extract, box, unit)
    counted = is_counted(extract)
    rows = _counts(extract, plan) if counted else _markers(extract, plan)
    look = TimelineLook(
        extract.language,
        unit=unit,
        letters=plan.letters,
        label_limit=plan.limit,
        most_ticks=plan.ticks,
        most_ticks_narrow=None,
        frame=(plan.left, plan.top, plan.right, plan.bottom, *size),
        font=", ".join((*families("".join(plan.lanes.values())), "sans-serif")),
    )
    base = _base(extract)
    timeline = Timeline(extract.campaign, plan.lanes, timeline_span(base), look, plan.rows)
    spec = as_spec(timeline.circled() if counted else timeline.marked())
    time = chosen_time(base, extract.choice)
    data = {**spec["datasets"], ROWS: rows.to_dict("records"), BAND: time.to_dict("records")}
    return [{"layer": [_filled(layer, data) for layer in spec["layer"]]}]


def _filled(layer: Layer, data: dict[str, Any]) -> Layer:
    """Return a layer of a chart with its data."""
    return {**layer, "data": {"values": data.get(layer["data"]["name"], [])}}


def _markers(extract: Extract, plan: _Plan) -> pd.DataFrame:
    """Return the numbered markers, as large as there is room, without numbers if that is little."""
    rows = marker_rows(
        _base(extract),
        part_drawn(extract),
        extract.chosen,
        extract.language,
        radius=plan.radius,
        across=plan.across,
    ).drop(columns=["title", "label"])
    names = region_names(extract.campaign, extract.language)
    shown = {
        lane_row(names[id_], level): lane_row(name, level)
        for id_, name in plan.lanes.items()
        for level in range(plan.rows[id_])
    }
    rows["lane"] = rows["lane"].map(shown)
    return rows if plan.radius >= _LEAST_NUMBERED * plan.unit else rows.assign(number="")


def _counts(extract: Extract, plan: _Plan) -> pd.DataFrame:
    """Return circles with counts, in equal parts of each lane."""
    campaign, base = extract.campaign, _base(extract)
    rows = timeline_rows(base, extract.chosen, extract.language)
    start, end = (moment_ms(moment) for moment in timeline_span(base))
    stretch = (end - start) / _BINS
    middle = (rows["first"].map(moment_ms) + rows["until"].map(moment_ms)) / 2
    bins = ((middle - start) // stretch).clip(0, _BINS - 1)
    groups = rows.assign(bin=bins).groupby(["region", "bin"])
    table = groups.agg(count=("number", "size")).reset_index()
    most = min(plan.width / _BINS, plan.step) / 2
    share = (table["count"] / table["count"].max()) ** 0.5
    radius = (most * (0.35 + 0.65 * share)).clip(lower=3 * plan.unit)
    names, colors = region_names(campaign, extract.language), region_colors(campaign.regions)
    looks = [mark_look(colors.get(region, colors[""])) for region in table["region"]]
    counts = table["count"].astype("str").where(table["count"] > 1, "")
    circles: dict[str, Any] = {
        "at": start + (table["bin"] + 0.5) * stretch,
        "lane": table["region"].map(names).map(label),
        "area": (2 * radius) ** 2,
        "text": counts,
        "color": [look["color"] for look in looks],
        "ink": [look["ink"] for look in looks],
    }
    return pd.DataFrame(circles)
