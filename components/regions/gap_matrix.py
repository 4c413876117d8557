"""Regions and what their consultations lack: a matrix whose holes list the consultations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from components.exporting.chart_downloads import Data, show_chart_downloads
from components.shell.url import keep_tour_parameters, link_parameters, tour_parameters
from components.shell.view_state import CONSULTATION
from components.shell.words import gettext as _
from components.shell.words import language, plain
from data.choosing.address import GAP
from data.statistics.gap_matrix import HOLES, gap_matrix, hole_names, lacking
from data.words.languages import number
from data.words.meetings import meetings_heading

if TYPE_CHECKING:
    import pandas as pd

    from data.campaign.campaign import Campaign

GAPS_ANCHOR = "missing"
"""Id of the heading, for links on the page."""

_GENERATION = "gap-matrix-generation"


def show_gap_matrix(campaign: Campaign) -> None:
    """Show the matrix; a click on a hole lists the consultations below it."""
    matrix = gap_matrix(campaign, language())
    with st.container(key="gap_heading"):
        st.header(_("What is missing, by region"), anchor=GAPS_ANCHOR)
    st.caption(
        _(
            "✗ and how many lack it, ✓ nothing is missing, – none in this region; related "
            "meetings aside. Click a ✗ to list them."
        )
    )
    names = {
        "name": _("Region"),
        "consultations": meetings_heading(campaign, language()),
        **hole_names(language()),
    }
    generation = st.session_state.setdefault(_GENERATION, 0)
    key = f"gap-matrix-{generation}"
    column = st.column_config
    st.dataframe(
        build_signs(matrix),
        key=key,
        hide_index=True,
        column_order=list(names),
        column_config={
            name: column.NumberColumn(heading, width="small")
            if name == "consultations"
            else column.TextColumn(heading, width="medium" if name == "name" else "small")
            for name, heading in names.items()
        },
        on_select=lambda: _follow(matrix, st.session_state.get(key)),
        selection_mode="single-cell",
        alt=_("What is missing, by region"),
    )
    _show_lacking(campaign, matrix)
    show_chart_downloads("gaps", _("What is missing, by region"), Data(matrix, names))


def build_signs(matrix: pd.DataFrame) -> pd.DataFrame:
    """Return the matrix with signs that work without colour: `✗ 2`, `✓`, and `–` for nothing."""
    signs = matrix.copy()
    has_any = matrix["consultations"] > 0
    for hole in HOLES:
        counts = matrix[hole].map(lambda count: f"✗ {number(count, language())}" if count else "✓")
        signs[hole] = counts.where(has_any, "–")
    return signs


def _follow(matrix: pd.DataFrame, event: Any) -> None:  # noqa: ANN401
    """Put the clicked hole into the address, and clear the table's own selection."""
    for row, hole in event["selection"].get("cells", ()) if event else ():
        st.query_params.pop(GAP, None)
        if hole in HOLES and matrix[hole].iloc[row]:
            st.query_params[GAP] = f"{hole},{matrix['region'].iloc[row]}"
    st.session_state[_GENERATION] += 1


def _show_lacking(campaign: Campaign, matrix: pd.DataFrame) -> None:
    """List the consultations of the hole in the address, each a link to its page."""
    hole, _comma, region = ",".join(tour_parameters().get(GAP, [])).partition(",")
    listed = lacking(campaign, region, hole, language())
    if not listed:
        return
    keep_tour_parameters({GAP: [f"{hole},{region}"]})
    names = dict(zip(matrix["region"], matrix["name"], strict=True))
    with st.container(border=True, gap="xsmall"):
        title = _("{region}, missing: {fact}").format(
            region=plain(names[region]), fact=hole_names(language())[hole]
        )
        st.markdown(f"**{title}**")
        for one in listed:
            st.page_link(
                CONSULTATION,
                label=plain(f"{one.number}. {one.name}"),
                query_params=link_parameters() | {"c": [one.id]},
            )
