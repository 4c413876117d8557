"""What organizations did, year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import streamlit as st

from components.exporting.chart_pictures import show_chart_take_away
from components.organizations.chart import (
    ROW,
    bar_look,
    described,
    in_words,
    involvement_color,
    put_together,
    row_bars,
    row_place,
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
"""How many years are told as rows; more stand side by side."""


def build_organization_years(rows: pd.DataFrame) -> alt.LayerChart:
    """Draw a bar a year, a part an involvement.

    Args:
        rows: `data.statistics.organizations.year_rows`.

    Returns:
        Layers: the parts of the bars; where the years are few they run down, with their sums
        and names, else from left to right. Parameter: `picked_year`.
    """
    undated = _("No date")
    rows = in_words(rows.assign(year_name=rows["year"].where(rows["year"] != "", undated)))
    order = list(rows["year_name"].unique())
    said = described(rows, ("year_name", "did"), "times")
    rows = rows.assign(rank=rows["year_name"].map(order.index), described=said, ink=INKS[mode()])
    tooltip = [
        alt.Tooltip("year_name:N", title=_("Year")),
        alt.Tooltip("did:N", title=_("Role")),
        alt.Tooltip("times:Q", title=_("Number of times")),
    ]
    picked = alt.selection_point(name="picked_year", fields=["year"], toggle=False, on="click")
    down = len(order) <= _ROWS_SHOWN
    bars, *texts = _down(rows) if down else [_across(rows, order)]
    bars = bars.encode(
        color=involvement_color(), tooltip=tooltip, description=alt.Description("described:N")
    )
    bars = bars.add_params(picked)
    return put_together([bars, *texts], ROW * len(order) if down else _HEIGHT)


def _down(rows: pd.DataFrame) -> list[alt.Chart]:
    """The years as rows, each bar as long as what was done."""
    return [layer.encode(y=row_place()) for layer in row_bars(rows, "year", "year_name")]


def _across(rows: pd.DataFrame, order: list[str]) -> alt.Chart:
    """The years side by side, each bar as high as what was done."""
    look: dict[str, Any] = {"ticks": False, "labelColor": INKS[mode()], "labelFontSize": 11}
    x_axis = alt.Axis(labelAngle=-90, labelOverlap="greedy", **look)
    y_axis = alt.Axis(domain=False, tickCount=4, tickMinStep=1, **look)
    bars: alt.Chart = alt.Chart(rows).mark_bar(**bar_look())
    return bars.encode(
        x=alt.X("year_name:N", sort=order, axis=x_axis, title=None),
        y=alt.Y("start:Q", axis=y_axis, title=None),
        y2=alt.Y2("end"),
    )


def show_organization_years(chosen: Campaign) -> None:
    """Show what was done in each year; a click chooses that year, again clears it."""
    st.caption(_("Roles per year. Click a year to filter."))
    generation = st.session_state.setdefault(_GENERATION, 0)
    key = f"organization-years-{generation}"
    chart = build_organization_years(year_rows(chosen))
    st.altair_chart(
        chart,
        key=key,
        alt=_("Roles of organizations per year"),
        on_select=lambda: _follow(st.session_state.get(key)),
    )
    show_chart_take_away("organization-years", _("Over time"), chart)


def _follow(event: Any) -> None:  # noqa: ANN401
    """Do what was clicked, and forget it: the view says what is chosen."""
    picked = event["selection"].get("picked_year") if event else None
    year = str(picked[0].get("year") or "") if picked else ""
    if year:
        choice = current_view().choice
        alone = (choice.since, choice.until) == (year, year)
        choose(since="" if alone else year, until="" if alone else year)
    st.session_state[_GENERATION] += 1
