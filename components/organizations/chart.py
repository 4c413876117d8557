"""What charts of organizations are made of: one legend of involvement, and clicks that choose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import streamlit as st

from components.exporting.chart_pictures import show_chart_take_away
from components.shell.theme import ACCENT, INKS, PAPERS, mode
from components.shell.view_state import choose, current_view
from components.shell.words import language
from data.map.look import INVOLVEMENT_COLORS
from data.statistics.organizations import involvement_names

if TYPE_CHECKING:
    import pandas as pd

ROW = 38
"""Height in pixels of an organization: its name above, its bar or cells below."""

NAME_UP, BAR_DOWN, BAR_HEIGHT = -8, 9, 13
"""Where in a row the name and the bar stand, and how high the bar is."""

_ROOM = 1.08
"""How much longer than the longest bar a row is: its sum stands there."""

_ON_DARK = {"both": "#8FD8E6", "organizer": "#3A97B0", "host": "#E0A02B", "partner": "#7C8A96"}
"""The same hues where the page is dark: the strongest involvement stands out most."""


def involvement_colors() -> dict[str, str]:
    """Colour per involvement, as the reader's page is."""
    return _ON_DARK if mode() == "dark" else INVOLVEMENT_COLORS


def involvement_color() -> alt.Color:
    """The colours of `did`, an involvement in words, with a legend that fits a narrow screen."""
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
    return alt.Color("did:N", scale=scale, legend=legend)


def in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with `did`: their `involvement` in the language of the page."""
    return rows.assign(did=rows["involvement"].map(involvement_names(language())))


def row_names(rows: pd.DataFrame, field: str) -> alt.Chart:
    """The names above the rows of a chart, whole where there is room.

    Args:
        rows: A row a row of the chart, with `field` and `ink`, the colour of the letters.
        field: What is written.
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
    left = alt.XValue(0)  # type: ignore[no-untyped-call]
    names: alt.Chart = text.encode(
        x=left, text=alt.Text(f"{field}:N"), color=alt.Color("ink:N", scale=None)
    )
    return names


def described(rows: pd.DataFrame, columns: tuple[str, str], count: str) -> pd.Series:
    """Each part of a chart as a screen reader says it: `Caritas, Hosted: 3`."""
    first, second = columns
    return rows[first] + ", " + rows[second] + ": " + rows[count].astype("str")


def bar_look() -> dict[str, Any]:
    """How the parts of bars are set apart."""
    return {"cursor": "pointer", "stroke": PAPERS[mode()], "strokeWidth": 1}


def row_bars(rows: pd.DataFrame, row: str, name: str) -> list[alt.Chart]:
    """Bars that lie in rows, one below the other.

    Args:
        rows: A row a part of a bar: `start`, `end`, `total`, and the two columns that are named.
        row: Column that tells the bars apart.
        name: Column with what stands above each.

    Returns:
        The parts of the bars, their sums, the names; none has its place from top to bottom yet.
    """
    scale = alt.Scale(domain=[0, int(rows["total"].max()) * _ROOM], nice=False)
    whole = rows.drop_duplicates(row, keep="last")
    bars: alt.Chart = alt.Chart(rows).mark_bar(height=BAR_HEIGHT, yOffset=BAR_DOWN, **bar_look())
    bars = bars.encode(x=alt.X("start:Q", scale=scale, axis=None), x2=alt.X2("end"))
    look: dict[str, Any] = {"fontSize": 12, "color": INKS[mode()], "aria": False}
    sums: alt.Chart = alt.Chart(whole).mark_text(
        align="left", baseline="middle", dx=5, dy=BAR_DOWN, **look
    )
    sums = sums.encode(x=alt.X("total:Q", scale=scale, axis=None), text=alt.Text("total:Q"))
    return [bars, sums, row_names(whole, name)]


def inks(rows: pd.DataFrame, organizations: tuple[str, ...]) -> pd.Series:
    """The colour of each organization's name: the chosen ones stand out."""
    own = rows["organization"].isin(organizations)
    return own.map({True: ACCENT[mode()], False: INKS[mode()]})


def row_place() -> alt.Y:
    """Where a row stands: in order of `rank`."""
    return alt.Y("rank:O", scale=alt.Scale(paddingInner=0, paddingOuter=0), axis=None)


def put_together(layers: list[alt.Chart], height: int) -> alt.LayerChart:
    """Layers as one chart as wide as the page lets it, and so high without its legend."""
    size = alt.AutoSizeParams(type="fit-x", contains="padding")
    chart = alt.LayerChart(layer=layers, height=height, autosize=size)
    framed: alt.LayerChart = chart.configure_view(stroke=None)
    return framed


def picked_organization() -> alt.Parameter:
    """The parameter that a click on a mark of an organization sets."""
    return alt.selection_point(name="picked", fields=["organization"], toggle=False, on="click")


def show_organization_chart(name: str, title: str, chart: alt.LayerChart, alternative: str) -> None:
    """Show a chart with `picked_organization`; a click chooses, a click on the chosen one clears.

    Args:
        name: Of the chart, unique on the page.
        title: Of the picture that it can be saved as.
        chart: What to draw.
        alternative: What it shows, for those who don't see it.
    """
    generation = f"{name}-generation"
    key = f"{name}-{st.session_state.setdefault(generation, 0)}"
    st.altair_chart(
        chart,
        key=key,
        alt=alternative,
        on_select=lambda: _follow(st.session_state.get(key), generation),
    )
    show_chart_take_away(name, title, chart)


def _follow(event: Any, generation: str) -> None:  # noqa: ANN401
    """Do what was clicked, and forget it: the view says what is chosen."""
    picked = event["selection"].get("picked") if event else None
    organization = picked[0].get("organization") if picked else None
    if organization:
        toggle_organization(str(organization))
    st.session_state[generation] += 1


def toggle_organization(organization: str) -> None:
    """Choose an organization, in whatever role, alone; if it is that already, choose none."""
    alone = current_view().choice.organizations == (organization,)
    choose(organizations=() if alone else (organization,), role="")
