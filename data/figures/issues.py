"""Problems in a campaign's tables: counts, a table, and CSV."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import pandas as pd

from data.columnar.safe_csv import safe_csv
from data.filters.query import Query
from data.model.errors import LEVELS
from data.words.languages import translations

COLUMNS = ("file", "row", "column", "seen", "expected", "action", "left_out")


class IssueCounts(NamedTuple):
    """The number of issues of each level.

    Attributes:
        rows: Rows that are not shown.
        cells: Cells that were not understood.
        doubts: Cells that may mean something else.
        repairs: Cells that were corrected.
        notes: Remarks.
        files: Files that are missing or have a problem as a whole.
    """

    rows: int
    cells: int
    doubts: int
    repairs: int
    notes: int
    files: int


def issue_counts(campaign: Query) -> IssueCounts:
    """Count the issues by level, those of whole files apart."""
    files = sum(not issue.row and not issue.left_out for issue in campaign.issues)
    counts = Counter(issue.level for issue in campaign.issues if issue.row or issue.left_out)
    rows, cells, doubts, repairs, notes = (counts[level] for level in LEVELS)
    return IssueCounts(rows, cells, doubts, repairs, notes, files)


def issues_table(campaign: Query, language: str) -> pd.DataFrame:
    """Return the issues as a table.

    Returns:
        One row per issue, in the order they were made: `file`, `row` (as a spreadsheet counts,
        NA for the whole file), `column`, `seen` (text from the data), `expected`, `action`
        (sentences in a language), `left_out` (whether the row is not shown). Empty without
        issues.
    """
    say = translations(language).gettext
    rows = [
        (f.file, f.row or None, f.column, f.seen, say(f.expected), say(f.action), f.left_out)
        for f in campaign.issues
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"row": "Int64"})


def issues_csv(campaign: Query, language: str) -> bytes:
    """Write the issues as CSV, with formulas as text."""
    frame = issues_table(campaign, language).astype("str")
    frame["row"] = frame["row"].replace("<NA>", "")
    return safe_csv(frame)
