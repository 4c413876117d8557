"""Rows that may describe the same consultation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from data.columnar.texts import each_once
from data.geo.countries import country_codes
from data.lists.readers.issue_log import shorten
from data.loading.csv_tables import with_columns
from data.loading.iso_dates import parse_partial
from data.model.errors import Issue, msgid
from data.model.schema import ROW
from data.words.folding import fold, fold_series

_LONGEST_TITLE = 300
"""Letters of a title that are compared: the time grows with the product of both lengths."""

LEAST_LIKENESS = 90
"""Likeness of two titles, in percent: rapidfuzz's `token_sort_ratio` of the folded titles."""

_ALPHABETICAL, _SAME_TIME = 100, 30
"""How many rows of the same place each row is compared with, in alphabetical order and in order of
time. For a place with fewer rows, that is all of them."""

_EVER = np.iinfo(np.int64).max

EXACT = msgid("Same in every column")
SAME = msgid("Same title, place and time")
NEAR = msgid("Similar title; same place and time where known")
HOWS = (EXACT, SAME, NEAR)

MOST_PAIRS = 1_000
_NAMING = ("title", "city", "country", "start", "end")
_TYPES = {
    "row": "int64", "other": "int64", "how": "str", "title": "str", "other_title": "str",
    "likeness": "float64",
}  # fmt: skip
_ACTION = msgid("Compare both rows. Nothing was removed.")
_EXPECTED = msgid("Another row may be the same event.")


class _Keys(NamedTuple):
    """What rows are compared by, one array each; numbers replace texts, 0 for an empty one."""

    city: NDArray[np.int64]
    country: NDArray[np.int64]
    url: NDArray[np.int64]
    words: NDArray[np.int64]
    numbers: NDArray[np.int64]
    letters: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]


def near_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Find the pairs of rows that may be one consultation with slightly different titles.

    Both are in the same city (or at the same `url`, or at no place but with dates), their dates
    overlap where they have any, and their titles have the same numbers.

    Args:
        rows: `title`, `city`, `country`, `url`: folded texts; `start`, `end`: partial dates.

    Returns:
        One row per pair: `one`, `other` (positions in `rows`, the earlier row first), `likeness`
        of the titles (`LEAST_LIKENESS` to 100).
    """
    words = each_once(rows["title"], lambda text: " ".join(sorted(text[:_LONGEST_TITLE].split())))
    keys, texts = _keys(rows, words), words.to_numpy()
    likeness_of: dict[tuple[int, int], float] = {}
    for pair in _candidates(keys):
        one, other = pair[:, _may_be_one(keys, *pair)]
        scores = process.cpdist(
            texts[one], texts[other], scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS
        )
        for i in np.flatnonzero(scores):
            first, second = sorted((int(one[i]), int(other[i])))
            likeness_of[first, second] = float(scores[i])
    return pd.DataFrame(
        [(*pair, likeness) for pair, likeness in likeness_of.items()],
        columns=["one", "other", "likeness"],
    ).astype({"one": "int64", "other": "int64", "likeness": "float64"})


def _keys(rows: pd.DataFrame, words: pd.Series[str]) -> _Keys:
    numbers = each_once(words, lambda text: " ".join(re.findall(r"\d+", text)))
    texts = (rows["city"], rows["country"], rows["url"], words, numbers)
    city, country, url, ordered, numbered = (_ranks(text) for text in texts)
    letters = np.fromiter(map(len, words), dtype="int64", count=len(words))
    return _Keys(city, country, url, ordered, numbered, letters, *_days(rows))


def _ranks(texts: pd.Series[str]) -> NDArray[np.int64]:
    """The rank of each text in alphabetical order, from 1; 0 for an empty one."""
    codes = pd.factorize(texts, sort=True)[0].astype("int64") + 1
    return np.where((texts == "").to_numpy(), 0, codes)


def _days(rows: pd.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First and last day of each row as numbers; without a date, the whole of time."""
    start, end = parse_partial(rows["start"]), parse_partial(rows["end"])
    first = start["first"].fillna(end["first"])
    last = end["last"].where(end["last"] >= first, start["last"].fillna(end["last"]))
    has_date = first.notna().to_numpy()
    days = (each.to_numpy().astype("datetime64[D]").astype("int64") for each in (first, last))
    return np.where(has_date, next(days), -_EVER), np.where(has_date, next(days), _EVER)


