"""Numbered markers of the timeline, each over its true days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from components.shell.theme import INKS, PAPERS, mode, region_colors
from components.shell.words import gettext as _
from components.shell.words import language
from data.map.look import SHAPE_PATHS
from data.map.markers import ink_on
from data.statistics.timeline import timeline_rows
from data.words.describe import region_names

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign
    from data.choosing.choice import View

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
