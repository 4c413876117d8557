"""Select consultations by a choice, and find filters to drop when it selects none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import combinations
from typing import NamedTuple

import numpy as np

from data.filters.choice import ALL_KINDS, Choice
from data.filters.filters import FILTERS, Filter, Mask, filter_named
from data.filters.index import index_of
from data.filters.merging import unite
from data.filters.nouns import meetings_of, share_in_words
from data.filters.query import NO_ROWS, Calls, Query
from data.filters.question import narrowing, question
from data.filters.rows import of_rows
from data.loading.iso_dates import first_day, last_day
from data.model.result_cache import cached_on_campaign
from data.model.schema import ROLES
from data.words.languages import join_parts, translations

_FEW = 50_000
"""Up to so many consultations a cut copy of the frames weighs little."""

_EPOCH = date(1970, 1, 1).toordinal()


def _mask_of(campaign: Query, one: Filter, choice: Choice) -> Mask:
    """Return the mask of one filter, which does not depend on the others."""
    few = campaign.size <= _FEW
    own = Choice(**{part: getattr(choice, part) for part in one.parameters})
    return (_masks_of_few if few else _masks_large)(campaign, one.name, own)


@cached_on_campaign(64)
def _masks_of_few(campaign: Query, name: str, choice: Choice) -> Mask:
    return filter_named(name).mask(index_of(campaign.campaign), choice)


@cached_on_campaign(8)
def _masks_large(campaign: Query, name: str, choice: Choice) -> Mask:
    """Mask of a large campaign: a megabyte per million consultations, so only a few are cached."""
    return filter_named(name).mask(index_of(campaign.campaign), choice)


def _make_mask(campaign: Query, choice: Choice) -> Mask:
    """AND the masks of all active filters. The kind filter always applies."""
    masks = [
        _mask_of(campaign, one, choice)
        for one in FILTERS
        if one.is_set(choice) or one.name == "kinds"
    ]
    mask = masks[0]
    for other in masks[1:]:
        mask = mask & other
    return mask


def all_but(campaign: Query, choice: Choice, name: str = "") -> Mask:
    """Return the mask of all filters but one. Don't change it: it is shared."""
    return select(campaign, without(choice, name) if name else choice).mask


def without(choice: Choice, name: str) -> Choice:
    """Return a choice that lets through what all filters but one do."""
    if name == "kinds":
        return replace(choice, kinds=(ALL_KINDS,))
    return filter_named(name).without(choice)


def without_needless_time(campaign: Query, choice: Choice) -> Choice:
    """Return a choice without a time that lets every consultation of a campaign through.

    Most shards are before, within or after a time as a whole.
    """
    days = _common_days(campaign) if choice.since or choice.until else None
    if days is None:
        return choice
    since, until = first_day(choice.since), last_day(choice.until)
    is_cut = (since and since.toordinal() - _EPOCH > days[0]) or (
        until and until.toordinal() - _EPOCH < days[1]
    )
    return choice if is_cut else filter_named("since").without(choice)


@cached_on_campaign(8)
def _common_days(campaign: Query) -> tuple[int, int] | None:
    """Return the earliest last day and the latest first one; None if a consultation has no days."""
    index = index_of(campaign.campaign)
    if not len(index) or not index.dated.all():
        return None
    return int(index.last.min()), int(index.first.max())


@question(unite)
@cached_on_campaign(64)
def role_counts(campaign: Query, choice: Choice) -> dict[str, int]:
    """Count consultations by role, with the organizations and other filters unchanged.

    Returns:
        Role to count, in the order of `ROLES`.
    """
    one = filter_named("organizations")
    mask = all_but(campaign, choice, one.name)
    masks = {role: _mask_of(campaign, one, replace(choice, role=role)) for role in ROLES}
    return {role: int(np.count_nonzero(mask & masks[role])) for role in ROLES}


