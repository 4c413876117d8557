"""Questions: functions of a query that a campaign in shards answers too.

A campaign beyond one machine is cut into shards, each a small `Campaign`. `@question` marks a
function that a shard can answer alone, with the merge that unites the answers. `@narrowing` marks a
function that narrows a query. Both hand over to the engine of the query: `Local` calls the
function; a cluster sends the shards a small value that names it.

The law of every merge: united answers of the parts are the answer of the whole, in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from math import inf
from typing import Any, Concatenate, NamedTuple, ParamSpec, Protocol, TypeVar

import numpy as np

from data.filters.query import Query
from data.model.campaign import Campaign

_SELECT = "data.filters.select:select"
OF_ROWS = "data.filters.rows:_of_rows"
ONLY = "data.filters.select:_only"
"""The narrowings whose arguments tell which shards may have matching rows, or how many at most."""

_ROOM = "data."
"""Only functions of these modules can be questions, so no message can name another one."""


@dataclass(frozen=True)
class Recipe:
    """How a query was narrowed, so that each shard can select its own rows.

    Attributes:
        name: The function, "module:name".
        of: The recipe of the query that it narrows; None for the whole campaign.
        args: Its other arguments.
    """

    name: str
    of: Recipe | None = None
    args: tuple[Hashable, ...] = ()

    @property
    def rows(self) -> tuple[int, ...] | None:
        """The positions of the selected rows in the whole; None if the recipe doesn't name them."""
        rows: Any = self.args[0] if self.name == OF_ROWS else self.of and self.of.rows
        return rows

    @property
    def most(self) -> float:
        """The most consultations that it can select, by the rows or ids that it names."""
        if self.name in (OF_ROWS, ONLY):
            named: Any = self.args[0]
            return len(named)
        return self.of.most if self.of else inf


@dataclass(frozen=True)
class Question:
    """One question. Equal questions have equal answers.

    Attributes:
        name: The function, "module:name".
        recipe: Of the query that it is asked of; None for the whole campaign.
        args: The function's other arguments.
    """

    name: str
    recipe: Recipe | None = None
    args: tuple[Hashable, ...] = ()

    @property
    def time(self) -> tuple[str, str]:
        """The time filter, as partial dates; "" for none. Shards outside of it have no rows."""
        recipe = self.recipe
        while recipe is not None:
            if recipe.name == _SELECT:
                choice: Any = recipe.args[0]
                return choice.since, choice.until
            recipe = recipe.of
        return "", ""

    @property
    def rows(self) -> tuple[int, ...] | None:
        """The positions of the rows that it asks about; None if it names none."""
        return self.recipe.rows if self.recipe else None


class Answer(NamedTuple):
    """An answer, and how many of the shards contributed."""

    value: Any
    parts: int = 1
    of: int = 1


class Fault(NamedTuple):
    """A shard that can't be read: its name and how many consultations it has."""

    shard: str
    rows: int


class Shards(Protocol):
    """The shards of a campaign, wherever they are."""

    def faults(self) -> Sequence[Fault]:
        """Return the shards that are left out of every answer."""

    def ask_all(self, questions: Sequence[Question]) -> list[Answer | None]:
        """Ask the shards that may have rows for each question, at least one, and merge the answers.

        Args:
            questions: At least one. The first is waited for.

        Returns:
            An answer to each, or a `Failure` in its place; None for further ones that may be on
            their way already.

        Raises:
            EngineGone: No shard can be asked.
        """


class EngineGone(Exception):  # noqa: N818 -- a state that pages show
    """No shard can be asked at present."""


class TooLarge(Exception):  # noqa: N818 -- a state that pages show
    """Too many consultations to read their rows on one machine.

    Attributes:
        consultations: How many there are; 0 if nobody counted.
    """

    def __init__(self, consultations: int = 0) -> None:
        super().__init__(consultations)
        self.consultations = consultations


class Asked(NamedTuple):
    """A function that is a question: its name, its merge, and how positions of rows are shifted."""

    name: str
    function: Callable[..., Any]
    merge: Callable[..., Any]
    shift: Callable[[Any, int], Any] | None


class Narrowing(NamedTuple):
    """A function that narrows a query, and how its arguments become those of a shard."""

    name: str
    function: Callable[..., Query]
    inward: Callable[..., tuple[Any, ...]] | None


