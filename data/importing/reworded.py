"""Consultations of a list without ids whose title was reworded: which one it was before."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
from rapidfuzz import fuzz

from data.importing.row_ids import made_ids
from data.words.folding import fold_series

_LEAST_LIKENESS = 65
"""Likeness of two titles, in percent: rapidfuzz's `token_set_ratio` of the folded titles."""

_MOST_COMPARED = 2_000


class Reworded(NamedTuple):
    """Two titles that may be of one meeting: ids and titles, before and now."""

    old: str
    old_title: str
    new: str
    title: str


def reworded(gone: pd.DataFrame, new: pd.DataFrame) -> list[Reworded]:
    """Pair consultations that are gone with new ones that may be the same meetings.

    Both are on the same day, or in the same city and year, and have similar titles. Ids that a
    list gives are right: only ids that are made of titles are compared.

    Args:
        gone: Rows of the old table: `id`, `title`, `city`, `start`.
        new: Rows of the new table that the old one lacks.

    Returns:
        Each id at most once, the most alike first.
    """
    new = new[new["id"].str.replace(r"-\d+$", "", regex=True).isin(made_ids(new)) | (
        new["id"] == made_ids(new)
    )]  # fmt: skip
    if not (0 < len(gone) <= _MOST_COMPARED and 0 < len(new) <= _MOST_COMPARED):
        return []
    before, after = _keys(gone), _keys(new)
    pairs = sorted(
        (
            (_likeness(old, now), i, j)
            for i, old in enumerate(before)
            for j, now in enumerate(after)
            if _may_be_one(old, now)
        ),
        reverse=True,
    )
    found: list[Reworded] = []
    for likeness, i, j in pairs:
        pair = Reworded(*gone.iloc[i][["id", "title"]], *new.iloc[j][["id", "title"]])
        is_taken = any(pair.old == each.old or pair.new == each.new for each in found)
        if likeness >= _LEAST_LIKENESS and not is_taken:
            found.append(pair)
    return found


class _Key(NamedTuple):
    title: str
    city: str
    start: str


def _keys(rows: pd.DataFrame) -> list[_Key]:
    cities, titles = fold_series(rows["city"]), fold_series(rows["title"])
    return [_Key(*row) for row in zip(titles, cities, rows["start"], strict=True)]


def _may_be_one(old: _Key, new: _Key) -> bool:
    is_same_day = old.start != "" and old.start == new.start
    is_same_city = old.city != "" and old.city == new.city
    return is_same_day or (is_same_city and old.start[:4] == new.start[:4])


def _likeness(old: _Key, new: _Key) -> float:
    return float(fuzz.token_set_ratio(old.title, new.title))
