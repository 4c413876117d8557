"""All regions side by side; a click on a row shows its region."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from components.exporting.chart_downloads import Data, show_chart_downloads
from components.shell.view_state import choose
from components.shell.words import gettext as _
from components.shell.words import language
from data.statistics.regions import region_comparison
from data.words.meetings import meetings_heading

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign


def show_region_table(campaign: Campaign, region: str) -> None:
    """Show one row per region, with `region` selected; a click on another shows that one."""
    table = region_comparison(campaign, language())
    ids = list(table["region"])
    rows = [row for row, id_ in enumerate(ids) if id_ == region]
    # A key per region: otherwise the old selection would stay after the region has changed.
    key = f"regions-{region}"
    st.header(_("All regions"), anchor=False)
    st.dataframe(
        table,
        key=key,
        hide_index=True,
        column_order=[name for name in table.columns if name != "region"],
        column_config=_columns(campaign),
        on_select=lambda: _follow(ids, st.session_state.get(key)),
        selection_mode=["single-row-required", "single-cell"],
        selection_default={"selection": {"rows": rows}},
        alt=_("All regions compared"),
    )
    names = {name: heading for name, (heading, _kind) in _headings(campaign).items()}
    show_chart_downloads("regions", _("All regions"), Data(table, names))
    st.caption(_("Cities, organizations and documents are those without related meetings."))


def _headings(campaign: Campaign) -> dict[str, tuple[str, str]]:
    """Return each column's heading, and whether it is of texts or numbers."""
    return {
        "name": (_("Region"), "text"),
        "own": (meetings_heading(campaign, language()), "number"),
        "cities": (_("Cities"), "number"),
        "organizations": (_("Organizations"), "number"),
        "documents": (_("Documents"), "number"),
        "when": (_("When"), "text"),
        "related": (_("Related meetings"), "number"),
    }


def _columns(campaign: Campaign) -> dict[str, Any]:
    column = st.column_config
    make: dict[str, Any] = {"text": column.TextColumn, "number": column.NumberColumn}
    return {
        name: make[kind](heading, width="medium" if name == "name" else None)
        for name, (heading, kind) in _headings(campaign).items()
    }


def _follow(ids: list[str], event: Any) -> None:  # noqa: ANN401
    """Show the region whose row or cell was clicked; a second click changes nothing."""
    selection = event["selection"] if event else {}
    rows = [*[row for row, _column in selection.get("cells", ())], *selection.get("rows", ())]
    if rows:
        choose(regions=(ids[rows[0]],))