def _candidates(keys: _Keys) -> Iterator[NDArray[np.int64]]:
    """Yield pairs of rows that are worth comparing, as arrays with two rows."""
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
    """Whether two rows may be the same consultation, apart from the words of their titles."""
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


def find_duplicates(table: pd.DataFrame) -> pd.DataFrame:
    """Find the pairs of rows that may be the same consultation.

    Args:
        table: One row per consultation: text columns `title`, `city`, `country`, `start`, `end`
            (partial ISO dates) and any others, `url` among them; `_row`.

    Returns:
        One row per pair: `row` and `other` (rows of the file; `other` is the earlier one), `how`
        (one of `HOWS`, message ids), `title`, `other_title`, `likeness` (of the titles, 0 to 100);
        the most certain first, at most `MOST_PAIRS`. `attrs["pairs"]` counts all of them. Several
        identical rows are each paired with the first one only. Empty if there are none.
    """
    table = with_columns(table, _NAMING).reset_index(drop=True)
    texts = [name for name in table.columns if name not in ("id", ROW)]
    rows = table[["start", "end"]].assign(
        title=fold_series(table["title"]),
        city=fold_series(table["city"]),
        country=each_once(table["country"], _country_key),
        url=table["url"] if "url" in table.columns else "",
    )
    exact = _first_alike(table, texts)
    alike = np.where(exact < 0, _first_alike(rows, _NAMING), -1)
    alike[(rows["title"] == "").to_numpy()] = -1
    single = np.flatnonzero((exact < 0) & (alike < 0) & (rows["title"] != "").to_numpy())
    near = near_rows(rows.iloc[single])
    later, earlier = (single[near[name].to_numpy()] for name in ("other", "one"))
    pairs = [
        _pairs(np.flatnonzero(exact >= 0), exact[exact >= 0], EXACT),
        _pairs(np.flatnonzero(alike >= 0), alike[alike >= 0], SAME),
        _pairs(later, earlier, NEAR, near["likeness"].to_numpy()),
    ]
    return _describe(pd.concat(pairs, ignore_index=True), table)


def duplicate_issues(pairs: pd.DataFrame, file: str) -> list[Issue]:
    """Turn the result of `find_duplicates` into issues, at the later row of each pair."""
    columns = (pairs[name] for name in ("row", "other", "other_title"))
    return [
        Issue(
            file, int(row), "title", shorten(f"{title} ({other})"), _EXPECTED, _ACTION,
            level="guessed",
        )
        for row, other, title in zip(*columns, strict=True)
    ]  # fmt: skip


def _country_key(text: str) -> str:
    return ",".join(country_codes(text)) or fold(text)


def _first_alike(rows: pd.DataFrame, columns: Sequence[str]) -> NDArray[np.int64]:
    """For each row the position of the first identical row; -1 for a row that comes first."""
    numbers = rows.groupby(list(columns), sort=False, dropna=False).ngroup().to_numpy()
    first = np.unique(numbers, return_index=True)[1][numbers]
    return np.where(first == np.arange(len(rows)), -1, first)


def _pairs(
    later: NDArray[np.int64], earlier: NDArray[np.int64], how: str,
    likeness: NDArray[np.float64] | float = 100.0,
) -> pd.DataFrame:  # fmt: skip
    return pd.DataFrame({"row": later, "other": earlier, "how": how, "likeness": likeness})


def _describe(pairs: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """The most certain pairs, with rows of the file and titles."""
    count = len(pairs)
    rank = pairs["how"].map({how: position for position, how in enumerate(HOWS)})
    pairs = pairs.assign(rank=rank, less=-pairs["likeness"])
    pairs = pairs.sort_values(["rank", "less", "row", "other"]).head(MOST_PAIRS)
    later, earlier = (table.iloc[pairs[name]] for name in ("row", "other"))
    described = pd.DataFrame(
        {
            "row": later[ROW].to_numpy(),
            "other": earlier[ROW].to_numpy(),
            "how": pairs["how"].to_numpy(),
            "title": later["title"].to_numpy(),
            "other_title": earlier["title"].to_numpy(),
            "likeness": pairs["likeness"].round(1).to_numpy(),
        }
    ).astype(_TYPES)
    described.attrs["pairs"] = count
    return described
