"""A campaign in shards, and a selection of it: they ask, and hold no rows."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from data.cluster.ahead import Ahead
from data.cluster.asking import Failure, waited_for
from data.cluster.latest import Latest
from data.columnar.distinct import distinct
from data.filters.merging import in_row_order, join_frames, largest, shifted, unite
from data.filters.question import OF_ROWS, TooLarge, question
from data.filters.selection import CUT_FRAMES, SHARED, Selection
from data.model.campaign import Campaign

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from data.filters.question import Engine, Part, Question

MOST_FETCHED = 2_000
"""Rows of so many consultations are brought to the one machine that serves pages, no more."""

_MOST_ANSWERS = 1024
"""So many answers are remembered, while they are not too heavy together."""

_MOST_PARTS = 256


class ShardedCampaign(Campaign):
    """A campaign whose rows are in shards: it has the small tables, and an engine to ask.

    Reading a frame of rows raises `TooLarge`. Everything that pages need is a question.
    """

    asked: Part | None = None

    def __init__(
        self, small: Campaign, engine: Engine, *, most_fetched: int = MOST_FETCHED
    ) -> None:
        """Ask an engine; take settings, regions and organizations from any shard."""
        self.__dict__.update({name: getattr(small, name) for name in SHARED})
        self.__dict__.update(
            caches={},
            most_fetched=most_fetched,
            incomplete={},
            _engine=engine,
            _answers=Latest(_MOST_ANSWERS),
            _parts=Latest(_MOST_PARTS),
            _ahead=Ahead(),
            _faults=tuple(engine.faults()),
        )

    def __getattr__(self, name: str) -> Any:
        """Refuse to bring all rows here."""
        raise (TooLarge() if name in CUT_FRAMES else AttributeError(name))

    @property
    def engine(self) -> Engine:
        """What asks the shards."""
        engine: Engine = self.__dict__["_engine"]
        return engine

    @property
    def whole(self) -> ShardedCampaign:
        """The campaign itself."""
        return self

    def ask(self, question: Question) -> Any:
        """Return the answer to a question, from memory if it was asked before."""
        self._forget_damaged()
        answers: Latest = self.__dict__["_answers"]
        ahead: Ahead = self.__dict__["_ahead"]
        ahead.note(question)
        known = answers.get(question)
        if known is not None:
            return known[0]
        others = ahead.companions(lambda other: other == question or other in answers)
        first, *guesses = self.engine.ask_all((question, *others))
        for other, answer in zip(others, guesses, strict=True):
            if answer and answer.parts >= answer.of and not isinstance(answer.value, Failure):
                answers.put(other, (answer.value,))
        value, parts, of = waited_for(first)
        if parts >= of:
            answers.put(question, (value,))
            self.incomplete.pop(question, None)
        else:
            self.incomplete[question] = (parts, of)
        return value

    def _forget_damaged(self) -> None:
        """Forget all answers when a further shard turned out to be damaged."""
        faults = tuple(self.engine.faults())
        if faults != self.__dict__["_faults"]:
            self.__dict__.update(_faults=faults, _answers=Latest(_MOST_ANSWERS))
            self.caches.clear()

    @property
    def incomplete(self) -> dict[Question, tuple[int, int]]:
        """The questions that not all shards have answered: how many have, of how many."""
        incomplete: dict[Question, tuple[int, int]] = self.__dict__["incomplete"]
        return incomplete

    def complete(self, question: Question, value: Any) -> None:
        """Take an answer that is whole now, and drop what came from the incomplete one."""
        answers: Latest = self.__dict__["_answers"]
        answers.put(question, (value,))
        self.incomplete.pop(question, None)
        self.caches.clear()

    def narrow(self, part: Part) -> ShardedSelection:
        """Return a selection; equal ones are the same object."""
        parts: Latest = self.__dict__["_parts"]
        selection: ShardedSelection = parts.get(part) or parts.put(
            part, ShardedSelection(self, part)
        )
        return selection

    def row_of(self, consultation: str) -> int:
        """Return the position of a consultation in the whole, -1 for an unknown id."""
        return row_of(self, consultation)


class ShardedSelection(Selection):
    """A selection of a campaign in shards: how it was made, not its rows.

    The frames of a small one are fetched when they are read; of a large one that raises `TooLarge`.
    """

    def __init__(self, whole: ShardedCampaign, asked: Part) -> None:
        """Select what each shard selects by `asked`."""
        self.__dict__.update({name: getattr(whole, name) for name in SHARED})
        self.__dict__.update(_whole=whole, asked=asked)

    def __getattr__(self, name: str) -> Any:
        """Fetch the frames of a small selection."""
        if name not in CUT_FRAMES:
            raise AttributeError(name)
        self._check()
        self.__dict__.update(frames(self)._asdict())
        return self.__dict__[name]

    @property
    def engine(self) -> Engine:
        """What asks the shards."""
        return self.sharded.engine

    @property
    def sharded(self) -> ShardedCampaign:
        """The whole campaign."""
        whole: ShardedCampaign = self.__dict__["_whole"]
        return whole

    def ask(self, question: Question) -> Any:
        """Ask the whole campaign."""
        return self.sharded.ask(question)

    def narrow(self, part: Part) -> ShardedSelection:
        """Narrow this selection further."""
        return self.sharded.narrow(part)

    def row_of(self, consultation: str) -> int:
        """Return the position of a consultation in the frame, -1 for an unknown id."""
        return Campaign.row_of(self, consultation)

    @property
    def mask(self) -> np.ndarray:
        """There is none: it would have a truth for each row of the whole."""
        raise TooLarge

    @cached_property
    def rows(self) -> np.ndarray:
        """Positions of the selected consultations in the whole, of a small selection."""
        self._check()
        if self.asked.name == OF_ROWS:
            return distinct(np.array(self.asked.args[0], dtype=np.int64))
        return rows(self)

    @cached_property
    def size(self) -> int:
        """The number of selected consultations."""
        if self.asked.name == OF_ROWS:
            return len(self.asked.args[0])
        return size(self)

    def _check(self) -> None:
        if self.size > self.sharded.__dict__["most_fetched"]:
            raise TooLarge(self.size)


class Frames(NamedTuple):
    """The frames of a selection, as in `Campaign`."""

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
def frames(part: Selection) -> Frames:
    """Return the frames of a small selection."""
    return Frames(*(getattr(part, name) for name in Frames._fields))


@question(unite)
def size(part: Selection) -> int:
    """Count the selected consultations."""
    return part.size


@question(in_row_order, shift=shifted)
def rows(part: Selection) -> np.ndarray:
    """Return the positions of the selected consultations."""
    return part.rows


def _in_whole(row: int, start: int) -> int:
    return row + start if row >= 0 else row


@question(largest, shift=_in_whole)
def row_of(campaign: Campaign, consultation: str) -> int:
    """Return the position of a consultation, -1 for an unknown id."""
    return campaign.row_of(consultation)
