"""Parts that the charts of organizations share: colours, names, bars, and clicks."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from components.exporting.chart_downloads import Data, show_chart_downloads
from components.shell.theme import ACCENT, INKS, NEUTRALS, PAPERS, mode
from components.shell.view_state import choose, current_view, fresh_key, renew_key
from components.shell.words import gettext as _
from components.shell.words import language
from data.figures.organizations import involvement_names
from data.model.colors_and_shapes import INVOLVEMENT_COLORS
from data.model.regions import mix

ROW = 38
"""Height in pixels of a row: the organization's name above, its bar or cells below."""

NAME_UP, BAR_DOWN, BAR_HEIGHT = -8, 9, 13
"""Vertical offsets of name and bar in a row, and the height of the bar."""

_ROOM, _ROOM_FOR_WORDS = 1.08, 2.0
"""Width of a row relative to the longest bar, to leave room for its total, or that in words."""

_ON_DARK = {"both": "#8FD8E6", "organizer": "#3A97B0", "host": "#E0A02B", "partner": "#7C8A96"}
"""The same hues for the dark theme: the strongest involvement is brightest."""


def involvement_colors() -> dict[str, str]:
    """Return the colour per involvement, for the page's theme."""
    return _ON_DARK if mode() == "dark" else INVOLVEMENT_COLORS


def involvement_color() -> Any:
    """Return the colours of `did` (see `with_role_names`), with a legend for narrow screens.

    Marks whose row has a true `others` are grey: those of organizations that are not selected.
    """
    names = list(involvement_names(language()).values())
    scale = alt.Scale(domain=names, range=list(involvement_colors().values()))
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
    color = alt.Color("did:N", scale=scale, legend=legend)
    grey = alt.value(grey_of_others())
    return alt.when("datum.others").then(grey).otherwise(color)


def grey_of_others() -> str:
    """Return the colour of organizations that are not selected."""
    return mix(NEUTRALS[mode()], PAPERS[mode()], 0.5)


def are_others(rows: pd.DataFrame, organizations: tuple[str, ...]) -> pd.Series:
    """Return which rows are of organizations that are not selected; none if none is selected."""
    return ~rows["organization"].isin(organizations) & bool(organizations)


def with_role_names(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with a column `did`: the involvement in the language of the page."""
    return rows.assign(did=rows["involvement"].map(involvement_names(language())))


def role_labels() -> dict[str, str]:
    """Return role and label: `Organizers`."""
    return {"organizer": _("Organizers"), "host": _("Hosts"), "partner": _("Partners")}


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


def inks(rows: pd.DataFrame, organizations: tuple[str, ...]) -> pd.Series:
    """Return the colour of each organization's name; selected ones have the accent colour."""
    is_selected = rows["organization"].isin(organizations)
    return is_selected.map({True: ACCENT[mode()], False: INKS[mode()]})


def rank_axis() -> alt.Y:
    """Return the vertical position of rows: the order of `rank`."""
    return alt.Y("rank:O", scale=alt.Scale(paddingInner=0, paddingOuter=0), axis=None)


def layer_charts(layers: list[alt.Chart], height: int) -> alt.LayerChart:
    """Return layers as one chart of the page's width; `height` excludes the legend."""
    size = alt.AutoSizeParams(type="fit-x", contains="padding")
    chart = alt.LayerChart(layer=layers, height=height, autosize=size)
    framed: alt.LayerChart = chart.configure_view(stroke=None)
    return framed


def organization_click() -> alt.Parameter:
    """Return the parameter `picked`, set by a click on a mark of an organization."""
    return alt.selection_point(name="picked", fields=["organization"], toggle=False, on="click")


def show_organization_chart(
    name: str,
    title: str,
    chart: alt.LayerChart,
    alternative: str,
    data: Data,
    *,
    note: str = "",
) -> None:
    """Show a chart with `organization_click`: a click filters, a second click clears.

    Args:
        name: Name of the chart, unique on the page.
        title: Title of the chart when saved as a picture.
        chart: The chart.
        alternative: Text alternative for screen readers.
        data: The numbers that it shows.
        note: What it counts, for the picture.
    """
    key = fresh_key(name)
    st.altair_chart(
        chart,
        key=key,
        alt=alternative,
        on_select=lambda: _follow(st.session_state.get(key), name),
    )
    show_chart_downloads(name, title, data, chart, note=note)


def _follow(event: Any, name: str) -> None:
    """Filter by the clicked organization, and clear the chart's own selection."""
    picked = event["selection"].get("picked") if event else None
    organization = picked[0].get("organization") if picked else None
    if organization:
        toggle_organization(str(organization))
    renew_key(name)


def toggle_organization(organization: str) -> None:
    """Filter by one organization in any role; if that is the filter already, clear it."""
    is_filter = current_view().choice.organizations == (organization,)
    choose(organizations=() if is_filter else (organization,), role="")
