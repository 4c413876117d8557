"""Time and bytes of a page in Chromium: first open, and from a click to the painted result."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from playwright.sync_api import Error

from tests.benchmarks.delivered import deliver
from tests.benchmarks.subjects import Subject
from tests.browser.idle import WATCH_SOCKET

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Response, WebSocket

LIMIT_SECONDS = 60
FIRST_SECONDS = 180
"""The first who opens a page waits for the campaign to be loaded."""

CALM_MS = 700
WARM_MS = 1200

UNFOLD = """(label) => {
  const buttons = [...document.querySelectorAll("button")];
  buttons.find((one) => one.innerText.split("\\n").includes(label)).click();
}"""
CLICK = """([label, painted, limit]) => new Promise((done, fail) => {
  const buttons = [...document.querySelectorAll("button, label")];
  const button = buttons.find((one) => one.textContent.trim().startsWith(label));
  if (!button) { fail(new Error("there is no button " + label)); return; }
  const look = new Function("return " + painted);
  const before = look();
  const start = performance.now();
  button.click();
  const wait = () => {
    const now = look();
    if (now && now !== before) requestAnimationFrame(() => done(performance.now() - start));
    else if (performance.now() - start > limit) fail(new Error("not painted"));
    else requestAnimationFrame(wait);
  };
  wait();
})"""
"""Clicks, then looks at every frame; the frame after something else is there counts as painted."""


@dataclass
class Figures:
    """What was measured of a page: lists of milliseconds and of kilobytes.

    `failed` says what did not come to an end; the others then lack it.
    """

    open_ms: list[float] = field(default_factory=list)
    open_kb: list[float] = field(default_factory=list)
    click_ms: list[float] = field(default_factory=list)
    click_kb: list[float] = field(default_factory=list)
    marks: int = 0
    failed: str = ""

    def middle(self, name: str) -> float | None:
        """The median of one of the lists; None where nothing was measured."""
        values = getattr(self, name)
        return median(values) if values else None


class Visit:
    """A subject in a browser of its own."""

    def __init__(self, browser: Browser, subject: Subject, url: str, seconds: float) -> None:
        """Open a fresh browser context, patient for so long; nothing is loaded yet."""
        self.subject, self.url = subject, url
        self.context = browser.new_context(
            viewport={"width": 1366, "height": 768},
            bypass_csp=True,  # What is painted is asked by expressions.
        )
        self.context.set_default_timeout(1000 * seconds)
        self.context.add_init_script(WATCH_SOCKET)
        deliver(self.context)
        self.page: Page = self.context.new_page()
        self.received = 0
        self.page.on("websocket", self._count_frames)
        self.page.on("response", self._count_answer)

    def _count_frames(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda data: self._add(len(data)))

    def _count_answer(self, response: Response) -> None:
        # What Dash sends comes this way; files of the page itself are not counted.
        if response.request.resource_type in {"fetch", "xhr"} and "_dash-update" in response.url:
            try:
                self._add(len(response.body()))
            except Error:  # Too large for what the browser keeps of answers.
                self._add(int(response.headers.get("content-length", 0)))

    def _add(self, size: int) -> None:
        self.received += size

    def open(self) -> tuple[float, float]:
        """Open the page; milliseconds until its result is there, and kilobytes of messages."""
        self.received = 0
        before = time.perf_counter()
        self.page.goto(self.url)
        self.page.wait_for_function(self.subject.painted, polling="raf")
        took = 1000 * (time.perf_counter() - before)
        self.page.wait_for_timeout(WARM_MS)
        return took, self.received / 1000

    def unfold(self, label: str) -> None:
        """Open what the button that filters is in; not timed."""
        self.page.evaluate(UNFOLD, label)
        self.page.wait_for_timeout(WARM_MS)

    def click(self, label: str) -> tuple[float, float]:
        """Press a button; milliseconds until painted, and kilobytes received until it is calm."""
        self.received = 0
        how = [label, self.subject.painted, 1000 * LIMIT_SECONDS]
        took: float = self.page.evaluate(CLICK, how)
        self.page.wait_for_timeout(CALM_MS)
        return took, self.received / 1000


def measure_round(
    browser: Browser,
    subject: Subject,
    url: str,
    figures: Figures,
    *,
    is_shipped: bool,
    counts: bool,
) -> None:
    """Open a page and press a filter on and off; a round that does not count warms up.

    Where something does not come to an end in time, that is written down and nothing more tried.
    """
    visit = Visit(browser, subject, url, LIMIT_SECONDS if counts else FIRST_SECONDS)
    step = "first open"
    try:
        opened = visit.open()
        step = "click"
        label = subject.button[0 if is_shipped else 1]
        if subject.opener and not is_shipped:
            visit.unfold(subject.opener)
        clicks = [visit.click(label), visit.click(label)]
        figures.marks = int(visit.page.evaluate(f"() => Number({subject.marks})"))
    except Error as error:
        reason = (
            "did not finish" if "painted" in str(error) or "Timeout" in str(error) else "failed"
        )
        figures.failed = f"{step} {reason}"
        print(f"    {subject.name}: {figures.failed}: {str(error).splitlines()[0]}")
        return
    finally:
        visit.context.close()
    if counts:
        figures.open_ms.append(opened[0])
        figures.open_kb.append(opened[1])
        figures.click_ms += [ms for ms, _ in clicks]
        figures.click_kb += [size for _, size in clicks]
