"""The rows of the list in an editable table, with the issues beside each row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components.shell.own_list import current_own, edit_rows, undo_edits
from components.shell.view_state import fresh_key, renew_key
from components.shell.words import amount, language, plain
from components.shell.words import gettext as _
from components.your_data.columns import column_names
from components.your_data.decision import Answer, show_answers
from data.importing.import_list import ImportedList
from data.importing.row_addresses import row_text
from data.importing.row_edits import Edit
from data.lists.readers.raw_table import Parts
from data.model.errors import LEVELS, Issue
from data.model.schema import ROW

MOST_ROWS = 2_000
"""Of a longer list, only rows with issues are shown: browsers are slow with more rows."""

_FOUND, _DELETE = "_found", "_delete"
_KEY = "own_rows"
_ONLY_FOUND = "own_rows_only_found"
_ONLY_ROW = "own_rows_only_row"
_HEIGHT = 430

ICONS = {
    "skipped": "block",
    "unrecognized": "help",
    "guessed": "rule",
    "fixed": "build",
    "noted": "info",
}
"""The icon of each level of an issue."""


def show_own_rows(imported: ImportedList) -> None:
    """Show the rows in an editable table; every step can be undone."""
    own = current_own()
    if own is None:
        return
    issues = issues_by_row(imported.report.issues)
    is_long = len(own.rows) > MOST_ROWS
    only = st.session_state.get(_ONLY_ROW)
    if only and (own.rows[ROW] == only).any():
        _show_only(imported, own.rows, only, issues)
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        only_issues = st.toggle(
            _("Only rows with issues"),
            key=_ONLY_FOUND,
            disabled=is_long,
            value=is_long,
            on_change=_begin_anew,
        )
        _show_buttons(len(own.edits))
    table = build_rows(own.rows, issues, only_issues=only_issues or is_long)
    if is_long:
        st.caption(_("This list is long, so only rows with issues are shown."))
    _show_table(table, own.rows, imported.report.parts)


def show_row(row: int) -> None:
    """Show only one row of the file, until the visitor asks for all."""
    st.session_state[_ONLY_ROW] = row
    _begin_anew()


def _show_only(
    imported: ImportedList, rows: pd.DataFrame, only: int, issues: Mapping[int, str]
) -> None:
    """Show one row with its issues, each with what to do."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        text = row_text(imported.report.parts, only, language())
        if not imported.report.parts:
            text = _("Row {row}").format(row=text)
        st.markdown(plain(text), width="content")
        # Translators: verb, button.
        show_all = _("Show all rows")
        show_answers(Answer(show_all, "own_rows_all", partial(show_row, 0), is_quiet=True))
    for issue in imported.report.issues:
        if issue.row == only:
            st.caption(f":material/{ICONS[issue.level]}: {build_issue(issue)}")
    shown = build_rows(rows[rows[ROW] == only], issues, only_issues=False)
    _show_table(shown, rows, imported.report.parts)


def build_issue(issue: Issue) -> str:
    """`Début, “soon”: This is not a date. Correct the date.`."""
    texts = {
        "column": plain(column_names().get(issue.column, issue.column)),
        "value": plain(issue.seen),
        "problem": plain(_(issue.expected)),
        "action": plain(what_to_do(issue.expected, issue.action)),
    }
    if not issue.column:
        # Translators: what is wrong with a row, and what to do: two whole sentences.
        return _("{problem} {action}").format(**texts)
    # Translators: a column, its cell, what is wrong with it, and what to do: whole sentences.
    return _("{column}, “{value}”: {problem} {action}").format(**texts)


def what_to_do(problem: str, action: str) -> str:
    """The action in the language of the page, without the problem if it begins with that."""
    return _(action).removeprefix(_(problem)).strip()


def _show_table(table: pd.DataFrame, rows: pd.DataFrame, parts: Parts) -> None:
    headers = [str(name) for name in rows.columns if name != ROW]
    key = fresh_key(_KEY)
    shown = table
    if parts:
        shown = table.assign(**{ROW: [row_text(parts, row, language()) for row in table[ROW]]})
    st.data_editor(
        shown,
        key=key,
        hide_index=True,
        height="auto" if len(table) <= 11 else _HEIGHT,
        disabled=[ROW, _FOUND],
        column_config=_columns(headers, are_joined=bool(parts)),
        on_change=lambda: _change(table, headers, st.session_state[key]),
        alt=_("Rows of your list"),
    )


