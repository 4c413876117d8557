"""What the timeline draws: numbered markers, or bars where there are many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd
import pyarrow as pa

from components.shell.theme import INKS, PAPERS, mode, region_colors
from components.shell.words import gettext as _
from components.shell.words import language
from data.choosing.index import index_of
from data.map.look import SHAPE_PATHS
from data.map.markers import ink_on
from data.statistics.timeline import time_bins, timeline_bins, timeline_rows
from data.words.describe import region_names
from data.words.languages import when

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign
    from data.campaign.selection import Selection
    from data.choosing.choice import View

_DAY = 86_400_000
_THINNEST = 2.5


def build_bars(selection: Selection, lane: int) -> tuple[pd.DataFrame, pa.Table]:
    """Return the bars of a selection.

    Args:
        selection: The consultations to count.
        lane: Height of a lane in pixels.

    Returns:
        One row per bar: `first`, `until` (milliseconds), `lane` (name of the region), `color`,
        `size` (pixels, by the square root of the count, to keep low counts visible), `period` in
        words, `count`, `bin` and `row` (positions in `time_bins` and `Index.region_ids`, which a
        click filters by). As a frame, and as a table for Vega with each text once.
    """
    counted, bins = timeline_bins(selection), time_bins(selection.whole)
    names, colors = region_names(selection, language()), region_colors(selection.regions)
    first, last = bins.first_days(), bins.last_days()
    rows_of_regions = {id_: row for row, id_ in enumerate(index_of(selection.whole).region_ids)}
    at = counted["bin"].to_numpy(dtype=np.int64)
    periods = [
        when(start.date(), end.date(), bins.precision, language())
        for start, end in zip(first, last, strict=True)
    ]
    count = counted["consultations"].to_numpy(dtype=np.int64)
    rows = pd.DataFrame(
        {
            "first": bins.edges[at] * _DAY,
            "until": bins.edges[at + 1] * _DAY,
            "lane": counted["region"].map(names),
            "color": counted["region"].map(lambda region: colors.get(region, colors[""])),
            "size": (np.sqrt(count / max(count.max(initial=1), 1)) * (lane - 2))
            .clip(_THINNEST)
            .round(1),
            "period": [periods[bin_] for bin_ in at],
            "count": count.astype(np.int32),
            "bin": at.astype(np.int32),
            "row": counted["region"].map(rows_of_regions).astype(np.int32),
        }
    )
    return rows, _compact(rows)


def _compact(rows: pd.DataFrame) -> pa.Table:
    """Return the rows for Arrow, each distinct text once, without pandas' metadata."""
    compact = rows.astype(dict.fromkeys(["lane", "color", "period"], "category"))
    return pa.Table.from_pandas(compact, preserve_index=False).replace_schema_metadata(None)


def filters_of_bar(selection: Selection, bin_: int, row: int) -> dict[str, Any]:
    """Return the filters that a click on a bar sets: its time and its region."""
    bins = time_bins(selection.whole)
    return {
        "since": str(bins.first_days()[bin_].date()),
        "until": str(bins.last_days()[bin_].date()),
        "regions": (index_of(selection.whole).region_ids[row],),
    }


def bars_layer(data: alt.Chart, time: dict[str, Any], y: alt.Y) -> list[alt.Chart]:
    """Return the bars as a layer.

    Parameters: `span` (a time interval), `bar` (`bin` and `row` of a bar).
    """
    pick = alt.selection_point(name="bar", fields=["bin", "row"], toggle=False, on="click")
    brush = alt.selection_interval(name="span", encodings=["x"])
    bars = data.mark_bar(clip=True, cornerRadius=1, cursor="pointer", aria=False, binSpacing=0.5)
    encoded = bars.encode(
        x=alt.X("first:T", **time),
        x2="until:T",
        y=y,
        color=alt.Color("color:N", scale=None),
        size=alt.Size("size:Q", scale=None),
        tooltip=[
            alt.Tooltip("lane:N", title=_("Region")),
            alt.Tooltip("period:N", title=_("When")),
            alt.Tooltip("count:Q", title=_("Consultations"), format=","),
        ],
    )
    return [encoded.add_params(brush, pick)]


_NUMBER_SIZES = {4: 8, 5: 7, 6: 6}
"""Font size of a number by its digits, to fit its marker; 11 for fewer digits."""

_NARROW = 500
"""Below this width in pixels, markers are placed as on a phone."""


def marker_rows(campaign: Campaign, selection: Campaign, view: View) -> pd.DataFrame:
    """Return one row per consultation with its look; times in milliseconds, UTC for Vega."""
    names = region_names(campaign, language())
    rows = timeline_rows(campaign, selection, language())
    color = rows["region"].map(region_colors(campaign.regions)).astype("str")
    shapes = dict(zip(campaign.kinds["id"], campaign.kinds["shape"], strict=True))
    return pd.DataFrame(
        {
            "consultation": rows["consultation"],
            "number": rows["number"],
            **{name: rows[name].map(moment_ms) for name in ("at", "at_narrow", "first", "until")},
            "exact": rows["exact"],
            "lane": rows["region"].map(names),
            "size": rows["number"].astype("str").str.len().map(_NUMBER_SIZES).fillna(11),
            "color": color,
            "ink": color.map(ink_on),
            "shape": rows["kind"].map(shapes).astype("str").fillna("circle"),
            "selected": rows["consultation"] == view.selected,
            "title": rows["title"],
            "label": rows["label"],
        }
    )


def markers_layers(
    data: alt.Chart, time: dict[str, Any], y: alt.Y, shapes: list[str]
) -> list[alt.Chart]:
    """Return the layers of `marker_rows`: true days as bars, and the markers.

    Parameters: `span` (a time interval), `pick` (a consultation).
    """
    return [_days(data, time, y), *_markers(data, shapes)]


def _days(data: alt.Chart, time: dict[str, Any], y: alt.Y) -> alt.Chart:
    """Return the true days as bars; inexact dates are pale and as wide as their period."""
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


def _markers(data: alt.Chart, shapes: list[str]) -> list[alt.Chart]:
    """Return shapes with numbers; the tooltip has the rest.

    Screen readers get the name of the whole chart, and its data from the table.
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
    numbers = base.mark_text(fontWeight=700, cursor="pointer", aria=False).encode(
        text="number:Q",
        color=alt.Color("ink:N", scale=None),
        size=alt.Size("size:Q", scale=None),
    )
    return [outlines.add_params(pick), numbers]


def moment_ms(moment: pd.Timestamp) -> int:
    """Return milliseconds since 1970, which Vega reads as UTC."""
    return int(moment.timestamp() * 1000)
