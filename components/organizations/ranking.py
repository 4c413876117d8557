"""The most active organizations, with what they did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import streamlit as st

from components.organizations.chart import (
    ROW,
    described,
    in_words,
    inks,
    involvement_color,
    picked_organization,
    put_together,
    row_bars,
    row_place,
    show_organization_chart,
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
    """Draw a bar an organization, a part an involvement.

    Args:
        rows: `data.statistics.organizations.ranking_rows`.
        organizations: Ids of the organizations that are chosen: their names stand out.

    Returns:
        Layers: the parts of the bars, their sums, the names. Parameter: `picked`.
    """
    rows = in_words(rows)
    said = described(rows, ("name", "did"), "consultations")
    rows = rows.assign(ink=inks(rows, organizations), described=said)
    tooltip = [
        alt.Tooltip("name:N", title=_("Organization")),
        alt.Tooltip("total:Q", title=_("Consultations")),
        alt.Tooltip("said:N", title=_("Roles")),
    ]
    bars, *texts = row_bars(rows, "organization", "name")
    bars = bars.encode(color=involvement_color(), description=alt.Description("described:N"))
    layers = [bars.add_params(picked_organization()), *texts]
    layers = [layer.encode(y=row_place(), tooltip=tooltip) for layer in layers]
    return put_together(layers, ROW * rows["organization"].nunique())


def show_organization_ranking(chosen: Campaign, organizations: tuple[str, ...]) -> None:
    """Show the most active organizations as bars.

    Args:
        chosen: The chosen part of a campaign, with an organization at least.
        organizations: Ids of the organizations that are chosen.
    """
    st.caption(build_caption(chosen.roles["organization"].nunique()))
    show_organization_chart(
        "organization-ranking",
        _("Most active"),
        build_organization_ranking(ranking_rows(chosen, language()), organizations),
        _("Organizations by number of consultations and role. The table below has the same data."),
    )


def build_caption(count: int) -> str:
    """What the bars count, and whether they are of all organizations."""
    if count <= MOST_RANKED:
        return _("Consultations per organization. Click a name to filter.")
    sentence = ngettext(
        "Consultations of the {shown} most active of {count} organization. Click a name to filter.",
        "Consultations of the {shown} most active of {count} organizations. "
        "Click a name to filter.",
        count,
    )
    return sentence.format(shown=number(MOST_RANKED, language()), count=number(count, language()))
