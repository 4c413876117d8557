"""Pairs of rows with nearly the same title that may be at the same place and time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from data.dates import parse_partial
from data.intake.distinct_texts import each_once

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_LONGEST_TITLE = 300
"""Letters of a title that are compared: to compare two takes the product of their letters."""

LEAST_LIKENESS = 90
"""Of two titles, in percent: rapidfuzz's `token_sort_ratio` of the folded ones."""

_ALPHABETICAL, _SAME_TIME = 100, 30
"""Each row is compared with so many of its place that come next to it in the alphabet, and in
time: with all of its place, but for places with more rows."""

_EVER = np.iinfo(np.int64).max


class _Keys(NamedTuple):
    """What two rows are compared by, an array each; numbers stand for texts, 0 for an empty one."""

    city: NDArray[np.int64]
    country: NDArray[np.int64]
    url: NDArray[np.int64]
    words: NDArray[np.int64]
    numbers: NDArray[np.int64]
    letters: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]


def near_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Find the pairs of rows that may be one consultation, titled a little differently.

    Both are in the same city (or at the same `url`, or at no place but with dates), their dates
    overlap where they have any, and their titles have the same numbers.

    Args:
        rows: `title`, `city`, `country`, `url`: folded texts; `start`, `end`: partial dates.

    Returns:
        A row a pair: `one`, `other` (places in `rows`, the earlier one first), `likeness` of the
        titles (`LEAST_LIKENESS` to 100).
    """
    words = each_once(rows["title"], lambda text: " ".join(sorted(text[:_LONGEST_TITLE].split())))
    keys, texts = _keys(rows, words), words.to_numpy()
    found: dict[tuple[int, int], float] = {}
    for pair in _candidates(keys):
        one, other = pair[:, _may_be_one(keys, *pair)]
        scores = process.cpdist(
            texts[one], texts[other], scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS
        )
        for place in np.flatnonzero(scores):
            ends = sorted((int(one[place]), int(other[place])))
            found[ends[0], ends[1]] = float(scores[place])
    return pd.DataFrame(
        [(*pair, likeness) for pair, likeness in found.items()],
        columns=["one", "other", "likeness"],
    ).astype({"one": "int64", "other": "int64", "likeness": "float64"})


def _keys(rows: pd.DataFrame, words: pd.Series[str]) -> _Keys:
    numbers = each_once(words, lambda text: " ".join(re.findall(r"\d+", text)))
    texts = (rows["city"], rows["country"], rows["url"], words, numbers)
    city, country, url, ordered, numbered = (_numbered(text) for text in texts)
    letters = np.fromiter(map(len, words), dtype="int64", count=len(words))
    return _Keys(city, country, url, ordered, numbered, letters, *_days(rows))


def _numbered(texts: pd.Series[str]) -> NDArray[np.int64]:
    """The place of each text in the alphabet of them all, from 1; 0 for an empty one."""
    codes = pd.factorize(texts, sort=True)[0].astype("int64") + 1
    return np.where((texts == "").to_numpy(), 0, codes)


def _days(rows: pd.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First and last day of each row as numbers; without a date, all the days there are."""
    start, end = parse_partial(rows["start"]), parse_partial(rows["end"])
    first = start["first"].fillna(end["first"])
    last = end["last"].where(end["last"] >= first, start["last"].fillna(end["last"]))
    known = first.notna().to_numpy()
    days = (each.to_numpy().astype("datetime64[D]").astype("int64") for each in (first, last))
    return np.where(known, next(days), -_EVER), np.where(known, next(days), _EVER)


def _candidates(keys: _Keys) -> Iterator[NDArray[np.int64]]:
    """Pairs of rows that are worth a look, as arrays of two rows."""
    has_date = keys.first > -_EVER
    for block, inside, sorted_by, most in (
        (keys.city, keys.city > 0, keys.words, _ALPHABETICAL),
        (keys.city, keys.city > 0, keys.first, _SAME_TIME),
        (keys.city, (keys.city == 0) & has_date, keys.words, _ALPHABETICAL),
        (keys.url, keys.url > 0, keys.words, _SAME_TIME),
    ):
        order = np.lexsort((sorted_by, block))
        order = order[inside[order]]
        for distance in range(1, most + 1):
            pair = np.stack([order[:-distance], order[distance:]])
            pair = pair[:, block[pair[0]] == block[pair[1]]]
            if not pair.size:
                break
            yield pair


def _may_be_one(keys: _Keys, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether everything but the words of the titles lets two rows be one."""
    shorter = np.minimum(keys.letters[one], keys.letters[other])
    most_likeness = 200 * shorter / np.maximum(keys.letters[one] + keys.letters[other], 1)
    may_be: NDArray[np.bool_] = (
        (most_likeness >= LEAST_LIKENESS)
        & (keys.first[one] <= keys.last[other])
        & (keys.first[other] <= keys.last[one])
        & (keys.numbers[one] == keys.numbers[other])
        & _agree(keys.city[one], keys.city[other])
        & _agree(keys.country[one], keys.country[other])
    )
    return may_be


def _agree(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.bool_]:
    agree: NDArray[np.bool_] = (one == other) | (one == 0) | (other == 0)
    return agree
