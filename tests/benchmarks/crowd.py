"""Many viewers of one server: how long they wait, and what stays when they have left."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeVar

import numpy as np

from tests.benchmarks.clients import RunFailedError, Viewer
from tests.benchmarks.generating.words import REGIONS
from tests.benchmarks.subjects import memory

T = TypeVar("T")

VIEWERS, PAUSE_SECONDS = 50, 10.0
SESSIONS = 10
COME_AND_GO = 200
_AT_ONCE = 10
_SETTLE_SECONDS = 5
_FORGET_SECONDS = 20


class Crowd(NamedTuple):
    """What a crowd met: seconds of all its views, how many of them failed.

    `told` is how often a page said meanwhile that its answer is on its way.
    """

    seconds: list[float]
    errors: int
    told: int = 0

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


def anything(chance: random.Random, _viewer: int, _step: int) -> str:
    """Each viewer looks around."""
    return some_choice(chance)


def webinar(_chance: random.Random, _viewer: int, step: int) -> str:
    """All viewers follow the same links of a presenter."""
    links = [f"region={region}&from=2010-0{at + 1}" for at, region in enumerate(list(REGIONS)[:6])]
    return links[step % len(links)]


def all_different(_chance: random.Random, viewer: int, step: int) -> str:
    """No view is that of anybody else, and rows of every year have a say in it."""
    day = date(2004, 1, 2) + timedelta(days=viewer + VIEWERS * step)
    return f"region={list(REGIONS)[viewer % len(REGIONS)]}&from={day}&words=water"


def crowd(
    url: str,
    seconds: float,
    viewers: int = VIEWERS,
    look_at: Callable[[random.Random, int, int], str] = anything,
) -> Crowd:
    """Let viewers look at one choice after the other for so long, each every ten seconds.

    Args:
        url: Of the server.
        seconds: For so long they begin to look at something.
        viewers: How many there are.
        look_at: Makes the address of a view: takes a viewer's chance and number, and the step.
    """
    return in_thread(_crowd(url, seconds, viewers, look_at))


async def _crowd(
    url: str, seconds: float, viewers: int, look_at: Callable[[random.Random, int, int], str]
) -> Crowd:
    took: list[float] = []
    until = time.monotonic() + seconds
    tasks = [_viewer(url, number, until, took, look_at) for number in range(viewers)]
    counts = await asyncio.gather(*tasks)
    return Crowd(took, *map(sum, zip(*counts, strict=True)))


async def _viewer(
    url: str,
    number: int,
    until: float,
    took: list[float],
    look_at: Callable[[random.Random, int, int], str],
) -> tuple[int, int]:
    """Return how many views failed, and how often a page said that its answer is on its way."""
    chance = random.Random(number)
    errors, step = 0, 0
    viewer = Viewer(url)
    # They do not come all at once.
    await asyncio.sleep(PAUSE_SECONDS * chance.random())
    try:
        async with viewer:
            await viewer.look()
            while time.monotonic() < until:
                await asyncio.sleep(PAUSE_SECONDS * (0.5 + chance.random()))
                try:
                    took.append(await viewer.look(look_at(chance, number, step)))
                except RunFailedError:
                    errors += 1
                step += 1
    except (OSError, RunFailedError):
        errors += 1
    return errors, viewer.told


def per_session(url: str, pid: int) -> float:
    """Megabytes that a further session takes, each with a choice of its own."""
    return in_thread(_per_session(url, pid))


async def _per_session(url: str, pid: int) -> float:
    chance = random.Random(0)
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
