"""Questions: functions of one campaign that a campaign in shards answers too.

A campaign beyond one machine is cut into shards, each a small `Campaign`. `@question` marks a
function that a shard can answer alone, with the merge that unites the answers. `@narrowing` marks a
function that selects consultations. Called with a plain campaign, both just call the function.
Called with a campaign in shards, they make a small value that travels to the shards.

The law of every merge: united answers of the parts are the answer of the whole, in any order.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from typing import TYPE_CHECKING, Any, Concatenate, NamedTuple, ParamSpec, Protocol, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from data.model.campaign import Campaign

_SELECT = "data.filters.select:select"
OF_ROWS = "data.filters.selection:_of_rows"
"""The narrowings that tell which shards have a say."""

_ROOM = "data."
"""Only functions of these modules are questions: a message names nothing else."""


@dataclass(frozen=True)
class Part:
    """How a selection was made, for each shard to make its own part of it.

    Attributes:
        name: The function, "module:name".
        of: The selection that it narrows; None for the whole campaign.
        args: Its other arguments.
    """

    name: str
    of: Part | None = None
    args: tuple[Hashable, ...] = ()

    @property
    def rows(self) -> tuple[int, ...] | None:
        """The positions of rows in the whole that it was made from; None if it was not."""
        rows: Any = self.args[0] if self.name == OF_ROWS else self.of and self.of.rows
        return rows


@dataclass(frozen=True)
class Question:
    """One question. Equal questions have equal answers.

    Attributes:
        name: The function, "module:name".
        part: The selection that it asks about; None for the whole campaign.
        args: Its other arguments.
    """

    name: str
    part: Part | None = None
    args: tuple[Hashable, ...] = ()

    @property
    def time(self) -> tuple[str, str]:
        """The time filter, as partial dates; "" for none. Shards outside of it have no say."""
        part = self.part
        while part is not None:
            if part.name == _SELECT:
                choice: Any = part.args[0]
                return choice.since, choice.until
            part = part.of
        return "", ""

    @property
    def rows(self) -> tuple[int, ...] | None:
        """The positions of the rows that it asks about; None if it names none."""
        return self.part.rows if self.part else None


class Answer(NamedTuple):
    """An answer, and from how many shards of how many it came."""

    value: Any
    parts: int = 1
    of: int = 1


class Fault(NamedTuple):
    """A shard that can't be read: its name and how many consultations it has."""

    shard: str
    rows: int


class Engine(Protocol):
    """Asks the shards of a campaign."""

    def faults(self) -> Sequence[Fault]:
        """Return the shards that are left out of every answer."""

    def ask_all(self, questions: Sequence[Question]) -> list[Answer | None]:
        """Ask the shards that have a say in each question, at least one, and unite the answers.

        Args:
            questions: At least one. The first is waited for; the others are asked ahead.

        Returns:
            An answer to each, or a `Failure` in its place; None for those asked ahead that may be
            on their way already.

        Raises:
            EngineGone: No shard can be asked.
        """


class EngineGone(Exception):  # noqa: N818 -- a state that pages show
    """No shard can be asked at present."""


class TooLarge(Exception):  # noqa: N818 -- a state that pages show
    """Rows of so many consultations are not brought to one machine.

    Attributes:
        consultations: How many there are; 0 if nobody counted.
    """

    def __init__(self, consultations: int = 0) -> None:
        super().__init__(consultations)
        self.consultations = consultations


class _Asked(NamedTuple):
    function: Callable[..., Any]
    merge: Callable[..., Any]
    shift: Callable[[Any, int], Any] | None


class _Narrowing(NamedTuple):
    function: Callable[..., Any]
    inward: Callable[..., tuple[Any, ...]] | None


_QUESTIONS: dict[str, _Asked] = {}
_NARROWINGS: dict[str, _Narrowing] = {}
_Entry = TypeVar("_Entry", _Asked, _Narrowing)

_Subject = TypeVar("_Subject", bound="Campaign")
_Args = ParamSpec("_Args")
_Result = TypeVar("_Result")
_Function = TypeVar("_Function", bound="Callable[..., Any]")


