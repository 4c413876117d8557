"""Texts of a campaign, and of a tour that is sent as a link, are text on the stage too."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from data.tour.edit import TextSlide, TourEdit, encode_edit
from tests.browser.explore import TELEPHONE, overflow
from tests.browser.hostile_campaign import CANARY, PAYLOADS
from tests.browser.opening import OpenKept
from tests.browser.presenting import PROJECTOR, open_stage, press, slide, stage, title

if TYPE_CHECKING:
    from playwright.sync_api import Page

SAFE = ("http:", "https:", "mailto:")


def expect_nothing_ran(page: Page) -> None:
    assert page.evaluate("typeof window.pwned") == "undefined"
    protocols = page.locator(".stage a[href]").evaluate_all("(all) => all.map((a) => a.protocol)")
    assert set(protocols) <= set(SAFE)
    assert page.locator(".stage img, .stage iframe, .stage script").count() == 0


@pytest.mark.long
@pytest.mark.parametrize("size", [PROJECTOR, TELEPHONE], ids=["projector", "telephone"])
def test_every_slide_shows_its_texts_as_they_are_written(
    open_kept: OpenKept, hostile: str, hostile_folder: Path, size: tuple[int, int]
) -> None:
    page = open_stage(open_kept, is_calm=True, url=hostile, viewport=size)
    seen = set()
    for step in range(1, len(PAYLOADS) + 4):
        expect(stage(page)).to_have_attribute("data-step", str(step))
        said = "".join(title(page).inner_text().split())[:30]
        seen |= {name for name, text in PAYLOADS.items() if "".join(text.split())[:30] == said}
        assert "1337" not in slide(page).inner_text()
        assert overflow(page) == [], step
        press(page, "ArrowRight")
    expect_nothing_ran(page)
    assert len(seen) >= len(PAYLOADS) - 3, PAYLOADS.keys() - seen
    assert not (hostile_folder / CANARY).exists()


def test_a_tour_in_a_link_is_text(open_kept: OpenKept) -> None:
    texts = [text for text in PAYLOADS.values() if len(text) < 120]
    parts = tuple(TextSlide("", (("title", text), ("text", f"- {text}"))) for text in texts[:12])
    page = open_stage(open_kept, "?tour=" + encode_edit(TourEdit(parts)), is_calm=True)
    for text in texts[:12]:
        expect(title(page)).to_have_text(" ".join(text.split()))
        press(page, "ArrowRight")
    expect_nothing_ran(page)
