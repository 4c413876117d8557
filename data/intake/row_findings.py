"""Findings for rows of a table, of any level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.errors import Finding
from data.intake.files.notes import shortened
from data.schema import ROW

if TYPE_CHECKING:
    import pandas as pd


def row_findings(
    table: pd.DataFrame, mask: pd.Series[bool], place: tuple[str, str], said: tuple[str, str],
    level: str,
) -> list[Finding]:  # fmt: skip
    """Make a finding for every row of `mask`.

    Args:
        table: Has `_row` and the column.
        mask: The rows to report.
        place: File and column; without a column nothing is said to be seen.
        said: What was expected and what to do, as message ids.
        level: One of `data.errors.LEVELS`.
    """
    file, column = place
    rows = table.loc[mask, ROW]
    seen = table.loc[mask, column].map(shortened) if column else [""] * len(rows)
    return [
        Finding(file, int(row), column, text, *said, level=level)
        for row, text in zip(rows, seen, strict=True)
    ]
