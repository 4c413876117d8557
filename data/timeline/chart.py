"""The timeline as an Altair chart: one lane per region, numbered markers or counts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import altair as alt
import pandas as pd

from data.filters.query import Query
from data.map.markers import ink_on
from data.model.colors_and_shapes import SHAPE_PATHS, SIGN_INNER, SIGN_LINE
from data.model.regions import region_colors, signs
from data.timeline.axis import time_ticks
from data.timeline.look import TimelineLook
from data.timeline.rows import lane_row, moment_ms
from data.words.languages import translations

NO_ROWS = "no rows"
"""Name of a data set that never has any: nobody needs to give it."""

ROWS, BAND, OUTSIDE = "rows", "band", "outside"
"""Names of data sets: markers or bars, the chosen time, and bars of what is outside it."""

_NARROW = 500
"""Below this width in pixels, labels are as few as on a phone."""

_OFFSET = 4.0
"""Pixels between the lanes and the colours beside their names."""

_LANE = alt.Y("lane:N", title=None)


class Timeline:
    """Lanes and a time axis, and the layers that can be drawn on them.

    Data sets are named, not included: see `data.timeline.rows`.
    """

    def __init__(
        self,
        campaign: Query,
        lanes: Mapping[str, str],
        span: tuple[pd.Timestamp, pd.Timestamp],
        look: TimelineLook,
        rows: Mapping[str, int] | None = None,
    ) -> None:
        """Prepare the axes.

        Args:
            campaign: The whole campaign, for colours and shapes.
            lanes: Ids of the regions to their names, from top to bottom.
            span: First and last moment.
            look: What differs between a page and a picture.
            rows: How many rows of markers lanes have, by the region's id; 1 if not named.
        """
        self.look = look
        colors = region_colors(campaign.regions, look.colors["neutral"])
        self._lanes = _rows_of_lanes(lanes, rows or {})
        sign = signs(campaign.regions)
        self._signs = [
            {"lane": name, "sign": sign[id_], "shape": "square", "ink": ink_on(colors[id_])}
            for id_, name in lanes.items()
            if sign.get(id_)
        ]
        self._shapes = sorted({"circle", *campaign.kinds["shape"]} & SHAPE_PATHS.keys())
        self._ticks = time_ticks(*span, look.language, look.most_ticks)
        left, top, right, bottom = (look.frame or (0.0,) * 6)[:4]
        across: Any = {"range": [left, right]} if look.frame else {"reverse": look.is_mirrored}
        down: Any = [top, bottom] if look.frame else alt.Undefined
        # As expressions: Vega-Lite writes numbers of a time as `datetime(number)`, which the
        # interpreter of Vega's expressions reads as a year.
        domain = [{"expr": str(moment_ms(moment))} for moment in span]
        # An empty layer carries scales and axes, once for all.
        self._axes = (
            alt.Chart(alt.NamedData(NO_ROWS))
            .mark_point(aria=False)
            .encode(
                x=alt.X(
                    "first:T",
                    scale=alt.Scale(type="utc", domain=domain, nice=False, **across),
                    axis=_time_axis(span, look),
                    title=None,
                ),
                y=alt.Y(
                    "lane:N",
                    scale=alt.Scale(
                        domain=[row for lane in self._lanes for row in lane], range=down
                    ),
                    axis=_lane_axis(list(lanes.values()), [colors[id_] for id_ in lanes], look),
                    title=None,
                ),
            )
        )
        self._high = {"y": alt.value(top), "y2": alt.value(bottom)} if look.frame else {}
        self._wide = {"x": alt.value(left), "x2": alt.value(right)} if look.frame else {}

    def marked(self) -> alt.LayerChart:
        """Return the rows of `marker_rows`: true days as bars, ghosts, markers with numbers.

        On a page, the parameters `outside` and `pick` are the consultation of the ghost or the
        marker that was clicked, and `span` is the time that was dragged over.
        """
        return _layers(
            *self._background(),
            self._dragged(self._days()),
            self._outlines("outside").transform_filter("datum.ghost"),
            self._numbers("ghost_numbers", 400).transform_filter("datum.ghost"),
            self._outlines("pick").transform_filter("!datum.ghost"),
            *self._marker_signs(),
            self._numbers("numbers", 700).transform_filter("!datum.ghost"),
        )

    def counted(self) -> alt.LayerChart:
        """Return the rows of `bar_rows`, for a page.

        The parameters `bar` and `span` are the `bin` and `row` of the bar that was clicked, and
        the time that was dragged over.
        """
        say = translations(self.look.language).gettext
        pick = alt.selection_point(name="bar", fields=["bin", "row"], toggle=False, on="click")
        bars = self._bars(ROWS, cursor="pointer").encode(
            color=alt.Color("color:N", scale=None),
            tooltip=[
                alt.Tooltip("lane:N", title=say("Region")),
                alt.Tooltip("period:N", title=say("When")),
                alt.Tooltip("count:Q", title=say("Consultations"), format=","),
            ],
        )
        return _layers(*self._background(), self._dragged(bars).add_params(pick))

    def circled(self) -> alt.LayerChart:
        """Return circles with counts, for paper.

        Rows have `at` (milliseconds), `lane`, `area`, `text`, `color` and `ink`.
        """
        rows = alt.Chart(alt.NamedData(ROWS))
        at = {"x": alt.X("at:T", title=None), "y": _LANE}
        circles = rows.mark_point(
            filled=True, opacity=0.92, aria=False, stroke=self.look.colors["paper"]
        ).encode(**at, color=alt.Color("color:N", scale=None), size=alt.Size("area:Q", scale=None))
        counts = rows.mark_text(
            fontSize=9.5 * self.look.unit, fontWeight=700, aria=False, font=self.look.label_font
        ).encode(**at, text="text:N", color=alt.Color("ink:N", scale=None))
        return _layers(*self._background(), circles, counts)

    def _background(self) -> list[alt.Chart]:
        """Return the axes, stripes and grid of a picture, the chosen time, and bars outside it."""
        band = alt.Chart(alt.NamedData(BAND)).mark_rect(
            opacity=0.14, color=self.look.colors["accent"], aria=False
        )
        band = band.encode(x=alt.X("first:T", title=None), x2="until:T", **self._high)
        if not self.look.frame:
            outside = self._bars(OUTSIDE, color=self.look.colors["faint"])
            return [self._axes, *self._lane_signs(), band, outside]
        lanes = alt.InlineData(values=[{"lane": row} for lane in self._lanes[::2] for row in lane])
        stripes = alt.Chart(lanes).mark_rect(color=self.look.colors["sea"], opacity=1, aria=False)
        stripes = stripes.encode(y=_LANE, **self._wide)
        return [self._axes, *self._lane_signs(), stripes, self._grid(), band]

    def _grid(self) -> alt.Chart:
        rows = [{"first": moment_ms(at)} for at in self._ticks["at"]]
        rules = alt.Chart(alt.InlineData(values=rows)).mark_rule(
            color=self.look.colors["faint"], strokeWidth=self.look.unit, aria=False
        )
        grid: alt.Chart = rules.encode(x=alt.X("first:T", title=None), **self._high)
        return grid

    def _bars(self, data: str, **mark: Any) -> alt.Chart:
        bars = alt.Chart(alt.NamedData(data)).mark_bar(
            clip=True, cornerRadius=1, aria=False, binSpacing=0.5, **mark
        )
        encoded: alt.Chart = bars.encode(
            x=alt.X("first:T", title=None),
            x2="until:T",
            y=_LANE,
            size=alt.Size("size:Q", scale=None),
        )
        return encoded

    def _dragged(self, layer: alt.Chart) -> alt.Chart:
        if self.look.frame:
            return layer
        return layer.add_params(alt.selection_interval(name="span", encodings=["x"]))

    def _days(self) -> alt.Chart:
        """Return the true days as bars; inexact dates are pale and as wide as their period."""
        unit = self.look.unit
        bars = alt.Chart(alt.NamedData(ROWS)).mark_bar(
            height=9 * unit, cornerRadius=2 * unit, aria=False
        )
        days: alt.Chart = bars.encode(
            x=alt.X("first:T", title=None),
            x2="until:T",
            y=_LANE,
            color=alt.Color("color:N", scale=None),
            opacity=alt.condition("datum.exact", alt.value(0.85), alt.value(0.35)),
        )
        return days

    def _placed(self) -> alt.Chart:
        """Return markers at their date, in the row of their lane."""
        placed = alt.Chart(alt.NamedData(ROWS)).encode(x=alt.X("at:T", title=None), y=_LANE)
        say = translations(self.look.language).gettext
        shown = {"title": say("Title"), "label": say("No.")}
        described: alt.Chart = placed.encode(
            tooltip=[alt.Tooltip(f"{name}:N", title=shown[name]) for name in shown]
        )
        return placed if self.look.frame else described

    def _outlines(self, param: str) -> alt.Chart:
        look, shapes = self.look, self._shapes
        scale = alt.Scale(domain=shapes, range=[SHAPE_PATHS[name] for name in shapes])
        ink, paper = (alt.value(look.colors[name]) for name in ("ink", "paper"))
        points = self._placed().mark_point(filled=True, opacity=1, cursor="pointer", aria=False)
        outlines = points.encode(
            shape=alt.Shape("shape:N", scale=scale, legend=None),
            size=alt.Size("area:Q", scale=None),
            color=alt.Color("color:N", scale=None),
            stroke=alt.condition("datum.selected", ink, paper),
            strokeWidth=alt.condition("datum.selected", alt.value(3), alt.value(look.unit)),
        )
        pick = alt.selection_point(name=param, fields=["consultation"], toggle=False, on="click")
        clicked: alt.Chart = outlines if look.frame else outlines.add_params(pick)
        return clicked

    def _marker_signs(self) -> list[alt.Chart]:
        """Return the signs in markers of regions whose colour another region has, if any."""
        rows = self._placed().transform_filter("!datum.ghost && datum.sign > 0")
        return [_signed(rows, "datum.area", 1.6 * self.look.unit)] if self._signs else []

    def _lane_signs(self) -> list[alt.Chart]:
        """Return the same signs in the colours beside the names of the lanes."""
        side, left = self.look.swatch, self.look.frame[0] if self.look.frame else 0.0
        rows = alt.Chart(alt.InlineData(values=self._signs))
        at = left - _OFFSET * self.look.unit - side / 2
        x: Any = {"expr": f"width - {at}"} if self.look.is_mirrored else at
        rows = rows.encode(x=alt.value(x), y=_LANE)
        signed = _signed(rows, f"{0.72 * side**2:.1f}", 1.2 * self.look.unit)
        return [signed] if self._signs else []

    def _numbers(self, name: str, weight: Literal[400, 700]) -> alt.Chart:
        texts = self._placed().mark_text(
            fontWeight=weight, cursor="pointer", aria=False, font=self.look.label_font
        )
        numbers: alt.Chart = texts.encode(
            text="number:N",
            color=alt.Color("ink:N", scale=None),
            size=alt.Size("letters:Q", scale=None),
        )
        return numbers.properties(name=name)


def with_rows(
    spec: dict[str, Any], lanes: Mapping[str, str], rows: Mapping[str, int]
) -> dict[str, Any]:
    """Return a page's timeline with other rows of markers in its lanes.

    Altair checks a chart for as long as a click may take: views share one, and differ in this.
    """
    axes, *layers = spec["layer"]
    y = axes["encoding"]["y"]
    domain = [row for lane in _rows_of_lanes(lanes, rows) for row in lane]
    y = {**y, "scale": {**y["scale"], "domain": domain}}
    axes = {**axes, "encoding": {**axes["encoding"], "y": y}}
    return {**spec, "layer": [axes, *layers]}


def _rows_of_lanes(lanes: Mapping[str, str], rows: Mapping[str, int]) -> list[list[str]]:
    return [
        [lane_row(name, level) for level in range(rows.get(id_, 1))] for id_, name in lanes.items()
    ]


def _layers(*layers: alt.Chart) -> alt.LayerChart:
    return alt.LayerChart(layer=list(layers))


def _signed(rows: alt.Chart, area: str, width: float) -> alt.Chart:
    """Return the signs of rows with `sign`, `shape` and `ink`; `area` is an expression of Vega."""
    names = [*SHAPE_PATHS, "line"]
    scale = alt.Scale(domain=names, range=[*SHAPE_PATHS.values(), SIGN_LINE])
    rows = rows.transform_calculate(
        outline="datum.sign === 1 ? datum.shape : 'line'",
        room=f"({area}) * (datum.sign === 1 ? {SIGN_INNER**2:.3f} : 1)",
    )
    signs: alt.Chart = rows.mark_point(
        filled=False, opacity=1, cursor="pointer", aria=False, strokeWidth=width
    ).encode(
        shape=alt.Shape("outline:N", scale=scale, legend=None),
        size=alt.Size("room:Q", scale=None),
        stroke=alt.Stroke("ink:N", scale=None),
    )
    return signs


def _lane_axis(names: Sequence[str], colors: Sequence[str], look: TimelineLook) -> alt.Axis:
    """Return names of regions, each with its colour as a square: a thick tick."""
    last = max(len(colors) - 1, 1)
    swatches = [
        {"test": f"round(datum.index * {last}) === {i}", "value": color}
        for i, color in enumerate(colors)
    ]
    return alt.Axis(
        # Vega describes axes in English; the chart has a description of its own.
        aria=False,
        orient="right" if look.is_mirrored else alt.Undefined,
        values=list(names),
        labelFontSize=look.letters,
        labelColor=look.colors["ink"],
        labelOverlap=False,
        labelLimit=look.label_limit,
        labelFlush=False,
        labelPadding=6 * look.unit,
        ticks=True,
        tickSize=look.swatch,
        tickWidth=look.swatch,
        tickCap="butt",
        tickColor={"condition": swatches, "value": look.colors["neutral"]},
        domain=False,
        grid=False,
        offset=_OFFSET * look.unit - (look.frame[0] if look.frame else 0),
        labelFont=look.label_font,
    )


def _time_axis(span: tuple[pd.Timestamp, pd.Timestamp], look: TimelineLook) -> alt.Axis:
    """Return an axis whose labels have even distances, fewer of them on a phone."""
    wide = time_ticks(*span, look.language, look.most_ticks)
    few = look.most_ticks_narrow
    narrow = time_ticks(*span, look.language, few) if few else wide
    sets = [
        {moment_ms(at): text for at, text in zip(ticks["at"], ticks["text"], strict=True)}
        for ticks in (wide, narrow)
    ]
    values, texts = ([json.dumps(part) for part in parts] for parts in (map(list, sets), sets))
    strong = "utcmonth(datum.value) === 0" if wide["strong"].any() else "false"
    return alt.Axis(
        aria=False,
        values={"expr": f"width < {_NARROW} ? {values[1]} : {values[0]}"} if few else [*sets[0]],
        labelExpr=(
            f"(width < {_NARROW} ? {texts[1]} : {texts[0]})[time(datum.value)]"
            if few
            else f"{texts[0]}[time(datum.value)]"
        ),
        labelFontWeight=alt.condition(strong, alt.value(700), alt.value(400)),
        labelFontSize=look.letters,
        labelColor=look.colors["ink"],
        labelOverlap="parity",
        labelFlush=False,
        labelPadding=5 * look.unit,
        ticks=False,
        domain=False,
        # Vega moves the grid with its axis: a picture draws its own.
        grid=not look.frame,
        gridColor=look.colors["faint"],
        offset=look.frame[3] - look.frame[5] if look.frame else alt.Undefined,
        labelFont=look.label_font,
    )


def as_spec(chart: alt.LayerChart) -> dict[str, Any]:
    """Return a chart as Vega-Lite, without the theme of Altair."""
    with alt.theme.enable("none"):
        spec: dict[str, Any] = chart.to_dict()
    return spec
