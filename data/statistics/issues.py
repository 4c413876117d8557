"""What was not understood in a campaign's tables, counted and as a table."""

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
    """How many findings there are of which kind.

    Attributes:
        rows: Rows that are not shown.
        cells: Cells that were not understood.
        doubts: Cells that may be meant otherwise than they were taken.
        repairs: Cells that were corrected.
        notes: Rows about which something is noted.
        files: Whole files that are missing or odd.
    """

    rows: int
    cells: int
    doubts: int
    repairs: int
    notes: int
    files: int


def finding_counts(campaign: Campaign) -> FindingCounts:
    """Count what was found, each finding once."""
    of_file = sum(not one.row and not one.left_out for one in campaign.findings)
    counted = Counter(one.level for one in campaign.findings if one.row or one.left_out)
    rows, cells, doubts, repairs, notes = (counted[level] for level in LEVELS)
    return FindingCounts(rows, cells, doubts, repairs, notes, of_file)


def findings_table(campaign: Campaign, language: str) -> pd.DataFrame:
    """List what was not understood.

    Returns:
        One row per finding, in the order they were made: `file`, `row` (as a spreadsheet counts,
        NA for the whole file), `column`, `seen` (text from the data), `expected`, `action`
        (sentences in a language), `left_out` (whether the row is not shown). Empty if
        everything was understood.
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
