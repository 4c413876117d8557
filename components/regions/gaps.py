"""What the consultations of a region lack, a matrix of all regions, and notes on a region."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from components.exporting.chart_downloads import Data, show_chart_downloads
from components.shell.shards import unless_too_large
from components.shell.url import keep_tour_parameters, link_parameters, tour_parameters
from components.shell.view_state import CONSULTATION, fresh_key, renew_key
from components.shell.words import gettext as _
from components.shell.words import language, ngettext, plain
from data.campaign.campaign import translated
from data.choosing.address import GAP
from data.statistics.gaps import HOLES, gap_matrix, gaps, hole_names, lacking
from data.words.languages import listing, number
from data.words.links import link_addresses
from data.words.meetings import meetings_heading

if TYPE_CHECKING:
    import pandas as pd

    from data.campaign.campaign import Campaign
    from data.statistics.gaps import Gap

_MOST_NAMED = 8
_NAME_LENGTH = 80


@unless_too_large()
def show_region_gaps(selection: Campaign) -> None:
    """Show what is missing, one line per kind of gap, or that nothing is."""
    st.header(_("What is missing"), anchor=False)
    sentences = [build_sentence(gap) for gap in gaps(selection, language())]
    st.markdown("\n".join(f"- {text}" for text in sentences) or _("Nothing is missing."))


def build_sentence(gap: Gap) -> str:
    """Return one gap as Markdown: `Host missing: Dakar (7) and Abidjan (13)`."""
    sentence = {
        "date": _("Date missing: {consultations}"),
        "place": _("Place missing: {consultations}"),
        "organizer": _("Organizer missing: {consultations}"),
        "host": _("Host missing: {consultations}"),
        "participants": _("Number of participants missing: {consultations}"),
        "report": _("Report missing: {consultations}"),
    }[gap.what]
    names = [
        f"{plain(name[:_NAME_LENGTH])} ({number_})"
        for number_, name in gap.consultations[:_MOST_NAMED]
    ]
    more = len(gap.consultations) - _MOST_NAMED
    if more > 0:
        message = ngettext("{count} more", "{count} more", more)
        names.append(message.format(count=number(more, language())))
    return sentence.format(consultations=listing(names, language()))


def show_region_notes(campaign: Campaign, region: str) -> None:
    """Show the notes on a region, or nothing without any."""
    rows = campaign.regions[campaign.regions["id"] == region]
    notes = "".join(translated(rows, "notes", language()))
    if notes:
        # Not a caption: links in one are too pale to read.
        st.markdown(f":small[{link_addresses(notes, plain)}]")


_ANCHOR = "missing"
"""Id of the heading, for links on the page."""

_KEY = "gap-matrix"


def show_region_shortcuts() -> None:
    """Show a link to what all regions lack, below on the page."""
    with st.container(key="region_shortcuts"):
        label = plain(_("What is missing, by region"))
        icon = ":material/arrow_downward:"
        st.markdown(f":small[[{icon} {label}](#{_ANCHOR})]", width="content")


def show_gap_matrix(campaign: Campaign) -> None:
    """Show the matrix; a click on a hole lists the consultations below it."""
    matrix = gap_matrix(campaign, language())
    with st.container(key="gap_heading"):
        st.header(_("What is missing, by region"), anchor=_ANCHOR)
    st.caption(
        _(
            "✗ and how many lack it, ✓ nothing is missing, – none in this region; related "
            "meetings aside. Click a ✗ to list them."
        )
    )
    names = {
        "name": _("Region"),
        "consultations": meetings_heading(campaign, language()),
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
        on_select=lambda: _follow(matrix, st.session_state.get(key)),
        selection_mode="single-cell",
        alt=_("What is missing, by region"),
    )
    _show_lacking(campaign, matrix)
    show_chart_downloads("gaps", _("What is missing, by region"), Data(matrix, names))


def build_signs(matrix: pd.DataFrame) -> pd.DataFrame:
    """Return the matrix with signs that work without colour: `✗ 2`, `✓`, and `–` for nothing."""
    signs = matrix.copy()
    has_any = matrix["consultations"] > 0
    for hole in HOLES:
        counts = matrix[hole].map(lambda count: f"✗ {number(count, language())}" if count else "✓")
        signs[hole] = counts.where(has_any, "–")
    return signs


def _follow(matrix: pd.DataFrame, event: Any) -> None:  # noqa: ANN401
    """Put the clicked hole into the address, and clear the table's own selection."""
    for row, hole in event["selection"].get("cells", ()) if event else ():
        st.query_params.pop(GAP, None)
        if hole in HOLES and matrix[hole].iloc[row]:
            st.query_params[GAP] = f"{hole},{matrix['region'].iloc[row]}"
    renew_key(_KEY)


def _show_lacking(campaign: Campaign, matrix: pd.DataFrame) -> None:
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
                CONSULTATION,
                label=plain(f"{one.number}. {one.name}"),
                query_params=link_parameters() | {"c": [one.id]},
            )
