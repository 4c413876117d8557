"""Worker processes for work that takes long or holds the interpreter.

A pool starts its processes when they are needed and reuses them, because importing pandas takes a
second. Memory per process and time per request are limited; a process that exceeds them is killed,
and the next request starts another. `python -m data.store.workers MODULE:FUNCTION ...` is such a
process; it is of no use by hand.
"""

from __future__ import annotations

import contextlib
import importlib
import logging
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock, Semaphore, Timer
from typing import TYPE_CHECKING, BinaryIO, Literal, TypeAlias, cast

from data import ROOT
from data.model.errors import trace_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_log = logging.getLogger(__name__)

_ANSWERED, _FAILED, _NO_MEMORY = b"A", b"F", b"M"
_LENGTH = 8
"""Bytes of the length before each request and answer."""

_START_SECONDS = 60.0
"""The longest start of a process: importing pandas is slow on a busy machine."""

_POLITENESS = 5
"""Added to a worker's niceness, so that pages have priority."""

Counted: TypeAlias = Literal["address space", "data"]
_LIMITS = {"address space": "RLIMIT_AS", "data": "RLIMIT_DATA"}

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
            function: `package.module:name`, from bytes to bytes. A process calls the module's
                `prepare`, if there is one, when it starts.
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
            *(sys.executable, "-m", "data.store.workers", function),
            *(
                str(number)
                for number in (memory, int(seconds) + _GRACE, requests, resident, written)
            ),
            counted,
        ]
        self._keeps = tuple(keeps)
        self._turns = Semaphore(count)
        self._lock = Lock()
        self._idle: list[subprocess.Popen[bytes]] = []

    def ask(self, request: bytes, *, patience: float | None = None) -> bytes:
        """Return a worker's answer to a request.

        Args:
            request: The function's argument; not empty.
            patience: Seconds to wait for a free worker; None means the longest time of a request.

        Returns:
            The function's result.

        Raises:
            BusyError: No worker was free in time.
            TooLongError: It took too long; its process was killed.
            TooMuchMemoryError: It took too much memory, or its process ended.
            FailedError: The function raised an error.
            WorkerError: The system can't start a process.
        """
        if not self._turns.acquire(timeout=self._longest if patience is None else patience):
            raise BusyError(self._function)
        try:
            return self._answer(self._take(), request)
        finally:
            self._turns.release()

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

    def _answer(self, process: subprocess.Popen[bytes], request: bytes) -> bytes:
        """Send the request, wait for the answer, and reuse the process unless it was killed."""
        try:
            # The system ends a process that has used its processor time: see `_limit_processor`.
            with _deadline(process, self._longest):
                state, answer = _exchange(process, request)
        except BaseException:
            _end(process)
            raise
        with self._lock:
            self._idle.append(process)
        if state == _NO_MEMORY:
            raise TooMuchMemoryError(self._function)
        if state == _FAILED:
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
            _exchange(process, b"")
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
        raise (TooLongError(process.args) if over.is_set() else error) from error
    finally:
        timer.cancel()


def _exchange(process: subprocess.Popen[bytes], request: bytes) -> tuple[bytes, bytes]:
    """Send a request and read the state and the bytes of its answer.

    Raises:
        TooMuchMemoryError: The process ended instead.
    """
    requests, answers = cast("BinaryIO", process.stdin), cast("BinaryIO", process.stdout)
    # A worker reads the whole request before it writes, so the two can't block each other.
    with contextlib.suppress(OSError):
        requests.write(len(request).to_bytes(_LENGTH, "big"))
        requests.write(request)
        requests.flush()
    size = int.from_bytes(answers.read(_LENGTH), "big")
    answer = answers.read(size)
    if not answer or len(answer) < size:
        raise TooMuchMemoryError(process.args)
    return answer[:1], answer[1:]


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            with contextlib.suppress(OSError):
                pipe.close()


def limit_resources(memory: int, *, written: int = 0, counted: Counted = "address space") -> None:
    """Limit memory and written files, as far as the system can.

    Windows can't: there only the pool's clock limits a process.
    """
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_POLITENESS)
    try:
        import resource
    except ImportError:
        return
    limits = {_LIMITS[counted]: memory, "RLIMIT_CORE": 0, "RLIMIT_FSIZE": written}
    for name, most in limits.items():
        # macOS has RLIMIT_AS but refuses to set it.
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (most, most))


def main() -> int:
    """Answer requests until the input ends."""
    function, *numbers, counted = sys.argv[1:]
    memory, seconds, requests, resident, written = (int(number) for number in numbers)
    # Output printed by libraries must not mix with the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_resources(memory, written=written, counted=cast("Counted", counted))
    name, function = function.split(":")
    module = importlib.import_module(name)
    answer: Callable[[bytes], bytes] = getattr(module, function)
    getattr(module, "prepare", int)()
    while requests and len(head := sys.stdin.buffer.read(_LENGTH)) == _LENGTH:
        request = sys.stdin.buffer.read(int.from_bytes(head, "big"))
        state, data = _ANSWERED, b""
        if request:
            requests -= 1
            _limit_processor(seconds)
            state, data = _try(answer, request)
        answers.write((len(data) + 1).to_bytes(_LENGTH, "big") + state)
        answers.write(data)
        answers.flush()
        del request, data
        if _resident() > resident:
            break
    return 0


def _try(answer: Callable[[bytes], bytes], request: bytes) -> tuple[bytes, bytes]:
    try:
        return _ANSWERED, answer(request)
    except MemoryError:
        return _NO_MEMORY, b""
    except Exception as error:  # noqa: BLE001 (the next request must be answered)
        return _FAILED, trace_of(error).encode("utf-8", "replace")


def _limit_processor(seconds: int) -> None:
    """Let the system end this process if one request takes too much processor time."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + seconds
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _resident() -> int:
    """Return the bytes of memory that this process uses; 0 if unknown."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return 0


if __name__ == "__main__":
    sys.exit(main())
