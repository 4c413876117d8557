"""The report on campaigns in shards: a table, a picture, and what a hundred million rows need."""

from __future__ import annotations

import os
import platform
import statistics
import time
from pathlib import Path
from typing import NamedTuple

import altair as alt
import numpy as np
import pandas as pd
import vl_convert

from data.filters.choice import Choice
from tests.benchmarks.crowd import Crowd

AIM_SECONDS = 1.0
MANY = 100
"""Million rows of the computation on paper."""

COLORS = ("#0072B2", "#D55E00")


class Built(NamedTuple):
    """A build: million rows, seconds, megabytes of the largest process, bytes per row on disk."""

    rows: float
    clock: float
    processor: float
    most: float
    on_disk: float
    index: float


class Point(NamedTuple):
    """Views at one size: seconds; megabytes of the largest worker, before any question in `base`.

    `processor` is the seconds of all workers per view, `first` those of the clock until a view is
    answered by workers that have opened no shard.
    """

    rows: float
    workers: int
    first: float
    median: float
    p95: float
    processor: float
    base: float
    rss: float
    own: float

    @property
    def per_row(self) -> float:
        """Bytes of the largest worker per row that it answers for."""
        return (self.rss - self.base) / (self.rows / self.workers)


class Overhead(NamedTuple):
    """Seconds that an engine adds to each view of one shard."""

    here: list[float]
    dask: list[float]


class Crowded(NamedTuple):
    """Fifty viewers: a minute together and one apart, messages to workers, megabytes."""

    rows: float
    together: Crowd
    apart: Crowd
    messages: int
    server: float
    worker: float


class Report(NamedTuple):
    """Everything that was measured."""

    built: Built
    points: list[Point]
    overhead: Overhead
    crowded: Crowded
    selections: int
    different: list[Choice]


def write_report(report: Report, into: Path) -> None:
    """Write `shards.md` and `shards.svg`."""
    (into / "shards.svg").write_text(_picture(report.points), encoding="utf-8")
    (into / "shards.md").write_text("\n".join(_lines(report)) + "\n", encoding="utf-8")


def _lines(report: Report) -> list[str]:
    built, crowded, points = report.built, report.crowded, report.points
    largest = [point for point in points if point.rows == max(each.rows for each in points)]
    one, two = (next(each for each in largest if each.workers == count) for count in (1, 2))
    here, dask = (statistics.median(each) * 1000 for each in report.overhead)
    build = (
        f"{built.clock:.0f} s, {built.processor:.0f} of processors, "
        f"{built.most:.0f} MB the largest process"
        if built.clock
        else "not measured: the shards were there"
    )
    return [
        "# Campaigns in shards, measured", "",
        (f"`make bench-shards`, {time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, load {os.getloadavg()[1]:.1f}. A view asks counts of "
        "five filters, figures, clusters, timeline and a page of the table; nobody asked it "
        "before, and every shard has a say. Smaller campaigns are the first shards of the "
        "largest."), "",
        "![Seconds and memory against rows](shards.svg)", "",
        ("| million rows | workers | view, median s | p95 | s of processors | first view, s | "
        "MB, largest worker | of these its own | bytes per row |"),
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        *(
            f"| {each.rows:.0f} | {each.workers} | {each.median:.2f} | {each.p95:.2f} | "
            f"{each.processor:.3f} | {each.first:.1f} | {each.rss:.0f} | {each.own:.0f} | "
            f"{each.per_row:.0f} |"
            for each in points
        ),
        "",
        ("MB: resident memory after the last view. A worker has "
        f"{min(each.base for each in points):.0f} MB before its first shard (Python, NumPy, "
        "pandas, Arrow, Dask); bytes per row count what comes on top. The index is mapped from "
        "disk, and its pages are released after each answer."), "",
        "| what | measured |", "| --- | --- |",
        f"| build of {built.rows:.0f} million rows in 2 processes | {build} |",
        f"| on disk | {built.on_disk:.0f} bytes per row, of these {built.index:.0f} the index |",
        (f"| 2 workers against 1, {two.rows:.0f} million rows | "
        f"{one.median / two.median:.2f} times as fast |"),
        f"| an engine in the process adds to a view of one shard | {here:.1f} ms |",
        f"| a worker adds | {dask:.1f} ms |",
        (f"| {report.selections} random selections, 20 shards against one | "
        f"{len(report.different)} differ |"),
        (f"| 50 viewers of {crowded.rows:.0f} million rows follow the same six links | "
        f"{_met(crowded.together)} |"),
        f"| 50 viewers, each of another view | {_met(crowded.apart)} |",
        (f"| their views, and the messages that workers answered | "
        f"{len(crowded.together.seconds) + len(crowded.apart.seconds)}, {crowded.messages} |"),
        f"| web server with 50 viewers | {crowded.server:.0f} MB |",
        f"| the larger worker then | {crowded.worker:.0f} MB |", "",
        *_paper(report),
    ]  # fmt: skip


