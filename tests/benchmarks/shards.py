"""`make bench-shards`: campaigns in shards on one and two workers, from one million rows to twenty.

Makes parts of a million rows, builds shards of them, and asks views that nobody asked before.
Smaller campaigns are the first shards of the largest. It writes `shards.md` and `shards.svg`. On a
busy machine only seconds of the processors say something.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from data.cluster.build import Source, build_shards
from data.cluster.cluster import Cluster
from data.cluster.in_process import InProcess
from data.cluster.load import read_shards, read_small
from data.cluster.manifest import Manifest, folder_of, read_manifest
from data.cluster.opening import load_sharded
from data.cluster.parts import parts_in
from data.cluster.settings import SCHEDULER
from data.cluster.tasks import in_processes
from data.figures.organizations import ranking_rows, year_rows
from data.figures.regions import region_comparison
from data.figures.totals import by_region
from data.filters.choice import ALL_KINDS, Choice
from data.filters.select import role_counts, select
from data.map.extent import extent_words
from data.model.campaign import Campaign
from tests.benchmarks.crowd import all_different, crowd, webinar
from tests.benchmarks.generate import generate
from tests.benchmarks.shard_report import Built, Crowded, Overhead, Point, Report, write_report
from tests.benchmarks.shard_views import (
    WORDS,
    OnWorkers,
    ask_view,
    choices,
    measure_views,
    memory_of,
    paired,
)
from tests.browser.server import Server
from tests.data.cluster.test_laws import same

MILLION = 1_000_000
SIZES = (1, 2, 5, 10, 20)
VIEWS = 16
SELECTIONS = 300
CUTS = 20
CROWD_SECONDS = 60
HERE = Path(__file__).parent


def main() -> None:
    """Measure everything that the report has, and write it."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.shards", description=__doc__)
    parser.add_argument("--millions", type=int, default=2, help="rows of the largest campaign")
    parser.add_argument("--folder", type=Path, help="where parts and shards are made, and kept")
    parser.add_argument("--into", type=Path, default=HERE, help="where the report goes")
    parser.add_argument("--views", type=int, default=VIEWS, help="at each size")
    parser.add_argument("--selections", type=int, default=SELECTIONS, help="to compare")
    parser.add_argument("--crowd", type=float, default=CROWD_SECONDS, help="seconds, twice")
    asked = parser.parse_args()
    with TemporaryDirectory() as temporary:
        folder = asked.folder or Path(temporary)
        built, shards = _build(folder, asked.millions)
        _say(f"build {built}")
        points = list(_growth(shards, asked.views))
        overhead = _overhead(shards, asked.views)
        _say(f"{overhead}")
        crowded = _crowd(shards, asked.crowd)
        _say(f"{crowded}")
        different = _compare(folder, asked.selections)
        _say(f"{len(different)} of {asked.selections} selections differ: {different[:3]}")
        report = Report(built, points, overhead, crowded, asked.selections, different)
        write_report(report, asked.into)


def _say(line: str) -> None:
    print(time.strftime("%H:%M:%S"), line, flush=True)


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


def _build(folder: Path, millions: int) -> tuple[Built, Path]:
    """Build shards of parts, unless they are there; zeros say that they were."""
    shards = folder / f"shards-{millions}"
    clock = processor = most = 0.0
    if not (shards / "shards.json").is_file():
        parts = write_parts(folder, millions)
        shards.mkdir(exist_ok=True)
        began, before = time.perf_counter(), _of_children()
        build_shards(Source(parts_in(parts), parts), shards, in_processes(2), _show)
        clock, processor = time.perf_counter() - began, _of_children() - before
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    manifest = read_manifest(shards)
    first = folder_of(shards, manifest, manifest.shards[0].name)
    sizes = {path.name: path.stat().st_size for path in first.iterdir()}
    rows = manifest.shards[0].rows
    on_disk = sum(sizes.values()) / rows, sizes["index.arrow"] / rows
    return Built(manifest.rows / MILLION, clock, processor, most, *on_disk), shards


def _show(step: str, count: int, of: int) -> None:
    _say(f"{step}: {count} of {of}")


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _growth(folder: Path, views: int) -> Iterator[Point]:
    """Yield what a view costs at each size, on one and on two workers."""
    whole = read_manifest(folder)
    small = read_small(folder, whole)
    for count in [size for size in SIZES if size <= len(whole.shards)]:
        manifest = Manifest(whole.version, whole.shards[:count])
        asked = choices(small, manifest, views)
        for workers in (1, 2):
            with OnWorkers(folder, manifest, workers) as on:
                found = measure_views(on.campaign, asked, on.pids)
                point = Point(
                    rows=manifest.rows / MILLION, workers=workers, first=found.first,
                    median=found.percentile(50), p95=found.percentile(95),
                    processor=found.processor, base=max(on.bases), **found.memory,
                )  # fmt: skip
            _say(f"{point}")
            yield point


