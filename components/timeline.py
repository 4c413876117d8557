"""The timeline: a lane per region, the same numbers and colours as the map, or bars of many."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from components.theme import ACCENT, FAINT, INKS, mode
from components.timeline_bars import bars_layer, build_bars, chosen_by
from components.timeline_marks import mark_rows, marks_layers
from components.view_state import choose, open_consultation
from components.words import gettext as _
from components.words import language
from data.dates import first_day, last_day
from data.facts.timeline_rows import timeline_span
from data.index import index_of
from data.languages import month_names
from data.saying import region_names
from data.schema import GLOBAL
from data.selecting import select

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.campaign import Campaign
    from data.choice import View
    from data.part import Part

_LANE = 20
_LOWEST_LANE = 12
_LANES = 150
"""Pixels that all lanes share if they are many, so that map and timeline are seen together."""
_AXIS = 24
_MOST_MARKS = 60
"""Of more consultations than this only their number is drawn."""
_MONTHS_SHOWN = 40
"""Longest span, in months, whose axis names months."""


def build_timeline(campaign: Campaign, chosen: Part, view: View) -> alt.LayerChart:
    """Draw the chosen consultations in time.

    Args:
        campaign: The whole campaign: its lanes and its span of time stay.
        chosen: What is drawn.
        view: What is selected, and the time that is chosen.

    Returns:
        Layers: the chosen time as a band, then the consultations, or bars of many. Parameters:
        `span` (an interval of time), and `pick` (a consultation) or `bar` (a bar).
    """
    names = region_names(campaign, language())
    lanes = [names[one] for one in [*campaign.regions["id"], GLOBAL]]
    start, end = timeline_span(campaign)
    ends = (_ms(start), _ms(end))
    scale = alt.Scale(type="utc", domain=list(ends), nice=False)
    time = {"scale": scale, "axis": _time_axis(start, end), "title": None}
    lane = min(_LANE, max(_LOWEST_LANE, _LANES // len(lanes)))
    y = alt.Y("lane:N", scale=alt.Scale(domain=lanes), axis=_lane_axis(lane), title=None)
    if is_counted(chosen):
        layers = bars_layer(alt.Chart(build_bars(chosen, lane)[1]), time, y)
    else:
        layers = marks_layers(mark_rows(campaign, chosen, view), time, y)
    chart = alt.layer(*_band(view, ends), *layers)
    chart = chart.properties(height=lane * len(lanes) + _AXIS, width="container")
    framed: alt.LayerChart = chart.configure_view(stroke=FAINT[mode()])
    framed.config.axis = alt.AxisConfig(labelColor=INKS[mode()], labelFontSize=11)
    framed.padding = {"left": 0, "top": 2, "right": 4, "bottom": 0}
    return framed


def is_counted(chosen: Part) -> bool:
    """Whether there are too many consultations to show each."""
    dated = np.count_nonzero(chosen.mask & index_of(chosen.whole).dated)
    return bool(dated > _MOST_MARKS)


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


def _ms(moment: pd.Timestamp) -> int:
    return int(moment.timestamp() * 1000)


def _time_axis(start: pd.Timestamp, end: pd.Timestamp) -> alt.Axis:
    """Months by name over a few years, else years."""
    months = (end - start).days / 30
    if months > _MONTHS_SHOWN:
        year = "utcFormat(datum.value, '%Y')"
        return alt.Axis(grid=True, gridOpacity=0.5, labelExpr=year, tickCount=10)
    names = ", ".join(f"'{name}'" for name in month_names(language()))
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


def _band(view: View, ends: tuple[int, int]) -> list[alt.Chart]:
    """The chosen time, to the edges of the timeline where it is open; none if all time is."""
    since, until = first_day(view.choice.since), last_day(view.choice.until)
    if not (since or until):
        return []
    first = _ms(pd.Timestamp(since)) if since else ends[0]
    last = _ms(pd.Timestamp(until) + pd.Timedelta(days=1)) if until else ends[1]
    rows = pd.DataFrame({"first": [max(first, ends[0])], "until": [min(last, ends[1])]})
    band = alt.Chart(rows).mark_rect(opacity=0.14, color=ACCENT[mode()], aria=False)
    return [band.encode(x=alt.X("first:T", title=None), x2="until:T")]


def _chart(campaign: Campaign, chosen: Part, view: View) -> alt.LayerChart:
    if chosen is select(campaign, view.choice):
        return _kept_chart(campaign, view, language(), mode())
    return build_timeline(campaign, chosen, view)


@lru_cache(maxsize=48)
def _kept_chart(campaign: Campaign, view: View, _language: str, _mode: str) -> alt.LayerChart:
    """The chart of a view, made once for all who look at it in a language and a theme."""
    return build_timeline(campaign, select(campaign, view.choice), view)


def show_timeline(
    campaign: Campaign,
    chosen: Part,
    view: View,
    *,
    key: str = "timeline",
    on_open: Callable[[str], None] | None = None,
) -> None:
    """Show the timeline; dragging over it chooses the time, a click on a mark opens it.

    With `on_open` a click on a mark does that, and dragging does nothing.
    """
    generation = st.session_state.setdefault(f"{key}_generation", 0)
    widget = f"{key}-{generation}"
    st.altair_chart(
        _chart(campaign, chosen, view),
        key=widget,
        on_select=lambda: _follow(chosen, widget, f"{key}_generation", on_open),
        alt=_("Timeline of the consultations, a lane per region; the table has the same facts"),
    )


def _follow(
    chosen: Part, widget: str, generation: str, on_open: Callable[[str], None] | None
) -> None:
    """Do what was clicked or dragged, and forget it: the view says what is chosen."""
    event: Any = st.session_state.get(widget)
    picked = [row.get("consultation") for row in event["selection"].get("pick") or []]
    bars = [(row["bin"], row["row"]) for row in event["selection"].get("bar") or []]
    span = (event["selection"].get("span") or {}).get("first")
    if picked and picked[0]:
        (on_open or open_consultation)(str(picked[0]))
    elif bars and on_open is None:
        choose(**chosen_by(chosen, *(int(one) for one in bars[0])))
    elif span and on_open is None:
        since, until = (_day(moment) for moment in sorted(span))
        choose(since=since, until=until)
    st.session_state[generation] += 1


def _day(moment: float) -> str:
    return datetime.fromtimestamp(moment / 1000, tz=UTC).date().isoformat()
