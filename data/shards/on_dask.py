"""An engine on a Dask cluster: workers have the shards, questions travel to them.

Dask restarts what a lost worker was doing on another one, and computes equal questions once for all
web servers, because its futures are shared by key. Nothing imports this module unless a scheduler
is set; Dask is in `requirements-cluster.txt`.
"""

from __future__ import annotations

import hashlib
from concurrent.futures import CancelledError
from threading import Event, Lock, Timer
from time import monotonic
from typing import TYPE_CHECKING, Any

import numpy as np

from data.questions.here import has_say
from data.questions.question import Answer, EngineGone, Fault, merge
from data.shards.connection import Connection
from data.shards.faults import LeftError, OtherVersionError, is_wanted
from data.shards.worker import (
    Group,
    GroupAnswer,
    OtherCodeError,
    OtherShardsError,
    answer_on,
    code_version,
    open_on,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from data.questions.question import Question
    from data.shards.manifest import Manifest, Shard
    from data.shards.settings import ClusterSettings

PATIENCE = 3.0
"""Seconds to wait for all parts if some have come. Then a page shows these, and the rest later."""

_STEP = 0.05
"""Seconds between two looks whether somebody still wants the answer."""

_FORGET_SECONDS = 60.0
"""Seconds after which an incomplete answer that nobody came back for is given up."""


class TooLateError(Exception):
    """No part of an answer came in time; it stays on its way."""


class _Asked:
    """A question on its way: what each group was asked, and how many wait for it."""

    def __init__(self, futures: Sequence[Any], parts: int) -> None:
        self.futures, self.parts = futures, parts
        self.waiting = 0
        self.started = monotonic()
        self.news = Event()
        self.is_late = False
        """Whether somebody went on with a part of the answer."""

    def done(self) -> list[Any]:
        """Return the futures that have an answer or an error."""
        return [future for future in self.futures if future.done()]

    def release(self) -> None:
        """Tell the scheduler that nobody here wants the answers; it drops what has not begun."""
        for future in self.futures:
            future.release()


class OnDask:
    """Asks the workers of a cluster."""

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        settings: ClusterSettings,
        patience: float = PATIENCE,
    ) -> None:
        """Connect in the background.

        Args:
            folder: The campaign's folder here.
            manifest: Of the campaign.
            settings: Of the cluster.
            patience: Seconds to wait for all parts if some have come.
        """
        # Now: files may change while the program runs.
        code_version()
        self._folder = settings.shards or str(folder.resolve())
        self._manifest, self._timeout, self._patience = manifest, settings.timeout, patience
        self._days = {shard.name: _days(shard) for shard in manifest.shards}
        self._rows = {shard.name: shard.rows for shard in manifest.shards}
        self._damaged: set[str] = set()
        self._asked: dict[Question, _Asked] = {}
        self._lock = Lock()
        self._connection = Connection(settings)
        self._tell: Callable[[Question, Any], None] = _ignore
        self._opening: dict[str, Any] = {}
        self._connection.tell_workers(self._open_ahead)

    def tell_complete(self, tell: Callable[[Question, Any], None]) -> None:
        """Call a function with each question, and its answer, whose last parts came late."""
        self._tell = tell

    def ask(self, question: Question) -> Answer:
        """Ask the shards that have a say, at least one, and unite the answers.

        Damaged shards don't count as missing parts: `faults` names them.

        Raises:
            EngineGone: The scheduler or all workers are gone, or refuse.
            LeftError: Nobody wants the answer any more.
        """
        client = self._connection.client()
        with self._lock:
            self._forget_old()
            asked = self._asked.get(question)
            if asked is None:
                asked = self._asked[question] = self._submit(client, question)
            asked.waiting += 1
        is_left = is_late = False
        try:
            answers = self._wait(asked)
            is_late = len(answers) < len(asked.futures)
        except LeftError:
            is_left = True
            raise
        except TooLateError as error:
            is_late = True
            raise EngineGone from error
        finally:
            with self._lock:
                asked.waiting -= 1
                # The next run of the page takes what was on its way. Others may still wait.
                stays = is_late or (is_left and asked.waiting)
                asked.is_late |= is_late
                if not stays:
                    self._forget(question, asked)
        if is_late and len(asked.done()) == len(asked.futures):
            # The last part came just now, when nobody looked.
            answers = [_result(future) for future in asked.futures]
        return self._united(question, answers, asked.parts)

    def _forget(self, question: Question, asked: _Asked) -> None:
        if self._asked.get(question) is asked:
            del self._asked[question]
            asked.release()

    def _note(self, question: Question, asked: _Asked) -> None:
        """Wake those who wait; if an answer is complete that came in parts, tell of it."""
        asked.news.set()
        if not asked.is_late or len(asked.done()) < len(asked.futures):
            return
        try:
            answer = self._united(question, [_result(one) for one in asked.futures], asked.parts)
        except EngineGone:
            return
        finally:
            with self._lock:
                if not asked.waiting:
                    self._forget(question, asked)
        # Whoever went on with a part of the answer first has to note that it was one.
        Timer(_STEP, self._tell, (question, answer.value)).start()

    def faults(self) -> tuple[Fault, ...]:
        """Return the shards that a worker could not read, as far as is known."""
        return tuple(Fault(name, self._rows[name]) for name in sorted(self._damaged))

    def is_reachable(self) -> bool:
        """Tell whether the scheduler answers."""
        return self._connection.is_open()

    def workers(self) -> tuple[str, ...]:
        """Return the addresses of the workers."""
        return self._connection.workers()

    def on_their_way(self) -> int:
        """Return the number of questions that wait for an answer, or for the rest of one."""
        return len(self._asked)

    def opened(self) -> tuple[str, ...]:
        """Return the names of the shards that a worker has opened ahead."""
        return tuple(name for name, future in self._opening.items() if future.status == "finished")

    def _open_ahead(self, client: Any, workers: tuple[str, ...]) -> None:  # noqa: ANN401
        """Let each worker open its shards one by one, after the questions that wait."""
        names, version = [shard.name for shard in self._manifest.shards], self._manifest.version
        self._opening = {
            name: client.submit(
                open_on, Group(self._folder, version, (name,), ""),
                key=f"open-{worker}-{name}-{version}", workers=[worker], priority=-1,
            )
            for worker, shards in assignment(names, names, workers)
            for name in shards
        }  # fmt: skip

    def close(self) -> None:
        """Leave the cluster."""
        self._connection.close()

    def _forget_old(self) -> None:
        for question, asked in list(self._asked.items()):
            if not asked.waiting and monotonic() - asked.started > _FORGET_SECONDS:
                self._forget(question, asked)

    def _submit(self, client: Any, question: Question) -> _Asked:  # noqa: ANN401 (no types)
        """Send the question to each worker for the shards that it answers for."""
        names = [name for name, days in self._days.items() if has_say(days, question)]
        names = names or list(self._days)[:1]
        futures = []
        for worker, shards in assignment(names, list(self._days), self._connection.workers()):
            group = Group(self._folder, self._manifest.version, shards, code_version())
            future: Any = client.submit(
                answer_on, group, (question,), key=_key(group, question),
                workers=[worker], allow_other_workers=True,
            )  # fmt: skip
            futures.append(future)
        asked = _Asked(futures, len(names))
        for future in futures:
            future.add_done_callback(lambda _: self._note(question, asked))
        return asked

    def _wait(self, asked: _Asked) -> list[GroupAnswer]:
        """Wait for the answers of all groups, or long enough for those of some."""
        wanted = is_wanted.get(None)
        while len(done := asked.done()) < len(asked.futures):
            seconds = monotonic() - asked.started
            if done and seconds > self._patience:
                break
            if not self._connection.is_open():
                raise EngineGone
            if seconds > self._timeout:
                raise TooLateError
            if wanted is not None and not wanted():
                raise LeftError
            asked.news.wait(_STEP)
            asked.news.clear()
        return [_result(future) for future in done]

    def _united(self, question: Question, answers: list[GroupAnswer], parts: int) -> Answer:
        damaged = {name for one in answers for name in one.damaged}
        with self._lock:
            self._damaged |= damaged
        values = [one.values[0] for one in answers if one.values]
        if not values:
            raise EngineGone
        count = sum(one.parts for one in answers)
        return Answer(merge(question, values), count, parts - len(damaged))


