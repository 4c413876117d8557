"""The table of the selection, in pages."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import pandas as pd
import pyarrow as pa
import streamlit as st

from components.exporting.dialog import show_csv_download
from components.shell.options import show_buttons
from components.shell.url import unless_echo
from components.shell.view_state import (
    current_view,
    open_consultation,
    show_widget_value,
    sort_table,
    turn_page,
)
from components.shell.words import gettext as _
from components.shell.words import language
from data.figures.fields import role_names
from data.figures.table_pages import PAGE, page_count, page_rows
from data.filters.choice import SORTS, View
from data.filters.describe import dates_in_words, names_of, places_in_words, region_names
from data.filters.found_in import found_in
from data.filters.query import Calls, Query
from data.filters.rows import of_rows
from data.model.campaign import translated
from data.model.result_cache import cached_on_campaign
from data.words.languages import number

_SORT = "table_sort"
_DOWN = "table_down"
_PAGE = "table_page"
"""Session keys of the three widgets."""

_GENERATION = "table_generation"
_COLUMN = "table_column"
_RESTING = "table_resting"
"""Session keys: how often the table was cleared, the column clicked last, the cell with the focus
while nothing is open."""

Cell: TypeAlias = tuple[int, str]
"""Row and column of a table cell."""

_ENTRANCE: Cell = (0, "number")
_MOST_ROWS = 20
"""More rows than this scroll within the table."""


def show_table_pages(selection: Query) -> np.ndarray:
    """Show the order and pages of a long table, as set in the view.

    Returns:
        Positions in the whole campaign of the page's consultations, in table order.
    """
    view = current_view()
    sort, down = view.order
    last = page_count(selection)
    page = min(view.page, last)
    names = {
        "date": _("Date"),
        "title": _("Title"),
        "region": _("Region"),
        "kind": _("Kind"),
        "country": _("Country"),
    }
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        show_buttons(
            _("Sort by"), {each: names[each] for each in SORTS}, sort,
            lambda chosen: sort_table(chosen, down=down), key=_SORT, label_visibility="collapsed",
        )  # fmt: skip
        st.toggle(
            _("Reverse order"), key=show_widget_value(_DOWN, down), width="stretch",
            on_change=unless_echo(
                _DOWN, lambda: sort_table(sort, down=st.session_state[_DOWN])
            ),
        )  # fmt: skip
        st.pagination(
            last, max_visible_pages=7, key=show_widget_value(_PAGE, page),
            on_change=unless_echo(_PAGE, lambda: turn_page(int(st.session_state[_PAGE]))),
        )  # fmt: skip
        rows = _("Rows {first}–{last} of {count}").format(
            first=number((page - 1) * PAGE + 1, language()),
            last=number(min(page * PAGE, selection.size), language()),
            count=number(selection.size, language()),
        )
        st.caption(rows, width="content")
    return page_rows(selection, language(), sort, page, down=down)


def build_table(selection: Query) -> pd.DataFrame:
    """Return one row per consultation, as the table shows it, in the language of the page."""
    table = selection.consultations
    kinds = names_of(selection.kinds, "title", language())
    where = places_in_words(selection.places, language())
    return pd.DataFrame(
        {
            "number": table["number"],
            "title": translated(table, "title", language()),
            "when": dates_in_words(table, language()),
            "where": table["id"].map(where).astype("str").fillna(""),
            "region": table["region"].astype("str").map(region_names(selection, language())),
            "kind": table["kind"].astype("str").map(kinds).astype("str").fillna(""),
            "organizers": role_names(selection, "organizer", language()),
            "hosts": role_names(selection, "host", language()),
        }
    )


def table_questions(selection: Query, view: View) -> Calls:
    """Yield what the table of a view asks."""

    def ask() -> None:
        sort, down = view.order
        if selection.size > PAGE:
            rows = page_rows(selection, language(), sort, view.page, down=down)
        else:
            rows = selection.rows_between(0, PAGE)
        _cached_table(selection.whole, tuple(rows.tolist()), language(), view.choice.words)

    yield ask


def show_table_heading(campaign: Query, view: View) -> None:
    """Show the heading of the table, and the download of its rows."""
    with st.container(horizontal=True, vertical_alignment="center"):
        # Translators: noun, heading of the table of consultations
        st.header(_("Table"), anchor=False, width="content")
        show_csv_download(campaign, view)


def show_consultation_table(selection: Query, view: View, words: str) -> None:
    """Show the table of a view; a click on a row opens it. `words` describe the selection.

    A long table has pages and is sorted on the server.
    """
    is_long = selection.size > PAGE
    shown = show_table_pages(selection) if is_long else selection.rows_between(0, PAGE)
    table, ids = _cached_table(
        selection.whole, tuple(shown.tolist()), language(), view.choice.words
    )
    rows = (ids == view.selected).to_numpy().nonzero()[0].tolist()
    key = _key(rows)
    cells = [(row, st.session_state.get(_COLUMN, "title")) for row in rows]
    cells = cells or st.session_state.get(_RESTING, [])
    show_widget_value(key, {"selection": {"rows": rows, "columns": [], "cells": cells}})
    st.dataframe(
        table,
        key=key,
        hide_index=True,
        column_config=_columns(),
        height="content" if len(ids) <= _MOST_ROWS else 420,
        on_select=unless_echo(key, lambda: _follow(ids, rows, cells, st.session_state.get(key))),
        selection_mode=["single-row", "single-cell"],
        alt=_("Table: {selection}").format(selection=words),
    )


@cached_on_campaign(48)
def _cached_table(
    campaign: Query, shown: tuple[int, ...], language: str, words: str
) -> tuple[pa.Table, pd.Series]:
    """Return the table's rows and ids in table order, built once for all visitors."""
    rows = np.array(shown, dtype=np.int64)
    part = of_rows(campaign, rows)
    positions = np.searchsorted(part.rows, rows)
    rows_shown = build_table(part)
    if words:
        rows_shown.insert(2, "found", found_in(part, words, language))
    table = pa.Table.from_pandas(rows_shown.iloc[positions], preserve_index=False)
    ids = part.consultations["id"].iloc[positions].reset_index(drop=True)
    return table.replace_schema_metadata(None), ids


