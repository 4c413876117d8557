"""The table of a selection, one page at a time: sorted and cut on the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.campaign.campaign import translated
from data.campaign.result_cache import cached_on_campaign
from data.choosing.index import index_of, region_options
from data.places.countries import country_name
from data.questions.question import TooLarge, question
from data.questions.rows import rows_between
from data.words.describe import names_of, region_names
from data.words.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from data.campaign.campaign import Campaign
    from data.campaign.selection import Selection

PAGE = 50
"""Rows per page."""


def page_count(part: Selection) -> int:
    """Count the pages of a selection; an empty one has one page."""
    return max(-(-part.size // PAGE), 1)


def page_rows(
    part: Selection, language: str, sort: str, page: int, *, down: bool = False
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
    if part.engine is not None:
        return _rows_of_shards(part, (language, sort), start, down=down)
    order = _order(part.whole, language, sort)
    rows: np.ndarray = part.rows if order is None else order[part.mask[order]]
    if down:
        rows = rows[::-1]
    return rows[start : start + PAGE]


def _rows_of_shards(
    part: Selection, order: tuple[str, str], start: int, *, down: bool
) -> np.ndarray:
    """Return the rows of a page from `start`; `order` is the language and the sort.

    Dates are the order of shards. In any other order each shard sends its first rows, or if the
    page is nearer to the end its last ones.
    """
    end = min(start + PAGE, part.size)
    if order[1] not in _SORTED:
        first, last = (part.size - end, part.size - start) if down else (start, end)
        rows = rows_between(part, first, last)
        return rows[::-1] if down else rows
    from_end = start > part.size - end
    if from_end:
        start, end, down = part.size - end, part.size - start, not down
    if end > MOST_SORTED:
        raise TooLarge(part.size)
    rows = _first_sorted(part, *order, end, down)["row"].to_numpy()[start:end]
    return rows[::-1] if from_end else rows


MOST_SORTED = 20_000
"""A page in another order than by date is at most so many rows from either end of large tables."""

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
    part: Selection,
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


def _keys(campaign: Campaign, language: str, sort: str, rows: np.ndarray) -> list[str]:
    """Return texts that sort rows of all shards as `_order` sorts those of one."""
    index = index_of(campaign)
    if sort == "title":
        titles = translated(campaign.consultations.iloc[rows], "title", language)
        keys: list[str] = pc.utf8_lower(pa.array(titles)).to_pylist()
        return keys
    if sort == "country":
        codes, ids = _first_country(campaign)[rows], index.country_ids
        names = [f"{fold(country_name(id_, language))}\0{id_}" for id_ in ids]
    else:
        codes = (index.region if sort == "region" else index.kind)[rows]
        options = _names(campaign, language, sort)
        names = [f"{fold(name)}\0{code:06d}" for code, name in enumerate(options)]
    # The code -1, no option, comes last.
    return [[*names, "\U0010ffff"][code] for code in codes]


def _names(campaign: Campaign, language: str, sort: str) -> list[str]:
    """Return the names of the options of "region" or "kind", by their codes."""
    if sort == "region":
        regions = region_names(campaign, language)
        return [regions[region] for region in region_options(campaign)]
    titles: Mapping[str, str] = names_of(campaign.kinds, "title", language)
    return [titles[kind] for kind in campaign.kinds["id"]]


@cached_on_campaign(12)
def _order(campaign: Campaign, language: str, sort: str) -> np.ndarray | None:
    """Return the positions of all consultations in some order; None for date order."""
    index = index_of(campaign)
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


def _first_country(campaign: Campaign) -> np.ndarray:
    """Return the first country of each consultation as a code, -1 for none."""
    pairs = index_of(campaign).countries
    codes = np.full(len(campaign.consultations), -1, dtype=np.int32)
    codes[pairs.rows[::-1]] = pairs.codes[::-1]
    return codes


def _country_titles(campaign: Campaign, language: str) -> list[str]:
    return [country_name(code, language) for code in index_of(campaign).country_ids]
