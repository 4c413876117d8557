"""The most active organizations, with what they did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import streamlit as st

from components.organizations.organization_chart import (
    BAR_DOWN,
    BAR_HEIGHT,
    ROW,
    in_words,
    inks,
    involvement_color,
    picked_organization,
    put_together,
    row_names,
    row_place,
    show_organization_chart,
)
from components.theme import INKS, PAPERS, mode
from components.words import gettext as _
from components.words import language
from data.facts.organization_rows import MOST_RANKED, ranking_rows
from data.languages import number

if TYPE_CHECKING:
    import pandas as pd

    from data.campaign import Campaign


def build_organization_ranking(
    rows: pd.DataFrame, organizations: tuple[str, ...] = ()
) -> alt.LayerChart:
    """Draw a bar an organization, a part an involvement.

    Args:
        rows: `data.facts.organization_rows.ranking_rows`.
        organizations: Ids of the organizations that are chosen: their names stand out.

    Returns:
        Layers: the parts of the bars, their sums, the names. Parameter: `picked`.
    """
    rows = in_words(rows)
    rows = rows.assign(ink=inks(rows, organizations), described=_described(rows))
    scale = alt.Scale(domain=[0, int(rows["end"].max()) * 1.06], nice=False)
    tooltip = [
        alt.Tooltip("name:N", title=_("Organization")),
        alt.Tooltip("total:Q", title=_("Consultations")),
        alt.Tooltip("said:N", title=_("Roles")),
    ]
    whole = rows.drop_duplicates("organization", keep="last")
    bars = alt.Chart(rows).mark_bar(
        height=BAR_HEIGHT, yOffset=BAR_DOWN, cursor="pointer", stroke=PAPERS[mode()], strokeWidth=1
    )
    bars = bars.encode(
        x=alt.X("start:Q", scale=scale, axis=None),
        x2=alt.X2("end"),
        color=involvement_color(),
        description=alt.Description("described:N"),
    )
    sums = alt.Chart(whole).mark_text(
        align="left",
        baseline="middle",
        dx=5,
        dy=BAR_DOWN,
        fontSize=12,
        color=INKS[mode()],
        aria=False,
    )
    sums = sums.encode(x=alt.X("end:Q", scale=scale, axis=None), text=alt.Text("total:Q"))
    layers = [bars.add_params(picked_organization()), sums, row_names(whole, "name")]
    layers = [layer.encode(y=row_place(), tooltip=tooltip) for layer in layers]
    return put_together(layers, ROW * len(whole))


def _described(rows: pd.DataFrame) -> pd.Series:
    """Each part of a bar as a screen reader says it."""
    return rows["name"] + ", " + rows["did"] + ": " + rows["consultations"].astype("str")


def show_organization_ranking(chosen: Campaign, organizations: tuple[str, ...]) -> None:
    """Show the most active organizations as bars.

    Args:
        chosen: The chosen part of a campaign, with an organization at least.
        organizations: Ids of the organizations that are chosen.
    """
    st.caption(build_caption(chosen.roles["organization"].nunique()))
    show_organization_chart(
        "organization-ranking",
        _("Who did most"),
        build_organization_ranking(ranking_rows(chosen, language()), organizations),
        _(
            "Organizations by the number of consultations and what they did; "
            "the table below says the same"
        ),
    )


def build_caption(count: int) -> str:
    """What the bars count, and whether they are of all organizations."""
    if count <= MOST_RANKED:
        return _("Consultations that each had a part in. A click on a name chooses it.")
    sentence = _(
        "Consultations that the {shown} most active of {count} had a part in. "
        "A click on a name chooses it."
    )
    return sentence.format(shown=number(MOST_RANKED, language()), count=number(count, language()))
