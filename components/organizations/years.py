"""Roles of organizations per year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import streamlit as st

from components.exporting.chart_pictures import show_chart_download
from components.organizations.chart import (
    ROW,
    bar_style,
    involvement_color,
    layer_charts,
    part_descriptions,
    rank_axis,
    row_bars,
    with_role_names,
)
from components.shell.theme import INKS, mode
from components.shell.view_state import choose, current_view
from components.shell.words import gettext as _
from data.statistics.organizations import year_rows

if TYPE_CHECKING:
    import pandas as pd

    from data.campaign.campaign import Campaign

_GENERATION = "organization-years-generation"
_HEIGHT = 200
_ROWS_SHOWN = 12
"""More years than this are columns side by side instead of rows."""


def build_organization_years(rows: pd.DataFrame) -> alt.LayerChart:
    """Draw one bar per year, with one part per involvement.

    Args:
        rows: The result of `data.statistics.organizations.year_rows`.

    Returns:
        Layers: parts of bars, totals and names for up to `_ROWS_SHOWN` years, which are rows;
        parts of bars alone for more years, which are columns. Parameter: `picked_year`.
    """
    undated = _("No date")
    rows = with_role_names(rows.assign(year_name=rows["year"].where(rows["year"] != "", undated)))
    order = list(rows["year_name"].unique())
    rows = rows.assign(
        rank=rows["year_name"].map(order.index),
        described=part_descriptions(rows, ("year_name", "did"), "times"),
        ink=INKS[mode()],
    )
    tooltip = [
        alt.Tooltip("year_name:N", title=_("Year")),
        alt.Tooltip("did:N", title=_("Role")),
        # Translators: how often organizations had a role in a year
        alt.Tooltip("times:Q", title=_("Number of times")),
    ]
    picked = alt.selection_point(name="picked_year", fields=["year"], toggle=False, on="click")
    down = len(order) <= _ROWS_SHOWN
    bars, *texts = _down(rows) if down else [_across(rows, order)]
    bars = bars.encode(
        color=involvement_color(), tooltip=tooltip, description=alt.Description("described:N")
    )
    bars = bars.add_params(picked)
    return layer_charts([bars, *texts], ROW * len(order) if down else _HEIGHT)


def _down(rows: pd.DataFrame) -> list[alt.Chart]:
    """Return the years as rows with horizontal bars."""
    return [layer.encode(y=rank_axis()) for layer in row_bars(rows, "year", "year_name")]


def _across(rows: pd.DataFrame, order: list[str]) -> alt.Chart:
    """Return the years side by side with vertical bars."""
    look: dict[str, Any] = {"ticks": False, "labelColor": INKS[mode()], "labelFontSize": 11}
    x_axis = alt.Axis(labelAngle=-90, labelOverlap="greedy", **look)
    y_axis = alt.Axis(domain=False, tickCount=4, tickMinStep=1, **look)
    bars: alt.Chart = alt.Chart(rows).mark_bar(**bar_style())
    return bars.encode(
        x=alt.X("year_name:N", sort=order, axis=x_axis, title=None),
        y=alt.Y("start:Q", axis=y_axis, title=None),
        y2=alt.Y2("end"),
    )


def show_organization_years(selection: Campaign) -> None:
    """Show the roles of each year; a click filters by that year, a second click clears."""
    st.caption(_("Roles per year. Click a year to filter."))
    generation = st.session_state.setdefault(_GENERATION, 0)
    key = f"organization-years-{generation}"
    chart = build_organization_years(year_rows(selection))
    st.altair_chart(
        chart,
        key=key,
        alt=_("Roles of organizations per year"),
        on_select=lambda: _follow(st.session_state.get(key)),
    )
    show_chart_download("organization-years", _("Over time"), chart)


def _follow(event: Any) -> None:  # noqa: ANN401
    """Filter by the clicked year, and clear the chart's own selection."""
    picked = event["selection"].get("picked_year") if event else None
    year = str(picked[0].get("year") or "") if picked else ""
    if year:
        choice = current_view().choice
        is_filter = (choice.since, choice.until) == (year, year)
        choose(since="" if is_filter else year, until="" if is_filter else year)
    st.session_state[_GENERATION] += 1
