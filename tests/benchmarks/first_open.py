"""What a first visitor waits for and loads, with an empty cache: first markers, live map, bytes.

`python -m tests.benchmarks.first_open` measures this tree beside a bare Streamlit page, and with
`--other FOLDER` beside another tree; each also over a slow line. Rounds are interleaved, so that a
slow moment of the machine hits all.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from playwright.sync_api import sync_playwright

from tests.benchmarks.subjects import BARE
from tests.browser.chromium import ADVICE, find_chromium
from tests.browser.conftest import FLAGS
from tests.browser.server import APP, Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SLOW_LINE = {
    "offline": False, "latency": 300, "downloadThroughput": 400_000, "uploadThroughput": 400_000,
}  # fmt: skip
"""A simulated 3G line: milliseconds, bytes per second."""

LIMIT_MS = 60_000
CALM_MS = 1500

WATCH = """() => {
  if (window !== window.top) return;
  window.firstOpen = {};
  // What is there at the begin of a frame is painted at its end.
  const note = (name) => { window.firstOpen[name] ??= performance.now(); };
  const look = () => {
    const frame = document.querySelector("iframe")?.contentDocument;
    const still = document.querySelector("#first-view:not(.fv-leaving)");
    const live = !still && (Boolean(frame?.defaultView?.consultationMapRuns) ||
      Boolean(document.querySelector("[data-testid=stText]")));
    if (live || still?.querySelector(".fv-mark")) setTimeout(() => note("marks"));
    if (live) setTimeout(() => note("live"));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


class Opened(NamedTuple):
    """One first visit: milliseconds until markers and until the live page, kilobytes of files."""

    marks: float
    live: float
    kilobytes: float


def open_once(browser: Browser, url: str, line: Mapping[str, Any] | None = None) -> Opened:
    """Open an address in a browser that has nothing in its cache."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        if line:
            session.send("Network.emulateNetworkConditions", dict(line))
        sizes: list[float] = []
        session.on(
            "Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"])
        )
        page.add_init_script(f"({WATCH})()")
        page.goto(url, wait_until="commit")
        page.wait_for_function("() => window.firstOpen?.live", timeout=LIMIT_MS)
        page.wait_for_timeout(CALM_MS if line is None else 3 * CALM_MS)
        times = page.evaluate("window.firstOpen")
        return Opened(times["marks"], times["live"], sum(sizes) / 1000)
    finally:
        context.close()


def measure(browser: Browser, servers: Mapping[str, Server], rounds: int) -> str:
    """Return a table of medians: one row per server and line."""
    lines: dict[str, Mapping[str, Any] | None] = {"this machine": None, "3G": SLOW_LINE}
    visits: dict[tuple[str, str], list[Opened]] = {}
    for lap in range(rounds + 1):
        for line, conditions in lines.items():
            for name, server in servers.items():
                opened = open_once(browser, server.url, conditions)
                if lap:
                    visits.setdefault((name, line), []).append(opened)
    rows = ["| page | line | first markers, s | live, s | files, kB |", "|---|---|---|---|---|"]
    for (name, line), all_ in sorted(visits.items()):
        marks, live, size = (median(column) for column in zip(*all_, strict=True))
        rows.append(f"| {name} | {line} | {marks / 1000:.2f} | {live / 1000:.2f} | {size:.0f} |")
    return "\n".join(rows)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.first_open")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--other", type=Path, help="another tree of this program")
    asked = parser.parse_args()
    path = find_chromium(whole=True)
    if path is None:
        raise SystemExit(ADVICE)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        servers = {
            BARE.name: Server(Path(folder), app=BARE.script),
            "this tree": Server(Path(folder)),
        }
        if asked.other:
            servers["other tree"] = Server(
                Path(folder), app=str(asked.other / APP), PYTHONPATH=str(asked.other)
            )
        try:
            for server in servers.values():
                server.wait_until_ready()
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            print(measure(browser, servers, asked.rounds))
            browser.close()
        finally:
            for server in servers.values():
                server.stop()


if __name__ == "__main__":
    main()
