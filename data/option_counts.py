"""What else one could choose: how many consultations each option of a filter would give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.index import Index, index_of
from data.masks import all_but
from data.result_cache import cached_on_campaign
from data.schema import GLOBAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from data.campaign import Campaign
    from data.choice import Choice
    from data.masks import Mask


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
