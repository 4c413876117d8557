"""Five thousand consultations, presented and taken away: nothing hangs, and it says why."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from data.cluster.opening import open_campaign
from data.export.extract import Extract
from data.export.single_page.document import html_file
from data.filters.choice import Choice
from tests.browser.opening import OpenKept, Serve
from tests.browser.presenting import expect_step, open_stage, press, slide, stage
from tests.browser.shared import Shared
from tests.many import write_many

if TYPE_CHECKING:
    from playwright.sync_api import Browser

COUNT = 5000


def write_crowd(folder: Path) -> Path:
    return write_many(folder, COUNT)


@pytest.fixture(scope="session")
def crowd(serve: Serve) -> str:
    """Give the address of the app with thousands of consultations."""
    return serve("crowd", write_crowd)


@pytest.mark.long
@pytest.mark.parametrize(("by", "slides"), [("consultation", 6), ("year", 23)])
def test_every_slide_comes_at_once_and_is_whole(
    open_kept: OpenKept, crowd: str, by: str, slides: int
) -> None:
    page = open_stage(open_kept, f"?by={by}&lang=en", is_calm=True, url=crowd)
    word = page.locator(".word.seen")
    if by == "consultation":
        expect(word).to_contain_text("Too many for one slide each: 5,000 consultations")
    for step in range(2, slides + 1):
        press(page, "ArrowRight")
        expect(stage(page)).to_have_attribute("data-step", str(step))
        for figure in slide(page).locator(".figures strong").all():
            lines = "(node) => node.clientHeight / parseFloat(getComputedStyle(node).lineHeight)"
            assert figure.evaluate(lines) < 1.5, figure.text_content()
    expect_step(page, slides, slides)


def test_the_tour_can_be_changed(open_kept: OpenKept, crowd: str) -> None:
    page = open_kept("/present?by=consultation&lang=en&edit=1", url=crowd)
    expect(page.get_by_text("There is one slide per region.")).to_be_visible()
    page.get_by_role("button", name="Hide").click()
    expect(page.get_by_role("heading", name="Hidden slides")).to_be_visible()
    expect(page.get_by_test_id("stRadio").get_by_role("radio")).to_have_count(5)


@pytest.mark.long
def test_the_single_file_opens_and_is_searched(
    browser: Browser, shared: Shared, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    campaign = open_campaign(shared.campaign("crowd", write_crowd))
    extract = Extract(campaign, Choice(), "en", "", date(2026, 11, 24))
    path.write_bytes(html_file(extract))
    page = browser.new_context(offline=True).new_page()
    page.goto(path.as_uri())
    page.get_by_role("searchbox").first.fill("Hearing 4999")
    expect(page.get_by_role("status")).to_have_text("1 of 5,000 consultations")
    page.context.close()
