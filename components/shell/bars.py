"""Charts of rows: a name above a bar of parts, and its total."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import altair as alt
import pandas as pd

from components.shell.theme import INKS, PAPERS, mode

ROW = 38
"""Height in pixels of a row: the organization's name above, its bar or cells below."""

NAME_UP, BAR_DOWN, BAR_HEIGHT = -8, 9, 13
"""Vertical offsets of name and bar in a row, and the height of the bar."""

_ROOM, _ROOM_FOR_WORDS = 1.08, 2.0
"""Width of a row relative to the longest bar, to leave room for its total, or that in words."""


def part_color(field: str, names: Iterable[str], colors: Iterable[str]) -> alt.Color:
    """Return the colour of parts by a field, with a legend for narrow screens."""
    legend = alt.Legend(
        title=None,
        orient="top",
        columns=2,
        symbolType="square",
        labelColor=INKS[mode()],
        labelFontSize=12,
        labelLimit=200,
        padding=0,
        rowPadding=2,
        offset=10,
    )
    scale = alt.Scale(domain=list(names), range=list(colors))
    return alt.Color(f"{field}:N", scale=scale, legend=legend)


def row_names(rows: pd.DataFrame, field: str) -> alt.Chart:
    """Return the names above the rows of a chart, cut only if too long for the chart.

    Args:
        rows: One row per row of the chart, with `field` and `ink`, the colour of the text.
        field: Column with the names.
    """
    text = alt.Chart(rows).mark_text(
        align="left",
        baseline="middle",
        dy=NAME_UP,
        fontSize=12,
        cursor="pointer",
        limit=alt.ExprRef("width"),
        aria=False,
    )
    left = alt.XValue(0)
    names: alt.Chart = text.encode(
        x=left, text=alt.Text(f"{field}:N"), color=alt.Color("ink:N", scale=None)
    )
    return names


def part_descriptions(rows: pd.DataFrame, columns: tuple[str, ...], count: str) -> pd.Series:
    """Return descriptions for screen readers, one per mark: `Caritas, Hosted: 3`."""
    first, *others = columns
    named = rows[first]
    for column in others:
        named = named + ", " + rows[column]
    return named + ": " + rows[count].astype("str")


def bar_style() -> dict[str, Any]:
    """Return the style that separates the parts of a bar."""
    return {"cursor": "pointer", "stroke": PAPERS[mode()], "strokeWidth": 1}


def row_bars(rows: pd.DataFrame, row: str, name: str) -> list[alt.Chart]:
    """Return horizontal bars, one per row of the chart.

    Args:
        rows: One row per part of a bar: `start`, `end`, `total`, the columns named below, and
            maybe `size`, the total in words.
        row: Column that identifies the bar.
        name: Column with the name above the bar.

    Returns:
        Layers without a vertical position: parts of bars, totals, names.
    """
    room = _ROOM_FOR_WORDS if "size" in rows else _ROOM
    scale = alt.Scale(domain=[0, int(rows["total"].max()) * room], nice=False)
    whole = rows.drop_duplicates(row, keep="last")
    bars: alt.Chart = alt.Chart(rows).mark_bar(height=BAR_HEIGHT, yOffset=BAR_DOWN, **bar_style())
    bars = bars.encode(x=alt.X("start:Q", scale=scale, axis=None), x2=alt.X2("end"))
    look: dict[str, Any] = {"fontSize": 12, "color": INKS[mode()], "aria": False}
    sums: alt.Chart = alt.Chart(whole).mark_text(
        align="left", baseline="middle", dx=5, dy=BAR_DOWN, **look
    )
    text = alt.Text("size:N" if "size" in rows else "total:Q")
    sums = sums.encode(x=alt.X("total:Q", scale=scale, axis=None), text=text)
    return [bars, sums, row_names(whole, name)]


def rank_axis() -> alt.Y:
    """Return the vertical position of rows: the order of `rank`."""
    return alt.Y("rank:O", scale=alt.Scale(paddingInner=0, paddingOuter=0), axis=None)


class _Checked(alt.LayerChart):
    """Layers that tests validate: Altair takes longer to validate a chart than to build it."""

    def to_dict(self, validate: bool = False, **kwargs: Any) -> dict[str, Any]:  # noqa: FBT001, FBT002 -- as Altair has it
        """Return the chart as Vega-Lite."""
        spec: dict[str, Any] = super().to_dict(validate, **kwargs)
        return spec


def layer_charts(layers: list[alt.Chart], height: int) -> alt.LayerChart:
    """Return layers as one chart of the page's width; `height` excludes the legend."""
    size = alt.AutoSizeParams(type="fit-x", contains="padding")
    chart = _Checked(layer=layers, height=height, autosize=size)
    framed: alt.LayerChart = chart.configure_view(stroke=None)
    return framed
