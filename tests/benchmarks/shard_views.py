"""Views of campaigns in shards, and what a worker process spends on them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, Self

import numpy as np

from data.cluster.cluster import Cluster as ShardsEngine
from data.cluster.load import read_small
from data.cluster.manifest import Manifest
from data.cluster.on_dask import OnDask
from data.cluster.settings import ClusterSettings
from data.figures.table_pages import page_rows
from data.figures.timeline import timeline_bins
from data.figures.totals import figures
from data.filters.choice import ALL_KINDS, Choice
from data.filters.facets import facets
from data.filters.select import select
from data.map.clusters import groups
from data.map.viewport import WORLD
from data.model.campaign import Campaign
from tests.data.cluster.cluster import Cluster

WORDS = ("water", "rights", "hearing", "air", "youth", "border", "health", "climate")
_LOOK_SECONDS, _IDLE_SHARE = 2.0, 0.2
_TICKS = os.sysconf("SC_CLK_TCK")


class Views(NamedTuple):
    """What views cost: seconds of the clock of each, and of all processors per view; memory."""

    clocks: list[float]
    processor: float
    first: float
    memory: dict[str, float]

    def percentile(self, share: float) -> float:
        """The seconds that so many of a hundred views stayed below."""
        return float(np.percentile(self.clocks, share))


def choices(campaign: Campaign, manifest: Manifest, count: int) -> list[Choice]:
    """Return different choices in which every shard has a say: the worst case."""
    regions, organizations = (list(getattr(campaign, name)["id"]) for name in
                              ("regions", "organizations"))  # fmt: skip
    begin = date.fromisoformat(manifest.shards[0].first_day or "2000-01-01")
    end = date.fromisoformat(next(
        (one.last_day for one in reversed(manifest.shards) if one.last_day), "2030-01-01"
    ))  # fmt: skip
    made = []
    for i in range(count):
        turn, step = i % 4, i // 4
        since, until = begin + timedelta(step + 1), end - timedelta(step + 1)
        region = regions[step % len(regions)]
        made.append(
            (
                Choice(since=since.isoformat(), until=until.isoformat()),
                Choice(regions=(region,), until=until.isoformat()),
                Choice(organizations=(organizations[i],), kinds=(ALL_KINDS,)),
                Choice(words=WORDS[step % len(WORDS)], until=until.isoformat()),
            )[turn]
        )
    return made


def ask_view(campaign: Campaign, choice: Choice) -> list[Any]:
    """Ask what Explore asks for a view: counts of all options, figures, map, timeline, table."""
    part = select(campaign, choice)
    calls: list[Callable[[], Any]] = [
        partial(facets, campaign, choice),
        lambda: figures(part),
        lambda: groups(part, 2, WORLD),
        lambda: timeline_bins(part),
        lambda: page_rows(part, "en", "date", 1),
    ]
    campaign.ask_together(calls)
    return [call() for call in calls]


def measure_views(campaign: Campaign, asked: Sequence[Choice], pids: Sequence[int]) -> Views:
    """Ask views that nobody asked before, when every shard is open."""
    begin = time.perf_counter()
    ask_view(campaign, Choice())
    first = time.perf_counter() - begin
    _wait_until_idle(pids)
    before = sum(map(processor, pids))
    clocks = []
    for choice in asked:
        begin = time.perf_counter()
        ask_view(campaign, choice)
        clocks.append(time.perf_counter() - begin)
    spent = (sum(map(processor, pids)) - before) / len(asked)
    return Views(clocks, spent, first, max(map(memory_of, pids), key=lambda one: one["rss"]))


def _wait_until_idle(pids: Sequence[int]) -> None:
    """Wait until workers have checked the rows of their shards, as they do once in the background.

    On a busy machine they may not be scheduled for so long: then the check counts as well.
    """
    while True:
        before = sum(map(processor, pids))
        time.sleep(_LOOK_SECONDS)
        if sum(map(processor, pids)) - before < _IDLE_SHARE * _LOOK_SECONDS:
            return


def processor(pid: int) -> float:
    """Return the seconds of processors that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def memory_of(pid: int) -> dict[str, float]:
    """Return megabytes of a process: `rss` all, `own` not mapped from files."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    sizes = {line.split(":")[0]: int(line.split()[1]) / 1000 for line in text.splitlines()[1:]}
    return {"rss": sizes["Rss"], "own": sizes["Anonymous"]}


class OnWorkers:
    """A campaign of shards on workers of its own; leaving ends them."""

    def __init__(self, folder: Path, manifest: Manifest, count: int) -> None:
        """Prepare it."""
        self._folder, self._manifest, self._count = folder, manifest, count

    def __enter__(self) -> Self:
        """Start scheduler and workers, and wait for them."""
        self._logs = TemporaryDirectory()
        self.cluster = Cluster(Path(self._logs.name), self._count)
        settings = ClusterSettings(self.cluster.address, timeout=600)
        self._engine = OnDask(self._folder, self._manifest, settings, patience=600, busy=600)
        while len(self._engine.workers()) < self._count:
            time.sleep(0.2)
        self.pids = [worker.pid for worker in self.cluster.workers]
        self.bases = [memory_of(pid)["rss"] for pid in self.pids]
        small = read_small(self._folder, self._manifest)
        self.campaign = ShardsEngine(small, self._engine).whole
        return self

    def wait_until_open(self) -> None:
        """Wait until the workers have opened all shards, as they do before anybody asks."""
        while len(self._engine.opened()) < len(self._manifest.shards):
            time.sleep(0.2)

    def executed(self) -> int:
        """Return how many messages the workers have answered."""
        client: Any = self._engine._connection.client()
        counts: dict[str, int] = client.run(_executed)
        return sum(counts.values())

    def __exit__(self, *_error: object) -> None:
        """End them."""
        self._engine.close()
        self.cluster.stop()
        self._logs.cleanup()


def _executed(dask_worker: Any) -> int:
    return int(dask_worker.state.executed_count)


def paired(one: Callable[[Choice], object], other: Callable[[Choice], object],
           asked: Sequence[Choice]) -> Iterator[tuple[float, float]]:  # fmt: skip
    """Yield the seconds of two ways to ask each view, in turn the first or the second first."""
    for i, choice in enumerate(asked):
        ways = (one, other) if i % 2 else (other, one)
        took = {}
        for way in ways:
            begin = time.perf_counter()
            way(choice)
            took[way] = time.perf_counter() - begin
        yield took[one], took[other]
