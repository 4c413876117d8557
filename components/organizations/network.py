"""Who worked with whom: a picture, and the same as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import streamlit as st

from components.organizations.chart import (
    in_words,
    involvement_color,
    picked_organization,
    put_together,
    show_organization_chart,
)
from components.shell.theme import ACCENT, INKS, NEUTRALS, PAPERS, mode
from components.shell.words import gettext as _
from components.shell.words import language, ngettext
from data.statistics.network import Network, network, pair_rows
from data.words.languages import number

if TYPE_CHECKING:
    import pandas as pd

    from data.campaign.campaign import Campaign

_LINE = 13


def build_organization_network(drawn: Network, organizations: tuple[str, ...]) -> alt.LayerChart:
    """Draw organizations as dots and what they share as lines between them.

    Args:
        drawn: `data.statistics.network.network`.
        organizations: Ids of the organizations that are chosen: their lines stand out.

    Returns:
        Layers: the lines, the dots, the labels. Parameter: `picked`.
    """
    nodes = in_words(drawn.nodes).assign(
        area=drawn.nodes["radius"] ** 2 * 3.14159,
        down=drawn.nodes["radius"] + 3,
        described=drawn.nodes["name"] + ": " + drawn.nodes["consultations"].astype("str"),
    )
    layers = [_lines(drawn.links, organizations), _dots(nodes), *_labels(nodes)]
    return put_together(layers, drawn.height)


def _across(field: str) -> alt.X:
    return alt.X(field, scale=alt.Scale(domain=[0, 1], nice=False), axis=None)


def _down(field: str) -> alt.Y:
    return alt.Y(field, scale=alt.Scale(domain=[0, 1], nice=False, reverse=True), axis=None)


def _lines(links: pd.DataFrame, organizations: tuple[str, ...]) -> alt.Chart:
    own = links["one"].isin(organizations) | links["other"].isin(organizations)
    rows = links.assign(
        color=own.map({True: ACCENT[mode()], False: NEUTRALS[mode()]}),
        weight=own.map({True: 0.75, False: 0.35}),
    ).loc[own.sort_values(kind="stable").index]
    lines: alt.Chart = alt.Chart(rows).mark_rule(strokeCap="round", aria=False)
    most = max(int(links["consultations"].max()), 2)
    return lines.encode(
        x=_across("x:Q"),
        y=_down("y:Q"),
        x2=alt.X2("x2"),
        y2=alt.Y2("y2"),
        strokeWidth=alt.StrokeWidth(
            "consultations:Q", scale=alt.Scale(domain=[1, most], range=[1, 6]), legend=None
        ),
        color=alt.Color("color:N", scale=None),
        opacity=alt.Opacity("weight:Q", scale=None),
    )


def _dots(nodes: pd.DataFrame) -> alt.Chart:
    tooltip = [
        alt.Tooltip("name:N", title=_("Organization")),
        alt.Tooltip("consultations:Q", title=_("Consultations")),
        alt.Tooltip("did:N", title=_("Main role")),
    ]
    dots: alt.Chart = alt.Chart(nodes).mark_circle(
        opacity=1, stroke=PAPERS[mode()], strokeWidth=1.5, cursor="pointer"
    )
    dots = dots.encode(
        x=_across("x:Q"),
        y=_down("y:Q"),
        size=alt.Size("area:Q", scale=None),
        color=involvement_color(),
        tooltip=tooltip,
        description=alt.Description("described:N"),
    )
    return dots.add_params(picked_organization())


def _labels(nodes: pd.DataFrame) -> list[alt.Chart]:
    """The labels, each with a rim in the colour of the page that keeps lines out of the letters."""
    look: dict[str, Any] = {
        "align": "center",
        "baseline": "top",
        "fontSize": 11,
        "lineBreak": "\n",
        "lineHeight": _LINE,
        "cursor": "pointer",
        "aria": False,
        "dy": alt.ExprRef("datum.down"),
    }
    place: dict[str, Any] = {
        "x": _across("x:Q"),
        "y": _down("y:Q"),
        "text": alt.Text("label:N"),
        "tooltip": alt.Tooltip("name:N"),
    }
    rim: dict[str, Any] = {"stroke": PAPERS[mode()], "strokeWidth": 4, "strokeJoin": "round"}
    chart = alt.Chart(nodes)
    return [
        chart.mark_text(color=PAPERS[mode()], **look, **rim).encode(**place),
        chart.mark_text(color=INKS[mode()], **look).encode(**place),
    ]


def show_organization_network(chosen: Campaign, organizations: tuple[str, ...]) -> None:
    """Show who worked with whom, as a picture and as a table."""
    drawn = network(chosen, language())
    if drawn.nodes.empty:
        st.caption(_("No organizations worked together here."))
        return
    names = [_("Picture"), _("Table")]
    picture, table = st.tabs(names, key="organization-pairs", on_change="rerun")
    if table.open:
        with table:
            _show_table(chosen)
        return
    with picture:
        show_organization_chart(
            "organization-network",
            _("Who worked with whom"),
            build_organization_network(drawn, organizations),
            _(
                "Organizations, with lines between those that worked together. "
                "The table has the same data."
            ),
        )
        st.caption(" ".join(build_notes(drawn)))


def build_notes(drawn: Network) -> list[str]:
    """How to read the picture, and who is not in it."""
    notes = [_("Line width: consultations in common. Dot size: consultations per organization.")]
    if drawn.left_out:
        organizations = ngettext(
            "Only the {count} most active organization is drawn.",
            "Only the {count} most active organizations are drawn.",
            len(drawn.nodes),
        )
        notes.append(organizations.format(count=number(len(drawn.nodes), language())))
    if drawn.lines_left_out:
        lines = ngettext(
            "Only the {count} strongest line is drawn.",
            "Only the {count} strongest lines are drawn.",
            len(drawn.links),
        )
        notes.append(lines.format(count=number(len(drawn.links), language())))
    if drawn.alone:
        alone = ngettext(
            "{count} organization worked alone.", "{count} organizations worked alone.", drawn.alone
        )
        notes.append(alone.format(count=number(drawn.alone, language())))
    return notes


def _show_table(chosen: Campaign) -> None:
    column = st.column_config
    st.dataframe(
        pair_rows(chosen, language()),
        hide_index=True,
        column_config={
            "one": column.TextColumn(_("Organization"), width="medium"),
            "other": column.TextColumn(_("Worked with"), width="medium"),
            "consultations": column.NumberColumn(_("Consultations"), width="small"),
            "numbers": column.TextColumn(_("Numbers"), width="small"),
        },
        alt=_("Pairs of organizations and their consultations in common"),
    )
