"""All regions side by side; a click on a row shows its region."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from components.shell.view_state import choose
from components.shell.words import gettext as _
from components.shell.words import language
from data.statistics.regions import region_comparison

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign


def show_region_table(campaign: Campaign, region: str) -> None:
    """Show one row per region, with `region` selected; a click on another shows that one."""
    table = region_comparison(campaign, language())
    ids = list(table["region"])
    rows = [row for row, id_ in enumerate(ids) if id_ == region]
    # A key per region: otherwise the old selection would stay after the region has changed.
    key = f"regions-{region}"
    st.subheader(_("All regions"), anchor=False)
    st.dataframe(
        table,
        key=key,
        hide_index=True,
        column_order=[name for name in table.columns if name != "region"],
        column_config=_columns(),
        on_select=lambda: _follow(ids, st.session_state.get(key)),
        selection_mode=["single-row-required", "single-cell"],
        selection_default={"selection": {"rows": rows}},
        alt=_("All regions compared"),
    )
    st.caption(_("Cities, organizations and documents are those without related meetings."))


def _columns() -> dict[str, Any]:
    column = st.column_config
    return {
        "name": column.TextColumn(_("Region"), width="medium"),
        "own": column.NumberColumn(_("Consultations")),
        "related": column.NumberColumn(_("Related meetings")),
        "cities": column.NumberColumn(_("Cities")),
        "organizations": column.NumberColumn(_("Organizations")),
        "documents": column.NumberColumn(_("Documents")),
        "when": column.TextColumn(_("When")),
    }


def _follow(ids: list[str], event: Any) -> None:  # noqa: ANN401
    """Show the region whose row or cell was clicked; a second click changes nothing."""
    selection = event["selection"] if event else {}
    rows = [*[row for row, _column in selection.get("cells", ())], *selection.get("rows", ())]
    if rows:
        choose(regions=(ids[rows[0]],))
