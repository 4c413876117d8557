"""The timeline as Vega-Lite."""

from __future__ import annotations

from datetime import MAXYEAR
from typing import TYPE_CHECKING, Any

import pandas as pd

from data.campaign.regions import region_colors
from data.campaign.schema import GLOBAL
from data.campaign.selection import as_part
from data.export.drawing.map_markers import count_layers, mark_look, numbers, shape_size
from data.export.drawing.vega import (
    FAINT,
    INK,
    PAPER,
    SEA,
    boxes,
    label,
    marks_layer,
    rules,
    text_width,
    texts,
)
from data.map.look import LIMITS
from data.statistics.timeline import spread, stand_far, timeline_rows, timeline_span
from data.words.describe import region_names
from data.words.languages import month_names, when

if TYPE_CHECKING:
    from data.export.drawing.vega import Layer
    from data.export.extract import Extract

_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 24000)
"""Months between two ticks; the smallest that leaves room is used."""
_YEAR = 12
_DAYS_SHOWN = 62
"""Periods shorter than this have ticks for days."""
_DAY_STEPS = (1, 2, 7, 14)
_DAY_WIDTH = 1.6
"""Width of the name of a day, relative to that of a month."""


def time_ticks(start: pd.Timestamp, end: pd.Timestamp, language: str, most: float) -> pd.DataFrame:
    """Return the ticks of a period.

    Args:
        start: Its start.
        end: Its end, later than the start.
        language: Of the names of months.
        most: The number of ticks that fit.

    Returns:
        One row per tick in order: `at` (the first of a month; in two months or less, days),
        `text` (the year in January and at the first tick, else the month; a day in full),
        `strong` (whether it is a year among months).
    """
    if (end - start).days < _DAYS_SHOWN:
        rows = _days(start, end, language, most)
    else:
        rows = _months(start, end, language, most)
    frame = pd.DataFrame(rows, columns=["at", "text", "strong"])
    return frame.astype({"at": "datetime64[s]", "strong": bool})


def _days(
    start: pd.Timestamp, end: pd.Timestamp, language: str, most: float
) -> list[dict[str, object]]:
    days = list(pd.date_range(start.normalize(), end, freq="D"))
    days = [day for day in days if start <= day]
    step = next(
        (size for size in _DAY_STEPS if len(days) / size <= most / _DAY_WIDTH), _DAY_STEPS[-1]
    )
    return [
        {"at": day, "text": when(day.date(), day.date(), "day", language), "strong": False}
        for day in days[::step]
    ]