def _show_buttons(edits: int) -> None:
    undo_all = amount("Undo {count} step", "Undo all {count} steps", edits)
    show_answers(
        Answer(_("Add row"), "own_rows_add", partial(_edit, Edit(added=1)), "add"),
        # Translators: verb, button that takes back the last correction.
        Answer(_("Undo"), "own_rows_undo", partial(_undo, 1), "undo", is_disabled=not edits),
        *[Answer(undo_all, "own_rows_undo_all", partial(_undo, edits), is_quiet=True)]
        * (edits > 1),
    )


def _columns(headers: list[str], *, are_joined: bool) -> dict[str, Any]:
    column = st.column_config
    # Translators: noun, heading; below it the number of each row in the file.
    row = _("Row")
    return {
        ROW: column.TextColumn(row, width=160, pinned=True)
        if are_joined
        else column.NumberColumn(row, format="%d", width=50, pinned=True),
        # Translators: verb, heading of a column of checkboxes.
        _DELETE: column.CheckboxColumn(_("Delete"), width=104, pinned=True),
        # Translators: heading; below it the problems of each row.
        _FOUND: column.TextColumn(_("Issues"), width="medium"),
        **{f"c{i}": column.TextColumn(header) for i, header in enumerate(headers)},
    }


def issues_by_row(issues: Iterable[Issue]) -> dict[int, str]:
    """The issues of each row, the worst first, one per line: `Start: The year is missing.`."""
    names = column_names()
    # Translators: a column of the list, and what is wrong in it: a whole sentence.
    in_column = _("{column}: {issue}")
    by_row: dict[int, list[str]] = defaultdict(list)
    for issue in sorted(issues, key=lambda issue: LEVELS.index(issue.level)):
        if issue.row:
            text = _(issue.expected)
            if issue.column:
                name = names.get(issue.column, issue.column)
                text = in_column.format(column=name, issue=text)
            by_row[issue.row].append(text)
    return {row: "\n".join(dict.fromkeys(texts)) for row, texts in by_row.items()}


def build_rows(rows: pd.DataFrame, issues: Mapping[int, str], *, only_issues: bool) -> pd.DataFrame:
    """Build the rows that the table shows, at most `MOST_ROWS`.

    Returns:
        `_row`, `_delete` (false), `_found` (the issues), and the cells as `c0`, `c1`, ... in the
        order of the headers, whatever their names.
    """
    shown = rows[rows[ROW].isin(list(issues))] if only_issues else rows
    shown = shown.head(MOST_ROWS).reset_index(drop=True)
    cells = shown.drop(columns=ROW)
    return pd.DataFrame(
        {
            ROW: shown[ROW],
            _DELETE: False,
            _FOUND: shown[ROW].map(lambda row: issues.get(row, "")).astype("str"),
            **{f"c{i}": cells[name] for i, name in enumerate(cells.columns)},
        }
    )


def edit_from_rows(
    table: pd.DataFrame, headers: list[str], changed: Mapping[int, Mapping[str, Any]]
) -> Edit:
    """Turn a change of the table into a step; unchanged cells are ignored.

    Args:
        table: The result of `build_rows`.
        headers: The headers of its cells, in their order.
        changed: New cells by column, by position in the table.
    """
    cells: dict[int, dict[str, str]] = {}
    deleted = []
    for position, new in changed.items():
        row = int(table[ROW].iloc[position])
        if new.get(_DELETE):
            deleted.append(row)
        texts = {
            headers[int(name[1:])]: "" if text is None else str(text)
            for name, text in new.items()
            if name != _DELETE and (text or "") != table[name].iloc[position]
        }
        if texts:
            cells[row] = texts
    return Edit(cells=cells, deleted=tuple(deleted))


def _change(table: pd.DataFrame, headers: list[str], state: Mapping[str, Any]) -> None:
    edit = edit_from_rows(table, headers, state["edited_rows"])
    if edit.deleted:
        _edit(edit)
    elif edit.cells:
        # The table keeps its position and focus, because it has the new cells already; unless rows
        # leave it that have no issues any more.
        edit_rows(edit)
        own = current_own()
        if own and 1 < len(table) < len(own.rows):
            _begin_anew()


def _edit(edit: Edit) -> None:
    edit_rows(edit)
    _begin_anew()


def _undo(count: int) -> None:
    undo_edits(count)
    _begin_anew()


def _begin_anew() -> None:
    """Reset the table's edits: its rows have changed."""
    renew_key(_KEY)
