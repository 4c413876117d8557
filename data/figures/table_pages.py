"""The table of a selection, one page at a time: sorted and cut on the server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.filters.describe import names_of, region_names
from data.filters.index import index_of
from data.filters.merging import unite
from data.filters.options import region_options
from data.filters.query import Query
from data.filters.question import narrowing, question
from data.geo.countries import country_name
from data.model.campaign import translated
from data.model.result_cache import cached_on_campaign
from data.words.folding import fold

PAGE = 50
"""Rows per page."""


def page_count(part: Query) -> int:
    """Count the pages of a selection; an empty one has one page."""
    return max(-(-part.size // PAGE), 1)


def page_rows(
    part: Query, language: str, sort: str, page: int, *, down: bool = False
) -> np.ndarray:
    """Return the consultations of one page of the table.

    Args:
        part: The selection.
        language: Texts are sorted as shown in it.
        sort: One of `choice.SORTS`; empty values come last, equal ones are in date order.
        page: From 1; a page that doesn't exist gives the nearest one.
        down: Whether to reverse the order.

    Returns:
        Positions in the whole campaign, at most `PAGE`, in the order of the page.
    """
    start = (min(max(page, 1), page_count(part)) - 1) * PAGE
    if not part.is_local:
        return _rows_of_shards(part, (language, sort), start, down=down)
    order = _order(part.whole, language, sort)
    rows: np.ndarray = part.rows if order is None else order[part.mask[order]]
    if down:
        rows = rows[::-1]
    return rows[start : start + PAGE]


def _rows_of_shards(part: Query, order: tuple[str, str], start: int, *, down: bool) -> np.ndarray:
    """Return the rows of a page from `start`; `order` is the language and the sort.

    Dates are the order of shards. In any other order each shard sends its first rows, or if the
    page is nearer to the end its last ones. Far from both, keys are counted first.
    """
    end = min(start + PAGE, part.size)
    if order[1] not in _SORTED:
        first, last = (part.size - end, part.size - start) if down else (start, end)
        rows = part.rows_between(first, last)
        return rows[::-1] if down else rows
    from_end = start > part.size - end
    if from_end:
        start, end, down = part.size - end, part.size - start, not down
    if end > MOST_SORTED:
        if down:
            start, end = part.size - end, part.size - start
        rows = _rows_by_keys(part, order, start, end)
        return rows[::-1] if down != from_end else rows
    rows = _first_sorted(part, *order, end, down)["row"].to_numpy()[start:end]
    return rows[::-1] if from_end else rows


MOST_SORTED = 20_000
"""Each shard sends at most so many sorted rows; for deeper pages it counts rows by key first."""

_LETTERS = 2
"""By so many more letters titles are counted, until few enough begin alike."""


def _rows_by_keys(
    part: Query, order: tuple[str, str], start: int, end: int, letters: int = _LETTERS
) -> np.ndarray:
    """Return the sorted rows from `start` to before `end`, found by counting rows by their keys."""
    found, before = [np.zeros(0, dtype=np.int64)], 0
    for key, count in sorted(_key_counts(part, *order, letters).items()):
        low, high = max(start - before, 0), min(end - before, count)
        before += count
        if low >= high:
            continue
        alike = with_key(part, *order, letters, key)
        if order[1] != "title" or len(key) < letters:  # Equal keys: in date order.
            found.append(alike.rows_between(low, high))
        elif high <= MOST_SORTED:
            found.append(_first_sorted(alike, *order, high, False)["row"].to_numpy()[low:high])  # noqa: FBT003
        else:
            found.append(_rows_by_keys(alike, order, low, high, letters + _LETTERS))
    return np.concatenate(found)


@question(unite)
def _key_counts(part: Query, language: str, sort: str, letters: int) -> dict[str, int]:
    """Count rows by the first letters of their titles, or by their option's key."""
    if sort == "title":
        counts = pc.value_counts(_beginnings(part.whole, language, part.rows, letters))
        pairs = zip(*(counts.field(name).to_pylist() for name in ("values", "counts")), strict=True)
        return dict(pairs)
    codes, keys = _option_keys(part.whole, language, sort)
    counts = np.bincount(codes[part.mask] + 1, minlength=len(keys))
    # The code -1 is the last key.
    return {key: int(count) for key, count in zip(keys, np.roll(counts, -1), strict=True) if count}


@narrowing()
def with_key(part: Query, language: str, sort: str, letters: int, key: str) -> Query:
    """Return the consultations with a key, as `_key_counts` has them."""
    whole = part.whole
    if sort == "title":
        alike = pc.equal(_beginnings(whole, language, part.rows, letters), key)
        mask = np.zeros(len(part.mask), dtype=bool)
        mask[part.rows[np.asarray(alike)]] = True
        return whole.where(mask)
    codes, keys = _option_keys(whole, language, sort)
    code = keys.index(key) if key in keys else len(keys)
    return whole.where(part.mask & (codes == (-1 if code == len(keys) - 1 else code)))


