"""All regions side by side: a table, a click on a row shows its region; and what each lacks."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components.exporting.chart_downloads import Data, show_chart_downloads
from components.shell.pages import CONSULTATION
from components.shell.url import keep_tour_parameters, link_parameters, tour_parameters
from components.shell.view_state import choose, fresh_key, renew_key
from components.shell.words import gettext as _
from components.shell.words import language, plain
from data.figures.gaps import APPLIES, ELSEWHERE, HOLES, gap_matrix, hole_names, lacking
from data.figures.regions import region_comparison
from data.filters.address import GAP
from data.filters.nouns import counts_heading, meetings_heading
from data.filters.query import Query
from data.words.languages import number


def show_region_table(campaign: Query, region: str) -> None:
    """Show one row per region, with `region` selected; a click on another shows that one."""
    table = region_comparison(campaign, language())
    ids = list(table["region"])
    rows = [row for row, id_ in enumerate(ids) if id_ == region]
    # A key per region: otherwise the old selection would stay after the region has changed.
    key = f"regions-{region}"
    st.header(_("All regions"), anchor=False)
    st.dataframe(
        table,
        key=key,
        hide_index=True,
        column_order=[name for name in table.columns if name != "region"],
        column_config=_columns(campaign),
        on_select=lambda: _follow(ids, st.session_state.get(key)),
        selection_mode=["single-row-required", "single-cell"],
        selection_default={"selection": {"rows": rows}},
        alt=_("All regions compared"),
    )
    names = {name: heading for name, (heading, _kind) in _headings(campaign).items()}
    show_chart_downloads("regions", _("All regions"), Data(table, names))
    st.caption(
        _("Without related meetings. Documents are counted that can be opened, not all known ones.")
    )


def _headings(campaign: Query) -> dict[str, tuple[str, str]]:
    """Return each column's heading, and whether it is of texts or numbers."""
    return {
        "name": (_("Region"), "text"),
        "own": (meetings_heading(campaign, language()), "number"),
        "cities": (_("Cities"), "number"),
        "organizations": (_("Organizations"), "number"),
        "documents": (_("Documents to open"), "number"),
        "when": (_("When"), "text"),
        "related": (_("Related meetings"), "number"),
    }


def _columns(campaign: Query) -> dict[str, Any]:
    column = st.column_config
    make: dict[str, Any] = {"text": column.TextColumn, "number": column.NumberColumn}
    return {
        name: make[kind](heading, width="medium" if name == "name" else None)
        for name, (heading, kind) in _headings(campaign).items()
    }


def _follow(ids: list[str], event: Any) -> None:
    """Show the region whose row or cell was clicked; a second click changes nothing."""
    selection = event["selection"] if event else {}
    rows = [*[row for row, _column in selection.get("cells", ())], *selection.get("rows", ())]
    if rows:
        choose(regions=(ids[rows[0]],))


_ANCHOR = "missing"
"""Id of the heading, for links on the page."""

_KEY = "gap-matrix"


def show_region_shortcuts() -> None:
    """Show a link to what all regions lack, below on the page."""
    with st.container(key="region_shortcuts"):
        label = plain(_("What is missing, by region"))
        icon = ":material/arrow_downward:"
        st.markdown(f":small[[{icon} {label}](#{_ANCHOR})]", width="content")


def show_gap_matrix(campaign: Query) -> None:
    """Show the matrix; a click on a hole lists the consultations below it."""
    matrix = gap_matrix(campaign, language())
    with st.container(key="gap_heading"):
        st.header(_("What is missing, by region"), anchor=_ANCHOR)
    st.caption(
        _(
            "✗ how many lack it, ○ how many have it known but not here to open, ✓ nothing is "
            "missing, – it can’t apply; related meetings aside. Click a ✗ or ○ to list them."
        )
    )
    names = {
        "name": _("Region"),
        "consultations": counts_heading(campaign, language()),
        **hole_names(language()),
    }
    key = fresh_key(_KEY)
    column = st.column_config
    st.dataframe(
        build_signs(matrix),
        key=key,
        hide_index=True,
        column_order=list(names),
        column_config={
            name: column.NumberColumn(heading, width="small")
            if name == "consultations"
            else column.TextColumn(heading, width="medium" if name == "name" else "small")
            for name, heading in names.items()
        },
        on_select=lambda: _follow_hole(matrix, st.session_state.get(key)),
        selection_mode="single-cell",
        alt=_("What is missing, by region"),
    )
    _show_lacking(campaign, matrix)
    show_chart_downloads("gaps", _("What is missing, by region"), Data(matrix, names))


def build_signs(matrix: pd.DataFrame) -> pd.DataFrame:
    """Return the matrix with signs that work without colour: `✗ 2`, `○ 1`, `✓`, `–`."""
    signs = matrix.copy()
    for hole in HOLES:
        elsewhere = matrix[hole + ELSEWHERE]
        counts = zip(matrix[hole] - elsewhere, elsewhere, matrix[hole + APPLIES], strict=True)
        signs[hole] = [_signs(*each) for each in counts]
    return signs


def _signs(unknown: int, elsewhere: int, applies: int) -> str:
    if not applies:
        return "–"
    signs = [("✗", unknown), ("○", elsewhere)]
    return " ".join(f"{sign} {number(count, language())}" for sign, count in signs if count) or "✓"


def _follow_hole(matrix: pd.DataFrame, event: Any) -> None:
    """Put the clicked hole into the address, and clear the table's own selection."""
    for row, hole in event["selection"].get("cells", ()) if event else ():
        st.query_params.pop(GAP, None)
        if hole in HOLES and matrix[hole].iloc[row]:
            st.query_params[GAP] = f"{hole},{matrix['region'].iloc[row]}"
    renew_key(_KEY)


def _show_lacking(campaign: Query, matrix: pd.DataFrame) -> None:
    """List the consultations of the hole in the address, each a link to its page."""
    hole, _comma, region = ",".join(tour_parameters().get(GAP, [])).partition(",")
    listed = lacking(campaign, region, hole, language())
    if not listed:
        return
    keep_tour_parameters({GAP: [f"{hole},{region}"]})
    names = dict(zip(matrix["region"], matrix["name"], strict=True))
    with st.container(border=True, gap="xsmall"):
        title = _("{region}, missing: {fact}").format(
            region=plain(names[region]), fact=hole_names(language())[hole]
        )
        st.markdown(f"**{title}**")
        for one in listed:
            st.page_link(
                CONSULTATION.file,
                label=plain(f"{one.number}. {one.name}"),
                query_params=link_parameters() | {"c": [one.id]},
            )