def _ignore(_question: Question, _answer: object) -> None:
    """Tell nobody."""


def _days(shard: Shard) -> tuple[int, int] | None:
    """The first and last day of a shard, in days since 1970; None if it has none."""
    if not shard.first_day:
        return None
    first, last = (np.datetime64(day, "D").astype(int) for day in (shard.first_day, shard.last_day))
    return int(first), int(last)


def _key(group: Group, question: Question) -> str:
    """Return the same key for the same question to the same shards, on every web server."""
    digest = hashlib.sha256(repr((group, question)).encode()).hexdigest()
    return f"answer-{digest[:32]}"


def assignment(
    asked: Sequence[str], shards: Sequence[str], workers: Sequence[str]
) -> list[tuple[str, tuple[str, ...]]]:
    """Tell which worker answers for which shards: each for about as many, always the same ones.

    Every web server assigns alike, and few shards move when a worker comes or goes: a worker has to
    map a shard before it can answer for it.

    Args:
        asked: Names of the shards that have a say.
        shards: Names of all shards.
        workers: Addresses of the workers.

    Raises:
        EngineGone: There are no workers.
    """
    if not workers:
        raise EngineGone
    most = -(-len(shards) // len(workers))
    load = dict.fromkeys(workers, 0)
    groups: dict[str, list[str]] = {}
    for shard in shards:
        free = [worker for worker in workers if load[worker] < most]
        worker = max(free, key=lambda one: hashlib.sha256(f"{one} {shard}".encode()).digest())
        load[worker] += 1
        if shard in asked:
            groups.setdefault(worker, []).append(shard)
    return [(worker, tuple(names)) for worker, names in groups.items()]


def _result(future: Any) -> GroupAnswer:  # noqa: ANN401 (no types)
    """Return an answer.

    Raises:
        OtherVersionError: The worker refuses, or lacks the function.
        EngineGone: The scheduler is gone, or the worker was lost again and again.
    """
    try:
        result: GroupAnswer = future.result(timeout=_STEP * 100)
    except (OtherCodeError, OtherShardsError, ImportError, AttributeError) as error:
        raise OtherVersionError from error
    except (CancelledError, OSError, TimeoutError) as error:
        raise EngineGone from error
    except Exception as error:
        # Dask's own errors have a common name, not a common class.
        if type(error).__module__.startswith("distributed"):
            raise EngineGone from error
        raise
    return result
