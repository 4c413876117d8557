"""A table of statistics as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from data.export.rows import neutralize_formulas

if TYPE_CHECKING:
    from collections.abc import Mapping


def statistic_csv(table: pd.DataFrame, names: Mapping[str, str]) -> bytes:
    """Write a table of statistics, with formulas as text.

    Args:
        table: One row per row of the file; other columns than those named are left out.
        names: Column to its heading, in the order of the file.

    Returns:
        UTF-8 with a byte order mark (Excel needs it), comma, CRLF. A table without rows gives the
        header alone; a missing value is an empty cell.
    """
    columns = {name: _texts(table[name]) for name in names}
    frame = pd.DataFrame(columns)
    frame.columns = neutralize_formulas(pd.Series(list(names.values()), dtype="str"))
    return frame.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig", "replace")


def _texts(column: pd.Series) -> pd.Series:
    texts = column.astype("object").where(column.notna(), "").astype("str").astype("str")
    return neutralize_formulas(texts.reset_index(drop=True)) if len(texts) else texts
