"""The timeline, with the numbers and colours of the map."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from components.shell.document import is_narrow
from components.shell.theme import mode
from components.shell.view_state import choose, current_view, open_consultation
from components.shell.words import gettext as _
from components.shell.words import language
from components.timeline.play import show_play_button
from data.figures.timeline import (
    dated_count,
    marker_middles,
    timeline_base,
    timeline_bins,
    timeline_span,
)
from data.filters.choice import View
from data.filters.describe import region_names
from data.filters.options import region_options
from data.filters.query import Calls, Query
from data.filters.select import select
from data.map.markers import labels
from data.model.result_cache import cached_on_campaign
from data.timeline.chart import BAND, OUTSIDE, ROWS, Timeline, as_spec, with_rows
from data.timeline.look import TimelineLook
from data.timeline.rows import (
    LETTERS,
    at_any_time,
    bar_rows,
    chosen_time,
    filters_of_bar,
    marker_rows,
    plan_of,
    play_steps,
    row_height,
    snapped_time,
)

_AXIS = 24
_PADDING = {"left": 4, "top": 4, "right": 4, "bottom": 4}


def timeline_spec(base: Query, rows: tuple[int, ...], *, counted: bool) -> dict[str, Any]:
    """Return the timeline in Vega-Lite, without data, in the page's language and theme.

    It is the same for most selections, so that the browser only draws new data.

    Args:
        base: What it is made for, see `timeline_base`.
        rows: How many rows of markers each lane has.
        counted: Draw bars with counts instead of single markers.

    Returns:
        See `Timeline`. Don't change it: it is cached for all.
    """
    lanes = _lanes(base, language())
    stacked = dict(zip(lanes, rows, strict=False))
    lane = row_height(base, rows)
    shared = _cached_spec(base, min(11, lane - 2), counted, language(), mode())
    height = lane * sum(rows) + _AXIS + _PADDING["top"] + _PADDING["bottom"]
    return {**with_rows(shared, lanes, stacked), "height": height}


@cached_on_campaign(32)
def _cached_spec(
    base: Query,
    letters: int,
    counted: bool,  # noqa: FBT001
    language: str,
    mode: str,
) -> dict[str, Any]:
    """Return the timeline with one row in each lane, without a height."""
    look = TimelineLook(language, mode, letters=letters)
    timeline = Timeline(base.whole, _lanes(base, language), timeline_span(base), look)
    chart = timeline.counted() if counted else timeline.marked()
    chart = chart.properties(width="container", padding=_PADDING)
    framed = chart.configure_view(stroke=look.colors["faint"])
    return as_spec(framed)


def _lanes(base: Query, language: str) -> dict[str, str]:
    """Map the ids of regions, from top to bottom, to their names."""
    names = region_names(base, language)
    return {id_: names[id_] for id_ in region_options(base)}


def timeline_data(
    campaign: Query, selection: Query, view: View, *, narrow: bool = False
) -> dict[str, bytes]:
    """Return the data sets of `timeline_spec` as Arrow streams.

    What only the time filter leaves out is drawn in grey: as ghosts, or as bars where there are
    too many.

    Args:
        campaign: The whole campaign.
        selection: The consultations to draw.
        view: The view: the open consultation and the time filter.
        narrow: The width of a phone, where fewer markers fit side by side.
    """
    plan = plan_of(campaign, selection, view.choice, narrow=narrow)
    lane = row_height(campaign, plan.rows)
    if plan.is_counted:
        rows = _compact(bar_rows(selection, lane, language(), mode()))
    else:
        markers = marker_rows(
            plan.base,
            plan.shown,
            selection,
            language(),
            mode=mode(),
            radius=plan.radius(campaign),
            letters=LETTERS,
            selected=view.selected,
            across=plan.across,
        )
        rows = pa.Table.from_pandas(markers, preserve_index=False)
    return {
        ROWS: _stream(rows),
        OUTSIDE: (
            _outside(at_any_time(campaign, view.choice), lane, language(), mode())
            if plan.is_crowded_outside
            else _NOTHING
        ),
        BAND: _stream(pa.Table.from_pandas(chosen_time(plan.base, view.choice))),
    }


@cached_on_campaign(16)
def _outside(shown: Query, lane: int, language: str, mode: str) -> bytes:
    return _stream(_compact(bar_rows(shown, lane, language, mode)))


def _compact(rows: pd.DataFrame) -> pa.Table:
    """Return bars for Arrow, each distinct text once."""
    compact = rows.astype(dict.fromkeys(["lane", "color", "period"], "category"))
    return pa.Table.from_pandas(compact, preserve_index=False)


def _stream(table: pa.Table) -> bytes:
    """Return a table for Vega, without pandas' metadata, which is larger than the rows."""
    sink = pa.BufferOutputStream()
    bare = table.replace_schema_metadata(None)
    with pa.ipc.new_stream(sink, bare.schema) as writer:
        writer.write_table(bare)
    return bytes(sink.getvalue())


