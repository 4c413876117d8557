"""Which organization worked for which region: a heat map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import streamlit as st

from components.organization_chart import (
    BAR_DOWN,
    ROW,
    organization_names,
    picked_organization,
    show_organization_chart,
)
from components.theme import ACCENT, FAINT, INKS, PAPERS, mode
from components.words import gettext as _
from components.words import language, plain
from data.organization_rows import region_rows, wrapped

if TYPE_CHECKING:
    import pandas as pd

    from data.campaign import Campaign

_CELL = 17
_LETTERS, _LINES = 9, 6


def build_organization_regions(rows: pd.DataFrame) -> alt.LayerChart:
    """Draw a cell an organization and region, the darker the more consultations.

    Args:
        rows: `data.organization_rows.region_rows`.

    Returns:
        Layers: the cells, their numbers, the names. Parameter: `picked`.
    """
    rows = rows.assign(column=[wrapped(name, _LETTERS, _LINES) for name in rows["region_name"]])
    most = int(rows["consultations"].max())
    tooltip = [
        alt.Tooltip("name:N", title=_("Organization")),
        alt.Tooltip("region_name:N", title=_("Region")),
        alt.Tooltip("consultations:Q", title=_("Consultations")),
    ]
    cells = alt.Chart(rows).mark_rect(height=_CELL, yOffset=BAR_DOWN, cursor="pointer")
    cells = cells.encode(
        x=_columns(rows),
        tooltip=tooltip,
        color=_shade(most),
        opacity=alt.condition("datum.consultations > 0", alt.value(1), alt.value(0.45)),
    )
    counted = rows[rows["consultations"] > 0]
    numbers = alt.Chart(counted).mark_text(baseline="middle", dy=BAR_DOWN, fontSize=11, cursor="pointer")  # fmt: skip
    numbers = numbers.encode(
        x=_columns(rows),
        text="consultations:Q",
        tooltip=tooltip,
        color=alt.condition(
            f"datum.consultations * 2 > {most}", alt.value(PAPERS[mode()]), alt.value(INKS[mode()])
        ),
    )
    names = organization_names(rows.drop_duplicates("organization"), INKS[mode()])
    names = names.encode(tooltip=[tooltip[0]])
    y = alt.Y("rank:O", scale=alt.Scale(paddingInner=0, paddingOuter=0), axis=None)
    layers = [cells.add_params(picked_organization()), numbers, names]
    chart = alt.layer(*[layer.encode(y=y) for layer in layers])
    return chart.properties(height=ROW * rows["organization"].nunique()).configure_view(stroke=None)


def _columns(rows: pd.DataFrame) -> alt.X:
    """A column a region, its name on top over several short lines."""
    axis = alt.Axis(
        orient="top",
        labelAngle=0,
        labelExpr="split(datum.label, '\\n')",
        labelFontSize=11,
        labelLineHeight=13,
        labelOverlap=False,
        labelLimit=0,
        labelPadding=4,
        ticks=False,
        domain=False,
    )
    scale = alt.Scale(paddingInner=0.06, paddingOuter=0)
    return alt.X("column:N", sort=list(rows["column"].unique()), axis=axis, scale=scale, title=None)


def _shade(most: int) -> alt.Color:
    scale = alt.Scale(domain=[0, most], range=[FAINT[mode()], ACCENT[mode()]])
    return alt.Color("consultations:Q", scale=scale, legend=None)


def show_organization_regions(chosen: Campaign) -> None:
    """Show the heat map; where there is but one region a sentence says so."""
    rows = region_rows(chosen, language())
    regions = rows["region_name"].unique()
    if len(regions) == 1:
        st.caption(_("All of it in one column: {region}.").format(region=plain(regions[0])))
        return
    show_organization_chart(
        "organization-regions",
        build_organization_regions(rows),
        _("Organizations by the regions that their consultations were for"),
    )
