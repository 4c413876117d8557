"""Drives the stage as a presenter does, and reads off what it shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from tests.browser.opening import OpenKept, OpenPage

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

PROJECTOR = (1280, 720)
SLIDES = 15
"""So many slides has the tour of the shipped campaign."""


def open_stage(
    open_page: OpenPage | OpenKept,
    query: str = "",
    *,
    is_calm: bool = False,
    **how: Any,
) -> Page:
    """Open a tour and wait until its first slide and the land are there.

    A calm one doesn't move: where no graphics card is, to draw every step of a movement takes as
    long as all else that a test of many slides does.
    """
    how.setdefault("viewport", PROJECTOR)
    page = settle(open_page("/present" + query, **how))
    if is_calm:
        page.emulate_media(reduced_motion="reduce")
    return page


def settle(page: Page) -> Page:
    """Wait until the stage stands and the land is drawn."""
    stage(page).wait_for()
    expect(page.locator(".land path").first).to_be_attached()
    return page


def stage(page: Page) -> Locator:
    return page.locator(".stage[data-step]")


def slide(page: Page) -> Locator:
    """Give the slide that is shown."""
    return page.locator(".slide.current")


def title(page: Page) -> Locator:
    return slide(page).locator("h1")


def expect_step(page: Page, step: int, count: int = SLIDES) -> None:
    """Expect a step on the stage, in its corner, and in the address."""
    expect(stage(page)).to_have_attribute("data-step", str(step))
    expect(page.locator(".foot .count")).to_have_text(f"{step} / {count}")
    expect(slide(page)).to_have_count(1)
    assert step_of(page) == str(step)


def step_of(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query)["step"][0]


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def go_to(page: Page, step: int) -> None:
    """Show a slide by its place in the tour; a typed number means a consultation's."""
    press(page, "Home", *["ArrowRight"] * (step - 1))


def swipe(page: Page, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Draw a finger over the screen, or tap if it ends where it starts.

    The events are made in the page: a busy machine lets the browser cancel a real touch.
    """
    page.evaluate(_SWIPE, [*start, *end])


_SWIPE = """([x, y, toX, toY]) => {
  const send = (Kind, type, x, y) => {
    const options = { bubbles: true, composed: true, isPrimary: true, pointerType: "touch",
      clientX: x, clientY: y };
    document.elementFromPoint(x, y).shadowRoot.elementFromPoint(x, y)
      .dispatchEvent(new Kind(type, options));
  };
  send(PointerEvent, "pointerdown", x, y);
  send(PointerEvent, "pointermove", toX, toY);
  send(PointerEvent, "pointerup", toX, toY);
  if (x === toX && y === toY) send(PointerEvent, "click", x, y);
}"""


def show_controls(page: Page) -> Locator:
    """Move the pointer, which brings the controls, and give them."""
    page.mouse.move(300, 200)
    page.mouse.move(340, 220)
    bar = page.locator(".bar")
    expect(bar).to_be_visible()
    return bar


def open_notes(page: Page) -> Page:
    """Open the speaker's window from the audience's."""
    with page.context.expect_page() as opened:
        show_controls(page).get_by_role("button", name="Speaker view").click()
    notes(opened.value).wait_for()
    expect(state(opened.value)).to_have_text("The audience screen is in sync.")
    return opened.value


def notes(page: Page) -> Locator:
    return page.locator(".notes[data-step]")


def state(page: Page) -> Locator:
    return page.get_by_role("status").filter(has_text=re.compile("audience"))
