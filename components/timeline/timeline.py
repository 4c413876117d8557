"""The timeline: the same numbers and colours as the map."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd
import pyarrow as pa
import streamlit as st

from components.shell.theme import ACCENT, FAINT, INKS, mode
from components.shell.theme import mode as present_mode
from components.shell.view_state import choose, open_consultation
from components.shell.words import gettext as _
from components.shell.words import language
from components.shell.words import language as present_language
from components.timeline.bars import bars_layer, build_bars, chosen_by
from components.timeline.markers import mark_rows, marks_layers, moment_ms
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
    from data.campaign.selection import Part
    from data.choosing.choice import View

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


def timeline_data(campaign: Campaign, chosen: Part, view: View) -> dict[str, bytes]:
    """What the timeline of a choice is filled with.

    Args:
        campaign: The whole campaign.
        chosen: What is drawn.
        view: What is selected, and the time that is chosen.

    Returns:
        The data sets of `timeline_spec` as Arrow streams.
    """
    if is_crowded(chosen):
        rows = build_bars(chosen, lane_height(campaign))[1]
    else:
        rows = pa.Table.from_pandas(mark_rows(campaign, chosen, view), preserve_index=False)
    return {
        ROWS: _stream(rows),
        BAND: _stream(pa.Table.from_pandas(_selected_time(campaign, view))),
    }


def _stream(table: pa.Table) -> bytes:
    """A table for Vega, without what pandas notes of itself, which weighs more than the rows."""
    sink = pa.BufferOutputStream()
    bare = table.replace_schema_metadata(None)
    with pa.ipc.new_stream(sink, bare.schema) as writer:
        writer.write_table(bare)
    return bytes(sink.getvalue())


def _selected_time(campaign: Campaign, view: View) -> pd.DataFrame:
    """The chosen time, to the edges of the timeline where it is open; none if all time is."""
    ends = [moment_ms(moment) for moment in timeline_span(campaign)]
    since, until = first_day(view.choice.since), last_day(view.choice.until)
    first = moment_ms(pd.Timestamp(since)) if since else ends[0]
    last = moment_ms(pd.Timestamp(until) + pd.Timedelta(days=1)) if until else ends[1]
    rows = [(max(first, ends[0]), min(last, ends[1]))] if since or until else []
    return pd.DataFrame(rows, columns=["first", "until"], dtype="int64")


def _data(campaign: Campaign, chosen: Part, view: View) -> dict[str, bytes]:
    if chosen is select(campaign, view.choice):
        return _kept_data(campaign, view, language(), mode())
    return timeline_data(campaign, chosen, view)


@cached_on_campaign(48)
def _kept_data(campaign: Campaign, view: View, _language: str, _mode: str) -> dict[str, bytes]:
    """The data of a view, made once for all who look at it in a language and a theme."""
    return timeline_data(campaign, select(campaign, view.choice), view)


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
    st.vega_lite_chart(
        spec=timeline_spec(campaign, counted=is_crowded(chosen))
        | {"datasets": _data(campaign, chosen, view)},
        key=widget,
        on_select=lambda: _follow(chosen, widget, f"{key}_generation", on_open),
        alt=_("Timeline of consultations, one lane per region. The table has the same data."),
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
