"""Many viewers of one server: how long they wait, and what stays when they have left."""

from __future__ import annotations

import asyncio
import random
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np

from tests.benchmarks.clients import RunFailedError, Viewer
from tests.benchmarks.generating.words import REGIONS
from tests.benchmarks.subjects import memory

if TYPE_CHECKING:
    from collections.abc import Coroutine

T = TypeVar("T")

VIEWERS, PAUSE_SECONDS = 50, 10.0
SESSIONS = 10
COME_AND_GO = 200
_AT_ONCE = 10
_SETTLE_SECONDS = 5
_FORGET_SECONDS = 20


class Crowd(NamedTuple):
    """What a crowd met: seconds of all its runs, and how many of them failed."""

    seconds: list[float]
    errors: int

    def percentile(self, share: float) -> float:
        """The seconds that so many of a hundred runs stayed below."""
        return float(np.percentile(self.seconds, share)) if self.seconds else float("nan")


def in_thread(work: Coroutine[Any, Any, T]) -> T:
    """Run in a thread of its own: Playwright has an event loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def some_choice(chance: random.Random) -> str:
    """An address as a click, a typed word or a link makes it."""
    year = chance.randint(2005, 2024)
    return chance.choice(
        [
            f"from={year}&to={year}",
            f"from={year}&to={min(year + 3, 2024)}&region={chance.choice(list(REGIONS))}",
            f"region={chance.choice(list(REGIONS))}",
            f"words={chance.choice(['water', 'rights', 'hearing', 'air'])}",
            "",
        ]
    )


def crowd(url: str, seconds: float, viewers: int = VIEWERS) -> Crowd:
    """Let viewers look at one choice after the other for so long, each every ten seconds."""
    return in_thread(_crowd(url, seconds, viewers))


async def _crowd(url: str, seconds: float, viewers: int) -> Crowd:
    found = Crowd([], 0)
    until = time.monotonic() + seconds
    tasks = [_viewer(url, number, until, found.seconds) for number in range(viewers)]
    errors = await asyncio.gather(*tasks)
    return found._replace(errors=sum(errors))


async def _viewer(url: str, number: int, until: float, took: list[float]) -> int:
    chance = random.Random(number)  # noqa: S311 (not a secret)
    errors = 0
    # They do not come all at once.
    await asyncio.sleep(PAUSE_SECONDS * chance.random())
    try:
        async with Viewer(url) as viewer:
            await viewer.look()
            while time.monotonic() < until:
                await asyncio.sleep(PAUSE_SECONDS * (0.5 + chance.random()))
                try:
                    took.append(await viewer.look(some_choice(chance)))
                except RunFailedError:
                    errors += 1
    except (OSError, RunFailedError):
        errors += 1
    return errors


def per_session(url: str, pid: int) -> float:
    """Megabytes that a further session takes, each with a choice of its own."""
    return in_thread(_per_session(url, pid))


async def _per_session(url: str, pid: int) -> float:
    chance = random.Random(0)  # noqa: S311 (not a secret)
    async with Viewer(url) as first:
        for _ in range(SESSIONS):
            await first.look(some_choice(chance))
        before = memory(pid)
        others = [Viewer(url) for _ in range(SESSIONS)]
        for viewer in others:
            await viewer.__aenter__()
            await viewer.look(some_choice(chance))
        after = memory(pid)
        for viewer in others:
            await viewer.__aexit__(None, None, None)
    return (after - before) / SESSIONS


def come_and_go(url: str, pid: int, times: int = COME_AND_GO) -> tuple[float, float]:
    """Megabytes of the server before and after so many viewers came and left."""
    in_thread(_visits(url, 2 * _AT_ONCE))
    time.sleep(_SETTLE_SECONDS)
    before = memory(pid)
    in_thread(_visits(url, times))
    time.sleep(_FORGET_SECONDS)
    return before, memory(pid)


async def _visits(url: str, times: int) -> None:
    turn = asyncio.Semaphore(_AT_ONCE)

    async def visit() -> None:
        async with turn, Viewer(url) as viewer:
            await viewer.look()

    await asyncio.gather(*(visit() for _ in range(times)))
