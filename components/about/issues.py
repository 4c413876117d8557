"""Issues in the campaign's tables: one line with counts, and the list in a popover."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components.shell.download_button import show_download_button
from components.shell.words import gettext as _
from components.shell.words import language, ngettext
from data.export.rows import file_name
from data.figures.issues import issue_counts, issues_csv, issues_table
from data.filters.query import Query
from data.words.languages import listing, number

_MOST_LISTED = 1000
"""Rows of the list on the page; the download has all."""


def show_issues_notice(campaign: Query) -> None:
    """Show how many issues there are, with their list and its download; nothing without issues."""
    if not campaign.issues:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(f":material/rule: {build_notice(campaign)}", width="content")
        # Translators: noun, button that opens the list of issues
        with st.popover(_("List"), type="tertiary", key="issues", on_change="rerun") as popover:
            if popover.open:
                _show_list(campaign)
        show_download_button(
            _("Download the list"),
            partial(issues_csv, campaign, language()),
            # Translators: part of a file name
            file_name(campaign, _("issues"), "csv"),
            "text/csv",
            kind="tertiary",
            key="download_findings",
        )


def build_notice(campaign: Query) -> str:
    """Return the counts in words: `Issues in the campaign's tables: 2 rows skipped and ...`."""
    rows, cells, guesses, fixes, notes, files = issue_counts(campaign)
    messages = [
        (ngettext("{count} row skipped", "{count} rows skipped", rows), rows),
        (ngettext("{count} cell not recognized", "{count} cells not recognized", cells), cells),
        (ngettext("{count} cell guessed", "{count} cells guessed", guesses), guesses),
        (ngettext("{count} cell fixed", "{count} cells fixed", fixes), fixes),
        (ngettext("{count} note", "{count} notes", notes), notes),
        (ngettext("{count} file missing or odd", "{count} files missing or odd", files), files),
    ]
    issues = [text.format(count=number(count, language())) for text, count in messages if count]
    return _("Issues in the campaign's tables: {issues}.").format(
        issues=listing(issues, language())
    )


def _show_list(campaign: Query) -> None:
    column = st.column_config
    st.dataframe(
        issues_table(campaign, language()).head(_MOST_LISTED),
        hide_index=True,
        width=900,
        column_config={
            "file": column.TextColumn(_("File")),
            "row": column.NumberColumn(_("Row"), format="%d"),
            "column": column.TextColumn(_("Column")),
            # Translators: column heading, the text that the cell has
            "seen": column.TextColumn(_("Seen")),
            "expected": column.TextColumn(_("Issue")),
            "action": column.TextColumn(_("What to do")),
            "left_out": column.CheckboxColumn(_("Skipped")),
        },
        alt=_("Issues in the campaign's tables"),
    )
