from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from data.store.workers import (
    BusyError,
    FailedError,
    TooLongError,
    TooMuchMemoryError,
    WorkerError,
    Workers,
    worker_environment,
)
from tests.data.store.worker_functions import MEMORY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.store.workers import Counted


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


@pytest.mark.parametrize(
    ("workers", "request_", "error"),
    [
        ("sleep", b"60", TooLongError),
        ("grow", b"x", TooMuchMemoryError),
        ("end", b"x", TooMuchMemoryError),
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