def _beginnings(campaign: Query, language: str, rows: np.ndarray, letters: int) -> pa.Array:
    titles = translated(campaign.consultations, "title", language).iloc[rows]
    return pc.utf8_slice_codeunits(pc.utf8_lower(pa.array(titles)), 0, letters)


_SORTED = ("title", "region", "kind", "country")


def _unite_sorted(
    answers: Sequence[pd.DataFrame],
    _language: str,
    _sort: str,
    most: int,
    down: bool,  # noqa: FBT001
) -> pd.DataFrame:
    joined = pd.concat(answers, ignore_index=True)
    # By code points, as Arrow sorts them.
    keys = list(zip(joined["key"], joined["row"], strict=True))
    order = sorted(range(len(keys)), key=keys.__getitem__, reverse=down)
    return joined.iloc[order[:most]].reset_index(drop=True)


def _shift_sorted(rows: pd.DataFrame, start: int) -> pd.DataFrame:
    return rows.assign(row=rows["row"] + start)


@question(_unite_sorted, shift=_shift_sorted)
def _first_sorted(
    part: Query,
    language: str,
    sort: str,
    most: int,
    down: bool,  # noqa: FBT001
) -> pd.DataFrame:
    """Return the first rows in some order: `row`, and the `key` that it is sorted by."""
    order = _order(part.whole, language, sort)
    rows: np.ndarray = part.rows if order is None else order[part.mask[order]]
    rows = (rows[::-1] if down else rows)[:most]
    return pd.DataFrame({"row": rows, "key": _keys(part.whole, language, sort, rows)})


def _keys(campaign: Query, language: str, sort: str, rows: np.ndarray) -> list[str]:
    """Return texts that sort rows of all shards as `_order` sorts those of one."""
    if sort == "title":
        titles = translated(campaign.consultations.iloc[rows], "title", language)
        lower: list[str] = pc.utf8_lower(pa.array(titles)).to_pylist()
        return lower
    codes, keys = _option_keys(campaign, language, sort)
    return [keys[code] for code in codes[rows]]


def _option_keys(campaign: Query, language: str, sort: str) -> tuple[np.ndarray, list[str]]:
    """Return the option of each row as a code, and the key of each; the last is for none, -1."""
    index = index_of(campaign.campaign)
    if sort == "country":
        codes, ids = _first_country(campaign), index.country_ids
        names = [f"{fold(country_name(id_, language))}\0{id_}" for id_ in ids]
    else:
        codes = index.region if sort == "region" else index.kind
        options = _names(campaign, language, sort)
        names = [f"{fold(name)}\0{code:06d}" for code, name in enumerate(options)]
    return codes, [*names, "\U0010ffff"]


def _names(campaign: Query, language: str, sort: str) -> list[str]:
    """Return the names of the options of "region" or "kind", by their codes."""
    if sort == "region":
        regions = region_names(campaign, language)
        return [regions[region] for region in region_options(campaign)]
    titles: Mapping[str, str] = names_of(campaign.kinds, "title", language)
    return [titles[kind] for kind in campaign.kinds["id"]]


@cached_on_campaign(12)
def _order(campaign: Query, language: str, sort: str) -> np.ndarray | None:
    """Return the positions of all consultations in some order; None for date order."""
    index = index_of(campaign.campaign)
    match sort:
        case "title":
            texts = pc.utf8_lower(pa.array(translated(campaign.consultations, "title", language)))
            return np.asarray(pc.sort_indices(texts)).astype(np.int64)
        case "region":
            return _by_option(index.region, _names(campaign, language, sort))
        case "kind":
            return _by_option(index.kind, _names(campaign, language, sort))
        case "country":
            return _by_option(_first_country(campaign), _country_titles(campaign, language))
    return None


def _by_option(codes: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """Return rows in the order of their options' names; the code -1, no option, comes last."""
    order = sorted(range(len(names)), key=lambda code: fold(names[code]))
    ranks = np.empty(len(names) + 1, dtype=np.int32)
    ranks[np.array(order, dtype=int)] = np.arange(len(names), dtype=np.int32)
    ranks[-1] = len(names)
    return np.argsort(ranks[codes], kind="stable")


def _first_country(campaign: Query) -> np.ndarray:
    """Return the first country of each consultation as a code, -1 for none."""
    pairs = index_of(campaign.campaign).countries
    codes = np.full(len(campaign.consultations), -1, dtype=np.int32)
    codes[pairs.rows[::-1]] = pairs.codes[::-1]
    return codes


def _country_titles(campaign: Query, language: str) -> list[str]:
    return [country_name(code, language) for code in index_of(campaign.campaign).country_ids]