def question(
    merge: Callable[..., Any], *, shift: Callable[[Any, int], Any] | None = None
) -> Callable[
    [Callable[Concatenate[_Subject, _Args], _Result]],
    Callable[Concatenate[_Subject, _Args], _Result],
]:
    """Let a campaign in shards answer a function whose first argument is a campaign or a selection.

    Its other arguments are positional and hashable.

    Args:
        merge: Unites answers: takes the list of them, and the other arguments of the function.
        shift: Turns the positions of rows in an answer into those of the whole, by adding a number.
    """

    def decorate(
        function: Callable[Concatenate[_Subject, _Args], _Result],
    ) -> Callable[Concatenate[_Subject, _Args], _Result]:
        name = _name(function)
        _QUESTIONS[name] = _Asked(function, merge, shift)

        @wraps(function)
        def ask(campaign: _Subject, /, *args: _Args.args, **kwargs: _Args.kwargs) -> _Result:
            if campaign.engine is None:
                return function(campaign, *args, **kwargs)
            if kwargs:
                raise TypeError(f"{name}: arguments of a question are positional")
            sharded: Any = campaign
            value: _Result = sharded.ask(Question(name, sharded.asked, args))
            return value

        return ask

    return decorate


def narrowing(
    inward: Callable[..., tuple[Any, ...]] | None = None,
) -> Callable[[_Function], _Function]:
    """Let a campaign in shards be narrowed by a function that returns a selection.

    Args:
        inward: Turns the arguments into those for one shard: takes the shard and the arguments.
    """

    def decorate(function: _Function) -> _Function:
        name = _name(function)
        _NARROWINGS[name] = _Narrowing(function, inward)

        @wraps(function)
        def narrow(campaign: Campaign, /, *args: Any) -> Any:
            if campaign.engine is None:
                return function(campaign, *args)
            sharded: Any = campaign
            return sharded.narrow(Part(name, sharded.asked, tuple(map(_frozen, args))))

        return narrow  # type: ignore[return-value]

    return decorate


def questions() -> dict[str, Callable[..., Any]]:
    """Return the function of each question, of the modules that were imported."""
    return {name: entry.function for name, entry in _QUESTIONS.items()}


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__}:{function.__qualname__}"


def _frozen(value: Any) -> Hashable:
    """Return an argument as a hashable value: arrays and lists as tuples, sets sorted."""
    if isinstance(value, np.ndarray):
        return tuple(value.tolist())
    if isinstance(value, set | frozenset):
        return tuple(sorted(value))
    try:
        hash(value)
    except TypeError:
        return tuple(value)
    frozen: Hashable = value
    return frozen


def answer(shard: Campaign, question: Question) -> Any:
    """Answer a question on one shard; positions of rows are those in the whole."""
    one = _entry(_QUESTIONS, question.name)
    value = one.function(_resolved(shard, question.part), *question.args)
    return one.shift(value, start_of(shard)) if one.shift else value


def merge(question: Question, answers: Sequence[Any]) -> Any:
    """Unite the answers of some shards, at least one."""
    if len(answers) == 1:
        return answers[0]
    return _entry(_QUESTIONS, question.name).merge(list(answers), *question.args)


def start_of(campaign: Campaign) -> int:
    """Return the position in the whole of a shard's first consultation; 0 for a whole campaign."""
    numbers = campaign.consultations["number"]
    return int(numbers.iloc[0]) - 1 if len(numbers) else 0


def _resolved(shard: Campaign, part: Part | None) -> Campaign:
    if part is None:
        return shard
    one = _entry(_NARROWINGS, part.name)
    args = one.inward(shard, *part.args) if one.inward else part.args
    selection: Campaign = one.function(_resolved(shard, part.of), *args)
    return selection


def _entry(entries: dict[str, _Entry], name: str) -> _Entry:
    if name not in entries:
        module = name.partition(":")[0]
        if not module.startswith(_ROOM):
            raise KeyError(name)
        import_module(module)
    return entries[name]