def _key(rows: list[int]) -> str:
    """Return the table's key, which changes only when the table is cleared.

    The same key keeps focus and scroll position. But once the focus has left a table without a
    selected row, Streamlit ignores the next click on a cell; a new table reacts.
    """
    generation = st.session_state.get(_GENERATION, 0)
    state = st.session_state.get(f"table-{generation}")
    if state and state["selection"]["rows"] and not rows:
        generation += 1
    st.session_state[_GENERATION] = generation
    return f"table-{generation}"


def _columns() -> dict[str, Any]:
    column = st.column_config
    return {
        "number": column.NumberColumn(_("No."), width=50),
        "title": column.TextColumn(_("Title"), width="large"),
        # Translators: column heading: the fields in which a search found its words
        "found": column.TextColumn(_("Found in"), width=330),
        # Translators: column heading, dates
        "when": column.TextColumn(_("When")),
        # Translators: column heading, places
        "where": column.TextColumn(_("Where")),
        "region": column.TextColumn(_("Region")),
        "kind": column.TextColumn(_("Kind")),
        "organizers": column.TextColumn(_("Organizers")),
        "hosts": column.TextColumn(_("Hosts")),
    }


def _follow(ids: pd.Series, rows: list[int], cells: list[Cell], event: Any) -> None:
    """Open or close a consultation after a click or a key.

    Args:
        ids: Id per row of the table.
        rows: The open row, if any.
        cells: The cell selected before, if any.
        event: The new selection. Another cell opens its row; an open row's box closes it.
    """
    selection = event["selection"] if event else {}
    new_rows, new_cells = selection.get("rows") or [], selection.get("cells") or []
    if new_rows == rows and not rows and _passes_by(cells, new_cells):
        st.session_state[_RESTING] = new_cells
        return
    st.session_state.pop(_RESTING, None)
    # Cells before rows: with quick arrow keys the browser sends rows that are out of date.
    if new_cells and new_cells != cells:
        st.session_state[_COLUMN] = new_cells[0][1]
        open_consultation(str(ids.iloc[new_cells[0][0]]))
    elif new_rows != rows:
        open_consultation(str(ids.iloc[new_rows[0]]) if new_rows else "")


def _passes_by(cells: list[Cell], new_cells: list[Cell]) -> bool:
    """Return whether Tab moved the focus to the first cell or along its row: nothing opens."""
    if not new_cells:
        return False
    return new_cells[0][0] == cells[0][0] if cells else new_cells[0] == _ENTRANCE