_NOTHING = _stream(pa.table({"first": pa.array([], pa.int64())}))


def _data(campaign: Query, selection: Query, view: View) -> dict[str, bytes]:
    if selection is select(campaign, view.choice):
        return _cached_data(campaign, view, language(), mode(), is_narrow())
    return timeline_data(campaign, selection, view, narrow=is_narrow())


@cached_on_campaign(48)
def _cached_data(
    campaign: Query,
    view: View,
    _language: str,
    _mode: str,
    narrow: bool,  # noqa: FBT001
) -> dict[str, bytes]:
    """Return the data of a view, built once per language, theme and width for all visitors."""
    return timeline_data(campaign, select(campaign, view.choice), view, narrow=narrow)


def timeline_questions(campaign: Query, selection: Query, view: View) -> Calls:
    """Yield what the timeline of a view asks."""
    base, always = timeline_base(campaign, view.choice.kinds), at_any_time(campaign, view.choice)
    yield partial(timeline_span, base)
    yield partial(play_steps, always)
    for part in (base, selection, always):
        yield partial(dated_count, part)
        yield partial(marker_middles, part)
    for part in (selection, always):
        yield partial(timeline_bins, part)
    yield lambda: play_steps(selection)
    yield lambda: _data(campaign, selection, view)


def show_timeline(
    campaign: Query,
    selection: Query,
    view: View,
    *,
    key: str = "timeline",
    on_open: Callable[[str], None] | None = None,
) -> None:
    """Show the timeline; dragging filters by time, a click on a marker opens it.

    With `on_open`, a click on a marker calls that, and nothing else changes the view.
    """
    generation = st.session_state.setdefault(f"{key}_generation", 0)
    widget = f"{key}-{generation}"
    plan = plan_of(campaign, selection, view.choice, narrow=is_narrow())
    with st.container(gap=None, key=f"{key}_box"):
        st.vega_lite_chart(
            spec=timeline_spec(plan.base, plan.rows, counted=plan.is_counted)
            | {"datasets": _data(campaign, selection, view)},
            key=widget,
            on_select=lambda: _follow(campaign, selection, widget, f"{key}_generation", on_open),
            alt=_("Timeline, one lane per region. The table has the same data."),
        )
        show_play_button(
            campaign,
            view,
            plays=on_open is None,
            key=f"{key}_play",
            markers={} if plan.is_counted else _labels(selection, language()),
            on_open=on_open or open_consultation,
        )


@cached_on_campaign(32)
def _labels(selection: Query, language: str) -> dict[str, str]:
    """Map the dated consultations of a selection, by date, to the names of their markers."""
    table = selection.consultations
    each = zip(table["id"], labels(selection, language), table["dated"], strict=True)
    return {str(id_): str(text) for id_, text, is_dated in each if is_dated}


def _follow(
    campaign: Query,
    selection: Query,
    widget: str,
    generation: str,
    on_open: Callable[[str], None] | None,
) -> None:
    """Apply a click or drag to the view, and clear the chart's own selection."""
    event: Any = st.session_state.get(widget)
    chosen: dict[str, Any] = event["selection"]
    clicked = [*(chosen.get("pick") or []), *(chosen.get("outside") or [])]
    picked = [row.get("consultation") for row in clicked]
    bars = [(row["bin"], row["row"]) for row in chosen.get("bar") or []]
    span = (chosen.get("span") or {}).get("first")
    if picked and picked[0]:
        (on_open or open_consultation)(str(picked[0]))
    elif bars and on_open is None:
        choose(**filters_of_bar(selection, *(int(value) for value in bars[0])))
    elif span and on_open is None:
        base = timeline_base(campaign, current_view().choice.kinds)
        since, until = snapped_time(base, *sorted(span))
        choose(since=since, until=until)
    st.session_state[generation] += 1
