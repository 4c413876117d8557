"""`make bench`: the app against a bare Streamlit page and what one would pick instead.

All are measured in the same run on the same machine, with campaigns of 17 to a million rows.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.benchmarks.campaigns import (
    ASKED,
    SHIPPED,
    SIZES,
    as_parquet_of,
    campaign_of,
    with_demands,
)
from tests.benchmarks.crowd import come_and_go, crowd, per_session
from tests.benchmarks.exports import measure_exports
from tests.benchmarks.growth import growth_picture
from tests.benchmarks.load_once import load_in_process
from tests.benchmarks.report import MIDDLING, report
from tests.benchmarks.results import Results, Sized
from tests.benchmarks.stepping import measure as measure_steps
from tests.benchmarks.subjects import BARE, DEMANDS, OURS, Subject, memory, rivals, serve
from tests.benchmarks.timing import Figures, measure_round
from tests.browser.chromium import ADVICE, find_chromium
from tests.browser.conftest import FLAGS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HERE = Path(__file__).parent
CROWD_SECONDS, QUICK_CROWD_SECONDS = 120.0, 30.0
QUICK_SIZES = (SHIPPED, 1_000)


def main() -> None:
    """Measure, print a page, and write it to `results.md` with its picture."""
    asked = _parser().parse_args()
    path = find_chromium(whole=True) or sys.exit(ADVICE)
    results = Results()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        campaigns = asked.campaigns or Path(folder)
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        chromium = browser.version
        results.steps = measure_steps(browser)
        results.exports = [
            one
            for rows in (SHIPPED, 1_000)
            for one in measure_exports(campaign_of(rows, campaigns))
        ]
        if not asked.no_crowd:
            _measure_crowd(results, campaign_of(MIDDLING, campaigns), quick=asked.quick)
        results.demands = Sized(ASKED)
        _measure_side_by_side(
            browser, results.demands, with_demands(campaigns), [BARE, DEMANDS], asked.rounds
        )
        for rows in asked.sizes or (QUICK_SIZES if asked.quick else SIZES):
            print(f"{rows:,} rows", flush=True)
            sized = Sized(rows)
            results.sizes.append(sized)
            campaign = campaign_of(rows, campaigns)
            _measure_loads(sized, campaign, campaigns)
            # A run of an hour that is broken off has said what it found so far.
            for subjects in [[BARE, OURS], *([] if asked.no_rivals else [[it] for it in rivals()])]:
                _measure_pages(browser, sized, campaign, subjects, asked.rounds)
                _write(asked, results, chromium)
        browser.close()
    print(_write(asked, results, chromium))


def _write(asked: argparse.Namespace, results: Results, chromium: str) -> str:
    text = report(results, asked.rounds, chromium, asked.remark)
    asked.into.mkdir(parents=True, exist_ok=True)
    (asked.into / "results.md").write_text(text, encoding="utf-8")
    (asked.into / "growth.svg").write_text(growth_picture(results), encoding="utf-8")
    return text


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", help="rows of the campaigns")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="small sizes and a short crowd")
    parser.add_argument("--no-rivals", action="store_true")
    parser.add_argument("--no-crowd", action="store_true")
    parser.add_argument("--campaigns", type=Path, help="folder of campaigns made before")
    parser.add_argument("--into", type=Path, default=HERE, help="where results.md is written")
    parser.add_argument("--remark", default="", help="what a reader must know of the run")
    return parser


def _measure_loads(sized: Sized, campaign: Path, campaigns: Path) -> None:
    """From CSV, from Parquet, and from what was kept of either."""
    _load(sized, "CSV", campaign, keeps=False)
    if sized.rows == SHIPPED:
        return
    _load(sized, "Parquet", as_parquet_of(sized.rows, campaigns), keeps=False)
    load_in_process(campaign, keeps=True)
    _load(sized, "the second time", campaign, keeps=True)


def _load(sized: Sized, how: str, campaign: Path, *, keeps: bool) -> None:
    load = sized.loads[how] = load_in_process(campaign, keeps=keeps)
    print(f"  {how}: {load.seconds:.1f} s, {load.after_mb:.0f} MB", flush=True)


def _measure_pages(
    browser: Browser, sized: Sized, campaign: Path, subjects: list[Subject], rounds: int
) -> None:
    """Measure the app and the bare page in turn, or a rival.

    In turn, so that a slow moment of the machine hits both; the servers of all rivals with a large
    campaign would not fit beside each other.
    """
    needed = [one for one in subjects if one.needs]
    for subject in needed:
        sized.pages[subject.name] = Figures(failed=f"not measured: {subject.needs}")
        print(f"  {subject.name}: not measured; {subject.needs}", flush=True)
    if not needed:
        _measure_side_by_side(browser, sized, campaign, subjects, rounds)


def _measure_side_by_side(
    browser: Browser, sized: Sized, campaign: Path, subjects: list[Subject], rounds: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        servers = {one: serve(one, Path(folder), campaign) for one in subjects}
        sized.pages |= {one.name: Figures() for one in subjects}
        try:
            for lap in range(rounds + 1):
                for one, server in servers.items():
                    figures = sized.pages[one.name]
                    is_shipped = sized.rows == SHIPPED
                    if not figures.failed:
                        measure_round(
                            browser,
                            one,
                            server.url + one.path,
                            figures,
                            is_shipped=is_shipped,
                            counts=lap > 0,
                        )
            for one, server in servers.items():
                sized.server_mb[one.name] = memory(server.pid)
                if one == OURS:
                    sized.session_mb = per_session(server.url, server.pid)
                _say(sized, one)
        finally:
            for server in servers.values():
                server.stop()


def _say(sized: Sized, subject: Subject) -> None:
    found = sized.pages[subject.name]
    figures = {name: found.middle(name) for name in ("open_ms", "click_ms", "click_kb")}
    said = ", ".join(f"{name} {value:.0f}" for name, value in figures.items() if value is not None)
    rest = f"marks {found.marks}, {sized.server_mb[subject.name]:.0f} MB {found.failed}"
    print(f"  {subject.name}: {said}, {rest}", flush=True)


def _measure_crowd(results: Results, campaign: Path, *, quick: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = serve(OURS, Path(folder), campaign)
        try:
            results.crowd = crowd(server.url, QUICK_CROWD_SECONDS if quick else CROWD_SECONDS)
            results.crowd_rows = MIDDLING
            results.come_and_go = come_and_go(server.url, server.pid)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
