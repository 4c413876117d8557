"""The table of a selection, one page at a time: sorted and cut on the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.campaign.campaign import translated
from data.campaign.result_cache import cached_on_campaign
from data.choosing.index import index_of
from data.places.countries import country_name
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
    order = _order(part.whole, language, sort)
    rows: np.ndarray = part.rows if order is None else order[part.mask[order]]
    if down:
        rows = rows[::-1]
    return rows[start : start + PAGE]


@cached_on_campaign(12)
def _order(campaign: Campaign, language: str, sort: str) -> np.ndarray | None:
    """Return the positions of all consultations in some order; None for date order."""
    index = index_of(campaign)
    match sort:
        case "title":
            texts = pc.utf8_lower(pa.array(translated(campaign.consultations, "title", language)))
            return np.asarray(pc.sort_indices(texts)).astype(np.int64)
        case "region":
            names = region_names(campaign, language)
            return _by_option(index.region, [names[region] for region in index.region_ids])
        case "kind":
            titles: Mapping[str, str] = names_of(campaign.kinds, "title", language)
            return _by_option(index.kind, [titles[kind] for kind in campaign.kinds["id"]])
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
