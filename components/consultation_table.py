"""The table of what is chosen, and its download."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from components.url import link
from components.view_state import open_consultation
from components.words import gettext as _
from components.words import language
from data.campaign import translated
from data.csv_export import csv_table, file_name, role_names
from data.saying import names_of, region_names, said_when, said_where

if TYPE_CHECKING:
    from data.campaign import Campaign
    from data.choice import View


def build_table(chosen: Campaign) -> pd.DataFrame:
    """A row a chosen consultation, as the table shows it: texts in the language of the page."""
    table = chosen.consultations
    kinds = names_of(chosen.kinds, "title", language())
    return pd.DataFrame(
        {
            "number": table["number"],
            "title": translated(table, "title", language()),
            "when": said_when(table, language()),
            "where": table["id"].map(said_where(chosen.places, language())).fillna(""),
            "region": table["region"].astype("str").map(region_names(chosen, language())),
            "kind": table["kind"].astype("str").map(kinds).fillna(""),
            "organizers": role_names(chosen, "organizer", language()),
            "hosts": role_names(chosen, "host", language()),
        }
    )


def show_consultation_table(chosen: Campaign, view: View, words: str) -> None:
    """Show the table of a view; a click on a row opens it. `words` say the choice."""
    table = chosen.consultations
    rows = [int(place) for place in (table["id"] == view.selected).to_numpy().nonzero()[0]]
    key = f"table-{view.selected}-{len(table)}"
    st.dataframe(
        pa.Table.from_pandas(build_table(chosen), preserve_index=False).replace_schema_metadata(
            None
        ),
        key=key,
        hide_index=True,
        column_config=_columns(),
        height=min(38 * (len(table) + 1) + 2, 420),
        on_select=lambda: _follow(table["id"], st.session_state.get(key)),
        selection_mode="single-row",
        selection_default={"selection": {"rows": rows}},
        alt=_("Table of {choice}").format(choice=words),
    )


def _columns() -> dict[str, Any]:
    column = st.column_config
    return {
        "number": column.NumberColumn(_("No."), width=50),
        "title": column.TextColumn(_("Title"), width="large"),
        "when": column.TextColumn(_("When")),
        "where": column.TextColumn(_("Where")),
        "region": column.TextColumn(_("Region")),
        "kind": column.TextColumn(_("Kind")),
        "organizers": column.TextColumn(_("Organizers")),
        "hosts": column.TextColumn(_("Hosts")),
    }


def _follow(ids: pd.Series, event: Any) -> None:  # noqa: ANN401
    """Open the row that was clicked; a second click closes it."""
    rows = event["selection"]["rows"] if event else []
    open_consultation(str(ids.iloc[rows[0]]) if rows else "")


def show_csv_download(chosen: Campaign, view: View, words: str) -> None:
    """Show a button that downloads the table of a view, made when it is pressed."""
    ids = chosen.consultations["id"]
    links = [link(replace(view, selected=consultation)) for consultation in ids]
    st.download_button(
        _("Download CSV"),
        data=lambda: csv_table(chosen, view.language, pd.Series(links, dtype="str")),
        file_name=file_name(chosen, words.rsplit(":", 1)[0], "csv"),
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="download_csv",
    )