@narrowing()
def select(campaign: Query, choice: Choice) -> Query:
    """Select the consultations of a choice, with everything that belongs to them.

    Numbers are those of the whole campaign. Links with one selected end are included. An empty
    selection has frames without rows.
    """
    few = campaign.size <= _FEW
    return (_select_of_few if few else _select_large)(
        campaign, without_needless_time(campaign, choice)
    )


@cached_on_campaign(64)
def _select_of_few(campaign: Query, choice: Choice) -> Query:
    return campaign.where(_make_mask(campaign, choice))


@cached_on_campaign(4)
def _select_large(campaign: Query, choice: Choice) -> Query:
    """Select in a large campaign: selections hold their cut frames, so only a few are cached."""
    return campaign.where(_make_mask(campaign, choice))


def only(campaign: Query, ids: Iterable[str]) -> Query:
    """Select consultations by id; unknown ids are ignored."""
    wanted = sorted({id_ for id_ in ids if id_})
    return _only(campaign, wanted) if wanted else of_rows(campaign, NO_ROWS)


@narrowing()
def _only(campaign: Query, ids: Iterable[str]) -> Query:
    wanted, known = list(ids), campaign.consultations["id"]
    # Of a single one, comparing is quicker than building a hash table.
    is_wanted = known.isin(wanted) if len(wanted) > 1 else known == wanted[0]
    return campaign.where(is_wanted.to_numpy(dtype=bool))


@narrowing()
@cached_on_campaign(32)
def unmapped_part(part: Query) -> Query:
    """Narrow a selection to consultations without a place or a date."""
    index = index_of(part.campaign)
    return part.where(part.mask & ~(index.placed & index.dated))


@narrowing()
def unplaced_part(part: Query) -> Query:
    """Narrow a selection to consultations that are not on the map."""
    return part.where(part.mask & ~index_of(part.campaign).placed)


def count(campaign: Query, choice: Choice) -> int:
    """Count the consultations of a choice."""
    return select(campaign, choice).size


@question(unite)
def _size(campaign: Query, choice: Choice) -> int:
    return select(campaign, choice).size


class Loosening(NamedTuple):
    """One or two filters to drop, and how many consultations that would give."""

    parts: tuple[str, ...]
    consultations: int


def loosenings(campaign: Query, choice: Choice) -> list[Loosening]:
    """Return the filters to drop for a selection that is not empty, the largest result first.

    Single filters; only where none of them helps, pairs. Empty if even a pair does not help.
    """
    for size in (1, 2):
        counts = [
            Loosening(parts, _size(campaign, _without_all(choice, parts)))
            for parts in _combined(choice, size)
        ]
        helping = [one for one in counts if one.consultations]
        if helping:
            return sorted(helping, key=lambda one: -one.consultations)
    return []


def loosening_questions(campaign: Query, choice: Choice) -> Calls:
    """Yield what `loosenings` asks where a single filter is enough."""
    for parts in _combined(choice, 1):
        yield partial(_size, campaign, _without_all(choice, parts))


def _combined(choice: Choice, size: int) -> Iterator[tuple[str, ...]]:
    return combinations((one.name for one in FILTERS if one.is_set(choice)), size)


def _without_all(choice: Choice, parts: tuple[str, ...]) -> Choice:
    for part in parts:
        choice = filter_named(part).without(choice)
    return choice


def describe(campaign: Query, choice: Choice, language: str) -> str:
    """Describe a selection: `West & Central Africa, 2015–2016: 1 of 9 consultations`."""
    filters, size = describe_parts(campaign, choice, language)
    # Translators: the filters that are set, and how many consultations they let through
    return translations(language).gettext("{filters}: {size}").format(filters=filters, size=size)


def describe_parts(campaign: Query, choice: Choice, language: str) -> tuple[str, str]:
    """Return the filters of a choice in words, and how many consultations they let through."""
    whole = meetings_of(select(campaign, Choice(kinds=choice.kinds)))
    size = share_in_words(campaign, meetings_of(select(campaign, choice)), whole, language)
    parts: list[str] = []
    for one in FILTERS:
        if words := one.words(campaign, choice, language, is_first=not parts):
            parts.append(words)
    return join_parts(parts, language), size
