"""How many consultations each option of each filter would give: the counts beside the options."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from data.filters.choice import Choice
from data.filters.filters import FILTERS, Filter, filter_named
from data.filters.query import Query
from data.filters.question import question
from data.filters.select import select, without, without_needless_time
from data.model.result_cache import cached_on_campaign

_COUNTED: tuple[Filter, ...] = tuple(one for one in FILTERS if one.counts_as)
_POSITIONS = {one.counts_as: position for position, one in enumerate(_COUNTED)}


@dataclass(frozen=True)
class Facets:
    """The counts of all filters, each with the other filters unchanged.

    Attributes:
        campaign: The whole campaign.
        counts: What `Filter.counts` returned, for each filter that counts its options.
    """

    campaign: Query
    counts: tuple[Any, ...]

    def __getitem__(self, options: str) -> dict[str, int]:
        """Return option to count, every option of the campaign in its order, also those with 0.

        Args:
            options: "regions", "kinds", "countries", "organizations" or "years".
        """
        position = _POSITIONS[options]
        return _COUNTED[position].named_counts(self.campaign, self.counts[position])


def facets(campaign: Query, choice: Choice) -> Facets:
    """Count the options of every filter, organizations in the role of the choice.

    Args:
        campaign: The whole campaign.
        choice: The choice now.
    """
    return Facets(campaign, _facets(campaign, choice))


def _unite(answers: Sequence[tuple[Any, ...]], _choice: Choice) -> tuple[Any, ...]:
    of_filters = zip(*answers, strict=True)
    return tuple(one.unite_counts(counts) for one, counts in zip(_COUNTED, of_filters, strict=True))


@question(_unite)
def _facets(campaign: Query, choice: Choice) -> tuple[Any, ...]:
    """Count the options of each filter; the masks of the filters are made once for all counts."""
    choice = without_needless_time(campaign, choice)
    return tuple(
        _counts(campaign, one.name, without(choice, one.name), choice.role) for one in _COUNTED
    )


@cached_on_campaign(256)
def _counts(campaign: Query, name: str, others: Choice, role: str) -> Any:
    """Count the options of a filter among the consultations that the other filters let through."""
    return filter_named(name).counts(select(campaign, others), replace(others, role=role))
