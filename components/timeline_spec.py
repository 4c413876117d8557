"""How the timeline is drawn: a lane per region over the campaign's time, whatever is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from components.theme import ACCENT, FAINT, INKS
from components.theme import mode as present_mode
from components.timeline_bars import bars_layer
from components.timeline_marks import marks_layers, moment_ms
from components.words import language as present_language
from data.facts.timeline_rows import timeline_span
from data.languages import month_names
from data.result_cache import cached_on_campaign
from data.saying import region_names
from data.schema import GLOBAL

if TYPE_CHECKING:
    import pandas as pd

    from data.campaign import Campaign

ROWS, BAND = "rows", "band"
"""The names of the two data sets that fill the drawing."""

_LANE = 20
_LOWEST_LANE = 12
_LANES = 150
"""Pixels that all lanes share if they are many, so that map and timeline are seen together."""
_AXIS = 24
_MONTHS_SHOWN = 40
"""Longest span, in months, whose axis names months."""


def timeline_spec(campaign: Campaign, *, counted: bool) -> dict[str, Any]:
    """The timeline in Vega-Lite, without its data, in the present language and theme.

    It is the same for every choice, so that a browser draws new data into what is there.

    Args:
        campaign: The whole campaign: its lanes and its span of time stay.
        counted: Draw bars of many consultations, not each.

    Returns:
        Layers: the chosen time as a band (data `BAND`: `first`, `until`), then the consultations
        (data `ROWS`: see `mark_rows`), or bars of many (see `build_bars`). Parameters: `span` (an
        interval of time), and `pick` (a consultation) or `bar` (a bar). Not to be changed: it is
        made once for all.
    """
    return _kept_spec(campaign, counted, present_language(), present_mode())


@cached_on_campaign(32)
def _kept_spec(campaign: Campaign, counted: bool, language: str, mode: str) -> dict[str, Any]:  # noqa: FBT001
    names = region_names(campaign, language)
    lanes = [names[one] for one in [*campaign.regions["id"], GLOBAL]]
    start, end = timeline_span(campaign)
    scale = alt.Scale(type="utc", domain=[moment_ms(start), moment_ms(end)], nice=False)
    time = {"scale": scale, "axis": _time_axis(start, end, language), "title": None}
    lane = lane_height(campaign)
    y = alt.Y("lane:N", scale=alt.Scale(domain=lanes), axis=_lane_axis(lane), title=None)
    rows = alt.Chart(alt.NamedData(ROWS))
    if counted:
        layers = bars_layer(rows, time, y)
    else:
        layers = marks_layers(rows, time, y, sorted(set(campaign.kinds["shape"])))
    chart = alt.layer(_band(mode), *layers)
    chart = chart.properties(height=lane * len(lanes) + _AXIS, width="container")
    framed: alt.LayerChart = chart.configure_view(stroke=FAINT[mode])
    framed.config.axis = alt.AxisConfig(labelColor=INKS[mode], labelFontSize=11)
    framed.padding = {"left": 0, "top": 2, "right": 4, "bottom": 0}
    with alt.theme.enable("none"):
        spec: dict[str, Any] = framed.to_dict()
    return spec


def lane_height(campaign: Campaign) -> int:
    """Pixels of a lane."""
    return min(_LANE, max(_LOWEST_LANE, _LANES // (len(campaign.regions) + 1)))


def _lane_axis(lane: int) -> alt.Axis:
    return alt.Axis(
        labelFontSize=min(11, lane - 2),
        labelOverlap=False,
        labelLimit=190,
        labelFlush=False,
        labelPadding=8,
        ticks=False,
        domain=False,
        grid=False,
    )


def _time_axis(start: pd.Timestamp, end: pd.Timestamp, language: str) -> alt.Axis:
    """Months by name over a few years, else years."""
    months = (end - start).days / 30
    if months > _MONTHS_SHOWN:
        year = "utcFormat(datum.value, '%Y')"
        return alt.Axis(grid=True, gridOpacity=0.5, labelExpr=year, tickCount=10)
    names = ", ".join(f"'{name}'" for name in month_names(language))
    first_month = "utcmonth(datum.value) == 0"
    year = "utcFormat(datum.value, '%Y')"
    month = f"[{names}][utcmonth(datum.value)]"
    label = f"{first_month} ? {year} : {month} + (datum.index == 0 ? ' ' + {year} : '')"
    step = 1 if months < 14 else 2 if months < 28 else 3  # noqa: PLR2004
    return alt.Axis(
        grid=True,
        gridOpacity=0.6,
        labelExpr=label,
        labelOverlap="greedy",
        tickCount={"interval": "month", "step": step},
        labelFontWeight=alt.condition(first_month, alt.value(700), alt.value(400)),
    )


def _band(mode: str) -> alt.Chart:
    band = alt.Chart(alt.NamedData(BAND))
    band = band.mark_rect(opacity=0.14, color=ACCENT[mode], aria=False)
    encoded: alt.Chart = band.encode(x=alt.X("first:T", title=None), x2="until:T")
    return encoded
