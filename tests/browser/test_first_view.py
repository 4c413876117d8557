"""The first view stands until the live page has painted, where that will be, and hides no error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from data import ROOT
from tests.browser.explore import IS_SETTLED, map_window
from tests.browser.idle import POLL_MS, QUIET_MS, TIMEOUT_MS
from tests.browser.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PHONE = "Mozilla/5.0 (Linux; Android 14) Chrome/140.0.0.0 Mobile Safari/537.36"
SIZES = {"laptop": (1366, 768), "telephone": (390, 844)}
LINKS = ("", "region=mena", "from=2015&to=2015", "kind=all", "c=dakar-2015", "words=dakar")
CASES = [
    pytest.param(link, width, language, id=f"{link or 'all'}-{width}-{language}")
    for language in ("en", "fr")
    for width in SIZES
    for link in LINKS
]

# Until the last frame before it goes, because the page's font may come late. Where the map is and
# where markers are on it.
REMEMBER = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const { value, startTime, sources } of list.getEntries()) {
    const names = sources.map(({ node, previousRect: from, currentRect: to }) =>
      `${node?.className || node?.nodeName} ${[from, to].map(({ x, y, width, height }) =>
        [x, y, width, height].map(Math.round)).join(" to ")}`);
    window.shifts.push([startTime, value, ...names]);
  }
}).observe({ type: "layout-shift", buffered: true });
const look = () => {
  const still = document.querySelector("#first-view:not(.fv-leaving)");
  if (still) {
    const frame = still.querySelector(".fv-map").getBoundingClientRect();
    window.still = Object.fromEntries([...still.querySelectorAll(".fv-mark")].map((node) => {
      const { x, y } = node.getBoundingClientRect();
      return [`${node.dataset.id} ${node.textContent.trim()}`, [x - frame.x, y - frame.y]];
    }));
    window.still.frame = [frame.x, frame.y];
  }
  else if (window.still) window.gone ??= performance.now();
  window.faded ||= Boolean(document.querySelector(".fv-leaving"));
};
const remember = () => {
  look();
  requestAnimationFrame(remember);
};
if (window === window.top) {
  // Cores that are busy may draw no frame before the live page is there.
  document.addEventListener("DOMContentLoaded", look);
  remember();
}
"""
FOUND = """
() => [window.still, window.faded, window.shifts.filter(([at]) => at < window.gone + 50)]
"""
LIVE = """
() => {
  const frame = window.frameElement.getBoundingClientRect();
  return { frame: [frame.x, frame.y],
    ...Object.fromEntries([...document.querySelectorAll(".cm-mark")].map((node) => {
      const { x, y } = node.getBoundingClientRect();
      return [`${node.dataset.id} ${node.textContent.trim()}`, [x, y]];
    })) };
}
"""
NEAR = 2.0
"""Pixels that a marker may move."""


class Seen(NamedTuple):
    """Id and number of markers to their places on the map, in the first view and in the live page.

    `frame` is where the map is; `shifts` are those until shortly after the first view is gone.
    """

    still: dict[str, list[float]]
    live: dict[str, list[float]]
    faded: bool
    shifts: list[list[Any]]


