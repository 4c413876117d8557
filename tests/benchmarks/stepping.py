"""How long a presenter waits for the next slide, against a click on a bare Streamlit page.

`python -m tests.benchmarks.stepping` measures the two in turn and prints a line.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.browser.chromium import ADVICE, find_chromium
from tests.browser.conftest import FLAGS
from tests.browser.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HERE = Path(__file__).parent
STEPS = 30
AIM_MS = 200

# From the moment of the key to the second frame after it: by then the slide is painted.
LISTEN = """
() => {
  window.painted = [];
  window.addEventListener("keydown", (event) => {
    const done = () => window.painted.push(performance.now() - event.timeStamp);
    requestAnimationFrame(() => requestAnimationFrame(done));
  }, true);
}
"""
CLICK = """
() => new Promise((done) => {
  const text = () => document.querySelector("[data-testid=stText]").textContent;
  const buttons = [...document.querySelectorAll("button")];
  const button = buttons.find((one) => one.textContent.includes("2015"));
  const was = text(), before = performance.now();
  button.click();
  const look = () => text() === was ? requestAnimationFrame(look)
    : requestAnimationFrame(() => done(performance.now() - before));
  look();
})
"""


def measure_steps(browser: Browser, url: str) -> list[float]:
    """Milliseconds of each step of a tour there and back."""
    page = _open(browser, f"{url}/present?kind=all")
    page.locator(".stage[data-step]").wait_for()
    page.wait_for_timeout(1500)
    page.evaluate(LISTEN)
    for step in range(STEPS):
        page.keyboard.press("ArrowRight" if step < STEPS // 2 else "ArrowLeft")
        page.wait_for_timeout(450)
    taken = [float(one) for one in page.evaluate("window.painted")]
    page.context.close()
    return taken


def measure_clicks(browser: Browser, url: str) -> list[float]:
    """Milliseconds of each click on the bare page until its text has changed."""
    page = _open(browser, url)
    page.get_by_test_id("stText").first.wait_for()
    page.wait_for_timeout(1500)
    taken = []
    for _ in range(STEPS):
        taken.append(float(page.evaluate(CLICK)))
        page.wait_for_timeout(450)
    page.context.close()
    return taken


def _open(browser: Browser, url: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.goto(url)
    return page


def measure(browser: Browser) -> tuple[list[float], list[float]]:
    """Milliseconds of the steps of a tour, and of the clicks on the bare page."""
    with tempfile.TemporaryDirectory() as folder:
        servers = [Server(Path(folder)), Server(Path(folder), None, app=str(HERE / "bare_page.py"))]
        try:
            for server in servers:
                server.wait_until_ready()
            return measure_steps(browser, servers[0].url), measure_clicks(browser, servers[1].url)
        finally:
            for server in servers:
                server.stop()


def main() -> None:
    """Measure and print medians and the slowest."""
    path = find_chromium(whole=True) or sys.exit(ADVICE)
    with sync_playwright() as playwright:
        print(line(*measure(playwright.chromium.launch(executable_path=path, args=FLAGS))))


def line(steps: list[float], clicks: list[float]) -> str:
    """A row of a table of Markdown: bare page, stage, their ratio, the aim."""
    floor, step = median(clicks), median(steps)
    return (
        f"| key to next slide (median of {len(steps)}; slowest {max(steps):.0f} ms) "
        f"| {floor:.1f} ms | {step:.1f} ms | {step / floor:.2f} | {AIM_MS} ms |"
    )


if __name__ == "__main__":
    main()
