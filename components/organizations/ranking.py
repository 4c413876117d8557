"""All organizations of a selection: the most active as bars, all as a table, or none."""

from __future__ import annotations

from functools import partial
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from components.exporting.chart_downloads import Data, show_chart_downloads
from components.organizations.chart import (
    are_others,
    inks,
    involvement_color,
    organization_click,
    role_labels,
    show_organization_chart,
    toggle_organization,
    with_role_names,
)
from components.shell.bars import (
    ROW,
    layer_charts,
    part_descriptions,
    rank_axis,
    row_bars,
)
from components.shell.options import show_buttons
from components.shell.view_state import (
    choose,
    fresh_key,
    renew_key,
    reset_choice,
)
from components.shell.words import gettext as _
from components.shell.words import language, ngettext
from data.figures.organizations import (
    MOST_RANKED,
    count_related_organizations,
    involvement_names,
    ranking_rows,
    ranking_table,
)
from data.filters.choice import ALL_KINDS, View
from data.filters.nouns import counts_heading
from data.filters.query import Query
from data.model.roles import INVOLVEMENTS
from data.words.languages import number

_ROLE = "organization-role"


def build_organization_ranking(
    rows: pd.DataFrame, organizations: tuple[str, ...] = ()
) -> alt.LayerChart:
    """Draw one bar per organization, with one part per involvement.

    Args:
        rows: The result of `data.figures.organizations.ranking_rows`.
        organizations: Ids of the selected organizations; all others are grey.

    Returns:
        Layers: parts of bars, totals, names. Parameter: `picked`.
    """
    rows = with_role_names(rows)
    rows = rows.assign(
        ink=inks(rows, organizations),
        others=are_others(rows, organizations),
        described=part_descriptions(rows, ("name", "did"), "consultations"),
    )
    tooltip = [
        alt.Tooltip("name:N", title=_("Organization")),
        alt.Tooltip("total:Q", title=_("Count")),
        alt.Tooltip("roles:N", title=_("Roles")),
    ]
    bars, *texts = row_bars(rows, "organization", "name")
    bars = bars.encode(color=involvement_color(), description=alt.Description("described:N"))
    layers = [bars.add_params(organization_click()), *texts]
    layers = [layer.encode(y=rank_axis(), tooltip=tooltip) for layer in layers]
    return layer_charts(layers, ROW * rows["organization"].nunique())


def _show_role(role: str) -> None:
    """Show the heading, and buttons for all organizations or those with one role."""
    st.header(build_title(role), anchor=False)
    # Translators: organizations in any role
    names = {"": _("All"), **role_labels()}
    show_buttons(
        _("Role"),
        names,
        role,
        lambda chosen: choose(role=chosen),
        key=_ROLE,
        label_visibility="collapsed",
    )


def show_organization_ranking(selection: Query, organizations: tuple[str, ...], role: str) -> None:
    """Show the most active organizations as bars, below buttons for a role.

    Args:
        selection: The selection, with at least one organization.
        organizations: Ids of the selected organizations.
        role: Count only this role; "" for all.
    """
    _show_role(role)
    everyone = ranking_table(selection, language(), role)
    if everyone.empty:
        st.caption(_("No organization had this role here."))
        return
    st.caption(build_caption(len(everyone)))
    rows = ranking_rows(selection, language(), role=role)
    show_organization_chart(
        "organization-ranking",
        build_title(role),
        build_organization_ranking(rows, organizations),
        _("Organizations by number and role. The table below has the same data."),
        Data(everyone, table_names(selection)),
        note=_("How many each organization took part in"),
    )


def build_title(role: str) -> str:
    """Return what is ranked: all organizations, or those with a role."""
    return {
        "": _("Most active"),
        "organizer": _("All organizers"),
        "host": _("All hosts"),
        "partner": _("All partners"),
    }[role]


def table_names(campaign: Query) -> dict[str, str]:
    """Return the heading of each column of the table of organizations."""
    return {
        "name": _("Organization"),
        "short": _("Short name"),
        "total": counts_heading(campaign, language()),
        **involvement_names(language()),
    }


def build_caption(count: int) -> str:
    """Return what the bars count, and how many organizations are left out."""
    if count <= MOST_RANKED:
        return _("How many each organization took part in. Click a name to filter.")
    sentence = ngettext(
        "The {shown} most active of {count} organization, and how many it took part in. "
        "Click a name to filter.",
        "The {shown} most active of {count} organizations, and how many each took part in. "
        "Click a name to filter.",
        count,
    )
    return sentence.format(shown=number(MOST_RANKED, language()), count=number(count, language()))


_TABLE = "organization-table"


def show_no_organizations(campaign: Query, selection: Query, view: View) -> None:
    """Say that the selection has no organizations, and offer filters to change.

    Args:
        campaign: The whole campaign.
        selection: The selection, without organizations.
        view: The view, for its filters.
    """
    count, size = count_related_organizations(campaign, view.choice), selection.size
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
        everyone: The result of `data.figures.organizations.ranking_table`.
    """
    roles = list(INVOLVEMENTS)
    shown = everyone.drop(columns="organization")
    return shown.assign(**shown[roles].astype("Int64").where(shown[roles] > 0))


def show_organization_table(selection: Query, role: str) -> None:
    """Show the table, folded at first; ticking a row filters, ticking it again clears."""
    everyone = ranking_table(selection, language(), role)
    count = len(everyone)
    label = ngettext("Table of {count} organization", "Table of {count} organizations", count)
    label = label.format(count=number(count, language()))
    key = fresh_key(_TABLE)
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
        show_chart_downloads(_TABLE, _("Organizations"), Data(everyone, table_names(selection)))


def _columns(campaign: Query) -> dict[str, Any]:
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


def _follow(event: Any, everyone: pd.DataFrame) -> None:
    """Filter by the organization of the ticked row, and clear the tick."""
    for row in event["selection"].get("rows") or [] if event else []:
        toggle_organization(str(everyone["organization"].iloc[row]))
    renew_key(_TABLE)