@contextmanager
def window(browser: Browser, size: str = "laptop", **how: Any) -> Iterator[Page]:
    """Open a window that has nothing in its cache."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, **how)
    try:
        yield context.new_page()
    finally:
        context.close()


def wait_until_drawn(page: Page, address: str) -> None:
    """Wait until the server has a first view of a link: the first visitors get none."""
    while "first-view" not in page.request.get(address).text():
        page.wait_for_timeout(100)


def see(browser: Browser, server: str, link: str, size: str) -> Seen:
    """Open a link, and look before and after the live page takes over."""
    is_phone = size == "telephone"
    agent = {"user_agent": PHONE} if is_phone else {}
    with window(browser, size, is_mobile=is_phone, has_touch=is_phone, **agent) as page:
        wait_until_drawn(page, f"{server}/?{link}")
        page.add_init_script(REMEMBER)
        page.goto(f"{server}/?{link}")
        page.wait_for_function(
            f"(quiet) => ({IS_SETTLED})(quiet)", arg=QUIET_MS, timeout=TIMEOUT_MS, polling=POLL_MS
        )
        assert not page.locator("#first-view").count()
        names = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
        assert not [name for name in names if "Italic" in name]
        still, faded, shifts = page.evaluate(FOUND)
        return Seen(still, map_window(page).evaluate(LIVE), faded, shifts)


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize(("link", "size", "language"), CASES)
def test_markers_stay_where_they_are(
    browser: Browser, server: str, link: str, size: str, language: str
) -> None:
    seen = see(browser, server, f"{link}&lang={language}".lstrip("&"), size)
    assert seen.still.keys() == seen.live.keys()
    far = {
        name: (place, seen.live[name])
        for name, place in seen.still.items()
        if max(abs(a - b) for a, b in zip(place, seen.live[name], strict=True)) > NEAR
    }
    assert not far
    assert not seen.faded
    assert not seen.shifts, seen.shifts


@pytest.mark.parametrize("size", SIZES)
def test_without_scripts_markers_and_lines_open_a_consultation(
    browser: Browser, server: str, size: str
) -> None:
    with window(browser, size, java_script_enabled=False) as page:
        for link in ("lang=en&c=dakar-2015", "lang=en&c=manila-2015", "lang=en"):
            wait_until_drawn(page, f"{server}/?{link}")
        page.goto(f"{server}/?lang=en")
        # Those of the selection, and the States' consultations that they fed.
        assert page.locator(".fv-mark").count() == 8 + 6
        boxes = [each.bounding_box() for each in page.locator(".fv-mark").all()]
        frame = page.locator(".fv-map").bounding_box()
        assert frame
        assert all(
            box and frame["x"] < box["x"] < frame["x"] + frame["width"] - 32
            and frame["y"] < box["y"] < frame["y"] + frame["height"] - 32
            for box in boxes
        )  # fmt: skip
        page.locator(".fv-mark", has_text="6").first.click()
        assert "c=dakar-2015" in page.url
        assert "Dakar, Senegal" in page.locator("article").inner_text()
        page.locator("li a", has_text="Manila").click()
        assert "c=manila-2015" in page.url


def test_an_app_that_never_starts_leaves_it_to_use(browser: Browser, server: str) -> None:
    with window(browser) as page:
        wait_until_drawn(page, f"{server}/?lang=en")
        page.route_web_socket("**/_stcore/stream", lambda socket: socket.close())
        page.goto(f"{server}/?lang=en")
        page.wait_for_function("() => document.querySelector('[data-testid=\"stApp\"]')")
        page.wait_for_timeout(3000)
        page.locator(".fv-mark", has_text="6").first.click()
        page.wait_for_url("**c=dakar-2015**")
        assert "Dakar, Senegal" in page.locator("article").inner_text()


FAILING_APP = """
import sys
sys.path.insert(0, {root!r})
import streamlit as st
app = st.App({root!r} + "/app.py")
from components.explore import view_questions
from components.server import asgi
app = asgi.app
def ask_view(*_arguments):
    raise ValueError("broken")
view_questions.ask_view = ask_view
"""


def test_an_error_of_the_page_is_seen(
    browser: Browser, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    app = tmp_path / "failing_app.py"
    app.write_text(FAILING_APP.format(root=str(ROOT)), encoding="utf-8")
    failing = Server(tmp_path, app=str(app))
    stop: Callable[[], None] = failing.stop
    request.addfinalizer(stop)
    failing.wait_until_ready()
    with window(browser) as page:
        wait_until_drawn(page, f"{failing.url}/?lang=en")
        page.add_init_script(REMEMBER)
        page.goto(f"{failing.url}/?lang=en")
        page.locator('[data-testid="stException"]').wait_for()
        page.locator("#first-view").wait_for(state="detached")
        assert "dakar-2015 6" in page.evaluate("window.still")


def test_a_map_that_never_comes_gives_way_to_the_rest(browser: Browser, server: str) -> None:
    with window(browser) as page:
        wait_until_drawn(page, f"{server}/?lang=en")
        page.route("**/component/**", lambda route: route.abort())
        page.goto(f"{server}/?lang=en")
        page.locator("#first-view").wait_for(state="detached", timeout=60_000)
        assert page.locator(".st-key-panel").is_visible()
