"""One small menu below a chart or table: its data, its picture, its citation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from components.exporting.chart_pictures import WRITERS, Picture
from components.exporting.copy_buttons import show_copy_text
from components.exporting.view_extract import current_extract
from components.shell.campaign_cache import current_campaign
from components.shell.download_button import follow_downloads, show_download_button
from components.shell.theme import INKS, NEUTRALS, PAPERS, mode
from components.shell.view_state import current_view
from components.shell.words import gettext as _
from data.export.about import citation
from data.export.statistic import statistic_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import altair as alt
    import pandas as pd

    from data.choosing.choice import View
    from data.export.extract import Extract

_MIMES = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}


class Data(NamedTuple):
    """The data of a chart: its table, or what makes it on a click; and the columns' headings."""

    table: pd.DataFrame | Callable[[], pd.DataFrame]
    names: Mapping[str, str]


def build_csv(data: Data) -> bytes:
    """Return the data as CSV."""
    table = data.table() if callable(data.table) else data.table
    return statistic_csv(table, data.names)


def show_chart_downloads(  # noqa: PLR0913 -- one menu for charts and for tables
    name: str,
    title: str,
    data: Data,
    chart: alt.LayerChart | None = None,
    *,
    note: str = "",
    view: View | None = None,
) -> None:
    """Show a popover with the data as CSV, the chart as a picture, and a citation to copy.

    Args:
        name: Of the chart, unique on the page; part of the file name.
        title: Title of the chart, in its picture and its citation.
        data: The numbers that are shown.
        chart: The chart on the page, one view with layers; None for a table, which has no picture.
        note: What is counted and in which unit; part of the picture.
        view: The view whose selection is shown; the current one by default.
    """
    extract = current_extract(current_campaign(), view or current_view())
    with st.popover(
        # Translators: verb, opens a menu: the data of this chart, its picture, its citation
        _("Save"),
        type="tertiary",
        icon=":material/download:",
        help=_("Data, picture and citation: {title}").format(title=title),
        key=f"save-{name}",
    ):
        show_download_button(
            _("Data (CSV)"),
            partial(build_csv, data),
            extract.file_name(f"{name}.csv"),
            "text/csv",
            key=f"save-{name}-csv",
            width="stretch",
        )
        if chart is not None:
            _show_pictures(name, extract, Picture(title, chart, note))
        show_copy_text(
            f"{title}. {citation(extract)}", key=f"cite-{name}", label=_("Copy citation")
        )
        follow_downloads(f"follow-{name}")


def _show_pictures(name: str, extract: Extract, picture: Picture) -> None:
    look = (PAPERS[mode()], INKS[mode()], NEUTRALS[mode()])
    for form, make in WRITERS.items():
        show_download_button(
            form.upper(),
            partial(make, extract, picture, look),
            extract.file_name(f"{name}.{form}"),
            _MIMES[form],
            key=f"save-{name}-{form}",
            width="stretch",
        )
