"""Some of a selection's rows in date order, however many it has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from data.filters.merging import first_rows, in_row_order, join_frames, shifted
from data.filters.query import FRAMES, Query
from data.filters.question import narrowing, question, start_of
from data.model.campaign import Campaign

_MOST_FIRST, _STEP = 500, 50
"""Up to `_MOST_FIRST` rows are quicker to send from each shard than to count first. They are
requested in steps of `_STEP`."""


def _own_rows(shard: Campaign, rows: tuple[int, ...]) -> tuple[np.ndarray]:
    """Return the positions in a shard of those rows of the whole that it has."""
    own = np.array(rows, dtype=np.int64) - start_of(shard)
    return (own[(own >= 0) & (own < len(shard.consultations))],)


def of_rows(query: Query, rows: np.ndarray) -> Query:
    """Select the consultations at some positions of the whole campaign."""
    return _of_rows(query.whole, rows)


@narrowing(_own_rows)
def _of_rows(whole: Query, rows: np.ndarray) -> Query:
    mask = np.zeros(whole.size, dtype=bool)
    mask[rows] = True
    return whole.where(mask)


def first_part(query: Query, most: int) -> Query:
    """Return the first consultations of a query, as a query."""
    return of_rows(query, query.rows_between(0, most))


def rows_of_shards(query: Query, first: int, last: int) -> np.ndarray:
    """Return positions in the whole of a query's rows, `first` to before `last`."""
    if last <= _MOST_FIRST:
        # The same question for the first few and the first fifty.
        return _first(query, -(-last // _STEP) * _STEP)[first:last]
    # Shards are in date order: after counting, each sends only what is asked for.
    slices, before = [], 0
    for start, size in _sizes(query):
        low, high = (min(max(end - before, 0), size) for end in (first, last))
        if low < high:
            slices.append((start, low, high))
        before += size
    return _slices(query, tuple(slices)) if slices else np.zeros(0, dtype=np.int64)


@question(first_rows, shift=shifted)
def _first(query: Query, most: int) -> np.ndarray:
    """Return the first selected rows, at most so many."""
    return query.rows[:most]


def _in_order(answers: Sequence[tuple[tuple[int, int], ...]]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted(size for sizes in answers for size in sizes))


@question(_in_order)
def _sizes(query: Query) -> tuple[tuple[int, int], ...]:
    """Return the start of each shard and how many of its rows are selected."""
    return ((start_of(query.campaign), query.size),)


@question(in_row_order, shift=shifted)
def _slices(query: Query, slices: tuple[tuple[int, int, int], ...]) -> np.ndarray:
    """Return each shard's part: its start, and the first and last of its selected rows."""
    own_start = start_of(query.campaign)
    for start, low, high in slices:
        if start == own_start:
            return query.rows[low:high]
    return np.zeros(0, dtype=np.int64)


class Neighbours(NamedTuple):
    """Rows of a selection before and after some row; -1 for none."""

    before: int
    after: int


def _unite_neighbours(answers: Sequence[Neighbours], _number: int) -> Neighbours:
    after = [each.after for each in answers if each.after >= 0]
    return Neighbours(max(each.before for each in answers), min(after, default=-1))


def _shift_neighbours(rows: Neighbours, start: int) -> Neighbours:
    return Neighbours(*(row + start if row >= 0 else row for row in rows))


@question(_unite_neighbours, shift=_shift_neighbours)
def neighbours(query: Query, number: int) -> Neighbours:
    """Return the selected rows before and after the consultation with a number."""
    row = number - 1 - start_of(query.campaign)
    before = int(np.searchsorted(query.rows, row)) - 1
    after = int(np.searchsorted(query.rows, row, side="right"))
    return Neighbours(
        int(query.rows[before]) if before >= 0 else -1,
        int(query.rows[after]) if after < len(query.rows) else -1,
    )


class Frames(NamedTuple):
    """The frames of a query, as in `Campaign`."""

    consultations: pd.DataFrame
    places: pd.DataFrame
    roles: pd.DataFrame
    feeds: pd.DataFrame
    documents: pd.DataFrame
    photos: pd.DataFrame


def _join(answers: Sequence[Frames]) -> Frames:
    in_order = sorted(answers, key=_first_number)
    frames = Frames(*(join_frames(each) for each in zip(*in_order, strict=True)))
    # A link between two shards is in both.
    feeds = frames.feeds.drop_duplicates(["consultation", "into"], ignore_index=True)
    return frames._replace(feeds=feeds)


def _first_number(frames: Frames) -> int:
    numbers = frames.consultations["number"]
    return int(numbers.iloc[0]) if len(numbers) else 0


@question(_join)
def frames(query: Query) -> Frames:
    """Return the frames of a small query."""
    cut = (getattr(query, name) for name in FRAMES)
    # Positions in a shard mean nothing elsewhere.
    return Frames(*(frame.drop(columns="row", errors="ignore") for frame in cut))


def detached(query: Query) -> Campaign:
    """Return the selection as a campaign of its own, with all frames cut."""
    return Campaign(
        settings=query.settings,
        regions=query.regions,
        organizations=query.organizations,
        issues=query.issues,
        folder=query.folder,
        version=query.version,
        **{name: getattr(query, name) for name in FRAMES},
    )
