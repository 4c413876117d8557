"""How the dates of the list were read, and whether day or month comes first."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.shell.options import show_buttons
from components.shell.own_list import change_recipe, current_own, current_recipe
from components.shell.words import fill, language
from components.shell.words import gettext as _
from data.importing.import_list import DATE_COLUMNS, ImportedList
from data.importing.recipe import DATE_ORDERS
from data.importing.row_addresses import row_text
from data.lists.dates.order import BY_DOTS, UNCLEAR

_ORDER = "own_date_order"
_MOST_SHOWN = 12


def show_own_dates(imported: ImportedList) -> None:
    """Show what decided the order of day and month, or ask for it, and sample dates as read."""
    own = current_own()
    if own is None:
        return
    read = imported.dates.read
    for statement in (read.decided_by, *read.notes):
        if statement.message:
            st.markdown(fill(statement.message, statement.values))
    choices = [order for order in read.choices if order in DATE_ORDERS]
    if own.recipe.date_order or read.order == UNCLEAR or read.decided_by.message == BY_DOTS:
        choices = choices if len(choices) > 1 else [order for order in DATE_ORDERS if order]
        _show_choice(choices, own.recipe.date_order)
    table = build_dates(imported, own.rows)
    if table.empty:
        st.caption(_("No column is read as a date. Choose one under Columns."))
        return
    column = st.column_config
    parts = imported.report.parts
    if parts:
        table["row"] = [row_text(parts, row, language()) for row in table["row"]]
    st.dataframe(
        table,
        hide_index=True,
        height="content",
        column_config={
            "row": column.TextColumn(_("Row"), width=160)
            if parts
            else column.NumberColumn(_("Row"), format="%d", width=60),
            "written": column.TextColumn(_("As written")),
            "start": column.TextColumn(_("Start")),
            "end": column.TextColumn(_("End")),
        },
        alt=_("Sample dates, as written and as read"),
    )
    st.caption(_("Sample dates, problems first."))


def _show_choice(choices: list[str], chosen: str) -> None:
    # Translators: answers to "Which comes first?" about dates such as 10/11/2020.
    names = {"day first": _("Day first"), "month first": _("Month first")}
    show_buttons(
        _("Which comes first?"),
        {order: names.get(order, order) for order in choices},
        chosen or None,
        lambda order: change_recipe(date_order=order),
        key=_ORDER,
        is_clearable=True,
    )


def build_dates(imported: ImportedList, rows: pd.DataFrame) -> pd.DataFrame:
    """Build one row per way of writing dates, at most a dozen: `row`, `written`, `start`, `end`.

    Ways differ in their punctuation, not in their letters and digits. Dates that were not
    understood come first. Empty if no column is read as a date.
    """
    # Rows that are not events have no dates.
    rows = rows.loc[imported.dates.start.index]
    decided = current_recipe().columns
    types = {match.header: decided.get(match.header, match.column) for match in imported.matches}
    headers = [
        header for name in DATE_COLUMNS for header, column in types.items() if column == name
    ]
    if not headers:
        return pd.DataFrame(columns=["row", "written", "start", "end"])
    texts = rows[headers[0]]
    for header in headers[1:]:
        texts = texts + " – " + rows[header]
    table = pd.DataFrame(
        {
            "row": rows["_row"],
            "written": texts.str.strip(" –"),
            "start": imported.dates.start,
            "end": imported.dates.end,
        }
    )
    table = table[table["written"] != ""]
    way = table["written"].str.replace(r"[^\W\d_]+", "a", regex=True).str.replace(
        r"\d+", "0", regex=True
    )  # fmt: skip
    table = table.assign(way=way, is_read=table["start"] != "")
    table = table.drop_duplicates(["way", "is_read"]).sort_values("is_read", kind="stable")
    return table[["row", "written", "start", "end"]].head(_MOST_SHOWN)
