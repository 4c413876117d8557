"""The timeline: a lane per region, the same numbers and colours as the map."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd
import pyarrow as pa
import streamlit as st

from components.theme import ACCENT, FAINT, INKS, PAPERS, mode, region_colors
from components.view_state import choose, open_consultation
from components.words import gettext as _
from components.words import language
from data.dates import first_day, last_day
from data.facts.timeline_rows import timeline_rows, timeline_span
from data.languages import month_names
from data.mark_shapes import SHAPE_PATHS, ink_on
from data.saying import region_names
from data.schema import GLOBAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.campaign import Campaign
    from data.choice import View

_LANE = 20
_AXIS = 24
_NARROW = 500
"""Width in pixels below which only a telephone's number of marks fits."""
_MONTHS_SHOWN = 40
"""Longest span, in months, whose axis names months."""


def build_timeline(campaign: Campaign, chosen: Campaign, view: View) -> alt.LayerChart:
    """Draw the chosen consultations in time.

    Args:
        campaign: The whole campaign: its lanes and its span of time stay.
        chosen: What is drawn.
        view: What is selected, and the time that is chosen.

    Returns:
        Layers: the chosen time as a band, the true days as bars (as wide as their doubt), the
        numbered marks. Parameters: `span` (an interval of time), `pick` (a consultation).
    """
    names = region_names(campaign, language())
    lanes = [names[one] for one in [*campaign.regions["id"], GLOBAL]]
    start, end = timeline_span(campaign)
    ends = (_ms(start), _ms(end))
    scale = alt.Scale(type="utc", domain=list(ends), nice=False)
    time = {"scale": scale, "axis": _time_axis(start, end), "title": None}
    y = alt.Y("lane:N", scale=alt.Scale(domain=lanes), axis=_lane_axis(), title=None)
    rows = _rows(campaign, chosen, view, names)
    data = alt.Chart(_compact(rows))
    layers = [*_band(view, ends), _days(data, time, y), *_marks(data, sorted(set(rows["shape"])))]
    chart = alt.layer(*layers).properties(height=_LANE * len(lanes) + _AXIS, width="container")
    framed: alt.LayerChart = chart.configure_view(stroke=FAINT[mode()])
    framed.config.axis = alt.AxisConfig(labelColor=INKS[mode()], labelFontSize=11)
    framed.padding = {"left": 0, "top": 2, "right": 4, "bottom": 0}
    return framed


def _rows(campaign: Campaign, chosen: Campaign, view: View, names: dict[str, str]) -> pd.DataFrame:
    """The rows with their looks; moments in milliseconds, which Vega reads as UTC."""
    rows = timeline_rows(campaign, chosen, language())
    color = rows["region"].map(region_colors(campaign.regions)).astype("str")
    shapes = dict(zip(campaign.kinds["id"], campaign.kinds["shape"], strict=True))
    return pd.DataFrame(
        {
            "consultation": rows["consultation"],
            "number": rows["number"],
            **{name: rows[name].map(_ms) for name in ("at", "at_narrow", "first", "until")},
            "exact": rows["exact"],
            "lane": rows["region"].map(names),
            "color": color,
            "ink": color.map(ink_on),
            "shape": rows["kind"].map(shapes).astype("str").fillna("circle"),
            "selected": rows["consultation"] == view.selected,
            "title": rows["title"],
            "label": rows["label"],
        }
    )


def _compact(rows: pd.DataFrame) -> pa.Table:
    """The rows for Arrow without what pandas notes of itself, which weighs more than they do."""
    return pa.Table.from_pandas(rows, preserve_index=False).replace_schema_metadata(None)


def _lane_axis() -> alt.Axis:
    return alt.Axis(
        labelLimit=190, labelFlush=False, labelPadding=8, ticks=False, domain=False, grid=False
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


def _days(data: alt.Chart, time: dict[str, Any], y: alt.Y) -> alt.Chart:
    """The true days: thin where known, pale and as wide as the doubt where not."""
    bars = data.mark_bar(height=9, cornerRadius=2, aria=False)
    opacity = alt.condition("datum.exact", alt.value(0.85), alt.value(0.35))
    encoded: alt.Chart = bars.encode(
        x=alt.X("first:T", **time),
        x2="until:T",
        y=y,
        color=alt.Color("color:N", scale=None),
        opacity=opacity,
    )
    return encoded.add_params(alt.selection_interval(name="span", encodings=["x"]))


def _marks(data: alt.Chart, shapes: list[str]) -> list[alt.Chart]:
    """A shape with its number; the tooltip says the rest.

    Screen readers are told the name of the whole chart, and find its facts in the table.
    """
    pick = alt.selection_point(name="pick", fields=["consultation"], toggle=False, on="click")
    tooltip = [alt.Tooltip("title:N", title=_("Title")), alt.Tooltip("label:N", title=_("No."))]
    y = alt.Y("lane:N", title=None)
    base = data.transform_calculate(x=f"width < {_NARROW} ? datum.at_narrow : datum.at")
    base = base.encode(x=alt.X("x:T", title=None), y=y, tooltip=tooltip)
    scale = alt.Scale(domain=shapes, range=[SHAPE_PATHS[name] for name in shapes])
    outlines = base.mark_point(
        filled=True, size=330, opacity=1, cursor="pointer", aria=False
    ).encode(
        shape=alt.Shape("shape:N", scale=scale, legend=None),
        color=alt.Color("color:N", scale=None),
        stroke=alt.condition("datum.selected", alt.value(INKS[mode()]), alt.value(PAPERS[mode()])),
        strokeWidth=alt.condition("datum.selected", alt.value(3), alt.value(1)),
    )
    numbers = base.mark_text(fontWeight=700, fontSize=11, cursor="pointer", aria=False).encode(
        text="number:Q", color=alt.Color("ink:N", scale=None)
    )
    return [outlines.add_params(pick), numbers]


def show_timeline(
    campaign: Campaign,
    chosen: Campaign,
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
        build_timeline(campaign, chosen, view),
        key=widget,
        on_select=lambda: _follow(widget, f"{key}_generation", on_open),
        alt=_("Timeline of the consultations, a lane per region; the table has the same facts"),
    )


def _follow(widget: str, generation: str, on_open: Callable[[str], None] | None) -> None:
    """Do what was clicked or dragged, and forget it: the view says what is chosen."""
    event: Any = st.session_state.get(widget)
    picked = [row.get("consultation") for row in event["selection"].get("pick") or []]
    span = (event["selection"].get("span") or {}).get("first")
    if picked and picked[0]:
        (on_open or open_consultation)(str(picked[0]))
    elif span and on_open is None:
        since, until = (_day(moment) for moment in sorted(span))
        choose(since=since, until=until)
    st.session_state[generation] += 1


def _day(moment: float) -> str:
    return datetime.fromtimestamp(moment / 1000, tz=UTC).date().isoformat()
