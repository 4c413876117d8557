"""Problems in a campaign's tables: counts, a table, and CSV."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from data.campaign.errors import LEVELS
from data.export.rows import neutralized
from data.words.languages import translations

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign

COLUMNS = ("file", "row", "column", "seen", "expected", "action", "left_out")


class FindingCounts(NamedTuple):
    """The number of findings of each level.

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


def finding_counts(campaign: Campaign) -> FindingCounts:
    """Count the findings by level, those of whole files apart."""
    files = sum(not finding.row and not finding.left_out for finding in campaign.findings)
    counts = Counter(
        finding.level for finding in campaign.findings if finding.row or finding.left_out
    )
    rows, cells, doubts, repairs, notes = (counts[level] for level in LEVELS)
    return FindingCounts(rows, cells, doubts, repairs, notes, files)


def findings_table(campaign: Campaign, language: str) -> pd.DataFrame:
    """Return the findings as a table.

    Returns:
        One row per finding, in the order they were made: `file`, `row` (as a spreadsheet counts,
        NA for the whole file), `column`, `seen` (text from the data), `expected`, `action`
        (sentences in a language), `left_out` (whether the row is not shown). Empty without
        findings.
    """
    say = translations(language).gettext
    rows = [
        (f.file, f.row or None, f.column, f.seen, say(f.expected), say(f.action), f.left_out)
        for f in campaign.findings
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"row": "Int64"})


def findings_csv(campaign: Campaign, language: str) -> bytes:
    """Write the findings as CSV, as `csv_table` writes consultations."""
    frame = findings_table(campaign, language).astype("str")
    frame["row"] = frame["row"].replace("<NA>", "")
    texts = {name: neutralized(frame[name]) for name in COLUMNS}
    return pd.DataFrame(texts).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")
