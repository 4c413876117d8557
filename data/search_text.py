"""What the words of a choice are looked for in: all texts of a consultation, folded."""

from __future__ import annotations

import pandas as pd

from data.arrow_texts import joined
from data.folding import fold_series
from data.schema import SEARCHED_COLUMNS

_ROWS = 100_000
"""So many at a time, so that what is folded on the way never takes much room."""


def search_text(table: pd.DataFrame) -> pd.Series[str]:
    """Fold and join the texts of each row that are searched, in every language.

    Args:
        table: Has at least one of `SEARCHED_COLUMNS`, or a translation of one.

    Returns:
        Text in the order of the table, under its index.
    """
    names = [name for name in table.columns if name.split("__")[0] in SEARCHED_COLUMNS]
    pieces = []
    for start in range(0, max(len(table), 1), _ROWS):
        rows = table.iloc[start : start + _ROWS]
        pieces.append(joined([fold_series(rows[name]) for name in names]))
    return pd.concat(pieces)
