"""Worker processes for work that takes long or holds the interpreter.

A pool starts its processes when they are needed and reuses them, because importing pandas takes a
second. Memory per process and time per request are limited; a process that exceeds them is killed,
and the next request starts another. `data.store.worker` is such a process.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Event, Lock, Semaphore, Timer
from typing import BinaryIO, cast

from data import ROOT
from data.store.worker import FAILED, GOES_ON, LENGTH, NO_MEMORY, Counted

_log = logging.getLogger(__name__)

_START_SECONDS = 60.0
"""The longest start of a process: importing pandas is slow on a busy machine."""

UNLIMITED = -1
"""No limit of memory or written files."""

_LOOK = 0.2
"""Seconds between two looks whether a waiting request was stopped."""

_GRACE = 5
"""Seconds of processor time beyond the limit, so that the pool's clock acts first."""


class WorkerError(Exception):
    """A worker returned no answer."""


class BusyError(WorkerError):
    """All workers were busy for too long."""


class TooLongError(WorkerError):
    """The request exceeded its time."""


class TooMuchMemoryError(WorkerError):
    """The request exceeded its memory, or the process ended for another reason."""


class FailedError(WorkerError):
    """The function raised an error; the log has its traceback."""


class StoppedError(WorkerError):
    """The request was stopped."""


class Stop:
    """Lets another thread stop a request, while it waits and while a process works on it."""

    def __init__(self) -> None:
        """Stop nothing yet."""
        self._lock, self._is_set = Lock(), False
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def is_set(self) -> bool:
        """Whether the request was stopped."""
        return self._is_set

    @property
    def pid(self) -> int | None:
        """The id of the process that works, or worked, on the request; None before."""
        return self._process.pid if self._process else None

    def set(self) -> None:
        """Stop the request: end its process, or keep it from getting one."""
        with self._lock:
            self._is_set = True
            if self._process:
                self._process.kill()

    @contextmanager
    def reaches(self, process: subprocess.Popen[bytes]) -> Iterator[None]:
        """Let `set` end this process during the block.

        Raises:
            StoppedError: The request was stopped.
        """
        with self._lock:
            self._process = process
            if self._is_set:
                process.kill()
        try:
            yield
        except WorkerError as error:
            raise (StoppedError(process.args) if self._is_set else error) from error


class Workers:
    """A pool of processes that all serve one function from bytes to bytes."""

    def __init__(
        self,
        function: str,
        *,
        count: int,
        seconds: float,
        memory: int,
        requests: int = 200,
        resident: int = 400_000_000,
        slowness: float = 1.0,
        counted: Counted = "address space",
        keeps: Sequence[str] = (),
        written: int = 0,
    ) -> None:
        """Describe the pool; no process starts before the first request or `warm`.

        Args:
            function: `package.module:name`, from bytes to bytes, or to an iterator of its progress
                as bytes: then the answer is empty. A process calls the module's `prepare`, if
                there is one, when it starts.
            count: The most processes, and so requests at a time.
            seconds: Time limit of a request, without waiting for a process.
            slowness: How many times as long a request may take on a busy machine, as long as its
                process has not used `seconds` of processor time. 1 counts time alone.
            memory: Memory limit of a process in bytes, as counted by `counted`.
            requests: The number of requests after which a process is replaced.
            resident: Bytes of memory above which a process ends after its answer, so that one large
                request does not hold memory for ever.
            counted: What `memory` limits. The JavaScript engine V8 reserves 60 GB of address space
                that it never uses, so its data are counted.
            keeps: Names of further environment variables that a process gets.
            written: The largest file in bytes that a process may write; 0 forbids writing.
        """
        self._function = function
        # Windows counts no processor time: there the clock alone limits a process.
        self._longest = seconds * (1.0 if sys.platform == "win32" else slowness)
        self._command = [
            *(sys.executable, "-m", "data.store.worker", function),
            *(
                str(number)
                for number in (memory, int(seconds) + _GRACE, requests, resident, written)
            ),
            counted,
        ]
        self._keeps = tuple(keeps)
        self._serves_once = requests == 1
        self._turns = Semaphore(count)
        self._lock = Lock()
        self._idle: list[subprocess.Popen[bytes]] = []

    def ask(
        self,
        request: bytes,
        *,
        patience: float | None = None,
        progress: Callable[[bytes], object] | None = None,
        stop: Stop | None = None,
    ) -> bytes:
        """Return a worker's answer to a request.

        Args:
            request: The function's argument; not empty.
            patience: Seconds to wait for a free worker; None means the longest time of a request.
            progress: Called with b"" when the request's turn has come, and then with each piece
                of progress.
            stop: Ends the request when it is set.

        Returns:
            The function's result.

        Raises:
            BusyError: No worker was free in time.
            TooLongError: It took too long; its process was killed.
            TooMuchMemoryError: It took too much memory, or its process ended.
            StoppedError: It was stopped.
            FailedError: The function raised an error.
            WorkerError: The system can't start a process.
        """
        stop, progress = stop or Stop(), progress or bytes
        self._wait(self._longest if patience is None else patience, stop)
        try:
            progress(b"")
            return self._answer(self._take(), request, progress, stop)
        finally:
            self._turns.release()

    def _wait(self, patience: float, stop: Stop) -> None:
        """Wait for the turn of a request."""
        until = time.monotonic() + patience
        while not self._turns.acquire(timeout=max(0, min(_LOOK, until - time.monotonic()))):
            if stop.is_set:
                raise StoppedError(self._function)
            if time.monotonic() >= until:
                raise BusyError(self._function)

    def warm(self) -> None:
        """Start a process before the first request, if there is none, without waiting for it."""
        with self._lock:
            if not self._idle:
                with contextlib.suppress(OSError):
                    self._idle.append(self._start())

    def close(self) -> None:
        """End the idle processes."""
        with self._lock:
            idle, self._idle = self._idle, []
        for process in idle:
            _end(process)

    def _take(self) -> subprocess.Popen[bytes]:
        """Return a process that is ready: an idle one, else a new one."""
        while (idle := self._pop_idle()) is not None:
            # It may have just served its last request.
            with contextlib.suppress(WorkerError):
                return _ready(idle)
        try:
            process = self._start()
        except OSError as error:
            raise WorkerError(self._function) from error
        return _ready(process)

    def _pop_idle(self) -> subprocess.Popen[bytes] | None:
        with self._lock:
            return self._idle.pop() if self._idle else None

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 (the program is ours)
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=worker_environment(os.environ, self._keeps),
        )

    def _answer(
        self,
        process: subprocess.Popen[bytes],
        request: bytes,
        progress: Callable[[bytes], object],
        stop: Stop,
    ) -> bytes:
        """Send the request, wait for the answer, and reuse the process unless it was killed."""
        try:
            # The system ends a process that has used its processor time: see `_limit_processor`.
            with stop.reaches(process), _deadline(process, self._longest):
                state, answer = _exchange(process, request, progress)
        except BaseException:
            _end(process)
            raise
        if self._serves_once:
            _end(process)
        else:
            with self._lock:
                self._idle.append(process)
        if state == NO_MEMORY:
            raise TooMuchMemoryError(self._function)
        if state == FAILED:
            _log.error("A worker failed in %s\n%s", self._function, answer.decode("utf-8"))
            raise FailedError(self._function)
        return answer


