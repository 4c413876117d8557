"""Some of a selection's rows in date order, however many it has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from data.filters.merging import first_rows, in_row_order, join_frames, shifted
from data.filters.query import FRAMES, Query
from data.filters.question import narrowing, question, start_of
from data.model.campaign import Campaign, translated_cell

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


class Step(NamedTuple):
    """The previous or next consultation: id, number and title."""

    id: str
    number: int
    title: str


Steps: TypeAlias = tuple[Step | None, Step | None]
"""The consultations before and after one; None at either end."""


def _unite_steps(answers: Sequence[Steps], *_args: object) -> Steps:
    before, after = ([step for step in steps if step] for steps in zip(*answers, strict=True))
    return (
        max(before, key=lambda step: step.number, default=None),
        min(after, key=lambda step: step.number, default=None),
    )


@question(_unite_steps)
def steps(query: Query, number: int, language: str) -> Steps:
    """Return the selected consultations before and after the one with a number, by date."""
    rows, table = query.rows, query.campaign.consultations
    row = number - 1 - start_of(query.campaign)
    before = rows[: np.searchsorted(rows, row)][-1:]
    after = rows[np.searchsorted(rows, row, side="right") :][:1]
    return _step(table, before, language), _step(table, after, language)


def _step(table: pd.DataFrame, rows: np.ndarray, language: str) -> Step | None:
    if not len(rows):
        return None
    row = table.iloc[int(rows[0])]
    return Step(str(row["id"]), int(row["number"]), translated_cell(row, "title", language))


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
    return frames._replace(feeds=_each_link_once(frames.feeds))


def _each_link_once(feeds: pd.DataFrame) -> pd.DataFrame:
    """Drop the links between two shards that came from the second one."""
    return feeds.drop_duplicates(["consultation", "into"], ignore_index=True)


def _first_number(frames: Frames) -> int:
    numbers = frames.consultations["number"]
    return int(numbers.iloc[0]) if len(numbers) else 0


@question(_join)
def frames(query: Query) -> Frames:
    """Return the frames of a small query."""
    cut = (getattr(query, name) for name in FRAMES)
    # Positions in a shard mean nothing elsewhere.
    return Frames(*(frame.drop(columns="row", errors="ignore") for frame in cut))


class _Some(NamedTuple):
    """Rows of a frame, and the position of the first consultation of their shard."""

    start: int
    rows: pd.DataFrame


def _unite_few(answers: Sequence[_Some | None], name: str, most: int) -> _Some | None:
    some = [each for each in answers if each is not None]
    if len(some) < len(answers) or sum(len(each.rows) for each in some) > most:
        return None
    some.sort(key=lambda each: each.start)
    rows = join_frames([each.rows for each in some])
    return _Some(some[0].start, _each_link_once(rows) if name == "feeds" else rows)


def few_rows(query: Query, name: str, most: int) -> pd.DataFrame | None:
    """Return a frame of a query of any size; None if it has more than `most` rows."""
    some = _few_rows(query, name, most)
    return some and some.rows


@question(_unite_few)
def _few_rows(query: Query, name: str, most: int) -> _Some | None:
    rows: pd.DataFrame = getattr(query, name)
    return _Some(start_of(query.campaign), rows) if len(rows) <= most else None


def detached(query: Query) -> Campaign:
    """Return the selection as a campaign of its own, with all frames cut."""
    return Campaign(
        settings=query.settings,
        regions=query.regions,
        organizations=query.organizations,
        demands=query.demands,
        judgements=query.tables.judgements,
        issues=query.issues,
        folder=query.folder,
        version=query.version,
        **{name: getattr(query, name) for name in FRAMES},
    )
