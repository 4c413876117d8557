"""Bars of the timeline, for more consultations than single markers can show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd
import pyarrow as pa

from components.shell.theme import region_colors
from components.shell.words import gettext as _
from components.shell.words import language
from data.choosing.index import index_of
from data.statistics.timeline import time_bins, timeline_bins
from data.words.describe import region_names
from data.words.languages import when

if TYPE_CHECKING:
    from data.campaign.selection import Part

_DAY = 86_400_000
_THINNEST = 2.5


def build_bars(selection: Part, lane: int) -> tuple[pd.DataFrame, pa.Table]:
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


def filters_of_bar(selection: Part, bin_: int, row: int) -> dict[str, Any]:
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