def worker_environment(own: Mapping[str, str], keeps: Sequence[str] = ()) -> dict[str, str]:
    """Return a worker's environment: no settings, no secrets, one thread per library."""
    usual = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH", "PYTHONPATH")
    names = (*usual, *keeps)
    return {name: own[name] for name in names if name in own} | {
        "PYTHONUTF8": "1",
        # Each of their threads would reserve memory that counts.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "ARROW_DEFAULT_MEMORY_POOL": "system",
        # openpyxl prefers lxml where it is installed; only defusedxml is checked here.
        "OPENPYXL_LXML": "False",
    }


def _ready(process: subprocess.Popen[bytes]) -> subprocess.Popen[bytes]:
    """Wait until a process has started: then it answers an empty request.

    Raises:
        WorkerError: It has ended, or takes too long to start.
    """
    try:
        with _deadline(process, _START_SECONDS):
            _exchange(process, b"", bytes)
    except BaseException:
        _end(process)
        raise
    return process


@contextmanager
def _deadline(process: subprocess.Popen[bytes], seconds: float) -> Iterator[None]:
    """Kill a process after some seconds unless the block is done.

    Raises:
        TooLongError: It was killed.
    """
    over = Event()

    def kill() -> None:
        over.set()
        process.kill()

    timer = Timer(seconds, kill)
    timer.daemon = True
    timer.start()
    try:
        yield
    except TooMuchMemoryError as error:
        process.kill()
        is_late = over.is_set() or -process.wait() == getattr(signal, "SIGXCPU", None)
        raise (TooLongError(process.args) if is_late else error) from error
    finally:
        timer.cancel()


def _exchange(
    process: subprocess.Popen[bytes], request: bytes, progress: Callable[[bytes], object]
) -> tuple[bytes, bytes]:
    """Send a request, pass its progress on, and read the state and the bytes of its answer.

    Raises:
        TooMuchMemoryError: The process ended instead.
    """
    requests, answers = cast("BinaryIO", process.stdin), cast("BinaryIO", process.stdout)
    # A worker reads the whole request before it writes, so the two can't block each other.
    with contextlib.suppress(OSError):
        requests.write(len(request).to_bytes(LENGTH, "big"))
        requests.write(request)
        requests.flush()
    while True:
        size = int.from_bytes(answers.read(LENGTH), "big")
        answer = answers.read(size)
        if not answer or len(answer) < size:
            raise TooMuchMemoryError(process.args)
        if answer[:1] != GOES_ON:
            return answer[:1], answer[1:]
        progress(answer[1:])


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            with contextlib.suppress(OSError):
                pipe.close()
