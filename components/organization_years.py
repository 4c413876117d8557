"""What organizations did, year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import streamlit as st

from components.organization_chart import in_words, involvement_color
from components.theme import INKS, PAPERS, mode
from components.view_state import choose, current_view
from components.words import gettext as _
from data.organization_rows import year_rows

if TYPE_CHECKING:
    import pandas as pd

    from data.campaign import Campaign

_GENERATION = "organization-years-generation"
_ROW, _BAR = 26, 15
_ROWS_SHOWN = 12
"""How many years are told as rows; more stand side by side."""


def build_organization_years(rows: pd.DataFrame) -> alt.LayerChart:
    """Draw a bar a year, a part an involvement.

    Args:
        rows: `data.organization_rows.year_rows`.

    Returns:
        Layers: the parts of the bars and their sums; the years run down where they are few,
        else from left to right. Parameter: `picked_year`.
    """
    undated = _("No date")
    rows = in_words(rows.assign(year_name=rows["year"].where(rows["year"] != "", undated)))
    order = list(rows["year_name"].unique())
    tooltip = [
        alt.Tooltip("year_name:N", title=_("Year")),
        alt.Tooltip("did:N", title=_("Role")),
        alt.Tooltip("times:Q", title=_("Times")),
    ]
    base = {"down": _down, "across": _across}["down" if len(order) <= _ROWS_SHOWN else "across"]
    bars, sums = base(rows, order)
    picked = alt.selection_point(name="picked_year", fields=["year"], toggle=False, on="click")
    bars = bars.encode(color=involvement_color(), tooltip=tooltip).add_params(picked)
    return alt.layer(bars, sums).configure_view(stroke=None)


def _down(rows: pd.DataFrame, order: list[str]) -> tuple[alt.Chart, alt.Chart]:
    """The years as rows, each bar as long as what was done."""
    scale = alt.Scale(domain=[0, int(rows["total"].max()) * 1.08], nice=False)
    axis = alt.Axis(ticks=False, domain=False, labelFontSize=12, labelPadding=8, labelLimit=90)
    y = alt.Y("year_name:N", sort=order, axis=axis, title=None)
    bars = alt.Chart(rows).mark_bar(height=_BAR, **_bar_look())
    bars = bars.encode(y=y, x=alt.X("start:Q", scale=scale, axis=None), x2="end:Q")
    sums = _sums(rows, align="left", baseline="middle", dx=5)
    sums = sums.encode(y=y, x=alt.X("total:Q", scale=scale, axis=None))
    return tuple(one.properties(height=_ROW * len(order)) for one in (bars, sums))


def _across(rows: pd.DataFrame, order: list[str]) -> tuple[alt.Chart, alt.Chart]:
    """The years side by side, each bar as high as what was done."""
    scale = alt.Scale(domain=[0, int(rows["total"].max()) * 1.1], nice=False)
    axis = alt.Axis(ticks=False, labelFontSize=11, labelAngle=-90, labelOverlap="greedy")
    x = alt.X("year_name:N", sort=order, axis=axis, title=None)
    bars = alt.Chart(rows).mark_bar(**_bar_look())
    bars = bars.encode(x=x, y=alt.Y("start:Q", scale=scale, axis=None), y2="end:Q")
    sums = _sums(rows, align="center", baseline="bottom", dy=-3)
    sums = sums.encode(x=x, y=alt.Y("total:Q", scale=scale, axis=None))
    return tuple(one.properties(height=200) for one in (bars, sums))


def _bar_look() -> dict[str, Any]:
    return {"cursor": "pointer", "stroke": PAPERS[mode()], "strokeWidth": 1}


def _sums(rows: pd.DataFrame, **place: Any) -> alt.Chart:  # noqa: ANN401
    whole = rows.drop_duplicates("year")
    return alt.Chart(whole).mark_text(fontSize=12, color=INKS[mode()], **place).encode(text="total:Q")  # fmt: skip


def show_organization_years(chosen: Campaign) -> None:
    """Show what was done in each year; a click chooses that year, again clears it."""
    generation = st.session_state.setdefault(_GENERATION, 0)
    key = f"organization-years-{generation}"
    st.altair_chart(
        build_organization_years(year_rows(chosen)),
        key=key,
        alt=_("How often organizations organized, hosted or were partners in each year"),
        on_select=lambda: _follow(st.session_state.get(key)),
    )


def _follow(event: Any) -> None:  # noqa: ANN401
    """Do what was clicked, and forget it: the view says what is chosen."""
    picked = event["selection"].get("picked_year") or []
    year = str(picked[0].get("year") or "") if picked else ""
    if year:
        choice = current_view().choice
        alone = (choice.since, choice.until) == (year, year)
        choose(since="" if alone else year, until="" if alone else year)
    st.session_state[_GENERATION] += 1
