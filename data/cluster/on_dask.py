"""An engine on a Dask cluster: workers have the shards, questions travel to them.

Dask restarts what a lost worker was doing on another one, and computes equal questions once for all
web servers, because its futures are shared by key. Nothing imports this module unless a scheduler
is set; Dask is in `requirements-cluster.txt`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack
from pathlib import Path
from threading import Event, Lock, Timer
from time import monotonic
from typing import Any

from data.cluster.asking import Failure, merge_all, shards_to_ask
from data.cluster.connection import Connection
from data.cluster.faults import BusyError, LeftError, OtherVersionError, is_wanted
from data.cluster.manifest import Manifest, reaches_of
from data.cluster.settings import ClusterSettings
from data.cluster.worker import (
    Group,
    GroupAnswer,
    OtherCodeError,
    OtherShardsError,
    answer_on,
    code_version,
    open_on,
)
from data.filters.question import Answer, EngineGone, Fault, Question

PATIENCE = 3.0
"""Seconds to wait for all parts once some have come. Then a page shows these, the rest later."""

BUSY = 20.0
"""Seconds to wait for a first part, while the page still shows the view before. Then the page says
that the workers are busy, and asks again later; the answer stays on its way."""

_STEP = 0.05
"""Seconds between two checks whether a view still wants the answer."""

_FORGET_SECONDS = 30.0
"""Seconds after which an incomplete answer that no view asks for again is dropped."""


class _Batch:
    """Questions on their way: those of each group of shards, and how many views wait for them."""

    def __init__(self, questions: Mapping[Question, Sequence[str]], futures: Sequence[Any]) -> None:
        """Wait for answers to questions from the shards that each is asked of."""
        self.questions, self.futures = questions, futures
        self.waiting = 0
        self.started = self.left = monotonic()
        self.news = Event()
        self.is_late = False
        """Whether a view went on with a part of the answers."""

    def done(self) -> list[Any]:
        """Return the futures that have an answer or an error."""
        return [future for future in self.futures if future.done()]

    def is_done(self) -> bool:
        """Return whether all parts have come."""
        return len(self.done()) == len(self.futures)

    def release(self) -> None:
        """Release the futures, so that the scheduler drops tasks that have not begun."""
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
        busy: float = BUSY,
    ) -> None:
        """Connect in the background.

        Args:
            folder: The campaign's folder here.
            manifest: Of the campaign.
            settings: Of the cluster.
            patience: Seconds to wait for all parts if some have come.
            busy: Seconds to wait for the first part.
        """
        # Now: files may change while the program runs.
        code_version()
        self._folder = settings.shards or str(folder.resolve())
        self._manifest, self._timeout = manifest, settings.timeout
        self._patience, self._busy = patience, busy
        self._last_news = monotonic()
        self._reaches = reaches_of(manifest)
        self._rows = {shard.name: shard.rows for shard in manifest.shards}
        self._damaged: set[str] = set()
        self._batches: dict[Question, _Batch] = {}
        self._lock = Lock()
        self._connection = Connection(settings)
        self._call: Callable[[Question, Any], None] = _ignore
        self._opening: dict[str, Any] = {}
        self._connection.tell_workers(self._open_ahead)

    def on_complete(self, call: Callable[[Question, Any], None]) -> None:
        """Call a function with each question, and its answer, whose last parts came late."""
        self._call = call

    def ask_all(self, questions: Sequence[Question]) -> list[Answer | None]:
        """Ask questions in one message to each worker, and unite the answers.

        Damaged shards don't count as missing parts: `faults` names them.

        Raises:
            EngineGone: The scheduler or all workers are gone, or refuse.
            BusyError: The workers still answer earlier questions.
            LeftError: The view that asked was left.
        """
        client = self._connection.client()
        with self._lock:
            self._forget_old()
            # Each once: the answers of a batch are told apart by their positions.
            new = [each for each in dict.fromkeys(questions) if each not in self._batches]
            if new:
                self._batches.update(dict.fromkeys(new, self._submit(client, new)))
            # The first may be on its way already. Others that are, are not waited for.
            batches = dict.fromkeys(
                self._batches[question] for question in (questions[0], *new[:1])
            )
            for batch in batches:
                batch.waiting += 1
        answers: dict[Question, Answer | None] = {}
        with ExitStack() as leaving:
            for batch in batches:
                leaving.callback(self._leave, batch)
            for batch in batches:
                answers |= self._answers(batch)
        return [answers.get(question) for question in questions]

    def _answers(self, batch: _Batch) -> dict[Question, Answer | None]:
        """Wait for the answers of a batch, or for some of their parts."""
        results = self._wait(batch)
        if len(results) < len(batch.futures):
            batch.is_late = True
            if batch.is_done():
                # The last part came just now, when nobody looked.
                results = [_result(future) for future in batch.futures]
        return self._united(batch, results)

    def _leave(self, batch: _Batch) -> None:
        """Forget a batch that no view waits for, unless its last parts are still to be reported."""
        with self._lock:
            batch.waiting -= 1
            batch.left = monotonic()
            if not batch.waiting and (batch.is_done() or not batch.is_late):
                self._forget(batch)

    def _forget(self, batch: _Batch) -> None:
        for question in batch.questions:
            if self._batches.get(question) is batch:
                del self._batches[question]
        batch.release()

    def _note(self, batch: _Batch) -> None:
        """Wake the waiting calls, and report answers that came in parts once they are complete."""
        self._last_news = monotonic()
        batch.news.set()
        if not batch.is_late or not batch.is_done():
            return
        try:
            answers = self._united(batch, [_result(future) for future in batch.futures])
        except EngineGone:
            return
        finally:
            with self._lock:
                if not batch.waiting:
                    self._forget(batch)
        # Whoever went on with a part of the answers first has to note that it was one.
        Timer(_STEP, self._report, (answers,)).start()

    def _report(self, answers: Mapping[Question, Answer | None]) -> None:
        for question, answer in answers.items():
            if answer is not None and not isinstance(answer.value, Failure):
                self._call(question, answer.value)

    def faults(self) -> tuple[Fault, ...]:
        """Return the shards that a worker could not read, as far as is known."""
        return tuple(Fault(name, self._rows[name]) for name in sorted(self._damaged))

    def is_reachable(self) -> bool:
        """Return whether the scheduler answers."""
        return self._connection.is_open()

    def workers(self) -> tuple[str, ...]:
        """Return the addresses of the workers."""
        return self._connection.workers()

    def on_their_way(self) -> int:
        """Return the number of questions that wait for an answer, or for the rest of one."""
        return len(self._batches)

    def opened(self) -> tuple[str, ...]:
        """Return the names of the shards that workers opened before any question."""
        return tuple(name for name, future in self._opening.items() if future.status == "finished")

    def _open_ahead(self, client: Any, workers: tuple[str, ...]) -> None:
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
        for batch in set(self._batches.values()):
            if not batch.waiting and monotonic() - batch.left > _FORGET_SECONDS:
                self._forget(batch)

    def _submit(self, client: Any, questions: Sequence[Question]) -> _Batch:
        """Send questions to each worker for the shards that it answers for."""
        asked = {each: shards_to_ask(self._reaches, each) for each in questions}
        names = set().union(*asked.values())
        ordered = [name for name in self._reaches if name in names]
        futures = []
        for worker, shards in assignment(ordered, list(self._reaches), self._connection.workers()):
            group = Group(self._folder, self._manifest.version, shards, code_version())
            future: Any = client.submit(
                answer_on, group, tuple(questions), key=_key(group, questions),
                workers=[worker], allow_other_workers=True,
            )  # fmt: skip
            futures.append(future)
        batch = _Batch(asked, futures)
        for future in futures:
            future.add_done_callback(lambda _: self._note(batch))
        return batch

    def _wait(self, batch: _Batch) -> list[GroupAnswer]:
        """Wait for the answers of all groups, or until some have come and patience ends."""
        wanted, began = is_wanted.get(None), monotonic()
        while len(done := batch.done()) < len(batch.futures):
            if done and monotonic() - batch.started > self._patience:
                some = [_result(future) for future in done]
                # A worker may have no say in some of the questions: each needs a part at least.
                if all(any(values) for values in zip(*(one.values for one in some), strict=True)):
                    return some
            if not self._connection.is_open():
                raise EngineGone
            if not done and monotonic() - began > min(self._busy, self._timeout):
                # Whoever asks again finds it on its way, and keeps its turn.
                batch.is_late = True
                is_silent = monotonic() - max(self._last_news, batch.started) > self._timeout
                raise EngineGone if is_silent else BusyError
            if wanted is not None and not wanted():
                raise LeftError
            batch.news.wait(_STEP)
            batch.news.clear()
        return [_result(future) for future in done]

    def _united(
        self, batch: _Batch, results: Sequence[GroupAnswer]
    ) -> dict[Question, Answer | None]:
        """Merge the answers of the groups; None for questions that no group has answered."""
        damaged = {name for result in results for name in result.damaged}
        with self._lock:
            self._damaged |= damaged
        answers: dict[Question, Answer | None] = {}
        for position, (question, names) in enumerate(batch.questions.items()):
            some = [value for result in results if (value := result.values[position])]
            value = merge_all(question, [each.value for each in some]) if some else None
            of = len(set(names) - damaged)
            parts = sum(each.parts for each in some)
            answers[question] = Answer(value, parts, of) if some else None
        return answers


def _ignore(_question: Question, _answer: object) -> None:
    """Ignore late answers (no-op callback)."""


def _key(group: Group, questions: Sequence[Question]) -> str:
    """Return the same key for the same questions to the same shards, on every web server."""
    digest = hashlib.sha256(repr((group, tuple(questions))).encode()).hexdigest()
    return f"answer-{digest[:32]}"


def assignment(
    asked: Sequence[str], shards: Sequence[str], workers: Sequence[str]
) -> list[tuple[str, tuple[str, ...]]]:
    """Assign shards to workers: about as many to each, always the same ones.

    Every web server assigns alike, and few shards move when a worker comes or goes: a worker has to
    map a shard before it can answer for it.

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


def _result(future: Any) -> GroupAnswer:
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
