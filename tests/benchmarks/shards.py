"""`python -m tests.benchmarks.shards --millions 1 2`: campaigns in shards, on one and two workers.

Makes parts of a million rows, builds shards of them, and asks views that nobody asked before. It
prints a table with seconds of the clock and of the processors: on a busy machine only the latter
say something.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from data.choosing.choice import Choice
from data.choosing.select import option_counts, select
from data.map.clusters import groups
from data.map.viewport import WORLD
from data.questions.sharded import ShardedCampaign
from data.shards.build import Source, build_shards
from data.shards.load import load_sharded, read_small
from data.shards.manifest import read_manifest
from data.shards.on_dask import OnDask
from data.shards.parts import parts_in
from data.shards.settings import ClusterSettings
from data.shards.tasks import in_processes
from data.statistics.timeline import timeline_bins
from data.statistics.totals import figures
from tests.benchmarks.generate import generate
from tests.benchmarks.subjects import memory
from tests.data.shards.cluster import Cluster

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from data.campaign.campaign import Campaign

MILLION = 1_000_000
VIEWS = 20
_TICKS = os.sysconf("SC_CLK_TCK")


class Spent(NamedTuple):
    """Seconds of the clock, and of processors."""

    clock: float
    processor: float


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.shards", description=__doc__)
    parser.add_argument("--millions", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--folder", type=Path, help="where parts and shards are made, and kept")
    parser.add_argument("--views", type=int, default=VIEWS)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    asked = parser.parse_args()
    with TemporaryDirectory() as temporary:
        folder = asked.folder or Path(temporary)
        print("| million rows | what | seconds, median | p95 | of processors | MB |")
        print("| --- | --- | --- | --- | --- | --- |")
        for millions in asked.millions:
            for line in measure(folder, millions, asked.workers, asked.views):
                print(f"| {millions} | {line} |", flush=True)


def write_parts(folder: Path, millions: int) -> Path:
    """Write parts of a million rows each, those that are there already left alone."""
    parts = folder / f"parts-{millions}"
    parts.mkdir(parents=True, exist_ok=True)
    for number in range(millions):
        made = folder / f"made-{number}"
        part = made / "part.parquet"
        if not part.is_file():
            generate(made, MILLION, seed=number + 1, as_parquet=True)
            _with_own_ids(made / "consultations.parquet", part, number)
        link = parts / f"{number:04}.parquet"
        if not link.exists():
            link.hardlink_to(part)
        for name in ("campaign.toml", "regions.csv", "organizations.csv"):
            (parts / name).write_bytes((folder / "made-0" / name).read_bytes())
    return parts


def _with_own_ids(path: Path, part: Path, number: int) -> None:
    """Give the rows of a part ids of their own, and write groups that can be read apart."""
    table = parquet.read_table(path)
    for name in ("id", "feeds_into"):
        texts = pc.cast(table[name], pa.string())
        own = pc.binary_join_element_wise(texts, pa.scalar(f"p{number}"), "-")
        own = pc.if_else(pc.equal(texts, ""), "", own)
        table = table.set_column(table.column_names.index(name), name, own)
    parquet.write_table(table, part, compression="zstd", row_group_size=MILLION // 4)


def measure(folder: Path, millions: int, workers: list[int], views: int) -> Iterator[str]:
    """Yield a line per measure: the build, this process, and each number of workers."""
    shards = folder / f"shards-{millions}"
    if not (shards / "shards.json").is_file():
        parts = write_parts(folder, millions)
        shards.mkdir(exist_ok=True)
        source = Source(parts_in(parts), parts)
        spent = _spent(lambda: build_shards(source, shards, in_processes(2), _ignore))
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
        yield f"build in 2 processes | {spent.clock:.0f} | | {spent.processor:.0f} | {most:.0f}"
    manifest = read_manifest(shards)
    small = read_small(shards, manifest)
    for count in workers:
        with TemporaryDirectory() as logs:
            cluster = Cluster(Path(logs), count)
            try:
                engine = OnDask(shards, manifest, ClusterSettings(cluster.address, timeout=600))
                while len(engine.workers()) < count:
                    time.sleep(0.2)
                campaign = ShardedCampaign(small, engine)
                pids = [worker.pid for worker in cluster.workers]
                yield _views(f"a view, {count} workers", campaign, pids, views)
                engine.close()
            finally:
                cluster.stop()
    yield _views("a view, in one process", load_sharded(shards), [os.getpid()], views)


def _ignore(_step: str, _count: int, _all: int) -> None:
    """Report nothing."""


def ask_view(campaign: Campaign, choice: Choice) -> None:
    """Ask what Explore asks for a view: counts of all options, figures, map, timeline."""
    for options in ("regions", "kinds", "countries", "organizations", "years"):
        option_counts(campaign, choice, options)
    part = select(campaign, choice)
    figures(part)
    groups(part, 2, WORLD)
    timeline_bins(part)


def _views(what: str, campaign: Campaign, pids: list[int], views: int) -> str:
    """Ask views that nobody asked before, when every shard is mapped and has its index."""
    choices = [
        Choice(since=f"{2005 + i % 10}", until=f"{2016 + i % 7}-{i % 12 + 1:02}-11")
        for i in range(views)
    ]
    ask_view(campaign, Choice())
    before = sum(map(_processor, pids))
    clocks = []
    for choice in choices:
        begin = time.perf_counter()
        ask_view(campaign, choice)
        clocks.append(time.perf_counter() - begin)
    spent = (sum(map(_processor, pids)) - before) / len(choices)
    clocks.sort()
    p95 = clocks[min(int(len(clocks) * 0.95), len(clocks) - 1)]
    most = max(map(memory, pids))
    return f"{what} | {statistics.median(clocks):.2f} | {p95:.2f} | {spent:.3f} | {most:.0f}"


def _processor(pid: int) -> float:
    """Seconds of processors that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _spent(work: Callable[[], object]) -> Spent:
    clock, usage = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - usage.ru_utime - usage.ru_stime
    return Spent(time.perf_counter() - clock, used)


if __name__ == "__main__":
    main()
