"""Parts that the charts of organizations share: colours, names and clicks."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from components.exporting.chart_downloads import Data, show_chart_downloads
from components.shell.bars import part_color
from components.shell.theme import ACCENT, INKS, NEUTRALS, PAPERS, mode
from components.shell.view_state import choose, current_view, fresh_key, renew_key
from components.shell.words import gettext as _
from components.shell.words import language
from data.figures.organizations import involvement_names
from data.model.colors_and_shapes import INVOLVEMENT_COLORS
from data.model.regions import mix

_ON_DARK = {"both": "#8FD8E6", "organizer": "#3A97B0", "host": "#E0A02B", "partner": "#7C8A96"}
"""The same hues for the dark theme: the strongest involvement is brightest."""


def involvement_colors() -> dict[str, str]:
    """Return the colour per involvement, for the page's theme."""
    return _ON_DARK if mode() == "dark" else INVOLVEMENT_COLORS


def involvement_color() -> Any:
    """Return the colours of `did` (see `with_role_names`), with a legend for narrow screens.

    Marks whose row has a true `others` are grey: those of organizations that are not selected.
    """
    names = involvement_names(language()).values()
    color = part_color("did", names, involvement_colors().values())
    grey = alt.value(grey_of_others())
    return alt.when("datum.others").then(grey).otherwise(color)


def grey_of_others() -> str:
    """Return the colour of organizations that are not selected."""
    return mix(NEUTRALS[mode()], PAPERS[mode()], 0.5)


def are_others(rows: pd.DataFrame, organizations: tuple[str, ...]) -> pd.Series:
    """Return which rows are of organizations that are not selected; none if none is selected."""
    return ~rows["organization"].isin(organizations) & bool(organizations)


def with_role_names(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with a column `did`: the involvement in the language of the page."""
    return rows.assign(did=rows["involvement"].map(involvement_names(language())))


def role_labels() -> dict[str, str]:
    """Return role and label: `Organizers`."""
    return {"organizer": _("Organizers"), "host": _("Hosts"), "partner": _("Partners")}


def inks(rows: pd.DataFrame, organizations: tuple[str, ...]) -> pd.Series:
    """Return the colour of each organization's name; selected ones have the accent colour."""
    is_selected = rows["organization"].isin(organizations)
    return is_selected.map({True: ACCENT[mode()], False: INKS[mode()]})


def organization_click() -> alt.Parameter:
    """Return the parameter `picked`, set by a click on a mark of an organization."""
    return alt.selection_point(name="picked", fields=["organization"], toggle=False, on="click")


def show_organization_chart(
    name: str,
    title: str,
    chart: alt.LayerChart,
    alternative: str,
    data: Data,
    *,
    note: str = "",
) -> None:
    """Show a chart with `organization_click`: a click filters, a second click clears.

    Args:
        name: Name of the chart, unique on the page.
        title: Title of the chart when saved as a picture.
        chart: The chart.
        alternative: Text alternative for screen readers.
        data: The numbers that it shows.
        note: What it counts, for the picture.
    """
    key = fresh_key(name)
    st.altair_chart(
        chart,
        key=key,
        alt=alternative,
        on_select=lambda: _follow(st.session_state.get(key), name),
    )
    show_chart_downloads(name, title, data, chart, note=note)


def _follow(event: Any, name: str) -> None:
    """Filter by the clicked organization, and clear the chart's own selection."""
    picked = event["selection"].get("picked") if event else None
    organization = picked[0].get("organization") if picked else None
    if organization:
        toggle_organization(str(organization))
    renew_key(name)


def toggle_organization(organization: str) -> None:
    """Filter by one organization in any role; if that is the filter already, clear it."""
    is_filter = current_view().choice.organizations == (organization,)
    choose(organizations=() if is_filter else (organization,), role="")
