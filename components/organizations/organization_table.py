"""All organizations of a choice as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from components.organizations.organization_chart import toggle_organization
from components.words import gettext as _
from components.words import language, ngettext
from data.facts.organization_rows import involvement_names, ranking_table
from data.involvements import INVOLVEMENTS
from data.languages import number

if TYPE_CHECKING:
    import pandas as pd

    from data.campaign import Campaign

_GENERATION = "organization-table-generation"


def build_organization_table(everyone: pd.DataFrame) -> pd.DataFrame:
    """The rows as they are shown: without ids, and nothing where an organization did nothing.

    Args:
        everyone: `data.facts.organization_rows.ranking_table`.
    """
    roles = list(INVOLVEMENTS)
    shown = everyone.drop(columns="organization")
    return shown.assign(**shown[roles].astype("Int64").where(shown[roles] > 0))


def show_organization_table(chosen: Campaign) -> None:
    """Show a table that is closed at first; a tick before a row chooses, again clears."""
    everyone = ranking_table(chosen, language())
    count = len(everyone)
    label = ngettext(
        "{count} organization as a table", "All {count} organizations as a table", count
    )
    label = label.format(count=number(count, language()))
    key = f"organization-table-{st.session_state.setdefault(_GENERATION, 0)}"
    closed = st.expander(
        label, key="organization-table-open", icon=":material/table:", on_change="rerun"
    )
    if not closed.open:
        return
    with closed:
        st.caption(_("A tick before a row chooses that organization."))
        st.dataframe(
            build_organization_table(everyone),
            key=key,
            hide_index=True,
            placeholder="",
            column_config=_columns(),
            on_select=lambda: _follow(st.session_state.get(key), everyone),
            selection_mode="single-row",
            alt=_("All organizations and what they did"),
        )


def _columns() -> dict[str, Any]:
    column = st.column_config
    roles = involvement_names(language())
    return {
        "name": column.TextColumn(_("Organization"), width="large"),
        "short": column.TextColumn(_("Short name"), width="small"),
        "total": column.NumberColumn(_("Consultations"), width="small"),
        **{role: column.NumberColumn(name, width="small") for role, name in roles.items()},
    }


def _follow(event: Any, everyone: pd.DataFrame) -> None:  # noqa: ANN401
    """Choose the organization of a row, and forget the tick: the view says what is chosen."""
    for row in event["selection"].get("rows") or [] if event else []:
        toggle_organization(str(everyone["organization"].iloc[row]))
    st.session_state[_GENERATION] += 1
