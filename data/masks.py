"""What each filter of a choice lets through: a truth a consultation."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pandas as pd

from data.choice import ALL_KINDS, FILTERS, Choice, without
from data.dates import first_day, last_day
from data.folding import fold
from data.index import Index, index_of
from data.result_cache import cached_on_campaign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from data.campaign import Campaign

Mask: TypeAlias = np.ndarray
"""One truth a consultation, in the order of the campaign."""


def _regions(index: Index, choice: Choice) -> Mask:
    return _among(index.region, index.region_ids, choice.regions)


def _among(codes: np.ndarray, ids: list[str], wanted: Iterable[str]) -> Mask:
    """Which codes stand for one of the wanted ids; the code -1 stands for none."""
    asked = set(wanted)
    table = np.array([*(one in asked for one in ids), False])
    return table[codes]  # type: ignore[no-any-return]


def _kinds(index: Index, choice: Choice) -> Mask:
    if ALL_KINDS in choice.kinds:
        return np.ones(len(index), dtype=bool)
    if choice.kinds:
        return _among(index.kind, list(index.campaign.kinds["id"]), choice.kinds)
    return index.own


def _countries(index: Index, choice: Choice) -> Mask:
    codes = pd.Index(index.country_ids, dtype="str").get_indexer(pd.Index(choice.countries))
    return index.countries.rows_with(codes, len(index))


def _organizations(index: Index, choice: Choice) -> Mask:
    if not choice.organizations:
        return np.ones(len(index), dtype=bool)
    ids = pd.Index(index.campaign.organizations["id"])
    codes = ids.get_indexer(pd.Index(choice.organizations))
    return index.organizations(choice.role).rows_with(codes, len(index))


def _time(index: Index, choice: Choice) -> Mask:
    """What overlaps the days from `since` to `until`, both inclusive."""
    mask = index.dated.copy()
    since, until = first_day(choice.since), last_day(choice.until)
    if since:
        mask &= index.last >= np.datetime64(since, "D").astype(np.int64)
    if until:
        mask &= index.first <= np.datetime64(until, "D").astype(np.int64)
    return mask


def _words(index: Index, choice: Choice) -> Mask:
    mask = np.ones(len(index), dtype=bool)
    for word in fold(choice.words).split():
        mask &= index.words.contain(word)
    return mask


_MASKS: dict[str, Callable[[Index, Choice], Mask]] = {
    "regions": _regions,
    "kinds": _kinds,
    "countries": _countries,
    "organizations": _organizations,
    "since": _time,
    "words": _words,
}


@cached_on_campaign(32)
def _masks(campaign: Campaign, choice: Choice) -> dict[str, Mask]:
    """The mask of every filter that is set; the kinds' always."""
    asked = {name for name in FILTERS if choice != without(choice, name)} | {"kinds"}
    index = index_of(campaign)
    return {name: _MASKS[name](index, choice) for name in FILTERS if name in asked}


def all_but(campaign: Campaign, choice: Choice, part: str = "") -> Mask:
    """What every filter but one lets through."""
    mask = np.ones(len(campaign.consultations), dtype=bool)
    for name, single in _masks(campaign, choice).items():
        if name != part:
            mask &= single
    return mask
