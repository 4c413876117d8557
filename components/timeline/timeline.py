"""The timeline, with the numbers and colours of the map."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd
import pyarrow as pa
import streamlit as st

from components.shell.theme import ACCENT, FAINT, INKS, mode
from components.shell.view_state import choose, open_consultation
from components.shell.words import gettext as _
from components.shell.words import language
from components.timeline.marks import (
    bars_layer,
    build_bars,
    filters_of_bar,
    marker_rows,
    markers_layers,
    moment_ms,
)
from data.campaign.result_cache import cached_on_campaign
from data.campaign.schema import GLOBAL
from data.choosing.select import select
from data.loading.iso_dates import first_day, last_day
from data.statistics.timeline import is_crowded, timeline_span
from data.words.describe import region_names
from data.words.languages import month_names

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.campaign.campaign import Campaign
    from data.campaign.selection import Selection
    from data.choosing.choice import View

ROWS, BAND = "rows", "band"
"""Names of the chart's two data sets."""

_LANE = 20
_LOWEST_LANE = 12
_LANES = 150
"""Height of all lanes if there are many, so that map and timeline fit one screen."""
_AXIS = 24
_MONTHS_SHOWN = 40
"""Longest span, in months, whose axis names months."""


def timeline_spec(campaign: Campaign, *, counted: bool) -> dict[str, Any]:
    """Return the timeline in Vega-Lite, without data, in the page's language and theme.

    It is the same for every selection, so that the browser only draws new data.

    Args:
        campaign: The whole campaign, for its lanes and time span.
        counted: Draw bars with counts instead of single markers.

    Returns:
        Layers: the time filter as a band (data `BAND`: `first`, `until`), then markers (data
        `ROWS`: see `marker_rows`) or bars (see `build_bars`). Parameters: `span` (a time interval),
        and `pick` (a consultation) or `bar` (a bar). Don't change it: it is cached for all.
    """
    return _cached_spec(campaign, counted, language(), mode())


@cached_on_campaign(32)
def _cached_spec(campaign: Campaign, counted: bool, language: str, mode: str) -> dict[str, Any]:  # noqa: FBT001
    names = region_names(campaign, language)
    lanes = [names[id_] for id_ in [*campaign.regions["id"], GLOBAL]]
    start, end = timeline_span(campaign)
    scale = alt.Scale(type="utc", domain=[moment_ms(start), moment_ms(end)], nice=False)
    time = {"scale": scale, "axis": _time_axis(start, end, language), "title": None}
    lane = lane_height(campaign)
    y = alt.Y("lane:N", scale=alt.Scale(domain=lanes), axis=_lane_axis(lane), title=None)
    rows = alt.Chart(alt.NamedData(ROWS))
    if counted:
        layers = bars_layer(rows, time, y)
    else:
        layers = markers_layers(rows, time, y, sorted(set(campaign.kinds["shape"])))
    chart = alt.layer(_band(mode), *layers)
    chart = chart.properties(height=lane * len(lanes) + _AXIS, width="container")
    framed: alt.LayerChart = chart.configure_view(stroke=FAINT[mode])
    framed.config.axis = alt.AxisConfig(labelColor=INKS[mode], labelFontSize=11)
    framed.padding = {"left": 0, "top": 2, "right": 4, "bottom": 0}
    with alt.theme.enable("none"):
        spec: dict[str, Any] = framed.to_dict()
    return spec


def lane_height(campaign: Campaign) -> int:
    """Return the height of a lane in pixels."""
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
    """Return an axis with names of months for a few years, else with years."""
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


def timeline_data(campaign: Campaign, selection: Selection, view: View) -> dict[str, bytes]:
    """Return the data sets of `timeline_spec` as Arrow streams.

    Args:
        campaign: The whole campaign.
        selection: The consultations to draw.
        view: The view: the open consultation and the time filter.
    """
    if is_crowded(selection):
        rows = build_bars(selection, lane_height(campaign))[1]
    else:
        rows = pa.Table.from_pandas(marker_rows(campaign, selection, view), preserve_index=False)
    return {
        ROWS: _stream(rows),
        BAND: _stream(pa.Table.from_pandas(_selected_time(campaign, view))),
    }


def _stream(table: pa.Table) -> bytes:
    """Return a table for Vega, without pandas' metadata, which is larger than the rows."""
    sink = pa.BufferOutputStream()
    bare = table.replace_schema_metadata(None)
    with pa.ipc.new_stream(sink, bare.schema) as writer:
        writer.write_table(bare)
    return bytes(sink.getvalue())


def _selected_time(campaign: Campaign, view: View) -> pd.DataFrame:
    """Return the time filter within the timeline's span, as one row; no row without a filter."""
    ends = [moment_ms(moment) for moment in timeline_span(campaign)]
    since, until = first_day(view.choice.since), last_day(view.choice.until)
    first = moment_ms(pd.Timestamp(since)) if since else ends[0]
    last = moment_ms(pd.Timestamp(until) + pd.Timedelta(days=1)) if until else ends[1]
    rows = [(max(first, ends[0]), min(last, ends[1]))] if since or until else []
    return pd.DataFrame(rows, columns=["first", "until"], dtype="int64")


def _data(campaign: Campaign, selection: Selection, view: View) -> dict[str, bytes]:
    if selection is select(campaign, view.choice):
        return _cached_data(campaign, view, language(), mode())
    return timeline_data(campaign, selection, view)


@cached_on_campaign(48)
def _cached_data(campaign: Campaign, view: View, _language: str, _mode: str) -> dict[str, bytes]:
    """Return the data of a view, built once per language and theme for all visitors."""
    return timeline_data(campaign, select(campaign, view.choice), view)


def show_timeline(
    campaign: Campaign,
    selection: Selection,
    view: View,
    *,
    key: str = "timeline",
    on_open: Callable[[str], None] | None = None,
) -> None:
    """Show the timeline; dragging filters by time, a click on a marker opens it.

    With `on_open`, a click on a marker calls that, and dragging does nothing.
    """
    generation = st.session_state.setdefault(f"{key}_generation", 0)
    widget = f"{key}-{generation}"
    st.vega_lite_chart(
        spec=timeline_spec(campaign, counted=is_crowded(selection))
        | {"datasets": _data(campaign, selection, view)},
        key=widget,
        on_select=lambda: _follow(selection, widget, f"{key}_generation", on_open),
        alt=_("Timeline of consultations, one lane per region. The table has the same data."),
    )


def _follow(
    selection: Selection, widget: str, generation: str, on_open: Callable[[str], None] | None
) -> None:
    """Apply a click or drag to the view, and clear the chart's own selection."""
    event: Any = st.session_state.get(widget)
    picked = [row.get("consultation") for row in event["selection"].get("pick") or []]
    bars = [(row["bin"], row["row"]) for row in event["selection"].get("bar") or []]
    span = (event["selection"].get("span") or {}).get("first")
    if picked and picked[0]:
        (on_open or open_consultation)(str(picked[0]))
    elif bars and on_open is None:
        choose(**filters_of_bar(selection, *(int(value) for value in bars[0])))
    elif span and on_open is None:
        since, until = (_day(moment) for moment in sorted(span))
        choose(since=since, until=until)
    st.session_state[generation] += 1


def _day(moment: float) -> str:
    return datetime.fromtimestamp(moment / 1000, tz=UTC).date().isoformat()