def _months(
    start: pd.Timestamp, end: pd.Timestamp, language: str, most: float
) -> list[dict[str, object]]:
    first, last = _month_number(start), min(_month_number(end), MAXYEAR * _YEAR + _YEAR - 1)
    step = next((size for size in _STEPS if (last - first) / size <= most), _STEPS[-1])
    names = month_names(language)
    rows: list[dict[str, object]] = []
    for month in range(-(-first // step) * step, last + 1, step):
        year, index = divmod(month, _YEAR)
        at = pd.Timestamp(year=year, month=index + 1, day=1) if year > 0 else start
        if not start <= at <= end:
            continue
        january = index == 0
        text = f"{year}" if january else names[index] + ("" if rows else f" {year}")
        rows.append({"at": at, "text": text, "strong": january and step < _YEAR})
    return rows


def _month_number(moment: pd.Timestamp) -> int:
    """Count the months since year 0."""
    return moment.year * _YEAR + moment.month - 1


_AXIS = 30
_HIGHEST_LANE = 150
_BINS = 32


def is_counted(extract: Extract) -> bool:
    """Whether markers are too many or too close in time, so that counts are drawn instead."""
    table = extract.chosen.consultations
    lanes = table.loc[table["dated"], "region"].astype("str").value_counts()
    are_many = lanes.sum() > LIMITS.picture_numbers or lanes.max() > LIMITS.timeline_markers
    return bool(are_many or stand_far(as_part(extract.chosen)))


def timeline_layers(extract: Extract, size: tuple[float, float], unit: float) -> list[Layer]:
    """Draw the timeline.

    Args:
        extract: The selection.
        size: Width and height in pixels.
        unit: Factor of the size of markers and letters.

    Returns:
        Layers of Vega-Lite, always with the campaign's whole period. An empty selection gives
        lanes without markers.
    """
    rows = timeline_rows(extract.campaign, extract.chosen, extract.language)
    plan = _Plan(extract, size, unit)
    drawn = rows.assign(
        x1=plan.across(rows["first"]),
        x2=plan.across(rows["until"]),
        y=rows["region"].map(plan.lanes),
    )
    marks = _counts(extract, drawn, plan) if is_counted(extract) else _marks(extract, drawn, plan)
    return [*_ground(extract, plan), *marks]


def lanes_of(extract: Extract) -> list[str]:
    """Return the lanes: the filtered regions, else all, with one for no region if needed."""
    campaign, wanted = extract.campaign, extract.choice.regions
    none = (campaign.consultations["region"] == "").any()
    every = [*campaign.regions["id"], *([GLOBAL] if none else [])]
    return [region for region in every if region in wanted or not wanted] or [GLOBAL]


class _Plan:
    """The positions of lanes and moments on the picture, in pixels."""

    def __init__(self, extract: Extract, size: tuple[float, float], unit: float) -> None:
        self.unit = unit
        self.width, self.height = size
        names = region_names(extract.campaign, extract.language)
        ids = lanes_of(extract)
        self.names = {region: label(names[region]) for region in ids}
        self.step = min((self.height - _AXIS * unit) / len(ids), _HIGHEST_LANE * unit)
        self.top = (self.height - _AXIS * unit - self.step * len(ids)) / 3
        self.bottom = self.top + self.step * len(ids)
        self.lanes = {region: self.top + self.step * (i + 0.5) for i, region in enumerate(ids)}
        self.letters = min(13 * unit, self.step * 0.7)
        longest = max(text_width(name, self.letters) for name in self.names.values())
        self.left = min(longest, 0.34 * self.width) + 14 * unit
        self.start, self.end = timeline_span(extract.campaign)

    def across(self, moments: pd.Series) -> pd.Series:
        """Return the x of moments in pixels."""
        part = (moments - self.start) / (self.end - self.start)
        return self.left + part.astype("float64") * (self.width - self.left)


def _ground(extract: Extract, plan: _Plan) -> list[Layer]:
    """Draw lanes with the names of their regions, and the grid of time."""
    unit = plan.unit
    bands = [
        {"x": plan.left, "x2": plan.width, "y": y - plan.step / 2, "y2": y + plan.step / 2,
         "color": SEA if i % 2 == 0 else PAPER, "opacity": 1}
        for i, y in enumerate(plan.lanes.values())
    ]  # fmt: skip
    names = [
        {"x": plan.left - 12 * unit, "y": y, "text": plan.names[region], "color": INK}
        for region, y in plan.lanes.items()
    ]
    ticks = time_ticks(plan.start, plan.end, extract.language, plan.width / (62 * unit))
    ticks = ticks.assign(x=plan.across(ticks["at"]), y=plan.top, y2=plan.bottom, color=FAINT)
    ticks["x2"] = ticks["x"]
    labels = ticks.assign(y=plan.bottom + 14 * unit, color=INK)
    strong, weak = (labels[labels["strong"] == value] for value in (True, False))
    columns = ["x", "y", "text", "color"]
    return [
        boxes(bands),
        rules(ticks[["x", "x2", "y", "y2", "color"]].to_dict("records"), 1 * unit),
        texts(names, plan.letters, limit=plan.left - 12 * unit, align="right"),
        texts(strong[columns].to_dict("records"), 12 * unit, align="center", fontWeight=700),
        texts(weak[columns].to_dict("records"), 12 * unit, align="center"),
    ]


def _marks(extract: Extract, drawn: pd.DataFrame, plan: _Plan) -> list[Layer]:
    """Draw the true days as bars, wider for partial dates, and the numbered markers."""
    unit = plan.unit
    width = plan.width - plan.left
    crowd = int(drawn["region"].value_counts().max()) if len(drawn) else 1
    radius = min(13 * unit, width / crowd / 2 - 0.8 * unit, plan.step * 0.42)
    lanes = ((drawn["x1"] + drawn["x2"]) / 2 - plan.left).groupby(drawn["region"])
    across = int(width / (2 * radius + 1.6 * unit))
    apart = lanes.transform(lambda lane: spread(lane, width, across))
    drawn = drawn.assign(x=plan.left + apart)
    colors = region_colors(extract.campaign.regions)
    kinds = extract.campaign.kinds
    shapes = dict(zip(kinds["id"], kinds["shape"], strict=True))
    rows: list[dict[str, Any]] = [
        {
            **{name: float(row[name]) for name in ("x", "x1", "x2", "y")},
            "text": str(row["number"]),
            **shape_size(shapes.get(row["kind"], "circle"), radius),
            "opacity": 0.85 if row["exact"] else 0.35,
            **mark_look(colors.get(row["region"], colors[""])),
        }
        for row in drawn.to_dict("records")
    ]
    half = min(5 * unit, plan.step * 0.2)
    days = [
        {**row, "x": row["x1"], "x2": max(row["x2"], row["x1"] + 2 * unit), "y": row["y"] - half,
         "y2": row["y"] + half}
        for row in rows
    ]  # fmt: skip
    numbered = [numbers(rows, radius)] if radius >= 7 * unit else []
    return [boxes(days, cornerRadius=2 * unit), marks_layer(rows, 1.2 * unit), *numbered]


def _counts(extract: Extract, drawn: pd.DataFrame, plan: _Plan) -> list[Layer]:
    """Draw circles with counts, in equal parts of each lane."""
    stretch = (plan.width - plan.left) / _BINS
    middle = (drawn["x1"] + drawn["x2"]) / 2
    bins = ((middle - plan.left) // stretch).clip(0, _BINS - 1)
    groups = drawn.assign(bin=bins).groupby(["region", "bin"])
    table = groups.agg(y=("y", "first"), count=("number", "size")).reset_index()
    most = min(stretch, plan.step) / 2
    share = (table["count"] / table["count"].max()) ** 0.5
    table = table.assign(
        x=plan.left + (table["bin"] + 0.5) * stretch,
        radius=(most * (0.35 + 0.65 * share)).clip(lower=3 * plan.unit),
    )
    return count_layers(extract, table, plan.unit)