def _overhead(folder: Path, views: int) -> Overhead:
    """Return what an engine adds to a view of one shard, over asking its campaign itself."""
    whole = read_manifest(folder)
    manifest = Manifest(whole.version, whole.shards[:1])
    small = read_small(folder, whole)
    (plain,), _ = read_shards(folder, manifest, manifest.shards, small)
    ((other,), _), asked = (
        read_shards(folder, manifest, manifest.shards, small), choices(small, manifest, views),
    )  # fmt: skip
    here = Cluster(small, InProcess([other])).whole
    with OnWorkers(folder, manifest, 1) as on:
        for campaign in (plain, here, on.campaign):
            ask_view(campaign, Choice())
            ask_view(campaign, Choice(since="2001-01"))
        pairs = [
            paired(lambda choice: ask_view(plain, choice),
                   lambda choice, of=of: ask_view(of, choice), some)
            for of, some in ((here, asked[::2]), (on.campaign, asked[1::2]))
        ]  # fmt: skip
        return Overhead(*([other - own for own, other in pair] for pair in pairs))


def _crowd(folder: Path, seconds: float) -> Crowded:
    """Let 50 viewers look at the largest campaign on two workers: together, then each alone."""
    manifest = read_manifest(folder)
    with OnWorkers(folder, manifest, 2) as on, TemporaryDirectory() as logs:
        server = Server(Path(logs), folder, **{SCHEDULER: on.cluster.address})
        try:
            server.wait_until_ready()
            on.wait_until_open()
            before = on.executed()
            together = crowd(server.url, seconds, look_at=webinar)
            apart = crowd(server.url, seconds, look_at=all_different)
            return Crowded(
                rows=manifest.rows / MILLION, together=together, apart=apart,
                messages=on.executed() - before, server=memory_of(server.pid)["rss"],
                worker=max(memory_of(pid)["rss"] for pid in on.pids),
            )  # fmt: skip
        finally:
            server.stop()


def _compare(folder: Path, count: int) -> list[Choice]:
    """Return the random choices that 20 shards answer otherwise than one shard of the same rows."""
    parts = write_parts(folder, 1)
    campaigns = []
    for size in (MILLION, MILLION // CUTS):
        shards = folder / f"cut-{size}"
        if not (shards / "shards.json").is_file():
            shards.mkdir(exist_ok=True)
            build_shards(Source(parts_in(parts), parts), shards, in_processes(2), _show, size)
        campaigns.append(load_sharded(shards))
    small = campaigns[0]
    chance = random.Random(0)
    asked = [_some_choice(small, chance) for _ in range(count)]
    return [
        choice
        for choice in asked
        if not same(*(_everything(campaign, choice) for campaign in campaigns))
    ]


def _some_choice(campaign: Campaign, chance: random.Random) -> Choice:
    """Return a choice with any of the filters set."""

    def some(ids: Sequence[str]) -> tuple[str, ...]:
        return tuple(chance.sample(list(ids), chance.choice((0, 0, 1, 2))))

    since = chance.choice(("", f"{chance.randint(2000, 2024)}", f"{chance.randint(2000, 2024)}-05"))
    return Choice(
        regions=some(campaign.regions["id"]),
        kinds=chance.choice(((), (ALL_KINDS,), some(campaign.kinds["id"]))),
        countries=some(("KE", "SN", "FR", "BR", "JP", "IN")),
        organizations=some(campaign.organizations["id"]),
        role=chance.choice(("", "host", "organizer")),
        since=since,
        until=chance.choice(("", f"{chance.randint(2010, 2026)}-{chance.randint(1, 12):02}-11")),
        words=chance.choice(("", "", *WORDS)),
    )


def _everything(campaign: Campaign, choice: Choice) -> list[object]:
    """Return what the pages ask about a choice."""
    answers = ask_view(campaign, choice)
    clusters = answers[-3]
    # Between shards, places of a cluster are only told apart from one.
    answers[-3] = clusters.assign(locations=clusters["locations"].clip(upper=2))
    part = select(campaign, choice)
    return [
        *answers, part.size, role_counts(campaign, choice), extent_words(part, "en"),
        ranking_rows(part, "en"), year_rows(part), by_region(part),
        region_comparison(campaign, "en"),
    ]  # fmt: skip


if __name__ == "__main__":
    os.environ.setdefault("PYTHONWARNINGS", "ignore")
    main()
