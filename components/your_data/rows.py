"""The rows of the list, to be corrected, with what was found beside each."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from components.shell.own_list import current_own, edit_rows, undo_edits
from components.shell.words import gettext as _
from components.shell.words import language, ngettext
from components.your_data.columns import column_names
from data.campaign.errors import LEVELS
from data.campaign.schema import ROW
from data.importing.row_edits import Edit
from data.words.languages import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from data.campaign.errors import Finding
    from data.importing.import_list import Brought

MOST_ROWS = 2_000
"""More rows than a table in a browser is quick with: then only those with findings are shown."""

_FOUND, _DELETE = "_found", "_delete"
_GENERATION = "own_rows_generation"
_ONLY_FOUND = "own_rows_only_found"
_HEIGHT = 430


def show_own_rows(brought: Brought) -> None:
    """Show the rows in a table that can be edited; every step can be taken back."""
    own = current_own()
    if own is None:
        return
    found = said_by_row(brought.report.findings)
    is_long = len(own.rows) > MOST_ROWS
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        is_only_found = st.toggle(
            _("Only rows with findings"),
            key=_ONLY_FOUND,
            disabled=is_long,
            value=is_long,
            on_change=_begin_anew,
        )
        _show_buttons(len(own.edits))
    table = build_rows(own.rows, found, only_found=is_only_found or is_long)
    if is_long:
        said = _("Of more than {count} rows, only those with findings are shown.")
        st.caption(said.format(count=number(MOST_ROWS, language())))
    headers = [str(name) for name in own.rows.columns if name != ROW]
    key = f"own_rows-{st.session_state.setdefault(_GENERATION, 0)}"
    st.data_editor(
        table,
        key=key,
        hide_index=True,
        height="auto" if len(table) <= 11 else _HEIGHT,  # noqa: PLR2004 -- what a screen holds
        disabled=[ROW, _FOUND],
        column_config=_columns(headers),
        on_change=lambda: _change(table, headers, st.session_state[key]),
        alt=_("Rows of your list"),
    )


def _show_buttons(edits: int) -> None:
    st.button(
        _("Add a row"), icon=":material/add:", key="own_rows_add", on_click=_edit,
        args=(Edit(added=1),),
    )  # fmt: skip
    st.button(
        _("Undo"), icon=":material/undo:", key="own_rows_undo", disabled=not edits,
        on_click=_undo, args=(1,),
    )  # fmt: skip
    label = ngettext("Undo {count} step", "Undo all {count} steps", edits)
    if edits > 1:
        st.button(
            label.format(count=number(edits, language())), key="own_rows_undo_all",
            type="tertiary", on_click=_undo, args=(edits,),
        )  # fmt: skip


def _columns(headers: list[str]) -> dict[str, Any]:
    column = st.column_config
    return {
        ROW: column.NumberColumn(_("Row"), format="%d", width=50, pinned=True),
        _DELETE: column.CheckboxColumn(_("Delete"), width=80, pinned=True),
        _FOUND: column.TextColumn(_("Expected"), width="medium"),
        **{f"c{place}": column.TextColumn(header) for place, header in enumerate(headers)},
    }


def said_by_row(findings: Iterable[Finding]) -> dict[int, str]:
    """What was found in each row, the worst first: `Date: a date with its year; ...`."""
    names = column_names()
    said: dict[int, list[str]] = defaultdict(list)
    for finding in sorted(findings, key=lambda one: LEVELS.index(one.level)):
        if finding.row:
            name = names.get(finding.column, finding.column)
            where = f"{name}: " if finding.column else ""
            said[finding.row].append(f"{where}{_(finding.expected)}")
    return {row: "; ".join(dict.fromkeys(texts)) for row, texts in said.items()}


def build_rows(rows: pd.DataFrame, found: Mapping[int, str], *, only_found: bool) -> pd.DataFrame:
    """The rows as the table shows them, at most `MOST_ROWS`.

    Returns:
        `_row`, `_delete` (false), `_found` (what was found), and the cells as `c0`, `c1`, ... in
        the order of the headers, whatever these are called.
    """
    shown = rows[rows[ROW].isin(list(found))] if only_found else rows
    shown = shown.head(MOST_ROWS).reset_index(drop=True)
    cells = shown.drop(columns=ROW)
    return pd.DataFrame(
        {
            ROW: shown[ROW],
            _DELETE: False,
            _FOUND: shown[ROW].map(lambda row: found.get(row, "")).astype("str"),
            **{f"c{place}": cells[name] for place, name in enumerate(cells.columns)},
        }
    )


def edit_of(
    table: pd.DataFrame, headers: list[str], changed: Mapping[int, Mapping[str, Any]]
) -> Edit:
    """The step that a change of the table is; cells that are as they were are passed over.

    Args:
        table: As `build_rows` gives it.
        headers: Of its cells, in their order.
        changed: Position in the table to new cells by column.
    """
    cells: dict[int, dict[str, str]] = {}
    deleted = []
    for place, new in changed.items():
        row = int(table[ROW].iloc[place])
        if new.get(_DELETE):
            deleted.append(row)
        texts = {
            headers[int(name[1:])]: "" if text is None else str(text)
            for name, text in new.items()
            if name != _DELETE and (text or "") != table[name].iloc[place]
        }
        if texts:
            cells[row] = texts
    return Edit(cells=cells, deleted=tuple(deleted))


def _change(table: pd.DataFrame, headers: list[str], state: Mapping[str, Any]) -> None:
    edit = edit_of(table, headers, state["edited_rows"])
    if edit.deleted:
        _edit(edit)
    elif edit.cells:
        # The table keeps its place and the focus, for it has the new cells already; unless rows
        # leave it that nothing is found in any more.
        edit_rows(edit)
        if len(table) < _count():
            _begin_anew()


def _count() -> int:
    own = current_own()
    return len(own.rows) if own else 0


def _edit(edit: Edit) -> None:
    edit_rows(edit)
    _begin_anew()


def _undo(count: int) -> None:
    undo_edits(count)
    _begin_anew()


def _begin_anew() -> None:
    """Forget what was typed into the table: its rows are others now."""
    st.session_state[_GENERATION] = st.session_state.get(_GENERATION, 0) + 1
