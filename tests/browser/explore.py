"""Drives the start page as a visitor does, and reads off what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from tests.browser.idle import (
    IS_QUIET,
    POLL_MS,
    QUIET_MS,
    TIMEOUT_MS,
    expect_no_exception,
    telling_what_is_missing,
    wait_until_idle,
)
from tests.browser.opening import OpenKept, OpenPage
from tests.browser.schemes import show_in
from tests.browser.server import base_path

if TYPE_CHECKING:
    from playwright.sync_api import Frame, FrameLocator, Locator, Page

TELEPHONE = (390, 844)
TITLES = ("Explore", "Regions", "Organizations", "Demands", "Your data", "About")
"""Of all pages, as the links to them are called, in their order."""

OWN = (1, 3, 6, 8, 9, 11, 13, 15, 18)
"""Numbers of the campaign's own consultations, in date order over all eighteen."""
ALL = tuple(range(1, 19))
WEBINAR = 18
"""Without a place and a date: in the tray and the table, not on the map and the timeline."""

MAP_RESTS = """
(quiet) => {
  const map = document.querySelector("iframe")?.contentWindow;
  const hasLand = map?.consultationMapRuns
    && Object.values(map.map_div._layers).some((layer) => layer.feature);
  // Where no frame is drawn for a while, a map that still has to pan stands where it was.
  const goes = map?.map_div?._panAnim?._inProgress || map?.map_div?._animatingZoom;
  if (!hasLand || goes) return false;
  const boxes = [...map.document.querySelectorAll(".cm-mark")].map((mark) => {
    const box = mark.getBoundingClientRect();
    return [box.x, box.y];
  });
  const view = [map.map_div.getZoom(), map.map_div.getCenter()];
  const now = JSON.stringify([map.consultationMapRuns, view, boxes]);
  if (now !== window.mapSeen) window.mapSince = performance.now();
  window.mapSeen = now;
  return performance.now() - window.mapSince >= quiet;
}
"""
# A map that was moved follows no choice until it is told to show all marks.
FOLLOW = """
() => document.querySelector("iframe")?.contentDocument
  .querySelector(".cm-bar button:nth-child(3)")?.click()
"""
# Both are asked each time, so that one quiet while serves for the two.
IS_SETTLED = f"(quiet) => [({IS_QUIET})(quiet), ({MAP_RESTS})(quiet)].every(Boolean)"


def open_explore(open_page: OpenPage | OpenKept, query: str = "", **how: Any) -> Page:
    """Open the start page and wait until its map is drawn and at rest."""
    return settle(open_page("/" + query, **how))


def go_to(page: Page, query: str) -> Page:
    """Go to another address of the start page as Back and Forward do, without loading it anew."""
    path: str = page.evaluate("location.pathname")
    push(page, path.removeprefix(base_path()) + query)
    return settle(page)


def push(page: Page, path: str) -> None:
    """Tell the app another path of it, as Back and Forward do."""
    page.evaluate(
        "(path) => { history.pushState({}, '', path);"
        " dispatchEvent(new PopStateEvent('popstate', { state: {} })); }",
        base_path() + path,
    )


def resize(page: Page, size: tuple[int, int]) -> None:
    """Give the window a size, and wait until the page has heard of it and is idle.

    A page that tells the server of a new size just after it was told to show another page names the
    old page, which then stays.
    """
    width, height = size
    if page.viewport_size != {"width": width, "height": height}:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(
            "() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"
        )
    wait_until_idle(page)


def start_over(page: Page) -> None:
    """Show the start page as who opens it sees it, wherever a test has left the window.

    It is light, nothing is open over it, it is at its top, nothing is chosen, all marks are seen.
    """
    wait_until_idle(page)
    show_in(page, "light")
    page.emulate_media(reduced_motion="no-preference")
    page.keyboard.press("Escape")
    page.locator('[data-testid="stMain"]').evaluate("(main) => main.scrollTo(0, 0)")
    page.mouse.move(0, 0)
    page.evaluate(FOLLOW)
    push(page, "/")
    settle(page)


def walk(page: Page) -> Iterator[str]:
    """Visit page after page by their links, beginning where one is, and give their titles."""
    yield TITLES[0]
    for title in TITLES[1:]:
        link = page.get_by_role("link", name=title, exact=True)
        if not link.is_visible():
            page.get_by_role("button", name="Menu").click()
        link.click()
        page.wait_for_url(f"**/{title.lower().replace(' ', '_')}*")
        wait_until_idle(page)
        yield title


def settle(page: Page) -> Page:
    """Wait until the start page has run and nothing on its map moves any more."""
    page.evaluate("window.idleSince = undefined")
    with telling_what_is_missing(page):
        page.wait_for_function(IS_SETTLED, arg=QUIET_MS, timeout=TIMEOUT_MS, polling=POLL_MS)
    expect_no_exception(page)
    return page


def map_window(page: Page) -> Frame:
    """Give the window of the map, for scripts."""
    frame = page.locator("iframe").element_handle().content_frame()
    assert frame is not None
    return frame


