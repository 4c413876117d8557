"""The timeline: a lane per region, the same numbers and colours as the map, or bars of many."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from components.theme import mode
from components.timeline_bars import build_bars, chosen_by
from components.timeline_marks import mark_rows, moment_ms
from components.timeline_spec import BAND, ROWS, lane_height, timeline_spec
from components.view_state import choose, open_consultation
from components.words import gettext as _
from components.words import language
from data.dates import first_day, last_day
from data.facts.timeline_rows import is_crowded, timeline_span
from data.result_cache import cached_on_campaign
from data.selecting import select

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.campaign import Campaign
    from data.choice import View
    from data.part import Part


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
    return {ROWS: _stream(rows), BAND: _stream(pa.Table.from_pandas(_band(campaign, view)))}


def _stream(table: pa.Table) -> bytes:
    """A table for Vega, without what pandas notes of itself, which weighs more than the rows."""
    sink = pa.BufferOutputStream()
    bare = table.replace_schema_metadata(None)
    with pa.ipc.new_stream(sink, bare.schema) as writer:
        writer.write_table(bare)
    return bytes(sink.getvalue())


def _band(campaign: Campaign, view: View) -> pd.DataFrame:
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
