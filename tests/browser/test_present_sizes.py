"""The stage for every eye: sizes, type, motion, contrast, focus."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.axe import grave_violations
from tests.browser.explore import TELEPHONE, overflow
from tests.browser.opening import OpenKept, OpenPage
from tests.browser.presenting import (
    PROJECTOR,
    SLIDES,
    expect_step,
    go_to,
    open_stage,
    press,
    show_controls,
    slide,
    stage,
    title,
)
from tests.browser.schemes import show_in

SIZES = [PROJECTOR, (1024, 768), TELEPHONE, (844, 390)]


def test_reduced_motion_moves_nothing(open_kept: OpenKept) -> None:
    page = open_stage(open_kept)
    page.emulate_media(reduced_motion="reduce")
    moved = "(node) => getComputedStyle(node).transitionDuration"
    for part in (".moved", ".mark", ".done"):
        duration = page.locator(part).first.evaluate(moved)
        assert duration in ("0s", "0.00001s"), part
    press(page, "ArrowRight")
    expect_step(page, 2)


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize("size", SIZES, ids=["16-9", "4-3", "telephone", "lying"])
def test_every_slide_fits(open_kept: OpenKept, size: tuple[int, int]) -> None:
    page = open_stage(open_kept, "?lang=fr&kind=all", is_calm=True, viewport=size)
    wrong = []
    for step in range(1, 22):
        expect(stage(page)).to_have_attribute("data-step", str(step))
        words = slide(page).locator(".words")
        over = words.evaluate("(words) => words.scrollHeight - words.clientHeight")
        cut = title(page).evaluate("(title) => title.scrollHeight - title.clientHeight")
        if over > 1 or cut > 4 or overflow(page):
            wrong.append((step, over, cut))
        press(page, "ArrowRight")
    assert wrong == []


def test_titles_are_large_enough_for_a_telephone_in_a_webinar(open_kept: OpenKept) -> None:
    page = open_stage(open_kept, is_calm=True)
    for step in range(1, SLIDES + 1):
        expect(stage(page)).to_have_attribute("data-step", str(step))
        size = title(page).evaluate("(title) => parseFloat(getComputedStyle(title).fontSize)")
        assert size >= 40, (step, size)
        press(page, "ArrowRight")


@pytest.mark.long
def test_nothing_grave_on_any_slide(open_page: OpenPage) -> None:
    page = open_stage(open_page, "?tour=civil-society-in-micic", is_calm=True)
    for scheme in ("light", "dark"):
        show_in(page, scheme)
        for step in (1, 2, 4, 5, 15, 16, 17, 18):
            go_to(page, step)
            expect_step(page, step, 18)
            show_controls(page)
            assert grave_violations(page) == [], (scheme, step)


def test_the_stage_has_the_focus_and_says_the_slide(open_kept: OpenKept) -> None:
    page = open_stage(open_kept)
    focus = page.evaluate("document.activeElement.shadowRoot?.activeElement.className")
    assert focus.split()[0] == "stage"
    # The page has one main part, in which the stage is a region.
    expect(page.locator("main, [role=main]")).to_have_count(1)
    press(page, "ArrowRight")
    expect(page.locator(".unseen")).to_have_text(
        "Slide 2 of 15: 7 civil society consultations in 7 countries"
    )