def world_map(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


def marks(page: Page) -> Locator:
    """Give the marks of what is chosen, without the ends of lines that lie outside the choice."""
    return world_map(page).locator(".cm-mark:not(.cm-ghost)")


def mark(page: Page, consultation: str) -> Locator:
    return world_map(page).locator(f'.cm-mark[data-id="{consultation}"]')


def timeline(page: Page) -> Locator:
    return page.locator(".vega-embed")


def timeline_numbers(page: Page) -> Locator:
    """Give the numbers of what is chosen, without the ghosts of what its time leaves out."""
    return timeline(page).locator(".numbers_marks text")


def timeline_ghosts(page: Page) -> Locator:
    return timeline(page).locator(".ghost_numbers_marks text")


def table_numbers(page: Page) -> Locator:
    """Give the first column of the table, as a screen reader meets it."""
    return page.locator('[data-testid="stDataFrame"] td[aria-colindex="1"]')


def panel(page: Page) -> Locator:
    return page.locator(".st-key-panel")


def tray(page: Page) -> Locator:
    return page.locator(".st-key-tray")


def address(page: Page) -> dict[str, list[str]]:
    """Give the query of the page's address, without its language and the position of the map."""
    query = parse_qs(urlsplit(page.url).query)
    return {name: values for name, values in query.items() if name not in ("lang", "map")}


def bounds(page: Page) -> list[float]:
    """Give south, west, north and east of what the map shows."""
    return map_window(page).evaluate(
        "() => { const b = map_div.getBounds();"
        " return [b.getSouth(), b.getWest(), b.getNorth(), b.getEast()]; }"
    )


def view_of_map(page: Page) -> list[float]:
    """Give the map's centre and zoom."""
    return map_window(page).evaluate(
        "() => [map_div.getCenter().lat, map_div.getCenter().lng, map_div.getZoom()]"
    )


def click_land(page: Page, lat: float, lon: float) -> None:
    """Click with the mouse where a place lies on the map."""
    x, y = map_window(page).evaluate(
        "(place) => { const p = map_div.latLngToContainerPoint(place);"
        " const box = map_div.getContainer().getBoundingClientRect();"
        " return [box.x + p.x, box.y + p.y]; }",
        [lat, lon],
    )
    frame = page.locator("iframe").bounding_box()
    assert frame is not None
    page.mouse.click(frame["x"] + x, frame["y"] + y)
    settle(page)


def expect_words(page: Page, words: str) -> None:
    """Expect the choice in words above the results."""
    expect(page.get_by_text(words, exact=True).first).to_be_visible()


def expect_chosen(page: Page, numbers: Iterable[int]) -> None:
    """Expect exactly these consultations on the map, the timeline, in the tray and the table."""
    settle(page)
    texts = [str(number) for number in numbers]
    placed = [text for text in texts if text != str(WEBINAR)]
    expect(marks(page)).to_have_text(placed)
    expect(timeline_numbers(page)).to_have_text(placed)
    # A table without rows says so in one.
    expect(page.locator('[data-testid="stDataFrame"] table')).to_have_attribute(
        "aria-rowcount", str(max(len(texts), 1) + 1)
    )
    # It has only as many rows in the document as are seen.
    shown = table_numbers(page).all_text_contents()
    assert shown[: len(texts)] == texts[: len(shown)]
    expect(tray(page).get_by_role("button")).to_have_count(texts.count(str(WEBINAR)))


def expect_selected(page: Page, number: int, consultation: str, *, in_table: bool = True) -> None:
    """Expect one consultation to be selected in the address, map, timeline, panel and table."""
    # The address is the last to know: what was clicked may still be on its way to the server.
    page.wait_for_function(
        "(id) => new URLSearchParams(location.search).get('c') === id",
        arg=consultation,
        polling=POLL_MS,
    )
    settle(page)
    expect(world_map(page).locator('[aria-pressed="true"]')).to_have_text([str(number)])
    assert selected_on_timeline(page) == [str(number)]
    expect(panel(page).get_by_role("heading").first).to_contain_text(f"{number}. ")
    rows = page.locator('[data-testid="stDataFrame"] tr[aria-selected="true"]')
    expect(rows.locator('td[aria-colindex="1"]')).to_have_text([str(number)] * in_table)


def selected_on_timeline(page: Page) -> list[str]:
    """Give the numbers of the marks that the timeline draws with a thick edge."""
    return timeline(page).evaluate(
        "(chart) => { const numbers = chart.querySelectorAll('.role-mark.mark-text text');"
        " const shapes = [...chart.querySelectorAll('.role-mark.mark-symbol path')];"
        " return shapes.flatMap((shape, i) =>"
        " shape.getAttribute('stroke-width') === '3' ? [numbers[i].textContent] : []); }"
    )


def overflow(page: Page) -> list[str]:
    """Name what is wider than the window and makes the page scroll sideways; nothing is well."""
    return page.evaluate(
        "() => [document.documentElement, document.querySelector('[data-testid=\"stMain\"]')]"
        ".filter((part) => part.scrollWidth > window.innerWidth)"
        ".map((part) => `${part.tagName}: ${part.scrollWidth} of ${window.innerWidth} pixels`)"
    )
