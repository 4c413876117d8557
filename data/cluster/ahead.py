"""Questions that a view will ask, sent together with the first one that has no answer yet.

A page asks some thirty questions about a view, one after the other: each would travel to every
worker and back. The next view of the page asks the same ones about another choice. So a campaign in
shards remembers what a page asked, relative to its choice, and asks all of it at once.

It is only a guess. What was not asked ahead is asked when it is needed, and what was asked ahead in
vain is left out the next time.
"""

from __future__ import annotations

from collections import OrderedDict
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import astuple, dataclass, field, fields, replace
from threading import Lock
from typing import TYPE_CHECKING, Any

from data.filters.choice import Choice
from data.filters.question import Part, Question

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    _Page = tuple[str, Hashable, tuple[bool, ...]]

_MOST_PATTERNS = 200
_MOST_QUESTIONS = 60
"""Kinds of views that are remembered, and questions of each."""

_TRUST = 3
"""So often in a row a question may be asked in vain before it is no longer asked ahead."""


@dataclass(frozen=True)
class _Relative:
    """A choice in terms of a view's choice: the parts that differ from it, and their values."""

    other: tuple[tuple[str, Hashable], ...] = ()

    def of(self, choice: Choice) -> Choice:
        """Return the choice for a view's choice."""
        return replace(choice, **dict(self.other))  # type: ignore[arg-type]


@dataclass(eq=False)
class _Run:
    """What one run of a page asks.

    Attributes:
        page: Its name, the details of its view, and which parts of the choice are set.
        choice: The view's.
        asked: Of each campaign, its questions relative to the choice.
        ahead: Those of them that were asked ahead.
    """

    page: _Page
    choice: Choice
    asked: dict[Ahead, dict[Question, None]] = field(default_factory=dict)
    ahead: dict[Ahead, set[Question]] = field(default_factory=dict)


_run: ContextVar[_Run | None] = ContextVar("run", default=None)


@contextmanager
def run_of(page: str, details: Hashable, choice: Choice) -> Iterator[None]:
    """Ask ahead what a page asked in its earlier runs; a run in a run is a part of it.

    Args:
        page: Its name.
        details: Whatever else decides about what it asks.
        choice: The view's.
    """
    if _run.get() is not None:
        yield
        return
    shape = tuple(bool(value) for value in astuple(choice))
    token = _run.set(run := _Run((page, details, shape), choice))
    try:
        yield
        # A run that was left has not asked everything: one learns nothing from it.
        for one, asked in run.asked.items():
            one.learn(run.page, asked, run.ahead.get(one, set()))
    finally:
        _run.reset(token)


class Ahead:
    """What pages ask of one campaign, relative to the choice of their view."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._patterns: OrderedDict[_Page, dict[Question, int]] = OrderedDict()
        self._latest: dict[str, _Page] = {}
        self._luck: dict[Hashable, int] = {}
        self._lock = Lock()

    def note(self, question: Question) -> None:
        """Remember that the page that runs has asked a question."""
        run = _run.get()
        if run is not None and (relative := _relative(question, run.choice)) is not None:
            run.asked.setdefault(self, {})[relative] = None

    def companions(self, is_known: Callable[[Question], bool]) -> tuple[Question, ...]:
        """Return what the page that runs will ask, and nobody has answered; nothing outside of one.

        Args:
            is_known: Tells whether a question has an answer.
        """
        run = _run.get()
        if run is None:
            return ()
        guesses, questions = run.ahead.setdefault(self, set()), []
        for relative in self._pattern(run.page):
            question = _absolute(relative, run.choice)
            if relative not in guesses and not is_known(question):
                guesses.add(relative)
                questions.append(question)
        # Two that differ for one choice may be the same for another.
        return tuple(dict.fromkeys(questions))

    def _pattern(self, page: _Page) -> list[Question]:
        """Return what such views asked, or else the last view of the page."""
        with self._lock:
            known = page if page in self._patterns else self._latest.get(page[0], page)
            return list(self._patterns.get(known, ()))

    def learn(self, page: _Page, asked: dict[Question, None], ahead: set[Question]) -> None:
        """Remember what a run asked, and which of it was asked ahead."""
        with self._lock:
            pattern = self._patterns.pop(page, {})
            for question in (*asked, *ahead):
                self._learn(pattern, question, asked=question in asked, ahead=question in ahead)
            for question in list(pattern)[:-_MOST_QUESTIONS]:
                del pattern[question]
            self._patterns[page] = pattern
            self._latest[page[0]] = page
            while len(self._patterns) > _MOST_PATTERNS:
                self._patterns.popitem(last=False)

    def _learn(
        self, pattern: dict[Question, int], question: Question, *, asked: bool, ahead: bool
    ) -> None:
        kind = question.name, question.part
        luck = self._luck.get(kind, 0)
        if ahead:
            luck = min(luck + 1, _TRUST) if asked else luck - 1
            self._luck[kind] = max(luck, -_TRUST)
        worth = pattern.pop(question, 0)
        if asked:
            worth = _TRUST if ahead else max(worth, 1)
        elif ahead:
            worth -= 1
        # Some questions have other arguments each time, such as the rows of a page.
        if worth > 0 and luck > -_TRUST:
            pattern[question] = worth


def _relative(question: Question, choice: Choice) -> Question | None:
    """Return a question in terms of a view's choice; None if it has nothing to do with it."""
    seen: list[Choice] = []

    def told(value: Any) -> Hashable:
        if not isinstance(value, Choice):
            return value
        seen.append(value)
        pairs = ((one.name, getattr(value, one.name)) for one in fields(Choice))
        return _Relative(tuple(pair for pair in pairs if pair[1] != getattr(choice, pair[0])))

    relative = _mapped(question, told)
    return relative if seen else None


def _absolute(relative: Question, choice: Choice) -> Question:
    def told(value: Any) -> Hashable:
        return value.of(choice) if isinstance(value, _Relative) else value

    return _mapped(relative, told)


def _mapped(question: Question, change: Callable[[Any], Hashable]) -> Question:
    """Return a question with its arguments, and those of its selection, changed."""

    def part_of(part: Part | None) -> Part | None:
        return part and Part(part.name, part_of(part.of), tuple(map(change, part.args)))

    return Question(question.name, part_of(question.part), tuple(map(change, question.args)))
