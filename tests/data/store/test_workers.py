from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from data.store.workers import (
    BusyError,
    Counted,
    FailedError,
    Stop,
    StoppedError,
    TooLongError,
    TooMuchMemoryError,
    WorkerError,
    Workers,
    worker_environment,
)
from tests.data.store.worker_functions import MEMORY


@pytest.fixture
def workers(request: pytest.FixtureRequest) -> Iterator[Workers]:
    """Give a pool of one process that runs a function of this module."""
    pool = Workers(
        f"tests.data.store.worker_functions:{request.param}",
        count=1,
        seconds=5,
        memory=MEMORY,
        requests=3,
    )
    yield pool
    pool.close()


@pytest.mark.parametrize("workers", ["echo"], indirect=True)
@pytest.mark.parametrize("request_", [b"a", bytes(range(256)) * 40_000])
def test_an_answer_comes_back_whole_whatever_is_printed(workers: Workers, request_: bytes) -> None:
    assert workers.ask(request_) == request_


@pytest.mark.parametrize("workers", ["pid"], indirect=True)
def test_a_process_serves_several_requests_and_then_another_one_does(workers: Workers) -> None:
    pids = [workers.ask(b"x") for _ in range(4)]
    assert len(set(pids[:3])) == 1
    assert pids[3] != pids[0]


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize(
    ("workers", "request_", "error"),
    [
        ("sleep", b"60", TooLongError),
        ("grow", b"x", TooMuchMemoryError),
        ("end", b"x", TooMuchMemoryError),
        ("use_up_time", b"x", TooLongError),
        ("fail", b"x", FailedError),
        ("write", b"x", FailedError),
        ("missing", b"x", WorkerError),
    ],
    indirect=["workers"],
)
def test_a_request_beyond_its_limits_ends_in_an_error(
    workers: Workers, request_: bytes, error: type[WorkerError]
) -> None:
    with pytest.raises(error):
        workers.ask(request_)


def test_a_request_that_waits_for_a_processor_may_take_longer() -> None:
    function = "tests.data.store.worker_functions:sleep"
    pool = Workers(function, count=1, seconds=0.1, memory=MEMORY, slowness=600)
    try:
        assert pool.ask(b"0.5") == b""
    finally:
        pool.close()


@pytest.mark.long
@pytest.mark.parametrize("workers", ["sleep"], indirect=True)
def test_after_a_killed_process_another_one_answers(workers: Workers) -> None:
    with pytest.raises(TooLongError):
        workers.ask(b"60")
    assert workers.ask(b"0") == b""


@pytest.mark.parametrize("workers", ["sleep"], indirect=True)
def test_waiting_too_long_for_a_worker_raises_busy(workers: Workers) -> None:
    workers.ask(b"0")
    with ThreadPoolExecutor() as threads:
        first = threads.submit(workers.ask, b"2")
        time.sleep(0.5)
        with pytest.raises(BusyError):
            workers.ask(b"0", patience=0.1)
        assert first.result() == b""


@pytest.mark.parametrize("workers", ["secret"], indirect=True)
def test_a_worker_sees_no_secrets(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "s")
    assert workers.ask(b"x") == b"none"
    assert "SECRET" not in worker_environment(os.environ)


@pytest.mark.parametrize("counted", ["address space", "data"])
def test_memory_is_limited_by_what_is_counted(counted: Counted) -> None:
    pool = Workers("tests.data.store.worker_functions:reserve_or_grow", count=1, seconds=5,
                   memory=MEMORY, counted=counted)  # fmt: skip
    try:
        assert pool.ask(b"reserve") == (b"refused" if counted == "address space" else b"there")
        with pytest.raises(TooMuchMemoryError):
            pool.ask(b"grow")
    finally:
        pool.close()


def test_a_worker_gets_the_named_environment_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "s")
    pool = Workers("tests.data.store.worker_functions:secret", count=1, seconds=5, memory=MEMORY,
                   keeps=("SECRET",))  # fmt: skip
    try:
        assert pool.ask(b"x") == b"s"
    finally:
        pool.close()


@pytest.mark.parametrize("workers", ["pid"], indirect=True)
def test_a_process_ends_with_the_pool(workers: Workers) -> None:
    number = int(workers.ask(b"x"))
    workers.close()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


@pytest.mark.parametrize("workers", ["count"], indirect=True)
def test_progress_comes_in_order_and_then_an_empty_answer(workers: Workers) -> None:
    told: list[bytes] = []
    assert workers.ask(b"3", progress=told.append) == b""
    assert told == [b"", b"0", b"1", b"2"]
    assert workers.ask(b"1") == b""


@pytest.mark.parametrize("workers", ["count"], indirect=True)
def test_a_stopped_request_leaves_no_process(workers: Workers) -> None:
    stop = Stop()
    with pytest.raises(StoppedError):
        workers.ask(b"600", progress=lambda piece: piece and stop.set(), stop=stop)
    with pytest.raises(ProcessLookupError):
        os.kill(stop.pid or 0, 0)
    assert workers.ask(b"1") == b""


@pytest.mark.parametrize("workers", ["sleep"], indirect=True)
def test_a_waiting_request_can_be_stopped(workers: Workers) -> None:
    stop = Stop()
    with ThreadPoolExecutor() as threads:
        first = threads.submit(workers.ask, b"2")
        time.sleep(0.5)
        second = threads.submit(workers.ask, b"0", stop=stop)
        stop.set()
        with pytest.raises(StoppedError):
            second.result(1)
        assert first.result() == b""
    assert stop.pid is None


def test_a_pool_of_single_requests_keeps_no_process() -> None:
    pool = Workers("tests.data.store.worker_functions:pid", count=1, seconds=5, memory=MEMORY,
                   requests=1)  # fmt: skip
    with pytest.raises(ProcessLookupError):
        os.kill(int(pool.ask(b"x")), 0)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the number of the parent")
def test_a_working_process_ends_with_a_killed_pool() -> None:
    code = (
        "from data.store.workers import Stop, Workers; stop = Stop()\n"
        "pool = Workers('tests.data.store.worker_functions:sleep', count=1, seconds=60,"
        " memory=10**9)\n"
        "from threading import Thread; import time\n"
        "Thread(target=pool.ask, args=(b'50',), kwargs={'stop': stop}, daemon=True).start()\n"
        "while stop.pid is None: time.sleep(0.01)\n"
        "print(stop.pid, flush=True); time.sleep(50)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as program:
        assert program.stdout
        worker = int(program.stdout.readline())
        os.kill(program.pid, signal.SIGKILL)
    until = time.monotonic() + 10
    while is_there(worker) and time.monotonic() < until:
        time.sleep(0.1)
    assert not is_there(worker)


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
