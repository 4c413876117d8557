"""Without JavaScript a reader sees map and list, and opens consultations by links."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)], ids=["laptop", "phone"])
def test_markers_and_lines_open_a_consultation(
    browser: Browser, server: str, size: tuple[int, int]
) -> None:
    width, height = size
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": height}
    )
    try:
        page = context.new_page()
        while not page.request.get(f"{server}/healthz").ok:
            page.wait_for_timeout(100)
        page.goto(f"{server}/?lang=en")
        assert page.locator(".fv-mark").count() == 8
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
    finally:
        context.close()
