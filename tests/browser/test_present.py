"""The stage under a presenter's hands: every key, click and link, and nothing that fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.explore import address, panel
from tests.browser.idle import wait_until_idle
from tests.browser.opening import OpenKept, OpenPage
from tests.browser.presenting import (
    PROJECTOR,
    SLIDES,
    expect_step,
    open_stage,
    press,
    settle,
    show_controls,
    slide,
    stage,
    step_of,
    swipe,
    title,
)
from tests.browser.watch import Watch

if TYPE_CHECKING:
    from playwright.sync_api import Page

BEIRUT = 8


def test_a_tour_is_given_with_keys_alone(open_kept: OpenKept) -> None:
    page = open_stage(open_kept)
    expect_step(page, 1)
    for keys, step in [
        (["ArrowRight"], 2), ([" "], 3), (["PageDown"], 4), (["ArrowLeft"], 3), (["PageUp"], 2),
        (["End"], SLIDES), (["ArrowRight"], SLIDES), (["Home"], 1), (["ArrowLeft"], 1),
        # Consultation 8 is on slide 6; no consultation on the map is number 10.
        (["8", "Enter"], 6), (["1", "0", "Enter"], 10), (["Enter"], 10), (["r"], 10), (["c"], 10),
        (["9", "Escape"], 10), (["l"], 10), (["Escape"], 10), (["?"], 10), (["ArrowRight"], 10),
    ]:  # fmt: skip
        press(page, *keys)
        expect_step(page, step)


def test_a_number_too_high_goes_to_the_last_and_says_so(open_kept: OpenKept) -> None:
    page = open_stage(open_kept)
    press(page, "9")
    said = page.locator(".word.seen")
    expect(said).to_have_text("Enter: number 9, Civil society consultation for Latin America")
    press(page, "9")
    expect(said).to_have_text("Go to 99")
    press(page, "Enter")
    expect_step(page, SLIDES)
    expect(page.locator(".word.seen")).to_have_text("There is no slide 99. This is the nearest.")


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize(
    ("asked", "step"), [("99", SLIDES), ("0", 1), ("-3", 1), ("x", 1), ("4.7", 4)]
)
def test_a_step_that_does_not_exist_is_the_nearest_with_a_word(
    open_kept: OpenKept, asked: str, step: int
) -> None:
    page = open_stage(open_kept, f"?step={asked}")
    expect_step(page, step)
    expect(page.locator(".word.seen")).to_contain_text(f"There is no slide {asked}")


def test_reload_stays_on_the_step_and_the_filter(open_kept: OpenKept) -> None:
    page = open_stage(open_kept, "?region=mena&kind=all&lang=fr")
    press(page, "ArrowRight", "ArrowRight")
    settle(page.reload() and page)
    expect_step(page, 3, 7)
    assert address(page) == {"region": ["mena"], "kind": ["all"], "step": ["3"]}
    expect(title(page)).to_have_text(
        "Consultation de la société civile pour le Moyen-Orient et l'Afrique du Nord"
    )


@pytest.mark.long
def test_explore_from_here_and_back(open_page: OpenPage) -> None:
    page = open_stage(open_page, f"?lang=en&step={BEIRUT}")
    show_controls(page).get_by_role("button", name="Explore from here").click()
    expect(panel(page).get_by_role("heading").first).to_contain_text("11. ")
    assert address(page) == {"c": ["beirut-2016"]}
    wait_until_idle(page)
    page.go_back()
    settle(page)
    expect_step(page, BEIRUT)
    press(page, "ArrowLeft")
    expect_step(page, BEIRUT - 1)


@pytest.mark.long
def test_the_button_begins_with_the_open_consultation_and_escape_leads_back(
    open_page: OpenPage,
) -> None:
    page = open_page("/regions?region=mena&lang=en")
    page.get_by_role("button", name="Present").click()
    settle(page)
    press(page, "ArrowRight", "Escape")
    expect(page.get_by_role("heading", name="Middle East & North Africa").first).to_be_visible()
    assert "/regions" in page.url
    page = open_page("/?c=dakar-2015&lang=en")
    page.get_by_role("button", name="Present").click()
    settle(page)
    expect_step(page, 5)
    press(page, "Home", "Escape")
    expect(page.get_by_role("button", name="Copy link")).to_be_visible()
    wait_until_idle(page)
    page.get_by_role("button", name="Present").click()
    settle(page)
    expect_step(page, 1)


@pytest.mark.long
def test_nothing_but_the_slide_is_seen_while_idle(open_kept: OpenKept) -> None:
    page = open_stage(open_kept)
    for part in ("stHeader", "stSidebar", "stToolbar", "stStatusWidget"):
        expect(page.get_by_test_id(part)).not_to_be_visible()
    expect(page.locator(".bar")).not_to_be_visible()
    box = stage(page).bounding_box()
    assert box == {"x": 0, "y": 0, "width": PROJECTOR[0], "height": PROJECTOR[1]}
    pointer = "(node) => getComputedStyle(node).cursor"
    # Controls and pointer go, also when the pointer rests on the controls.
    box = show_controls(page).bounding_box()
    assert stage(page).evaluate(pointer) == "default"
    page.mouse.move(box["x"] + 90, box["y"] + 20)
    page.wait_for_timeout(2900)
    expect(page.locator(".bar")).not_to_be_visible()
    assert stage(page).evaluate(pointer) == "none"


@pytest.mark.long
def test_controls_do_not_take_the_keys_away(open_kept: OpenKept) -> None:
    page = open_stage(open_kept)
    bar = show_controls(page)
    bar.get_by_role("button", name="Next slide").click()
    press(page, " ")
    expect_step(page, 3)
    # With the keyboard they are reached too, and Space presses them.
    press(page, "Tab")
    expect(bar.get_by_role("button", name="Previous slide")).to_be_focused()
    press(page, " ")
    expect_step(page, 2)
    press(page, "ArrowRight")
    expect_step(page, 3)


def test_a_click_steps(open_kept: OpenKept) -> None:
    page = open_stage(open_kept)
    page.mouse.click(700, 300)
    expect_step(page, 2)
    page.mouse.click(40, 300)
    expect_step(page, 1)


def test_a_finger_swipes_and_taps(open_kept: OpenKept) -> None:
    page = open_stage(open_kept, "?lang=en")
    # Otherwise the browser takes a swipe for scrolling.
    assert stage(page).evaluate("(node) => getComputedStyle(node).touchAction") == "pinch-zoom"
    swipe(page, (700, 300), (300, 310))
    expect_step(page, 2)
    swipe(page, (300, 300), (700, 310))
    expect_step(page, 1)
    expect(page.locator(".bar")).not_to_be_visible()
    swipe(page, (700, 300), (700, 300))
    expect_step(page, 2)
    swipe(page, (700, 700), (700, 700))
    expect(page.locator(".bar")).to_be_visible()
    expect_step(page, 2)


def test_the_grid_of_all_slides(open_kept: OpenKept) -> None:
    page = open_stage(open_kept, "?lang=en&step=3")
    press(page, "o")
    cells = page.locator(".grid .cell")
    expect(cells).to_have_count(SLIDES)
    expect(cells.nth(2)).to_be_focused()
    expect(cells.nth(2).locator("h1")).to_contain_text("South, East & South East Asia")
    press(page, "ArrowRight", "ArrowRight", "Enter")
    expect(cells).to_have_count(0)
    expect_step(page, 5)
    press(page, "o")
    cells.nth(7).click()
    expect_step(page, 8)
    press(page, "o", "Escape")
    expect(cells).to_have_count(0)
    expect_step(page, 8)


@pytest.mark.long
def test_autoplay_pauses_and_resumes_with_a_key(open_kept: OpenKept) -> None:
    page = open_stage(open_kept, "?autoplay=1&step=3&lang=en")
    press(page, "p")
    said = page.locator(".word.seen")
    expect(said).to_have_text("Autoplay paused. P resumes it.")
    step = step_of(page)
    page.wait_for_timeout(1500)
    assert step_of(page) == step
    press(page, "p")
    expect(stage(page)).to_have_attribute("data-step", str(int(step) + 1))


def test_the_way_of_the_results_is_the_only_line(open_kept: OpenKept) -> None:
    page = open_stage(open_kept, f"?lang=en&step={BEIRUT}")
    expect(page.locator(".lines .arrow")).to_have_count(1)
    expect(page.locator(".fed-word")).to_have_text("Results went to")
    expect(page.locator(".legend li")).to_have_text(
        ["Region covered", "Results went to", "Earlier in this tour", "Later in this tour"]
    )
    press(page, "2", "Enter")
    expect(page.locator(".lines *")).to_have_count(0)


def test_the_menu_offers_the_campaign_s_own_tour_first(open_kept: OpenKept) -> None:
    page = open_stage(open_kept, "?lang=en&step=2")
    menu = show_controls(page).get_by_label("Tour", exact=True)
    expect(menu.locator("option:checked")).to_have_text("One slide per meeting")
    menu.select_option(index=0)
    expect(page.locator(".foot .count")).to_contain_text("/ 18")
    # The slide that was shown is the fourth of this tour.
    assert address(page) == {"tour": ["civil-society-in-micic"], "step": ["4"]}
    menu = show_controls(page).get_by_label("Tour", exact=True)
    expect(menu.locator("option:checked")).to_have_text("How civil society was heard")


def test_a_link_on_a_slide_is_a_link_and_no_step(open_kept: OpenKept) -> None:
    page = open_stage(open_kept, f"?step={SLIDES}")
    link = slide(page).get_by_role("link").first
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    link.evaluate("(link) => link.addEventListener('click', (event) => event.preventDefault())")
    link.click()
    expect_step(page, SLIDES)


def test_a_blank_screen_comes_back_where_it_was(open_kept: OpenKept) -> None:
    page = open_stage(open_kept, "?step=3")
    press(page, "b")
    expect(page.locator(".curtain")).to_be_visible()
    press(page, "ArrowRight")
    expect(page.locator(".curtain")).not_to_be_visible()
    expect_step(page, 3)


def test_full_screen(open_page: OpenPage) -> None:
    # A window that others were opened after does not always get it.
    page = open_stage(open_page)
    press(page, "f")
    page.wait_for_function("() => document.fullscreenElement === document.documentElement")
    press(page, "f")
    page.wait_for_function("() => document.fullscreenElement === null")


@pytest.mark.long
def test_a_stand_goes_on_by_itself_and_begins_again(open_kept: OpenKept) -> None:
    page = open_stage(open_kept, "?autoplay=1&step=14&lang=en")
    for step in (15, 1, 2):
        expect(stage(page)).to_have_attribute("data-step", str(step))
    show_controls(page).get_by_label("Autoplay").select_option("0")
    step = step_of(page)
    page.wait_for_timeout(1500)
    assert step_of(page) == step
    assert "autoplay" not in page.url


def test_another_way_to_tell_it_is_in_the_address(open_kept: OpenKept) -> None:
    page = open_stage(open_kept, "?lang=en&step=2")
    show_controls(page).get_by_label("Tour", exact=True).select_option("by region")
    expect(page.locator(".foot .count")).to_have_text("2 / 13")
    assert address(page) == {"by": ["region"], "step": ["2"]}


def test_it_goes_on_without_the_server(open_page: OpenPage, watch: Watch) -> None:
    page = open_stage(open_page, is_calm=True)
    page.context.set_offline(True)
    page.evaluate("dispatchEvent(new Event('offline'))")
    for step in range(2, SLIDES + 1):
        press(page, "ArrowRight")
        expect_step(page, step)
    page.context.set_offline(False)
    assert watch.foreign_requests == []


def steps_of_history(page: Page) -> int:
    return page.evaluate("history.length")


def test_steps_do_not_fill_the_history(open_kept: OpenKept) -> None:
    page = open_stage(open_kept, "?lang=en")
    before = steps_of_history(page)
    press(page, "ArrowRight", "ArrowRight", "End")
    assert steps_of_history(page) == before
