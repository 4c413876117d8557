"""One boolean mask per filter, and how many consultations each option would give."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pandas as pd

from data.campaign.result_cache import cached_on_campaign
from data.campaign.schema import GLOBAL
from data.choosing.choice import ALL_KINDS, FILTERS, Choice, without
from data.choosing.index import Index, index_of
from data.loading.iso_dates import first_day, last_day
from data.words.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from data.campaign.campaign import Campaign
    from data.choosing.choice import Choice

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


@cached_on_campaign(256)
def option_counts(campaign: Campaign, choice: Choice, part: str) -> dict[str, int]:
    """How many consultations each option of a filter would give, the other filters kept.

    Args:
        campaign: The whole campaign.
        choice: What is chosen now.
        part: "regions", "kinds", "countries", "organizations" or "years".

    Returns:
        Option to count, every option of the campaign in its order; 0 where it would give nothing.
    """
    mask = all_but(campaign, choice, "since" if part == "years" else part)
    return _COUNTS[part](index_of(campaign), mask, choice)


def _counted(options: Iterable[str], counts: np.ndarray) -> dict[str, int]:
    return dict(zip(options, counts.tolist(), strict=True))


def _count_regions(index: Index, mask: Mask, _: Choice) -> dict[str, int]:
    counts = np.bincount(index.region[mask], minlength=len(index.region_ids))
    counted = _counted(index.region_ids, counts)
    if not _some_without_region(index.campaign):
        counted.pop(GLOBAL)
    return counted


@cached_on_campaign(8)
def _some_without_region(campaign: Campaign) -> bool:
    return bool((campaign.consultations["region"] == "").any())


def _count_kinds(index: Index, mask: Mask, _: Choice) -> dict[str, int]:
    kinds = list(index.campaign.kinds["id"])
    codes = index.kind[mask]
    return _counted(kinds, np.bincount(codes[codes >= 0], minlength=len(kinds)))


def _count_countries(index: Index, mask: Mask, _: Choice) -> dict[str, int]:
    return _counted(index.country_ids, index.countries.count(mask))


def _count_organizations(index: Index, mask: Mask, choice: Choice) -> dict[str, int]:
    counts = index.organizations(choice.role).count(mask)
    return _counted(index.campaign.organizations["id"], counts)


def _count_years(index: Index, mask: Mask, _: Choice) -> dict[str, int]:
    """How many overlap each year: those begun by its end less those over before it."""
    offered = years(index.campaign)
    if not offered:
        return {}
    mask = mask & index.dated
    begun, over = (_per_year(days[mask], offered) for days in (index.first, index.last))
    return _counted(offered, np.cumsum(begun) - np.append(0, np.cumsum(over)[:-1]))


def _per_year(days: np.ndarray, offered: list[str]) -> np.ndarray:
    year = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    return np.bincount(year - int(offered[0]), minlength=len(offered))


_COUNTS: dict[str, Callable[[Index, Mask, Choice], dict[str, int]]] = {
    "regions": _count_regions,
    "kinds": _count_kinds,
    "countries": _count_countries,
    "organizations": _count_organizations,
    "years": _count_years,
}


@cached_on_campaign(8)
def years(campaign: Campaign) -> list[str]:
    """The years from the first to the last known day of a campaign."""
    first, last = campaign.consultations["first"].min(), campaign.consultations["last"].max()
    return [] if pd.isna(first) else [f"{year:04d}" for year in range(first.year, last.year + 1)]
