"""Matching what a table says to the ids of a list, and making ids where there is no list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.arrays.texts import by_distinct, parts
from data.campaign.schema import ROW
from data.words.folding import fold_each

if TYPE_CHECKING:
    from collections.abc import Iterable


def spellings(texts: pd.Series[str]) -> pd.Series[str]:
    """What counts when names are compared: folded; one without letters or digits as it stands."""
    return by_distinct(texts, _spell_each)


def _spell_each(texts: pd.Series[str]) -> pd.Series[str]:
    folded = fold_each(texts)
    return folded.where(folded != "", texts.str.strip())


def slugs(texts: pd.Series[str]) -> pd.Series[str]:
    """Ids made from texts: their spellings, hyphens for spaces; "" for an empty text."""
    return by_distinct(
        texts, lambda distinct: _spell_each(distinct).str.replace(" ", "-", regex=False)
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
    if frame.empty:
        return {}
    ids = frame["id"].to_numpy()
    named = [parts(frame[name]) for name in columns if name in frame.columns]
    spelt = pd.concat([spellings(frame["id"]), *(spellings(texts) for _, _, texts in named)])
    owners = np.concatenate([ids, *(ids[rows] for rows, _, _ in named)])
    # The last one that is put into a dictionary stays: the first has to be.
    known = dict(zip(spelt.to_numpy()[::-1], owners[::-1], strict=True))
    known.pop("", None)
    return known


def matched(texts: pd.Series[str], ids: dict[str, str]) -> pd.Series[str]:
    """The id that each text stands for; "" where the text is empty or names none of them."""

    def found(distinct: pd.Series[str]) -> pd.Series[str]:
        spelt = _spell_each(distinct).to_numpy()
        return pd.Series([ids.get(spelling, "") for spelling in spelt], dtype="str")

    return by_distinct(texts, found)


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
    if texts.empty:
        return frame
    new = pd.DataFrame({"id": slugs(texts), name_column: texts}).assign(**others)
    new = new[(new["id"] != "") & ~new["id"].isin(frame["id"])].drop_duplicates("id")
    if new.empty:
        return frame
    new = new.reindex(columns=frame.columns, fill_value="")
    if ROW in frame.columns:
        new[ROW] = 0
    return pd.concat([frame, new], ignore_index=True)
