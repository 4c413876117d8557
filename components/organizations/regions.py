"""Organizations and regions: a heat map."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from components.exporting.chart_downloads import Data
from components.organizations.chart import (
    are_others,
    grey_of_others,
    inks,
    organization_click,
    show_organization_chart,
)
from components.shell.bars import (
    BAR_DOWN,
    ROW,
    layer_charts,
    part_descriptions,
    rank_axis,
    row_names,
)
from components.shell.theme import ACCENT, FAINT, INKS, PAPERS, mode
from components.shell.words import gettext as _
from components.shell.words import language, plain
from data.figures.organizations import region_rows, wrap
from data.filters.nouns import counts_heading
from data.filters.query import Query
from data.map.markers import luminance
from data.model.colors_and_shapes import MIDDLE_LUMINANCE

_CELL, _LINE = 17, 13
_LETTERS, _LINES = 9, 6


def build_organization_regions(
    rows: pd.DataFrame, organizations: tuple[str, ...] = ()
) -> alt.LayerChart:
    """Draw one cell per organization and region, darker for more consultations.

    Args:
        rows: The result of `data.figures.organizations.region_rows`.
        organizations: Ids of the selected organizations; all others are grey.

    Returns:
        Layers: cells, numbers, names. Parameter: `picked`.
    """
    counts = rows["consultations"]
    others = are_others(rows, organizations)
    shade = _shades(counts, ACCENT[mode()]).mask(others, _shades(counts, grey_of_others()))
    rows = rows.assign(
        column=_headings(rows["region_name"]),
        ink=inks(rows, organizations),
        shade=shade,
        number_ink=shade.map({color: _ink_on(color) for color in shade.unique()}),
        described=part_descriptions(rows, ("name", "region_name"), "consultations"),
    )
    tooltip = [
        alt.Tooltip("name:N", title=_("Organization")),
        alt.Tooltip("region_name:N", title=_("Region")),
        alt.Tooltip("consultations:Q", title=_("Count")),
    ]
    cells = alt.Chart(rows).mark_rect(height=_CELL, yOffset=BAR_DOWN, cursor="pointer")
    cells = cells.encode(
        x=_columns(rows),
        tooltip=tooltip,
        color=alt.Color("shade:N", scale=None),
        description=alt.Description("described:N"),
    )
    numbers = alt.Chart(rows[rows["consultations"] > 0]).mark_text(
        baseline="middle", dy=BAR_DOWN, fontSize=11, cursor="pointer", aria=False
    )
    numbers = numbers.encode(
        x=_columns(rows),
        text=alt.Text("consultations:Q"),
        tooltip=tooltip,
        color=alt.Color("number_ink:N", scale=None),
    )
    names = row_names(rows.drop_duplicates("organization"), "name").encode(tooltip=[tooltip[0]])
    layers = [cells.add_params(organization_click()), numbers, names]
    layers = [layer.encode(y=rank_axis()) for layer in layers]
    return layer_charts(layers, ROW * rows["organization"].nunique())


def _headings(names: pd.Series) -> pd.Series:
    """Return region names in short lines, padded on top so that their last lines align."""
    short = {name: wrap(name, _LETTERS, _LINES) for name in names.unique()}
    lines = max(text.count("\n") for text in short.values())
    above = {name: "\n" * (lines - text.count("\n")) for name, text in short.items()}
    return names.map(above) + names.map(short)


def _columns(rows: pd.DataFrame) -> alt.X:
    """Return the horizontal position: one column per region, with its name on top."""
    lines = rows["column"].iloc[0].count("\n") + 1
    axis = alt.Axis(
        orient="top",
        labelAlign="center",
        labelAngle=0,
        labelBaseline="top",
        labelColor=INKS[mode()],
        labelExpr="split(datum.label, '\\n')",
        labelFlush=False,
        labelFontSize=11,
        labelLineHeight=_LINE,
        labelOverlap=False,
        labelLimit=0,
        labelPadding=lines * _LINE + 2,
        ticks=False,
        domain=False,
    )
    # As a domain: Altair turns a list to sort by into an expression, which some letters break.
    columns = list(rows["column"].unique())
    scale = alt.Scale(domain=columns, paddingInner=0.06, paddingOuter=0)
    return alt.X("column:N", axis=axis, scale=scale, title=None)


def _shades(counts: pd.Series, color: str) -> pd.Series:
    """Return the shade of each cell: from faint to a colour, by the share of the highest count."""
    paper, faint, accent = (_rgb(one) for one in (PAPERS[mode()], FAINT[mode()], color))
    most = max(int(counts.max()), 1)
    shades = {0: (paper + faint) / 2}
    shades |= {count: faint + (accent - faint) * count / most for count in counts.unique() if count}
    return counts.map(
        {count: "#" + bytes(int(part) for part in rgb).hex() for count, rgb in shades.items()}
    )


def _rgb(color: str) -> np.ndarray:
    """Return red, green and blue of `#rrggbb`, 0 to 255."""
    return np.array(list(bytes.fromhex(color[1:])), dtype="float64")


def _ink_on(color: str) -> str:
    """Return white or pure black: near black would be below 4.5 : 1 on middle shades (WCAG 2.2)."""
    return "#ffffff" if luminance(color) < MIDDLE_LUMINANCE else "#000000"


def show_organization_regions(selection: Query, organizations: tuple[str, ...], role: str) -> None:
    """Show the heat map, or a sentence if there is only one region.

    Args:
        selection: The selection, with at least one organization.
        organizations: Ids of the selected organizations.
        role: Count only this role; "" for all.
    """
    st.header(_("By region"), anchor=False)
    rows = region_rows(selection, language(), role=role)
    regions = rows["region_name"].unique()
    if rows.empty:
        return
    if len(regions) == 1:
        st.caption(_("All of these cover one region: {region}.").format(region=plain(regions[0])))
        return
    st.caption(_("How many in each region."))
    names = {
        "name": _("Organization"),
        "region_name": _("Region"),
        "consultations": counts_heading(selection, language()),
    }
    show_organization_chart(
        "organization-regions",
        _("By region"),
        build_organization_regions(rows, organizations),
        _("Organizations and how many each took part in, by region"),
        Data(rows, names),
        note=_("How many in each region"),
    )
