"""The report of the list: issues by kind, and possible duplicates."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from components.shell.download_button import show_download_button
from components.shell.words import gettext as _
from components.shell.words import language
from components.your_data.columns import column_names
from data.export.rows import file_name
from data.importing.report import report_csv
from data.words.languages import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.campaign.errors import Finding
    from data.importing.import_list import Brought
    from data.importing.report import FindingGroup, Report


def show_own_duplicates(brought: Brought) -> None:
    """Show the pairs of rows, the surest first."""
    pairs = brought.duplicates
    if pairs.empty:
        st.caption(_("No two rows seem to tell of the same consultation."))
        return
    st.caption(
        _("Nothing is removed: if two rows are one consultation, delete one of them under Rows.")
    )
    column = st.column_config
    st.dataframe(
        pairs.assign(how=pairs["how"].map(_)),
        hide_index=True,
        column_order=["row", "other", "title", "other_title", "how"],
        column_config={
            "row": column.NumberColumn(_("Row"), format="%d", width=60),
            "other": column.NumberColumn(_("Like row"), format="%d", width=80),
            "title": column.TextColumn(_("Title")),
            "other_title": column.TextColumn(_("Title there")),
            "how": column.TextColumn(_("What is the same")),
        },
        alt=_("Rows that may tell of the same consultation"),
    )
    found = int(pairs.attrs.get("pairs", len(pairs)))
    if found > len(pairs):
        counts = [number(count, language()) for count in (len(pairs), found)]
        st.caption(_("The first {count} of {all} pairs.").format(count=counts[0], all=counts[1]))


_MOST_GROUPS = 40
_ICONS = {
    "left out": "block",
    "not understood": "help",
    "in doubt": "rule",
    "repaired": "build",
    "noted": "info",
}


def show_own_report(brought: Brought) -> None:
    """Show the findings, and their download."""
    report = brought.report
    if not report.findings:
        st.caption(_("Everything was understood."))
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(build_levels(report), width="stretch")
        show_download_button(
            _("Download the report"),
            partial(report_csv, report, language()),
            file_name(brought.campaign, _("report"), "csv"),
            "text/csv",
            key="own_report_download",
        )
    with st.container(gap="xsmall"):
        for place, group in enumerate(report.groups[:_MOST_GROUPS]):
            _show_group(group, place)


def build_levels(report: Report) -> str:
    """`3 left out · 5 not understood · 2 repaired`, without what there is none of."""
    counts = [
        (number(count, language()), _(level)) for level, count in report.counts.items() if count
    ]
    return " · ".join(f"{count} {level}" for count, level in counts)


def _show_group(group: FindingGroup, place: int) -> None:
    panel = st.expander(
        build_title(group),
        key=f"own_finding-{place}",
        icon=f":material/{_ICONS[group.level]}:",
        on_change="rerun",
    )
    with panel:
        st.markdown(_(group.action))
        if panel.open:
            column = st.column_config
            st.dataframe(
                build_findings(group.findings),
                hide_index=True,
                height="content" if group.count <= 10 else 380,  # noqa: PLR2004 -- half a screen
                column_config={
                    "row": column.NumberColumn(_("Row"), format="%d", width=60),
                    "column": column.TextColumn(_("Column")),
                    "seen": column.TextColumn(_("Seen"), width="large"),
                },
                alt=build_title(group),
            )


def build_title(group: FindingGroup) -> str:
    """`Not understood (5): expected a date that can be read in one way only`."""
    expected = _(group.expected)
    # What was repaired is said in a sentence of its own.
    said = expected if expected.endswith(".") else _("expected {what}").format(what=expected)
    level = _(group.level)
    count = number(group.count, language())
    title = _("{level} ({count}): {said}")
    return title.format(level=level[:1].upper() + level[1:], count=count, said=said)


def build_findings(findings: Sequence[Finding]) -> pd.DataFrame:
    """A row a finding: `row` (NA for the whole file), `column`, `seen`."""
    names = column_names()
    rows = [
        (finding.row or None, names.get(finding.column, finding.column), finding.seen)
        if finding.column
        else (finding.row or None, "", finding.seen)
        for finding in findings
    ]
    frame = pd.DataFrame(rows, columns=["row", "column", "seen"])
    return frame.astype({"row": "Int64", "column": "str", "seen": "str"})
