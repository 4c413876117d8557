"""Consultations by region and year."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from components.exporting.chart_downloads import Data, show_chart_downloads
from components.shell.url import link_parameters
from components.shell.view_state import current_view
from components.shell.words import gettext as _
from components.shell.words import language
from data.choosing.choice import Choice
from data.statistics.region_years import region_years

if TYPE_CHECKING:
    import pandas as pd

    from data.campaign.campaign import Campaign
    from data.choosing.choice import View

EXPLORE = "pages/explore.py"
_KEY = "region-years"


def show_region_years(campaign: Campaign) -> None:
    """Show the matrix; a click on a number opens Explore with that region and year."""
    table = region_years(campaign, language())
    names = build_names(table)
    st.header(_("By region and year"), anchor=False)
    st.caption(
        _(
            "Without related meetings; a meeting over New Year counts in both years. "
            "Click a number to see these on Explore."
        )
    )
    event: Any = st.dataframe(
        table,
        key=_KEY,
        hide_index=True,
        column_order=list(names),
        column_config={name: _column(name, heading) for name, heading in names.items()},
        on_select="rerun",
        selection_mode="single-cell",
        alt=_("By region and year"),
    )
    show_chart_downloads("regions-years", _("By region and year"), Data(table, names))
    if view := build_target(table, event["selection"].get("cells", ()), current_view()):
        st.switch_page(EXPLORE, query_params=link_parameters(view))


def build_names(table: pd.DataFrame) -> dict[str, str]:
    """Return the heading of each column: the region, the years, all of them."""
    named = {"region": "", "name": _("Region"), "total": _("All years")}
    return {name: named.get(name, name) for name in table.columns if name != "region"}


def _column(name: str, heading: str) -> Any:  # noqa: ANN401 -- Streamlit's own type
    if name == "name":
        return st.column_config.TextColumn(heading, width="medium")
    return st.column_config.NumberColumn(heading, width="small")


def build_target(table: pd.DataFrame, cells: Any, view: View) -> View | None:  # noqa: ANN401
    """Return the view that a clicked cell opens; None for no cell."""
    for row, column in cells:
        choice = Choice(regions=(str(table["region"].iloc[row]),))
        if column not in ("name", "total"):
            choice = replace(choice, since=column, until=column)
        return replace(view, choice=choice, selected="", page=1)
    return None
