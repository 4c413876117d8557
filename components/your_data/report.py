"""The report of the list: issues by kind, and possible duplicates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components.shell.download_button import show_download_button
from components.shell.words import amount, language
from components.shell.words import gettext as _
from components.your_data.columns import column_names
from components.your_data.rows import ICONS, what_to_do
from data.export.rows import file_name
from data.filters.query import Query
from data.importing.import_list import ImportedList
from data.importing.report import IssueGroup, Report, report_csv
from data.importing.row_addresses import row_text
from data.lists.readers.raw_table import Parts
from data.model.errors import LEVELS, Issue
from data.words.languages import number

_MOST_GROUPS = 40


def show_own_duplicates(imported: ImportedList) -> None:
    """Show the pairs of rows, the most certain first."""
    pairs = imported.duplicates
    if pairs.empty:
        st.caption(_("No duplicates found."))
        return
    st.caption(_("Nothing was removed. If two rows are the same event, delete one under Rows."))
    column = st.column_config
    parts = imported.report.parts
    kind: Any = column.TextColumn if parts else partial(column.NumberColumn, format="%d")
    if parts:
        rows = {name: pairs[name].map(partial(_row_text, parts)) for name in ("row", "other")}
        pairs = pairs.assign(**rows)
    st.dataframe(
        pairs.assign(how=pairs["how"].map(_)),
        hide_index=True,
        column_order=["row", "other", "title", "other_title", "how"],
        column_config={
            "row": kind(_("Row"), width=160 if parts else 60),
            "other": kind(_("Similar to row"), width=160 if parts else 80),
            "title": column.TextColumn(_("Title")),
            "other_title": column.TextColumn(_("Title of that row")),
            "how": column.TextColumn(_("What matches")),
        },
        alt=_("Possible duplicates"),
    )
    total = int(pairs.attrs.get("pairs", len(pairs)))
    if total > len(pairs):
        counts = [number(count, language()) for count in (len(pairs), total)]
        st.caption(_("Pairs shown: {count} of {all}").format(count=counts[0], all=counts[1]))


def _row_text(parts: Parts, row: int) -> str:
    return row_text(parts, row, language())


def show_own_report(imported: ImportedList, on_row: Callable[[int], None]) -> None:
    """Show the issues by kind, and their download."""
    report = imported.report
    if not report.issues:
        st.caption(_("All rows were read without problems."))
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(build_levels(report), width="stretch")
        show_download_button(
            _("Download report"),
            partial(report_csv, report, language()),
            # Translators: noun, part of a file name.
            file_name(Query.everything(imported.campaign), _("report"), "csv"),
            "text/csv",
            key="own_report_download",
        )
    with st.container(gap="xsmall"):
        for position, group in enumerate(report.groups[:_MOST_GROUPS]):
            _show_group(group, position, report.parts, on_row)


def build_levels(report: Report) -> str:
    """`3 rows skipped · 5 cells not recognized · 2 cells fixed`, without counts of zero."""
    skipped, unrecognized, guessed, fixed, noted = (report.counts.get(each, 0) for each in LEVELS)
    texts = {
        amount("{count} row skipped", "{count} rows skipped", skipped): skipped,
        amount(
            "{count} cell not recognized", "{count} cells not recognized", unrecognized
        ): unrecognized,
        amount("{count} cell guessed", "{count} cells guessed", guessed): guessed,
        amount("{count} cell fixed", "{count} cells fixed", fixed): fixed,
        # Translators: noun, a remark that needs no action.
        amount("{count} note", "{count} notes", noted): noted,
    }
    return " · ".join(text for text, count in texts.items() if count)


def _show_group(
    group: IssueGroup, position: int, parts: Parts, on_row: Callable[[int], None]
) -> None:
    panel = st.expander(
        group.title(language()),
        key=f"own_issue-{position}",
        icon=f":material/{ICONS[group.level]}:",
        on_change="rerun",
    )
    with panel:
        st.markdown(what_to_do(group.expected, group.action))
        if panel.open:
            column = st.column_config
            table = build_issues(group.issues, parts)
            key = f"own_issue_rows-{position}"
            st.dataframe(
                table,
                hide_index=True,
                height="content" if group.count <= 10 else 380,
                column_order=["where" if parts else "row", "column", "seen"],
                column_config={
                    "row": column.NumberColumn(_("Row"), format="%d", width=60),
                    "where": column.TextColumn(_("Row"), width=160),
                    "column": column.TextColumn(_("Column")),
                    # Translators: heading of the texts in the cells that have an issue.
                    "seen": column.TextColumn(_("Value"), width="large"),
                },
                key=key,
                on_select=lambda: _open_row(table, st.session_state[key], on_row),
                selection_mode="single-cell",
                alt=group.title(language()),
            )
            if table["row"].notna().any():
                st.caption(_("Click a line to correct its row."))


def _open_row(table: pd.DataFrame, state: Any, on_row: Callable[[int], None]) -> None:
    for position, _column in state["selection"]["cells"]:
        row = table["row"].iloc[position]
        if not pd.isna(row):
            on_row(int(row))


def build_issues(issues: Sequence[Issue], parts: Parts = ()) -> pd.DataFrame:
    """Build one row per issue.

    Returns:
        `row` (NA for the whole file), `where` (its sheet and its row there, in words), `column`,
        `seen`.
    """
    names = column_names()
    names[""] = ""
    rows = [
        (
            issue.row or None,
            row_text(parts, issue.row, language()) if issue.row else "",
            names.get(issue.column, issue.column),
            issue.seen,
        )
        for issue in issues
    ]
    frame = pd.DataFrame(rows, columns=["row", "where", "column", "seen"])
    return frame.astype({"row": "Int64", "where": "str", "column": "str", "seen": "str"})