def _met(crowd: Crowd) -> str:
    """What viewers met; a page that waits says so every few seconds."""
    return (
        f"median {crowd.percentile(50):.2f} s, p95 {crowd.percentile(95):.2f} s, "
        f"{crowd.errors} errors, {crowd.told} times told that a view is on its way"
    )


def _fit(points: list[Point], name: str) -> tuple[float, float]:
    """Return intercept and slope of a measure against million rows."""
    rows, values = ([getattr(each, key) for each in points] for key in ("rows", name))
    if len(points) == 1:
        return 0.0, values[0] / rows[0]
    slope, start = np.polyfit(rows, values, 1)
    return float(start), float(slope)


def _paper(report: Report) -> list[str]:
    """What a hundred million rows need, by the straight lines through what was measured."""
    points = [each for each in report.points if each.workers == 1]
    start, slope = _fit(points, "median")
    _, row_bytes = _fit(points, "rss")
    base = max(each.base for each in points)
    start = max(start, 0.0)
    workers = int(np.ceil(slope * MANY / max(AIM_SECONDS - start, 0.1)))
    built = report.built
    index = built.index * MANY / 1000
    build = (
        f"a build takes {built.processor / built.rows * MANY / 3600:.1f} hours of processors, "
        f"{built.processor / built.rows * MANY / workers / 60:.0f} minutes on these workers"
        if built.processor
        else "a build was not measured"
    )
    return [
        f"## On paper: {MANY} million rows", "",
        (f"A view takes {start:.2f} s and {slope:.3f} s per million rows on one worker. For a view "
        f"in {AIM_SECONDS:.0f} s, {MANY} million rows need {workers} workers, "
        f"{base + max(row_bytes, 0) * MANY / workers:.0f} MB each, "
        f"{built.on_disk * MANY / 1000:.0f} GB of disk that all of them see, and "
        f"{index:.0f} GB of page cache between them; {build}."), "",
        ("This assumes that each worker has a core like these, and that the line goes on: shards "
        "are answered one after the other and nothing is shared. The page cache of the workers' "
        "hosts must hold the index (else disks decide), the network carries some hundred kB per "
        f"worker and view, and the web server unites the answers of {workers} workers instead of "
        "two, some milliseconds more. The web server's memory doesn't depend on rows: it has the "
        "small tables only."),
    ]  # fmt: skip


def _picture(points: list[Point]) -> str:
    """An SVG with a panel per measure and a line per number of workers."""
    measures = {
        "median": "A view, s", "processor": "A view, s of processors",
        "first": "First view of new workers, s", "rss": "Memory of the largest worker, MB",
    }  # fmt: skip
    rows = [
        {"rows": each.rows, "workers": f"{each.workers} workers" if each.workers > 1 else
         "1 worker", "measure": title, "value": getattr(each, name)}
        for each in points
        for name, title in measures.items()
    ]  # fmt: skip
    frame = pd.DataFrame(rows)
    names = list(dict.fromkeys(frame["workers"]))
    color = alt.Color("workers:N", title=None).scale(domain=names, range=COLORS[: len(names)])
    panels = [
        alt.Chart(frame[frame["measure"] == title], title=title)
        .mark_line(point=True)
        .encode(alt.X("rows:Q", title="million rows"), alt.Y("value:Q", title=None), color)
        .properties(width=300, height=200)
        for title in measures.values()
    ]
    chart = alt.concat(*panels, columns=2).configure_title(anchor="start")
    return str(vl_convert.vegalite_to_svg(chart.to_dict()))
