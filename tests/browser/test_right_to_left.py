"""Pages of languages written from right to left: their mirror image, but for the map.

Each page is measured twice with the same texts: as it is, and with nothing but its direction
turned around. So a widget that Streamlit aligns to the left is seen by its place alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.explore import TELEPHONE
from tests.browser.idle import wait_until_idle
from tests.browser.opening import LAPTOP, OpenPage

if TYPE_CHECKING:
    from playwright.sync_api import Page

NEAR = 2.0
"""Pixels that an element may be off its mirrored place."""

EVERY_PAGE = (
    ".st-key-site_header", ".st-key-site_header h1", ".st-key-site_menu a", "h2", "h3",
    '[data-testid="stMain"] [data-testid="stMarkdownContainer"] :is(p, li)',
    '[data-testid="stMain"] button', '[data-testid="stIconMaterial"]',
    '[data-testid="stSelectbox"] [role="group"]', '[data-testid="stDataFrame"]', "iframe",
    '[data-testid="stVegaLiteChart"]', '[data-testid="stCheckbox"] label > *',
)  # fmt: skip
"""What is mirrored wherever it is."""

PAGES = {
    "/": (LAPTOP, ()),
    "/?c=beirut-2016": (LAPTOP, (".st-key-card",)),
    "/?c=dakar-2015": (TELEPHONE, (".st-key-card",)),
    "/regions": (LAPTOP, ()),
    "/organizations": (LAPTOP, ()),
    "/demands": (LAPTOP, ()),
    "/compare": (LAPTOP, ("table", "table td")),
    "/your_data": (LAPTOP, ()),
    "/about": (LAPTOP, ()),
    "/consultation?c=beirut-2016": (LAPTOP, ()),
}
"""Page to the size of its window, and what else is mirrored there."""

BOXES = """
([selectors, direction]) => {
  const frame = document.documentElement;
  frame.dir = direction;
  const boxes = {};
  for (const selector of selectors) {
    boxes[selector] = [...document.querySelectorAll(selector)].map((node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      // The words themselves, not the line that they stand in.
      const box = (node.matches("p, li, h1, h2, h3, td") ? range : node).getBoundingClientRect();
      return [box.left, box.right, box.width && box.height ? node.textContent.slice(0, 40) : ""];
    });
  }
  return [frame.clientWidth, boxes];
}
"""


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_its_mirror_image(path: str, open_page: OpenPage) -> None:
    size, more = PAGES[path]
    page = open_page(path, viewport=size)
    selectors = [*EVERY_PAGE, *more]
    width, plain = _boxes(page, selectors, "ltr")
    mirrored_width, mirrored = _boxes(page, selectors, "rtl")
    assert mirrored_width == width
    wrong = [
        (selector, text, [round(width - right), round(width - left)], [round(x) for x in there[:2]])
        for selector in selectors
        for (left, right, text), there in zip(plain[selector], mirrored[selector], strict=True)
        if text and max(abs(width - right - there[0]), abs(width - left - there[1])) > NEAR
    ]
    assert wrong == []


def _boxes(page: Page, selectors: list[str], direction: str) -> tuple[float, dict[str, Any]]:
    page.evaluate(BOXES, [selectors, direction])
    wait_until_idle(page)
    width, boxes = page.evaluate(BOXES, [selectors, direction])
    return width, boxes
