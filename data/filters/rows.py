"""Some of a selection's rows in date order, however many it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from data.filters.merging import first_rows, in_row_order, shifted
from data.filters.question import question, start_of
from data.filters.selection import of_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.filters.selection import Selection


_MOST_FIRST, _STEP = 500, 50
"""So many rows are quicker to send from each shard than to count first; asked for in such steps."""


def rows_between(part: Selection, first: int, last: int) -> np.ndarray:
    """Return positions in the whole campaign of a selection's rows, `first` to before `last`."""
    if part.engine is None:
        return part.rows[first:last]
    if last <= _MOST_FIRST:
        # The same question for the first few and the first fifty.
        return _first(part, -(-last // _STEP) * _STEP)[first:last]
    # Shards are in date order: after counting, each sends only what is asked for.
    slices, before = [], 0
    for start, size in _sizes(part):
        low, high = (min(max(end - before, 0), size) for end in (first, last))
        if low < high:
            slices.append((start, low, high))
        before += size
    return _slices(part, tuple(slices)) if slices else np.zeros(0, dtype=np.int64)


def first_part(part: Selection, most: int) -> Selection:
    """Return the first consultations of a selection, as a selection."""
    return of_rows(part, rows_between(part, 0, most))


@question(first_rows, shift=shifted)
def _first(part: Selection, most: int) -> np.ndarray:
    """Return the first selected rows, at most so many."""
    return part.rows[:most]


def _in_order(answers: Sequence[tuple[tuple[int, int], ...]]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted(size for sizes in answers for size in sizes))


@question(_in_order)
def _sizes(part: Selection) -> tuple[tuple[int, int], ...]:
    """Return the start of each shard and how many of its rows are selected."""
    return ((start_of(part.whole), part.size),)


@question(in_row_order, shift=shifted)
def _slices(part: Selection, slices: tuple[tuple[int, int, int], ...]) -> np.ndarray:
    """Return each shard's part: its start, and the first and last of its selected rows."""
    here = start_of(part.whole)
    for start, low, high in slices:
        if start == here:
            return part.rows[low:high]
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
def neighbours(part: Selection, number: int) -> Neighbours:
    """Return the selected rows before and after the consultation with a number."""
    row = number - 1 - start_of(part.whole)
    before = int(np.searchsorted(part.rows, row)) - 1
    after = int(np.searchsorted(part.rows, row, side="right"))
    return Neighbours(
        int(part.rows[before]) if before >= 0 else -1,
        int(part.rows[after]) if after < len(part.rows) else -1,
    )
