"""Consultations per year: all, or those of one organization."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from components.exporting.chart_downloads import Data, show_chart_downloads
from components.organizations.chart import (
    involvement_color,
    with_role_names,
)
from components.shell.bars import (
    ROW,
    bar_style,
    layer_charts,
    part_descriptions,
    rank_axis,
    row_bars,
)
from components.shell.theme import ACCENT, INKS, mode
from components.shell.view_state import choose, current_view, fresh_key, renew_key
from components.shell.words import gettext as _
from components.shell.words import language, plain
from data.figures.organizations import organization_names, wrap, year_rows
from data.filters.nouns import counts_heading, kind_count_in_words, kind_of, meetings_of
from data.filters.query import Query

_KEY = "organization-years"
_HEIGHT = 200
_ROWS_SHOWN = 12
"""More years than this are columns side by side instead of rows."""


def build_organization_years(rows: pd.DataFrame, sizes: Mapping[int, str]) -> alt.LayerChart:
    """Draw one bar per year, with one part per involvement if rows have one.

    Args:
        rows: The result of `data.figures.organizations.year_rows`.
        sizes: Each count in words: `3 consultations`.

    Returns:
        Layers: parts of bars, totals and names for up to `_ROWS_SHOWN` years, which are rows;
        parts of bars alone for more years, which are columns. Parameter: `picked_year`.
    """
    undated = _("No date")
    rows = rows.assign(year_name=rows["year"].where(rows["year"] != "", undated))
    order = list(rows["year_name"].unique())
    has_roles = bool((rows["involvement"] != "").any())
    rows = with_role_names(rows) if has_roles else rows.assign(did="")
    parts = ("year_name", "did") if has_roles else ("year_name",)
    rows = rows.assign(
        rank=rows["year_name"].map(order.index),
        size=rows["total"].map(sizes),
        part=rows["consultations"].map(sizes),
        ink=INKS[mode()],
    )
    rows = rows.assign(described=part_descriptions(rows, parts, "part"))
    tooltip = [alt.Tooltip("year_name:N", title=_("Year"))]
    if has_roles:
        tooltip.append(alt.Tooltip("did:N", title=_("Role")))
    tooltip.append(alt.Tooltip("consultations:Q", title=_("Count")))
    picked = alt.selection_point(name="picked_year", fields=["year"], toggle=False, on="click")
    down = len(order) <= _ROWS_SHOWN
    bars, *texts = _down(rows) if down else [_across(rows, order)]
    one = alt.value(ACCENT[mode()])
    bars = bars.encode(
        color=involvement_color() if has_roles else one,
        tooltip=tooltip,
        description=alt.Description("described:N"),
    )
    bars = bars.add_params(picked)
    return layer_charts([bars, *texts], ROW * len(order) if down else _HEIGHT)


def _down(rows: pd.DataFrame) -> list[alt.Chart]:
    """Return the years as rows with horizontal bars."""
    return [layer.encode(y=rank_axis()) for layer in row_bars(rows, "year", "year_name")]


def _across(rows: pd.DataFrame, order: list[str]) -> alt.Chart:
    """Return the years side by side with vertical bars."""
    look: dict[str, Any] = {
        "ticks": False,
        "labelColor": INKS[mode()],
        "labelFontSize": 11,
        "titleColor": INKS[mode()],
        "titleFontWeight": "normal",
    }
    x_axis = alt.Axis(labelAngle=-90, labelOverlap="greedy", **look)
    y_axis = alt.Axis(domain=False, tickCount=4, tickMinStep=1, **look)
    bars: alt.Chart = alt.Chart(rows).mark_bar(**bar_style())
    return bars.encode(
        x=alt.X("year_name:N", sort=order, axis=x_axis, title=None),
        y=alt.Y("start:Q", axis=y_axis, title=_("Count")),
        y2=alt.Y2("end"),
    )


def show_organization_years(selection: Query, organizations: tuple[str, ...]) -> None:
    """Show consultations per year; a click filters by that year, a second click clears.

    With one organization selected, what it did in them is told apart.
    """
    name = ""
    if len(organizations) == 1:
        name = str(organization_names(selection, language()).loc[organizations[0], "name"])
    st.header(plain(build_title(name)), anchor=False)
    st.caption(_("By the year they began in, each counted once. Click a year to filter."))
    key = fresh_key(_KEY)
    rows = year_rows(selection, organizations[0] if name else "")
    whole, kind = selection, kind_of(meetings_of(selection))
    counts = {*rows["total"], *rows["consultations"]}
    sizes = {count: kind_count_in_words(whole, kind, int(count), language()) for count in counts}
    chart = build_organization_years(rows, sizes)
    st.altair_chart(
        chart,
        key=key,
        alt=_("How many per year"),
        on_select=lambda: _follow(st.session_state.get(key)),
    )
    named = with_role_names(rows) if name else rows.assign(did="")
    names = {
        "year": _("Year"),
        "did": _("Role"),
        "consultations": counts_heading(selection, language()),
    }
    if not name:
        names.pop("did")
    show_chart_downloads(
        _KEY,
        build_title(name),
        Data(named, names),
        chart,
        note=_("By the year they began in, each counted once"),
    )


def build_title(organization: str) -> str:
    """Return what the bars count: all consultations, or those of one organization."""
    if not organization:
        return _("Over time")
    return _("Over time: {organization}").format(organization=wrap(organization, 60, 1))


def _follow(event: Any) -> None:
    """Filter by the clicked year, and clear the chart's own selection."""
    picked = event["selection"].get("picked_year") if event else None
    year = str(picked[0].get("year") or "") if picked else ""
    if year:
        choice = current_view().choice
        is_filter = (choice.since, choice.until) == (year, year)
        choose(since="" if is_filter else year, until="" if is_filter else year)
    renew_key(_KEY)
