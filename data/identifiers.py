"""Matching what a table says to the ids of a list, and making ids where there is no list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from data.arrow_texts import by_distinct
from data.folding import fold_series
from data.schema import ROW

if TYPE_CHECKING:
    from collections.abc import Iterable


def spellings(texts: pd.Series[str]) -> pd.Series[str]:
    """What counts when names are compared: folded; one without letters or digits as it stands."""
    folded = fold_series(texts)
    return folded.where(folded != "", texts.astype("str").fillna("").str.strip())


def slugs(texts: pd.Series[str]) -> pd.Series[str]:
    """Ids made from texts: their spellings, hyphens for spaces; "" for an empty text."""
    return by_distinct(
        texts, lambda distinct: spellings(distinct).str.replace(" ", "-", regex=False)
    )


def lookup(frame: pd.DataFrame, columns: Iterable[str]) -> dict[str, str]:
    """Tell which spelling stands for which id.

    Args:
        frame: One row a thing, with `id`.
        columns: Columns whose texts name the thing too; lists are split at semicolons.

    Returns:
        Spelling to id. One that two share stands for the thing that has it as its id, else in
        an earlier column, else in an earlier row.
    """
    there = [frame[name].str.split(";").explode() for name in columns if name in frame.columns]
    pairs = pd.concat([frame["id"], *there]).rename("spelling").to_frame()
    pairs["id"] = frame["id"].reindex(pairs.index)
    pairs["spelling"] = spellings(pairs["spelling"].astype("str"))
    pairs = pairs[pairs["spelling"] != ""].drop_duplicates("spelling")
    return dict(zip(pairs["spelling"], pairs["id"], strict=True))


def matched(texts: pd.Series[str], ids: dict[str, str]) -> pd.Series[str]:
    """The id that each text stands for; "" where the text is empty or names none of them."""
    return by_distinct(
        texts, lambda distinct: spellings(distinct).map(ids).astype("str").fillna("")
    )


def with_unlisted(
    frame: pd.DataFrame, texts: pd.Series[str], name_column: str, **others: str | bool
) -> pd.DataFrame:
    """Add a row for every text that the frame does not know.

    Args:
        frame: One row a thing: `id` and more.
        texts: Names as a table has them; empty ones don't count.
        name_column: The column of the frame that has the names.
        **others: What further columns say of the new things.

    Returns:
        The frame with the new things last, in order of appearance, other cells "", the row of
        the file 0.
    """
    texts = texts[texts != ""].drop_duplicates()
    new = pd.DataFrame({"id": slugs(texts), name_column: texts}).assign(**others)
    new = new[(new["id"] != "") & ~new["id"].isin(frame["id"])].drop_duplicates("id")
    if new.empty:
        return frame
    new = new.reindex(columns=frame.columns, fill_value="")
    if ROW in frame.columns:
        new[ROW] = 0
    return pd.concat([frame, new], ignore_index=True)
