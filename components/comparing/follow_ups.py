"""Tables over the whole campaign: consultations by region and year, and days to the follow-ups."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from components.exporting.chart_downloads import Data, show_chart_downloads
from components.shell.pages import EXPLORE
from components.shell.shards import unless_too_large
from components.shell.url import link_parameters
from components.shell.view_state import current_view
from components.shell.words import gettext as _
from components.shell.words import language, ngettext
from data.figures.counterparts import Days, days_to_follow_up, follow_up_table
from data.figures.regions import region_years
from data.filters.choice import Choice, View
from data.filters.nouns import meeting_heading
from data.filters.query import Query
from data.filters.select import select
from data.words.languages import number

_KEY = "region-years"


def show_region_years(campaign: Query) -> None:
    """Show the matrix; a click on a number opens Explore with that region and year."""
    table = region_years(campaign, language())
    names = build_names(table)
    st.header(_("By region and year"), anchor=False)
    st.caption(
        _(
            "Without related meetings; a meeting over New Year counts in both years. "
            "Click a number to see these on Explore."
        )
    )
    event: Any = st.dataframe(
        table,
        key=_KEY,
        hide_index=True,
        column_order=list(names),
        column_config={name: _column(name, heading) for name, heading in names.items()},
        on_select="rerun",
        selection_mode="single-cell",
        alt=_("By region and year"),
    )
    show_chart_downloads("regions-years", _("By region and year"), Data(table, names))
    if view := build_target(table, event["selection"].get("cells", ()), current_view()):
        st.switch_page(EXPLORE.file, query_params=link_parameters(view))


def build_names(table: pd.DataFrame) -> dict[str, str]:
    """Return the heading of each column: the region, the years, all of them."""
    named = {"region": "", "name": _("Region"), "total": _("All years")}
    return {name: named.get(name, name) for name in table.columns if name != "region"}


def _column(name: str, heading: str) -> Any:
    if name == "name":
        return st.column_config.TextColumn(heading, width="medium")
    return st.column_config.NumberColumn(heading, width="small")


def build_target(table: pd.DataFrame, cells: Any, view: View) -> View | None:
    """Return the view that a clicked cell opens; None for no cell."""
    for row, column in cells:
        choice = Choice(regions=(str(table["region"].iloc[row]),))
        if column not in ("name", "total"):
            choice = replace(choice, since=column, until=column)
        return replace(view, choice=choice, selected="", page=1)
    return None


_MOST_ROWS = 1000


@unless_too_large(EXPLORE.file, is_filtered=False)
def show_follow_up_days(campaign: Query) -> None:
    """Show the days from own consultations to their follow-ups: in figures, and per line."""
    own = select(campaign, Choice())
    st.header(_("Time to the follow-up"), anchor=False)
    st.markdown(build_days(days_to_follow_up(own)))
    table = follow_up_table(campaign, own, language())
    if table.empty:
        return
    names = {
        "number": _("No."),
        "title": meeting_heading(campaign, language()),
        "when": _("Dates"),
        "follow_up": _("Follow-up"),
        "follow_up_when": _("Dates of the follow-up"),
        "days": _("Days between"),
    }
    column = st.column_config
    st.dataframe(
        table.head(_MOST_ROWS),
        hide_index=True,
        column_order=list(names),
        column_config={
            name: (column.NumberColumn if name in ("number", "days") else column.TextColumn)(
                heading, width="medium" if name in ("title", "follow_up") else None
            )
            for name, heading in names.items()
        },
        alt=_("Follow-ups and the days between"),
    )
    show_chart_downloads("follow-ups", _("Time to the follow-up"), Data(table, names))


def build_days(days: Days) -> str:
    """Return the days as a sentence: `6 follow-ups with known dates: 1 to 4 days later ...`."""
    if days.median is None or days.least is None or days.most is None:
        return _("No follow-up has known dates.")
    sentence = ngettext(
        "{count} follow-up with known dates. Days between: {least} at least, {median} in the "
        "middle (median), {most} at most.",
        "{count} follow-ups with known dates. Days between: {least} at least, {median} in the "
        "middle (median), {most} at most.",
        days.known,
    )
    counts = {
        "count": days.known, "least": days.least, "median": days.median, "most": days.most,
    }  # fmt: skip
    return sentence.format(
        **{name: f"**{number(count, language())}**" for name, count in counts.items()}
    )
