"""The engine of a campaign in shards: it asks them, and holds no rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from hashlib import sha256
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from data.cluster.answer_cache import AnswerCache
from data.cluster.asking import Failure, waited_for
from data.filters.merging import in_row_order, largest, shifted, unite
from data.filters.query import Calls, Query
from data.filters.question import (
    OF_ROWS,
    Asked,
    Fault,
    Narrowing,
    Question,
    Recipe,
    Shards,
    TooLarge,
    frozen,
    question,
)
from data.filters.rows import few_rows, frames, rows_of_shards
from data.model.campaign import Campaign

MOST_FETCHED = 2_000
"""At most so many consultations' rows are fetched to the machine that serves pages."""

_MOST_ANSWERS = 1024
"""The number of cached answers; they are also limited by their memory."""

_MOST_QUERIES = 256

_ROUNDS = 4
"""The most batches sent ahead of a page: some questions depend on the answers to others."""


class _NotAnsweredYetError(Exception):
    """A question that was only noted, to be sent with others."""


_noted: ContextVar[dict[Question, None] | None] = ContextVar("noted", default=None)
"""Collects questions without an answer, instead of sending them."""


class Cluster:
    """Answers queries by asking the shards.

    It fetches the rows of small selections and raises `TooLarge` for larger ones. Questions give
    pages everything else.

    Attributes:
        shards: The shards, wherever they are.
        incomplete: The questions that not all shards have answered: how many have, of how many.
    """

    is_local = is_shard = False

    def __init__(self, tables: Campaign, shards: Shards, *, most_rows: int = MOST_FETCHED) -> None:
        """Ask shards; take settings, regions and organizations from any of them."""
        self.tables, self.shards, self.most_rows = tables, shards, most_rows
        self.caches: dict[Any, Any] = {}
        self.incomplete: dict[Question, tuple[int, int]] = {}
        self.whole: Query = Query(self)
        self._answers = AnswerCache(_MOST_ANSWERS)
        self._queries = AnswerCache(_MOST_QUERIES)
        self._faults = tuple(shards.faults())

    @property
    def campaign(self) -> Campaign:
        """Refuse: the rows are in shards."""
        raise TooLarge

    def ask(self, question: Asked, query: Query, args: tuple[Any, ...]) -> Any:
        """Return the answer to a question, from the cache if it was asked before."""
        self._forget_damaged()
        asked = Question(question.name, query.restriction, args)
        known = self._answers.get(asked)
        if known is not None:
            return known[0]
        noted = _noted.get()
        if noted is not None:
            noted[asked] = None
            raise _NotAnsweredYetError
        [answer] = self.shards.ask_all((asked,))
        value, parts, of = waited_for(answer)
        if parts >= of:
            self._answers.put(asked, (value,))
            self.incomplete.pop(asked, None)
        else:
            self.incomplete[asked] = (parts, of)
        return value

    def ask_together(self, *calls: Calls) -> None:
        """Send the questions of some calls to the shards in as few batches as possible.

        Afterwards the cache answers the calls. A call that depends on another's answer is sent with
        the next batch. A call that fails here fails again, with its error, where it is needed.
        """
        waiting = list(chain.from_iterable(calls))
        for _ in range(_ROUNDS):
            noted: dict[Question, None] = {}
            waiting = [call for call in waiting if _is_waiting(call, noted)]
            if not noted:
                return
            questions = tuple(noted)
            for asked, answer in zip(questions, self.shards.ask_all(questions), strict=True):
                if answer and answer.parts >= answer.of and not isinstance(answer.value, Failure):
                    self._answers.put(asked, (answer.value,))

    def faults(self) -> Sequence[Fault]:
        """Return the shards that can't be read."""
        return self.shards.faults()

    def _forget_damaged(self) -> None:
        """Forget all answers when another shard turns out to be damaged."""
        faults = tuple(self.shards.faults())
        if faults != self._faults:
            self._faults, self._answers = faults, AnswerCache(_MOST_ANSWERS)
            self.caches.clear()

    def complete(self, question: Question, value: Any) -> None:
        """Cache an answer once it is complete, and drop results of the incomplete one."""
        self._answers.put(question, (value,))
        self.incomplete.pop(question, None)
        self.caches.clear()

    def narrow(self, narrowing: Narrowing, query: Query, args: tuple[Any, ...]) -> Query:
        """Return a narrower query; equal ones are the same object."""
        recipe = Recipe(narrowing.name, query.restriction, tuple(map(frozen, args)))
        narrowed: Query = self._queries.get(recipe) or self._queries.put(
            recipe, Query(self, recipe)
        )
        return narrowed

    def frame(self, query: Query, name: str) -> pd.DataFrame:
        """Fetch the frames of a small query; links and documents if these are few."""
        if name in ("feeds", "documents") and not self._are_few(query):
            few = few_rows(query, name, self.most_rows)
            if few is not None:
                return few
        self._check(query)
        fetched: pd.DataFrame = getattr(frames(query), name)
        return fetched

    def mask(self, query: Query) -> np.ndarray:
        """Refuse: a mask would have a value for each row of all shards."""
        raise TooLarge(query.size)

    def rows(self, query: Query) -> np.ndarray:
        """Fetch the positions of a small query."""
        self._check(query)
        named = _named_rows(query)
        return rows(query) if named is None else np.array(named, dtype=np.int64)

    def rows_between(self, query: Query, first: int, last: int) -> np.ndarray:
        """Fetch the positions of some rows of a query of any size."""
        return rows_of_shards(query, first, last)

    def size(self, query: Query) -> int:
        """Count; of consultations that are named, fetch those that exist."""
        named = _named_rows(query)
        if named is not None:
            return len(named)
        return len(query.consultations) if self._are_few(query) else size(query)

    def row_of(self, query: Query, consultation: str) -> int:
        """Find a consultation in the whole, or in a small selection."""
        if query is self.whole:
            return row_of(query, consultation)
        at = np.flatnonzero((query.consultations["id"] == consultation).to_numpy(dtype=bool))
        return int(at[0]) if len(at) else -1

    def fingerprint(self, query: Query) -> str:
        """Hash the recipe."""
        return sha256(repr(query.restriction).encode()).hexdigest()[:12]

    def _check(self, query: Query) -> None:
        if not self._are_few(query) and query.size > self.most_rows:
            raise TooLarge(query.size)

    def _are_few(self, query: Query) -> bool:
        """Tell whether the recipe alone says that the rows can be fetched."""
        recipe: Recipe | None = query.restriction
        return recipe is not None and recipe.most <= self.most_rows


def _is_waiting(call: Callable[[], object], noted: dict[Question, None]) -> bool:
    """Make a call, and note its first question without an answer; return whether it has one."""
    token = _noted.set(noted)
    try:
        call()
    except _NotAnsweredYetError:
        return True
    except TooLarge:
        return False
    finally:
        _noted.reset(token)
    return False


def _named_rows(query: Query) -> tuple[int, ...] | None:
    """Return the positions that a query was narrowed to; None if it was narrowed otherwise."""
    recipe: Recipe | None = query.restriction
    if recipe is None or recipe.name != OF_ROWS:
        return None
    named: Any = recipe.args[0]
    return tuple(named)


@question(unite)
def size(query: Query) -> int:
    """Count the selected consultations."""
    return query.size


@question(in_row_order, shift=shifted)
def rows(query: Query) -> np.ndarray:
    """Return the positions of the selected consultations."""
    return query.rows


def _in_whole(row: int, start: int) -> int:
    return row + start if row >= 0 else row


@question(largest, shift=_in_whole)
def row_of(campaign: Query, consultation: str) -> int:
    """Return the position of a consultation, -1 for an unknown id."""
    return campaign.row_of(consultation)