_QUESTIONS: dict[str, Asked] = {}
_NARROWINGS: dict[str, Narrowing] = {}
_Entry = TypeVar("_Entry", Asked, Narrowing)

_Args = ParamSpec("_Args")
_Result = TypeVar("_Result")


def question(
    merge: Callable[..., Any], *, shift: Callable[[Any, int], Any] | None = None
) -> Callable[
    [Callable[Concatenate[Query, _Args], _Result]], Callable[Concatenate[Query, _Args], _Result]
]:
    """Let any engine answer a function whose first argument is a query.

    Its other arguments are positional and hashable.

    Args:
        merge: Merges answers: takes the list of them, and the other arguments of the function.
        shift: Turns the positions of rows in an answer into those of the whole, by adding a number.
    """

    def decorate(
        function: Callable[Concatenate[Query, _Args], _Result],
    ) -> Callable[Concatenate[Query, _Args], _Result]:
        name = _name(function)
        asked = _QUESTIONS[name] = Asked(name, function, merge, shift)

        @wraps(function)
        def ask(query: Query, /, *args: _Args.args, **kwargs: _Args.kwargs) -> _Result:
            if kwargs:
                raise TypeError(f"{name}: arguments of a question are positional")
            value: _Result = query.ask(asked, args)
            return value

        return ask

    return decorate


def narrowing(
    inward: Callable[..., tuple[Any, ...]] | None = None,
) -> Callable[
    [Callable[Concatenate[Query, _Args], Query]], Callable[Concatenate[Query, _Args], Query]
]:
    """Let any engine narrow a query by a function that returns another.

    Args:
        inward: Turns the arguments into those for one shard: takes the shard and the arguments.
    """

    def decorate(
        function: Callable[Concatenate[Query, _Args], Query],
    ) -> Callable[Concatenate[Query, _Args], Query]:
        name = _name(function)
        entry = _NARROWINGS[name] = Narrowing(name, function, inward)

        @wraps(function)
        def narrow(query: Query, /, *args: _Args.args, **kwargs: _Args.kwargs) -> Query:
            if kwargs:
                raise TypeError(f"{name}: arguments of a narrowing are positional")
            return query.narrow(entry, args)

        return narrow

    return decorate


def questions() -> dict[str, Callable[..., Any]]:
    """Return the function of each question, of the modules that were imported."""
    return {name: entry.function for name, entry in _QUESTIONS.items()}


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__}:{function.__qualname__}"


def frozen(value: Any) -> Hashable:
    """Return an argument as a hashable value: lists as tuples; rows and sets sorted, each once."""
    if isinstance(value, np.ndarray):
        return tuple(np.unique(value).tolist())
    if isinstance(value, set | frozenset):
        return tuple(sorted(value))
    try:
        hash(value)
    except TypeError:
        return tuple(value)
    hashable: Hashable = value
    return hashable


def answer(shard: Campaign, question: Question) -> Any:
    """Answer a question on one shard; positions of rows are those in the whole."""
    asked = _entry(_QUESTIONS, question.name)
    query = _resolved(Query.everything(shard, is_shard=True), question.recipe)
    value = asked.function(query, *question.args)
    return asked.shift(value, start_of(shard)) if asked.shift else value


def merge(question: Question, answers: Sequence[Any]) -> Any:
    """Merge the answers of some shards, at least one."""
    if len(answers) == 1:
        return answers[0]
    return _entry(_QUESTIONS, question.name).merge(list(answers), *question.args)


def start_of(campaign: Campaign) -> int:
    """Return the position in the whole of a shard's first consultation; 0 for a whole campaign."""
    numbers = campaign.consultations["number"]
    return int(numbers.iloc[0]) - 1 if len(numbers) else 0


def _resolved(whole: Query, recipe: Recipe | None) -> Query:
    if recipe is None:
        return whole
    entry = _entry(_NARROWINGS, recipe.name)
    args = entry.inward(whole.campaign, *recipe.args) if entry.inward else recipe.args
    return entry.function(_resolved(whole, recipe.of), *args)


def _entry(entries: dict[str, _Entry], name: str) -> _Entry:
    if name not in entries:
        module = name.partition(":")[0]
        if not module.startswith(_ROOM):
            raise KeyError(name)
        import_module(module)
    return entries[name]
