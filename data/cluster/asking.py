"""Choose the shards to ask, answer questions on a shard, and merge answers: for all engines."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from data.cluster.answer_cache import AnswerCache
from data.filters.choice import Choice
from data.filters.query import Query
from data.filters.question import Answer, EngineGone, Question, Recipe, answer, merge
from data.filters.select import without_needless_time
from data.loading.iso_dates import first_day, last_day
from data.model.campaign import Campaign
from data.model.result_cache import cached_on_campaign

_MOST_ANSWERS, _MOST_BYTES = 256, 8_000_000
"""Limits of the answers that a shard caches: their number, and their bytes together."""

_SELECTING = ("data.filters.select:", "data.filters.facets:")
"""Functions whose answers depend only on which consultations a choice selects."""


class Reach(NamedTuple):
    """The days and rows of a shard.

    Attributes:
        days: First and last day of its consultations, in days since 1970; None without any.
        first: Position of its first consultation.
        end: Position after its last one.
    """

    days: tuple[int, int] | None
    first: int
    end: int


def may_have_rows(reach: Reach, question: Question) -> bool:
    """Tell whether a shard may contain matching rows."""
    rows = question.rows
    if rows is not None:
        return any(reach.first <= row < reach.end for row in rows)
    since, until = (first_day(question.time[0]), last_day(question.time[1]))
    if since is None and until is None:
        return True
    if reach.days is None:
        return False
    starts = np.datetime64(since, "D").astype(np.int64) if since else reach.days[0]
    ends = np.datetime64(until, "D").astype(np.int64) if until else reach.days[1]
    return bool(reach.days[1] >= starts and reach.days[0] <= ends)


def shards_to_ask(reaches: Mapping[str, Reach], question: Question) -> list[str]:
    """Return the names of the shards to ask: at least one, for an answer that says "nothing"."""
    return [name for name, reach in reaches.items() if may_have_rows(reach, question)] or [
        next(iter(reaches))
    ]


class Merged(NamedTuple):
    """The answer of some shards, and how many they are."""

    value: Any
    parts: int


class Failure(NamedTuple):
    """The error of a question, in place of its answer.

    Only the caller that waits for the answer raises it; others shared the batch.
    """

    error: Exception


def answer_each(shard: Campaign, questions: Sequence[Question | None]) -> list[Any]:
    """Answer questions on one shard: a list with at most one answer each; None is not asked."""
    return [[] if question is None else [_try_answer(shard, question)] for question in questions]


def _try_answer(shard: Campaign, question: Question) -> Any:
    asked, answers = _shortened(shard, question), _answers_of(shard)
    known = answers.get(asked)
    if known is not None:
        return known[0]
    try:
        value = answer(shard, asked)
    except Exception as error:  # noqa: BLE001 -- whoever waits raises it
        return Failure(error)
    answers.put(asked, (value,))
    return value


@cached_on_campaign(1)
def _answers_of(_shard: Campaign) -> AnswerCache:
    """Return a shard's cached answers. Most shards lie wholly inside or outside a time filter."""
    return AnswerCache(_MOST_ANSWERS, _MOST_BYTES)


def _shortened(shard: Campaign, question: Question) -> Question:
    """Simplify a question so that more choices share its cached answer."""
    recipe, args = question.recipe, question.args
    if recipe is not None:
        recipe = _shortened_recipe(shard, recipe)
    elif question.name.startswith(_SELECTING):
        args = _shortened_args(shard, args)
    return Question(question.name, recipe, args)


def _shortened_recipe(shard: Campaign, recipe: Recipe) -> Recipe:
    if recipe.of is not None:
        return Recipe(recipe.name, _shortened_recipe(shard, recipe.of), recipe.args)
    is_choice = recipe.name.startswith(_SELECTING)
    args = _shortened_args(shard, recipe.args) if is_choice else recipe.args
    return Recipe(recipe.name, None, args)


def _shortened_args(shard: Campaign, args: tuple[Hashable, ...]) -> tuple[Hashable, ...]:
    whole = Query.everything(shard, is_shard=True)
    return tuple(
        without_needless_time(whole, arg) if isinstance(arg, Choice) else arg for arg in args
    )


def merge_each(
    questions: Sequence[Question], of_shards: Sequence[Sequence[list[Any]]]
) -> list[Merged | None]:
    """Unite the results of `answer_each` of some shards; None where no shard has answered."""
    merged: list[Merged | None] = []
    for position, question in enumerate(questions):
        values = [value for answers in of_shards for value in answers[position]]
        merged.append(Merged(merge_all(question, values), len(values)) if values else None)
    return merged


def merge_all(question: Question, values: Sequence[Any]) -> Any:
    """Unite answers, at least one; a failure if one of them is."""
    failures = [value for value in values if isinstance(value, Failure)]
    return failures[0] if failures else merge(question, values)


def waited_for(answer: Answer | None) -> Answer:
    """Return an answer, or raise its error.

    Raises:
        EngineGone: There is none.
        Exception: What went wrong with the question.
    """
    if answer is None:
        raise EngineGone
    if isinstance(answer.value, Failure):
        raise answer.value.error
    return answer
