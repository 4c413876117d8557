"""Match texts in a table with the ids of a list, and make ids without a list."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from data.columnar.texts import by_distinct, parts
from data.model.campaign import Tables
from data.model.result_cache import cached_on_campaign
from data.model.schema import ROW
from data.words.folding import fold_each


def spellings(texts: pd.Series[str]) -> pd.Series[str]:
    """Return names as they are compared: folded, or stripped if without letters and digits."""
    return by_distinct(texts, _spell_each)


def _spell_each(texts: pd.Series[str]) -> pd.Series[str]:
    folded = fold_each(texts)
    return folded.where(folded != "", texts.str.strip())


def slugs(texts: pd.Series[str]) -> pd.Series[str]:
    """Make ids from texts: their spellings with hyphens for spaces; "" for an empty text."""
    return by_distinct(
        texts, lambda distinct: _spell_each(distinct).str.replace(" ", "-", regex=False)
    )


def lookup(frame: pd.DataFrame, columns: Iterable[str]) -> dict[str, str]:
    """Map spellings to ids.

    Args:
        frame: One row per item, with `id`.
        columns: Columns with further names of the item; lists are split at semicolons.

    Returns:
        Spelling to id. A spelling of two items goes to the one that has it as its id, else in an
        earlier column, else in an earlier row.
    """
    if frame.empty:
        return {}
    ids = frame["id"].to_numpy()
    named = [parts(frame[name]) for name in columns if name in frame.columns]
    spelt = pd.concat([spellings(frame["id"]), *(spellings(texts) for _, _, texts in named)])
    owners = np.concatenate([ids, *(ids[rows] for rows, _, _ in named)])
    # Reversed, because the last entry of a key wins in a dictionary.
    ids_by_spelling = dict(zip(spelt.to_numpy()[::-1], owners[::-1], strict=True))
    ids_by_spelling.pop("", None)
    return ids_by_spelling


@cached_on_campaign(1)
def organization_ids(tables: Tables) -> dict[str, str]:
    """Map the spellings of a campaign's organizations to their ids."""
    return lookup(tables.organizations, ("name", "short", "aliases"))


def match_ids(texts: pd.Series[str], ids: dict[str, str]) -> pd.Series[str]:
    """Return the id of each text; "" where it is empty or unknown."""

    def look_up(distinct: pd.Series[str]) -> pd.Series[str]:
        spelt = _spell_each(distinct).to_numpy()
        return pd.Series([ids.get(spelling, "") for spelling in spelt], dtype="str")

    return by_distinct(texts, look_up)


def with_unlisted(
    frame: pd.DataFrame, texts: pd.Series[str], name_column: str, **others: str | bool
) -> pd.DataFrame:
    """Add a row for every text without an id in the frame.

    Args:
        frame: One row per item: `id` and more.
        texts: Names as in a table; empty ones don't count.
        name_column: The column of the frame with the names.
        **others: Values of further columns in the new rows.

    Returns:
        The frame with the new rows last, in order of appearance; other cells are "", the row of
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
