"""`make bench`: the app against a bare Streamlit page, in the same run on the same machine."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.benchmarks.timing import Figures, Subject, measure
from tests.browser.chromium import ADVICE, find_chromium
from tests.browser.conftest import FLAGS
from tests.browser.server import Server

HERE = Path(__file__).parent
RESULTS = HERE / "results.md"
MARKS = "document.querySelector('iframe')?.contentDocument?.querySelectorAll('.cm-mark').length"
TEXT = "[...document.querySelectorAll('[data-testid=stText]')].map((one) => one.textContent).join()"
AIMS = Figures(open_ms=2.5, click_ms=1.5, click_kb=30)
PACKAGES = ("streamlit", "streamlit-folium", "folium", "pandas", "altair")


def main() -> None:
    """Measure, print a table, and write it to `results.md`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    rounds = parser.parse_args().rounds
    path = find_chromium() or sys.exit(ADVICE)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        app = Server(Path(folder), None)
        bare = Server(Path(folder), None, app=str(HERE / "bare_page.py"))
        try:
            for server in (app, bare):
                server.wait_until_ready()
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            found = measure(browser, subjects(app.url, bare.url), rounds)
            chromium = browser.version
        finally:
            app.stop()
            bare.stop()
    text = report(found, rounds, chromium)
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


def subjects(app: str, bare: str) -> list[Subject]:
    """The bare page first: it is the floor."""
    return [
        Subject("bare page", bare, "2015", f"{TEXT} === '1 marks'", f"{TEXT} === '8 marks'"),
        Subject("Explore", app, "2015", f"{MARKS} === 3", f"{MARKS} === 8"),
    ]


def report(found: dict[str, Figures], rounds: int, chromium: str) -> str:
    """The figures and their ratios as a page of Markdown."""
    floor, app = found["bare page"], found["Explore"]
    rows = [
        _row("first open", "ms", floor.open_ms, app.open_ms, f"{AIMS.open_ms} times"),
        _row("click to paint", "ms", floor.click_ms, app.click_ms, f"{AIMS.click_ms} times"),
        _row("received a click", "kB", floor.click_kb, app.click_kb, f"{AIMS.click_kb} kB"),
    ]
    return f"""# Speed

Medians of {rounds} rounds, the two pages in turn, each in a browser of its own. First open: until
the marks (the text) are there. A click: on a year, until the map (the text) is painted; both
ways. Received: bytes of all messages from the server, not compressed.

{_machine(chromium)}

| what | bare page | Explore | ratio | aim, at most |
|---|---|---|---|---|
{"".join(rows)}"""


def _row(what: str, unit: str, floor: float, app: float, aim: str) -> str:
    return f"| {what} | {floor:.1f} {unit} | {app:.1f} {unit} | {app / floor:.2f} | {aim} |\n"


def _machine(chromium: str) -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{datetime.now(tz=UTC).date()}, {os.cpu_count()} cores, {memory:.0f} GB, "
        f"Python {platform.python_version()}, Chromium {chromium},\n{versions}."
    )


if __name__ == "__main__":
    main()
