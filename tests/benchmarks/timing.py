"""Time and bytes of a page in Chromium: first open, and from a click to the painted result."""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, WebSocket

CLICK = """([label, ready]) => new Promise((done, fail) => {
  const buttons = [...document.querySelectorAll("button")];
  const button = buttons.find((one) => one.textContent.trim().startsWith(label));
  const isReady = new Function("return " + ready);
  const before = performance.now();
  button.click();
  const look = () => {
    if (isReady()) requestAnimationFrame(() => done(performance.now() - before));
    else if (performance.now() - before > 20000) fail(new Error("not painted"));
    else requestAnimationFrame(look);
  };
  look();
})"""
"""Clicks, then asks at every frame; the frame after the result is there counts as painted."""


class Subject(NamedTuple):
    """A page to measure.

    Attributes:
        name: For the table.
        url: Where it is.
        button: Start of the label of a button that filters and, pressed again, doesn't.
        filtered: JavaScript expression that is true when the filtered result is there.
        whole: The same for the unfiltered result.
    """

    name: str
    url: str
    button: str
    filtered: str
    whole: str


class Figures(NamedTuple):
    """Medians of a page: milliseconds, and kilobytes of messages from the server."""

    open_ms: float
    click_ms: float
    click_kb: float


class Visit:
    """A subject in a browser of its own."""

    def __init__(self, browser: Browser, subject: Subject) -> None:
        """Open a fresh browser context; nothing is loaded yet."""
        self.subject = subject
        self.context = browser.new_context(viewport={"width": 1366, "height": 768})
        self.page: Page = self.context.new_page()
        self.received = 0
        self.page.on("websocket", self._count)

    def _count(self, socket: WebSocket) -> None:
        socket.on(
            "framereceived", lambda data: setattr(self, "received", self.received + len(data))
        )

    def open(self) -> float:
        """Open the page; milliseconds until its result is there."""
        before = time.perf_counter()
        self.page.goto(self.subject.url)
        self.page.wait_for_function(self.subject.whole, polling="raf")
        return 1000 * (time.perf_counter() - before)

    def click(self, ready: str) -> tuple[float, int]:
        """Press the button; milliseconds until painted, and bytes received until it is calm."""
        self.received = 0
        took = self.page.evaluate(CLICK, [self.subject.button, ready])
        self.page.wait_for_timeout(700)
        return took, self.received


def measure(browser: Browser, subjects: list[Subject], rounds: int) -> dict[str, Figures]:
    """Measure the subjects in turn, A B A B, so that a slow moment of the machine hits all.

    A click is measured both ways, filter on and filter off. The first round warms up and does
    not count.
    """
    opened: dict[str, list[float]] = {one.name: [] for one in subjects}
    clicks: dict[str, list[tuple[float, int]]] = {one.name: [] for one in subjects}
    for lap in range(rounds + 1):
        for subject in subjects:
            visit = Visit(browser, subject)
            took = visit.open()
            visit.page.wait_for_timeout(1200)
            both = [visit.click(subject.filtered), visit.click(subject.whole)]
            visit.context.close()
            if lap:
                opened[subject.name].append(took)
                clicks[subject.name] += both
    return {
        name: Figures(
            median(opened[name]),
            median(ms for ms, _ in clicks[name]),
            median(size for _, size in clicks[name]) / 1000,
        )
        for name in opened
    }
