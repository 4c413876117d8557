"""Doing something to every text of a column, each distinct text once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable


def each_once(texts: pd.Series[str], function: Callable[[str], str]) -> pd.Series[str]:
    """Give what a function makes of each text.

    Args:
        texts: A column; missing values count as "".
        function: Is called once for each distinct text.

    Returns:
        Texts under the same index and name; empty in, empty out.
    """
    codes, distinct = pd.factorize(texts.astype("str").fillna(""))
    made = pd.Series([function(text) for text in distinct], dtype="str").take(codes)
    made.index, made.name = texts.index, texts.name
    return made
