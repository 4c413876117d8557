"""Matching what a table says to the ids of a list, and making ids where there is no list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from data.folding import fold_series

if TYPE_CHECKING:
    from collections.abc import Iterable


def slugs(texts: pd.Series) -> pd.Series:
    """Ids made from texts: folded, hyphens for spaces; "" for a text without any letter."""
    return fold_series(texts).str.replace(" ", "-", regex=False)


def lookup(frame: pd.DataFrame, columns: Iterable[str]) -> dict[str, str]:
    """Which folded spelling stands for which id.

    Args:
        frame: One row a thing, with `id`.
        columns: Columns whose texts name the thing too; lists are split at semicolons.

    Returns:
        Folded spelling to id; an earlier row keeps a spelling that two share.
    """
    spellings = [frame["id"]]
    for name in columns:
        if name in frame.columns:
            spellings.append(frame[name].str.split(";").explode())
    pairs = pd.concat(spellings).rename("spelling").to_frame()
    pairs["id"] = frame["id"].reindex(pairs.index)
    pairs["spelling"] = fold_series(pairs["spelling"].fillna(""))
    pairs = pairs[pairs["spelling"] != ""].drop_duplicates("spelling")
    return dict(zip(pairs["spelling"], pairs["id"], strict=True))


def matched(texts: pd.Series, ids: dict[str, str]) -> pd.Series:
    """The id that each text stands for; "" where the text is empty or names none of them."""
    return fold_series(texts).map(ids).fillna("").astype("str")


def with_unlisted(frame: pd.DataFrame, texts: pd.Series, name_column: str) -> pd.DataFrame:
    """Add a row for every text that the frame does not know.

    Args:
        frame: One row a thing: `id`, `name_column` and more.
        texts: Names as a table has them; empty ones don't count.

    Returns:
        The frame with the new things last, in order of appearance, other cells "".
    """
    new = pd.DataFrame({"id": slugs(texts), name_column: texts})
    new = new[new["id"] != ""].drop_duplicates("id")
    new = new[~new["id"].isin(frame["id"])]
    joined = pd.concat([frame, new], ignore_index=True)
    words = [name for name in joined.columns if joined[name].dtype != "bool"]
    return joined.fillna(dict.fromkeys(words, ""))
