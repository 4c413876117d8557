from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Lock

import pytest

from components.shell import turns
from components.shell.turns import AT_ONCE, out_of_turn, turn


def test_the_number_of_runs_at_once_is_limited() -> None:
    lock, running, most = Lock(), 0, 0
    pause = Event()

    def run() -> None:
        nonlocal running, most
        with turn():
            with lock:
                running += 1
                most = max(most, running)
            pause.wait(0.01)
            with lock:
                running -= 1

    with ThreadPoolExecutor(AT_ONCE * 3) as threads:
        list(threads.map(lambda _: run(), range(AT_ONCE * 5)))
    assert most == AT_ONCE


def test_a_run_that_waits_lets_others_run() -> None:
    # All of these meet, though twice as many as there are turns.
    meeting = Barrier(AT_ONCE * 2, timeout=25)

    def run() -> None:
        with turn(), out_of_turn():
            meeting.wait()

    with ThreadPoolExecutor(AT_ONCE * 2) as threads:
        list(threads.map(lambda _: run(), range(AT_ONCE * 2)))


def test_a_run_without_a_turn_gives_none_back() -> None:
    with out_of_turn():
        pass
    with turn():
        pass


def test_an_error_gives_the_turn_back() -> None:
    for _ in range(AT_ONCE + 1):
        with pytest.raises(LookupError), turn():
            raise LookupError


def test_a_run_starts_after_the_longest_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_PATIENCE_SECONDS", 0.01)
    with ThreadPoolExecutor(1) as other, turn(), turn(), turn(), turn():
        other.submit(_one_turn).result(5)


def _one_turn() -> None:
    with turn():
        pass
