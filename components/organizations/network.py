"""Who worked with whom, as a picture and as a table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import altair as alt
import streamlit as st

from components.exporting.chart_downloads import Data, show_chart_downloads
from components.organizations.chart import (
    are_others,
    involvement_color,
    layer_charts,
    organization_click,
    show_organization_chart,
    with_role_names,
)
from components.shell.shards import unless_too_large
from components.shell.theme import ACCENT, INKS, NEUTRALS, PAPERS, mode
from components.shell.words import gettext as _
from components.shell.words import language, ngettext
from data.figures.network import Network, network, pair_rows
from data.filters.nouns import meetings_heading
from data.words.languages import number

if TYPE_CHECKING:
    import pandas as pd

    from data.model.campaign import Campaign

_LINE = 13


def build_organization_network(drawn: Network, organizations: tuple[str, ...]) -> alt.LayerChart:
    """Draw organizations as dots and shared consultations as lines between them.

    Args:
        drawn: The result of `data.figures.network.network`.
        organizations: Ids of the selected organizations; their lines have the accent colour, and
            all other dots are grey.

    Returns:
        Layers: lines, dots, labels. Parameter: `picked`.
    """
    nodes = with_role_names(drawn.nodes).assign(
        area=drawn.nodes["radius"] ** 2 * 3.14159,
        down=drawn.nodes["radius"] + 3,
        others=are_others(drawn.nodes, organizations),
        described=drawn.nodes["name"] + ": " + drawn.nodes["consultations"].astype("str"),
    )
    layers = [_lines(drawn.links, organizations), _dots(nodes), *_labels(nodes)]
    return layer_charts(layers, drawn.height)


def _across(field: str) -> alt.X:
    return alt.X(field, scale=alt.Scale(domain=[0, 1], nice=False), axis=None)


def _down(field: str) -> alt.Y:
    return alt.Y(field, scale=alt.Scale(domain=[0, 1], nice=False, reverse=True), axis=None)


def _lines(links: pd.DataFrame, organizations: tuple[str, ...]) -> alt.Chart:
    is_selected = links["one"].isin(organizations) | links["other"].isin(organizations)
    rows = links.assign(
        color=is_selected.map({True: ACCENT[mode()], False: NEUTRALS[mode()]}),
        weight=is_selected.map({True: 0.75, False: 0.35}),
    ).loc[is_selected.sort_values(kind="stable").index]
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
        alt.Tooltip("consultations:Q", title=_("Count")),
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
    return dots.add_params(organization_click())


def _labels(nodes: pd.DataFrame) -> list[alt.Chart]:
    """Return the labels, with a rim in the page's colour that keeps lines off the letters."""
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
    encoding: dict[str, Any] = {
        "x": _across("x:Q"),
        "y": _down("y:Q"),
        "text": alt.Text("label:N"),
        "tooltip": alt.Tooltip("name:N"),
    }
    rim: dict[str, Any] = {"stroke": PAPERS[mode()], "strokeWidth": 4, "strokeJoin": "round"}
    chart = alt.Chart(nodes)
    return [
        chart.mark_text(color=PAPERS[mode()], **look, **rim).encode(**encoding),
        chart.mark_text(color=INKS[mode()], **look).encode(**encoding),
    ]


@unless_too_large("pages/organizations.py")
def show_organization_network(selection: Campaign, organizations: tuple[str, ...]) -> None:
    """Show who worked with whom, as a picture and as a table."""
    drawn = network(selection, language())
    if drawn.nodes.empty:
        st.caption(_("No organizations worked together here."))
        return
    # Translators: two tabs, the same data as a picture and as a table
    names = [_("Picture"), _("Table")]
    picture, table = st.tabs(names, key="organization-pairs", on_change="rerun")
    if table.open:
        with table:
            _show_table(selection)
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
            Data(partial(pair_rows, selection, language()), _pair_names(selection)),
            note=" ".join(build_notes(drawn)),
        )
        st.caption(" ".join(build_notes(drawn)))


def build_notes(drawn: Network) -> list[str]:
    """Return sentences on how to read the picture and what it leaves out."""
    notes = [
        _(
            "Line width: how many two had in common. "
            "Dot size: how many an organization took part in."
        )
    ]
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


def _pair_names(campaign: Campaign) -> dict[str, str]:
    """Return the heading of each column of the table of pairs."""
    return {
        "one": _("Organization"),
        "other": _("Worked with"),
        "consultations": meetings_heading(campaign, language()),
        # Translators: column heading, the numbers that identify consultations
        "numbers": _("Numbers"),
    }


def _show_table(selection: Campaign) -> None:
    column = st.column_config
    names, rows = _pair_names(selection), pair_rows(selection, language())
    st.dataframe(
        rows,
        hide_index=True,
        column_config={
            "one": column.TextColumn(names["one"], width="medium"),
            "other": column.TextColumn(names["other"], width="medium"),
            "consultations": column.NumberColumn(names["consultations"], width="small"),
            "numbers": column.TextColumn(names["numbers"], width="small"),
        },
        alt=_("Pairs of organizations and what they have in common"),
    )
    show_chart_downloads("organization-pairs-table", _("Who worked with whom"), Data(rows, names))
