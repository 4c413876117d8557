"""The results as a page of Markdown: what was aimed at, what was found, and the ratios."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.crowd import COME_AND_GO, PAUSE_SECONDS, VIEWERS
from tests.benchmarks.exports import exports_table
from tests.benchmarks.growth_tables import growth_tables
from tests.benchmarks.results import Results, Sized
from tests.benchmarks.stepping import line as steps_line
from tests.benchmarks.subjects import BARE, DEMANDS, OURS, Subject
from tests.benchmarks.timing import LIMIT_SECONDS, Figures

PACKAGES = (
    "streamlit", "streamlit-folium", "folium", "pydeck", "dash", "dash-leaflet", "pandas", "numpy",
    "pyarrow", "altair",
)  # fmt: skip
MIDDLING = 7_000
LARGE = 100_000
MEMORY_MB, SESSION_MB, CLICK_KB, MARKS = 1500, 20, 60, 2000
CROWD_SECONDS = 0.5


class _Line(NamedTuple):
    what: str
    unit: str
    name: str
    aim: Callable[[int], float]


_RATIOS = (
    _Line("first open", "ms", "open_ms", lambda rows: 2.5 if rows <= LARGE else 4),
    _Line("click to paint", "ms", "click_ms", lambda rows: 1.5 if rows <= MIDDLING else 2.5),
)

ISSUES = Path(__file__).with_name("findings.md")
"""What a developer found out about the figures: what grows, and why."""


def report(results: Results, rounds: int, chromium: str, remark: str = "") -> str:
    """The page; `remark` says what a reader must know of the run."""
    parts = [
        "# Speed and growth",
        _how(rounds),
        f"{_machine(chromium)}\n{remark}".strip(),
        "## Against a bare Streamlit page",
        _table(
            ("rows", "what", BARE.name, OURS.name, "ratio or value", "aim, at most", ""),
            [line for sized in results.sizes for line in _aims(sized, OURS)],
        ),
        *_demands(results),
        "## Loading",
        _table(
            ("rows", "how", "seconds", "of a core", "memory after, MB", "at most, MB"),
            _loads(results),
        ),
        "## Many viewers",
        _many(results),
        "## Presenting",
        _presenting(results),
        "## Taking away" if results.exports else "",
        exports_table(results.exports) if results.exports else "",
        "## Growth",
        "![Time, bytes and memory against rows](growth.svg)",
        *growth_tables(results),
        ISSUES.read_text(encoding="utf-8").strip(),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _presenting(results: Results) -> str:
    if not results.steps:
        return "Not measured."
    head = f"| what | {BARE.name}, a click | the stage | ratio | aim, at most |"
    return f"{head}\n| --- | --- | --- | --- | --- |\n{steps_line(*results.steps)}"


def _how(rounds: int) -> str:
    return f"""\
Medians of {rounds} rounds, the pages in turn, each in a browser of its own. First open: until the
marks (the text of the bare page) are there, the server being warm. A click: on a region (of the
shipped campaign: a year), until the map (the text) is painted; both ways. Bytes: of all messages
from the server, not compressed. A step that takes more than {LIMIT_SECONDS} s did not finish.

No page has a network: files that rivals ask it for are given to them at once from installed
packages, and tiles are left out. For st.map and st.pydeck_chart, whose canvas can't be asked what
it has painted, the clock stops when their data have come and the page is at rest, which is before
the paint and in their favour. 17 rows are the shipped campaign, the others are made by
`python -m tests.benchmarks.generate`."""


def _machine(chromium: str) -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {_version(name)}" for name in PACKAGES if _version(name))
    return (
        f"{datetime.now(tz=UTC).date()}, {os.cpu_count()} cores, {memory:.0f} GB, "
        f"Python {platform.python_version()}, Chromium {chromium},\n{versions}."
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def _demands(results: Results) -> list[str]:
    if results.demands is None:
        return []
    heads = ("demands", "what", BARE.name, DEMANDS.name, "ratio or value", "aim, at most", "")
    said = (
        "The page Demands of 1,000 consultations, each demand judged three times on average. First "
        "open: until the list is there. A click: on an answer, until the list has changed."
    )
    return ["## Demands", said, _table(heads, _aims(results.demands, DEMANDS))]


def _aims(sized: Sized, subject: Subject) -> list[list[object]]:
    bare, ours = sized.pages.get(BARE.name), sized.pages.get(subject.name)
    if bare is None or ours is None:
        return []
    rows: list[list[object]] = []
    for line in _RATIOS:
        floor, found = bare.middle(line.name), ours.middle(line.name)
        ratio = found / floor if floor and found else None
        aim = line.aim(sized.rows)
        rows.append(
            [
                f"{sized.rows:,}", line.what, _said(floor, line.unit),
                _said(found, line.unit) if found else ours.failed, _said(ratio), f"{aim} times",
                _kept(ratio, aim),
            ]
        )  # fmt: skip
    return rows + _values(sized, subject, ours)


def _values(sized: Sized, subject: Subject, ours: Figures) -> list[list[object]]:
    values = [
        ("received a click", ours.middle("click_kb"), "kB", CLICK_KB),
        ("memory of the server", sized.server_mb.get(subject.name), "MB", MEMORY_MB),
    ]
    if subject == OURS:
        values[1:1] = [("marks drawn", float(ours.marks), "", MARKS)]
        values.append(("of a further session", sized.session_mb, "MB", SESSION_MB))
    return [
        [f"{sized.rows:,}", what, "", "", _said(found, unit), f"{aim:,} {unit}", _kept(found, aim)]
        for what, found, unit, aim in values
    ]


def _loads(results: Results) -> list[list[object]]:
    return [
        [
            f"{sized.rows:,}", how, f"{load.seconds:.1f}", f"{load.core_seconds:.1f}",
            f"{load.after_mb:,.0f}", f"{load.most_mb:,.0f}",
        ]
        for sized in results.sizes
        for how, load in sized.loads.items()
    ]  # fmt: skip


def _many(results: Results) -> str:
    if results.crowd is None:
        return ""
    found = results.crowd
    said = (
        f"{VIEWERS} viewers of {results.crowd_rows:,} rows, each of whom asks for another choice "
        f"every {PAUSE_SECONDS:.0f} s on average: {len(found.seconds)} runs, median "
        f"{found.percentile(50):.2f} s, p95 {found.percentile(95):.2f} s (aim: {CROWD_SECONDS} s), "
        f"{found.errors} errors."
    )
    if results.come_and_go:
        before, after = results.come_and_go
        said += (
            f" {COME_AND_GO} came and left: memory {before:,.0f} MB before, {after:,.0f} MB after."
        )
    return said


def _said(number: float | None, unit: str = "") -> str:
    if number is None:
        return ""
    return f"{number:,.0f} {unit}" if unit else f"{number:,.2f}".removesuffix(".00")


def _kept(found: float | None, aim: float) -> str:
    return "" if found is None else "kept" if found <= aim else "**missed**"
