"""The most active organizations and their roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import streamlit as st

from components.organizations.chart import (
    ROW,
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
from components.shell.words import gettext as _
from components.shell.words import language, ngettext
from data.statistics.organizations import MOST_RANKED, ranking_rows
from data.words.languages import number

if TYPE_CHECKING:
    import pandas as pd

    from data.campaign.campaign import Campaign


def build_organization_ranking(
    rows: pd.DataFrame, organizations: tuple[str, ...] = ()
) -> alt.LayerChart:
    """Draw one bar per organization, with one part per involvement.

    Args:
        rows: The result of `data.statistics.organizations.ranking_rows`.
        organizations: Ids of the selected organizations; their names have the accent colour.

    Returns:
        Layers: parts of bars, totals, names. Parameter: `picked`.
    """
    rows = with_role_names(rows)
    rows = rows.assign(
        ink=inks(rows, organizations),
        described=part_descriptions(rows, ("name", "did"), "consultations"),
    )
    tooltip = [
        alt.Tooltip("name:N", title=_("Organization")),
        alt.Tooltip("total:Q", title=_("Consultations")),
        alt.Tooltip("said:N", title=_("Roles")),
    ]
    bars, *texts = row_bars(rows, "organization", "name")
    bars = bars.encode(color=involvement_color(), description=alt.Description("described:N"))
    layers = [bars.add_params(organization_click()), *texts]
    layers = [layer.encode(y=rank_axis(), tooltip=tooltip) for layer in layers]
    return layer_charts(layers, ROW * rows["organization"].nunique())


def show_organization_ranking(selection: Campaign, organizations: tuple[str, ...]) -> None:
    """Show the most active organizations as bars.

    Args:
        selection: The selection, with at least one organization.
        organizations: Ids of the selected organizations.
    """
    st.caption(build_caption(selection.roles["organization"].nunique()))
    show_organization_chart(
        "organization-ranking",
        # Translators: organizations, by number of consultations
        _("Most active"),
        build_organization_ranking(ranking_rows(selection, language()), organizations),
        _("Organizations by number of consultations and role. The table below has the same data."),
    )


def build_caption(count: int) -> str:
    """Return what the bars count, and how many organizations are left out."""
    if count <= MOST_RANKED:
        return _("Consultations per organization. Click a name to filter.")
    sentence = ngettext(
        "Consultations of the {shown} most active of {count} organization. Click a name to filter.",
        "Consultations of the {shown} most active of {count} organizations. "
        "Click a name to filter.",
        count,
    )
    return sentence.format(shown=number(MOST_RANKED, language()), count=number(count, language()))
