"""The most active organizations, with what they did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import streamlit as st

from components.organization_chart import (
    BAR_DOWN,
    BAR_HEIGHT,
    ROW,
    in_words,
    involvement_color,
    organization_names,
    picked_organization,
    show_organization_chart,
    toggle_organization,
)
from components.theme import INKS, PAPERS, mode
from components.words import gettext as _
from components.words import language, ngettext
from data.languages import number
from data.organization_rows import (
    MOST_RANKED,
    ranking_rows,
    ranking_table,
)

if TYPE_CHECKING:
    import pandas as pd

    from data.campaign import Campaign

_GENERATION = "organization-table-generation"


def build_organization_ranking(rows: pd.DataFrame) -> alt.LayerChart:
    """Draw a bar an organization, a part an involvement.

    Args:
        rows: `data.organization_rows.ranking_rows`.

    Returns:
        Layers: the parts of the bars, their sums, the names. Parameter: `picked`.
    """
    rows = in_words(rows)
    longest = int(rows["end"].max())
    scale = alt.Scale(domain=[0, longest * 1.06], nice=False)
    y = alt.Y("rank:O", scale=alt.Scale(paddingInner=0, paddingOuter=0), axis=None)
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
        x=alt.X("start:Q", scale=scale, axis=None), x2="end:Q", color=involvement_color()
    )
    sums = alt.Chart(whole).mark_text(
        align="left", baseline="middle", dx=5, dy=BAR_DOWN, fontSize=12, color=INKS[mode()]
    )
    sums = sums.encode(x=alt.X("end:Q", scale=scale, axis=None), text="total:Q")
    layers = [bars.add_params(picked_organization()), sums, organization_names(whole, INKS[mode()])]
    layers = [layer.encode(y=y, tooltip=tooltip) for layer in layers]
    return alt.layer(*layers).properties(height=ROW * len(whole)).configure_view(stroke=None)


def show_organization_ranking(chosen: Campaign) -> None:
    """Show the most active organizations as bars, and all of them as a table."""
    rows = ranking_rows(chosen, language())
    everyone = ranking_table(chosen, language())
    if len(everyone) > MOST_RANKED:
        shown, count = (number(one, language()) for one in (MOST_RANKED, len(everyone)))
        st.caption(_("The {shown} most active of {count}").format(shown=shown, count=count))
    show_organization_chart(
        "organization-ranking",
        build_organization_ranking(rows),
        _("Organizations by the number of consultations and what they did; the table below says the same"),  # fmt: skip
    )
    count = number(len(everyone), language())
    label = ngettext("{count} organization as a table", "All {count} organizations as a table", len(everyone))  # fmt: skip
    with st.expander(label.format(count=count), icon=":material/table:"):
        _show_table(everyone)


def _show_table(everyone: pd.DataFrame) -> None:
    key = f"organization-table-{st.session_state.setdefault(_GENERATION, 0)}"
    st.dataframe(
        everyone.drop(columns="organization"),
        key=key,
        hide_index=True,
        column_config=_columns(),
        on_select=lambda: _follow(st.session_state.get(key), everyone),
        selection_mode="single-row",
        alt=_("All organizations and what they did"),
    )
    st.caption(_("A tick before a row chooses that organization."))


def _columns() -> dict[str, Any]:
    column = st.column_config
    return {
        "name": column.TextColumn(_("Organization"), width="medium", pinned=True),
        "short": column.TextColumn(_("Short name"), width="small"),
        "total": column.NumberColumn(_("Consultations"), width="small"),
        "both": column.NumberColumn(_("Organized and hosted"), width="small"),
        "organizer": column.NumberColumn(_("Organized"), width="small"),
        "host": column.NumberColumn(_("Hosted"), width="small"),
        "partner": column.NumberColumn(_("Partner"), width="small"),
    }


def _follow(event: Any, everyone: pd.DataFrame) -> None:  # noqa: ANN401
    """Choose the organization of a row, and forget the tick: the view says what is chosen."""
    for row in event["selection"].get("rows") or []:
        toggle_organization(str(everyone["organization"].iloc[row]))
    st.session_state[_GENERATION] += 1
