"""The most active organizations and their roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import streamlit as st

from components.exporting.chart_downloads import Data
from components.organizations.chart import (
    ROW,
    are_others,
    inks,
    involvement_color,
    layer_charts,
    organization_click,
    part_descriptions,
    rank_axis,
    row_bars,
    show_organization_chart,
    with_role_names,
)
from components.shell.url import unless_echo
from components.shell.view_state import choose, show_widget_value
from components.shell.words import gettext as _
from components.shell.words import language, ngettext
from data.statistics.organizations import (
    MOST_RANKED,
    involvement_names,
    ranking_rows,
    ranking_table,
)
from data.words.languages import number
from data.words.meetings import meetings_heading

if TYPE_CHECKING:
    import pandas as pd

    from data.campaign.campaign import Campaign
    from data.choosing.choice import View

_ROLE = "organization-role"


def build_organization_ranking(
    rows: pd.DataFrame, organizations: tuple[str, ...] = ()
) -> alt.LayerChart:
    """Draw one bar per organization, with one part per involvement.

    Args:
        rows: The result of `data.statistics.organizations.ranking_rows`.
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
        alt.Tooltip("said:N", title=_("Roles")),
    ]
    bars, *texts = row_bars(rows, "organization", "name")
    bars = bars.encode(color=involvement_color(), description=alt.Description("described:N"))
    layers = [bars.add_params(organization_click()), *texts]
    layers = [layer.encode(y=rank_axis(), tooltip=tooltip) for layer in layers]
    return layer_charts(layers, ROW * rows["organization"].nunique())


def show_organization_role(view: View) -> None:
    """Show the heading, and buttons for all organizations or those with one role."""
    role = view.choice.role
    st.header(build_title(role), anchor=False)
    # Translators: organizations in any role
    names = {
        "": _("All"),
        "organizer": _("Organizers"),
        "host": _("Hosts"),
        "partner": _("Partners"),
    }
    show_widget_value(_ROLE, role)
    st.segmented_control(
        _("Role"),
        list(names),
        format_func=names.__getitem__,
        key=_ROLE,
        required=True,
        on_change=unless_echo(_ROLE, lambda: choose(role=st.session_state[_ROLE] or "")),
        label_visibility="collapsed",
    )


def show_organization_ranking(
    selection: Campaign, organizations: tuple[str, ...], role: str
) -> None:
    """Show the most active organizations as bars.

    Args:
        selection: The selection, with at least one organization.
        organizations: Ids of the selected organizations.
        role: Count only this role; "" for all.
    """
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


def table_names(campaign: Campaign) -> dict[str, str]:
    """Return the heading of each column of the table of organizations."""
    return {
        "name": _("Organization"),
        "short": _("Short name"),
        "total": meetings_heading(campaign, language()),
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
