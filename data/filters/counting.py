"""Counts of a selection by option, cached on its query.

Figures, filters and the table of a view need the same counts of the same selection.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, NamedTuple, ParamSpec

import numpy as np

from data.filters.index import index_of
from data.filters.query import Query
from data.model.campaign import Campaign, Tables
from data.model.result_cache import cached_on_campaign

_SPARSE = 16
"""If fewer than one in so many consultations are selected, they are looked up singly."""


_Asked = ParamSpec("_Asked")


def _cached_on_query(
    make: Callable[Concatenate[Query, _Asked], np.ndarray],
) -> Callable[Concatenate[Query, _Asked], np.ndarray]:
    """Cache counts on their query: a cache of the campaign would hold its frames as well."""

    @wraps(make)
    def cached(part: Query, /, *args: _Asked.args, **kwargs: _Asked.kwargs) -> np.ndarray:
        counts: dict[object, np.ndarray] = part.__dict__.setdefault("_counts", {})
        key = make, args
        if key not in counts:
            counts[key] = make(part, *args, **kwargs)
        return counts[key]

    return cached


def chosen(part: Query, values: np.ndarray) -> np.ndarray:
    """Return the values of the selected consultations from an array of all."""
    if part.size == len(values):
        return values
    if part.size * _SPARSE < len(values):
        return np.take(values, part.rows)
    return np.compress(part.mask, values)


@_cached_on_query
def region_counts(part: Query) -> np.ndarray:
    """Count a selection by region, in the order of `Index.region_ids`."""
    index = index_of(part.campaign)
    return np.bincount(chosen(part, index.region), minlength=len(index.region_ids))


@_cached_on_query
def kind_counts(part: Query) -> np.ndarray:
    """Count a selection by kind, in the order of the campaign's kinds."""
    index = index_of(part.campaign)
    counts = np.bincount(chosen(part, index.kind) + 1, minlength=len(part.whole.kinds) + 1)
    return counts[1:]


@_cached_on_query
def country_counts(part: Query) -> np.ndarray:
    """Count a selection by country, in the order of `Index.country_ids`."""
    return index_of(part.campaign).countries.count(part.mask)


@_cached_on_query
def organization_counts(part: Query, role: str = "", /) -> np.ndarray:
    """Count a selection by organization in a role; "" is any role."""
    return index_of(part.campaign).organizations(role).count(part.mask)


@cached_on_campaign(1)
def organization_ids(campaign: Tables) -> list[str]:
    """Return the ids of a campaign's organizations, in their order."""
    return campaign.organizations["id"].tolist()


@cached_on_campaign(1)
def organization_positions(campaign: Tables) -> dict[str, int]:
    """Return the position of each of a campaign's organizations, by id."""
    return {id_: position for position, id_ in enumerate(organization_ids(campaign))}


class Periods(NamedTuple):
    """The periods in which consultations begin and end.

    Attributes:
        first: Of each consultation, the position of the period of its first day, and one after
            the last period if its days are unknown.
        last: The same of its last day.
        periods: How many there are.
    """

    first: np.ndarray
    last: np.ndarray
    periods: int

    def overlap(self, part: Query) -> tuple[np.ndarray, np.ndarray]:
        """Count a selection's consultations that begin in each period, and that end in it."""
        begun, over = (
            np.bincount(chosen(part, values), minlength=self.periods + 1)[: self.periods]
            for values in (self.first, self.last)
        )
        return begun, over


@cached_on_campaign(4)
def periods_between(
    campaign: Campaign, edges: tuple[int, ...], *, by_region: bool = False
) -> Periods:
    """Return the period of the days of each consultation, as small numbers.

    Args:
        campaign: A whole one.
        edges: First day of each period, and the day after the last, in days since 1970; all known
            days are within.
        by_region: Number the periods of each region separately, region by region.
    """
    index, days = index_of(campaign), np.array(edges, dtype=np.int64)
    bins = len(days) - 1
    count = bins * (len(index.region_ids) if by_region else 1)
    dtype = np.min_scalar_type(count)
    before = index.region.astype(np.int64) * bins if by_region else 0
    first, last = (
        np.where(index.dated, periods_of(side, days) + before, count).astype(dtype)
        for side in (index.first, index.last)
    )
    return Periods(first, last, count)


_LONGEST = 5_000_000
"""Days of which a table is made to find the period of each; more than calendars have."""


def periods_of(days: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """Return the period of each day: a table of all days is quicker than a search for each.

    Args:
        days: Since 1970, all within the edges.
        edges: First day of each period, ascending, and the day after the last.
    """
    if edges[-1] - edges[0] > _LONGEST:
        return np.searchsorted(edges, days, side="right") - 1
    table = np.repeat(np.arange(len(edges) - 1, dtype=np.int32), np.diff(edges))
    periods: np.ndarray = np.take(table, days - edges[0], mode="clip")
    return periods
