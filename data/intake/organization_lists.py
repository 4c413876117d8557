"""Several organizations in one cell, parted by commas, slashes or lines, as the list tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from data.folding import fold
from data.intake.distinct_texts import each_once

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

_GAP = r"(?:(?<!\s)\s+)?"
r"""White space, looked for once in each run of it: `\s*` would be tried at each of its letters."""
_SURE = re.compile(rf"{_GAP}[\n\r|•·;]+\s*")
"""Nobody has these in a name."""
_UNSURE = re.compile(
    rf"{_GAP}[,/+]\s*(?:(?:and|et|y|e|und)\s+)?|(?<!\s)\s+(?:&|and|et|y|e|und)\s+", re.IGNORECASE
)
"""These may stand in a name: "Ministry of Labour and Migration"."""
_ABBREVIATION = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ0-9.-]{1,9}")


def with_lists(columns: Mapping[str, pd.Series[str]]) -> dict[str, pd.Series[str]]:
    """Write the organizations of each cell with semicolons between them.

    A line or a bar always parts two. A comma, a slash or an "and" does only where each part stands
    alone in some other cell, or all parts are abbreviations; elsewhere it may belong to a name.

    Args:
        columns: Columns of organizations by name; text, "" where there is none.

    Returns:
        The same columns; no word is lost but the "and" of a list.
    """
    known = {
        fold(part)
        for cells in columns.values()
        for cell in cells.unique()
        for part in _SURE.split(str(cell))
        if part and not _UNSURE.search(part)
    }
    return {
        name: each_once(cells, lambda cell: _listed(cell, known)) for name, cells in columns.items()
    }


def _listed(cell: str, known: set[str]) -> str:
    parts = [part for part in _SURE.split(cell) if part.strip()]
    return "; ".join(name for part in parts for name in _names(part.strip(), known))


def _names(text: str, known: set[str]) -> list[str]:
    parts = [part.strip() for part in _UNSURE.split(text)]
    if len(parts) < 2 or not all(parts):  # noqa: PLR2004 -- one is no list
        return [text]
    is_told = all(fold(part) in known for part in parts)
    return parts if is_told or all(map(_ABBREVIATION.fullmatch, parts)) else [text]
