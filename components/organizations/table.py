"""All organizations of a selection as a table, and what to do if there are none."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from components.exporting.chart_downloads import Data, show_chart_downloads
from components.organizations.chart import toggle_organization
from components.organizations.ranking import table_names
from components.shell.view_state import choose, reset_choice
from components.shell.words import gettext as _
from components.shell.words import language, ngettext
from data.campaign.roles import INVOLVEMENTS
from data.campaign.selection import as_part
from data.choosing.choice import ALL_KINDS
from data.statistics.organizations import count_related_organizations, ranking_table
from data.words.languages import number

if TYPE_CHECKING:
    import pandas as pd

    from data.campaign.campaign import Campaign
    from data.choosing.choice import View

_GENERATION = "organization-table-generation"


def show_no_organizations(campaign: Campaign, selection: Campaign, view: View) -> None:
    """Say that the selection has no organizations, and offer filters to change.

    Args:
        campaign: The whole campaign.
        selection: The selection, without organizations.
        view: The view, for its filters.
    """
    count, size = count_related_organizations(campaign, view.choice), as_part(selection).size
    if size:
        title = _("No organization is named here")
        st.markdown(f"**{title}**")
    if count:
        _show_related(count)
    if view.choice.is_narrowed and size:
        st.button(_("Show all organizations"), key="organization-reset", on_click=reset_choice)


def _show_related(count: int) -> None:
    """Show a button that includes related meetings."""
    label = ngettext(
        "Include related meetings ({count} organization)",
        "Include related meetings ({count} organizations)",
        count,
    )
    st.button(
        label.format(count=number(count, language())),
        key="organization-related",
        on_click=partial(choose, kinds=(ALL_KINDS,)),
    )


def build_organization_table(everyone: pd.DataFrame) -> pd.DataFrame:
    """Return the rows without ids, with empty cells for roles that an organization never had.

    Args:
        everyone: The result of `data.statistics.organizations.ranking_table`.
    """
    roles = list(INVOLVEMENTS)
    shown = everyone.drop(columns="organization")
    return shown.assign(**shown[roles].astype("Int64").where(shown[roles] > 0))


def show_organization_table(selection: Campaign, role: str) -> None:
    """Show the table, folded at first; ticking a row filters, ticking it again clears."""
    everyone = ranking_table(selection, language(), role)
    count = len(everyone)
    label = ngettext("Table of {count} organization", "Table of {count} organizations", count)
    label = label.format(count=number(count, language()))
    key = f"organization-table-{st.session_state.setdefault(_GENERATION, 0)}"
    expander = st.expander(
        label, key="organization-table-open", icon=":material/table:", on_change="rerun"
    )
    if not expander.open:
        return
    with expander:
        st.caption(_("Tick a row to select that organization."))
        st.dataframe(
            build_organization_table(everyone),
            key=key,
            hide_index=True,
            placeholder="",
            column_config=_columns(selection),
            on_select=lambda: _follow(st.session_state.get(key), everyone),
            selection_mode="single-row",
            alt=_("All organizations and their roles"),
        )
        show_chart_downloads(
            "organization-table", _("Organizations"), Data(everyone, table_names(selection))
        )


def _columns(campaign: Campaign) -> dict[str, Any]:
    column = st.column_config
    names = table_names(campaign)
    texts = {
        "name": column.TextColumn(names["name"], width="large"),
        "short": column.TextColumn(names["short"], width="small"),
    }
    return texts | {
        name: column.NumberColumn(heading, width="small")
        for name, heading in names.items()
        if name not in texts
    }


def _follow(event: Any, everyone: pd.DataFrame) -> None:  # noqa: ANN401
    """Filter by the organization of the ticked row, and clear the tick."""
    for row in event["selection"].get("rows") or [] if event else []:
        toggle_organization(str(everyone["organization"].iloc[row]))
    st.session_state[_GENERATION] += 1
