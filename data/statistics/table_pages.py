"""The table of a choice a page at a time: sorted and cut here, however long it is."""

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
    from data.campaign.selection import Part

PAGE = 50
"""Rows of a page."""


def page_count(part: Part) -> int:
    """How many pages a choice has; one if nothing is chosen."""
    return max(-(-part.size // PAGE), 1)


def page_rows(part: Part, language: str, sort: str, page: int, *, down: bool = False) -> np.ndarray:
    """The consultations of a page of the table.

    Args:
        part: What is chosen.
        language: The texts are sorted as they are shown.
        sort: One of `choice.SORTS`; what has none of it comes last, and where it is the
            same, date counts.
        page: From 1; one that there is not gives the nearest.
        down: The other way round.

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
    """All consultations sorted by something; None if they already are."""
    index = index_of(campaign)
    match sort:
        case "title":
            texts = pc.utf8_lower(pa.array(translated(campaign.consultations, "title", language)))
            return np.asarray(pc.sort_indices(texts)).astype(np.int64)
        case "region":
            names = region_names(campaign, language)
            return _by_option(index.region, [names[one] for one in index.region_ids])
        case "kind":
            titles: Mapping[str, str] = names_of(campaign.kinds, "title", language)
            return _by_option(index.kind, [titles[one] for one in campaign.kinds["id"]])
        case "country":
            return _by_option(_first_country(campaign), _country_titles(campaign, language))
    return None


def _by_option(codes: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """Rows in the order of the names of their options; the code -1, no option, comes last."""
    places = np.empty(len(names) + 1, dtype=np.int32)
    places[np.array(sorted(range(len(names)), key=lambda one: fold(names[one])), dtype=int)] = (
        np.arange(len(names), dtype=np.int32)
    )
    places[-1] = len(names)
    return np.argsort(places[codes], kind="stable")


def _first_country(campaign: Campaign) -> np.ndarray:
    """The first country of each consultation as a code, -1 for none."""
    pairs = index_of(campaign).countries
    codes = np.full(len(campaign.consultations), -1, dtype=np.int32)
    codes[pairs.rows[::-1]] = pairs.codes[::-1]
    return codes


def _country_titles(campaign: Campaign, language: str) -> list[str]:
    return [country_name(code, language) for code in index_of(campaign).country_ids]
