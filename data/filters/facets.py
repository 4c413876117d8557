"""How many consultations each option of each filter would give: the counts beside the options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from data.filters.choice import Choice
from data.filters.filters import FILTERS, Filter, filter_named
from data.filters.query import Query
from data.filters.question import question
from data.filters.select import select, without, without_needless_time
from data.model.result_cache import cached_on_campaign

_COUNTED: dict[str, Filter] = {one.counts_as: one for one in FILTERS if one.counts_as}


@dataclass(frozen=True)
class Facets:
    """The counts of some filters, each with the other filters unchanged.

    Attributes:
        campaign: The whole campaign.
        counts: What `Filter.counts` returned, by `Filter.counts_as`.
    """

    campaign: Query
    counts: Mapping[str, Any]

    def __getitem__(self, options: str) -> dict[str, int]:
        """Return option to count, every option of the campaign in its order, also those with 0.

        Args:
            options: "regions", "kinds", "countries", "organizations" or "years", if asked for.
        """
        return _COUNTED[options].named_counts(self.campaign, self.counts[options])


def facets(campaign: Query, choice: Choice, *options: str) -> Facets:
    """Count the options of filters, organizations in the role of the choice.

    Args:
        campaign: The whole campaign.
        choice: The choice now.
        options: Names of what to count, see `Facets`; none counts all. Countries and organizations
            take about twice as long as the others together (at 300,000 rows).
    """
    names = options or tuple(_COUNTED)
    counts = _facets(campaign, choice, names)
    return Facets(campaign, dict(zip(names, counts, strict=True)))


def _unite(
    answers: Sequence[tuple[Any, ...]], _choice: Choice, names: tuple[str, ...]
) -> tuple[Any, ...]:
    of_filters = zip(names, zip(*answers, strict=True), strict=True)
    return tuple(_COUNTED[name].unite_counts(counts) for name, counts in of_filters)


@question(_unite)
def _facets(campaign: Query, choice: Choice, names: tuple[str, ...]) -> tuple[Any, ...]:
    """Count the options of each filter; the masks of the filters are made once for all counts."""
    choice = without_needless_time(campaign, choice)
    filters = (_COUNTED[name].name for name in names)
    return tuple(_counts(campaign, one, without(choice, one), choice.role) for one in filters)


@cached_on_campaign(256)
def _counts(campaign: Query, name: str, others: Choice, role: str) -> Any:
    """Count the options of a filter among the consultations that the other filters let through."""
    return filter_named(name).counts(select(campaign, others), replace(others, role=role))
