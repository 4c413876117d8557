"""The speaker's window and the audience's, driven together on one machine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.axe import grave_violations
from tests.browser.explore import TELEPHONE, overflow
from tests.browser.opening import OpenKept, OpenPage
from tests.browser.presenting import (
    PROJECTOR,
    expect_step,
    notes,
    open_notes,
    open_stage,
    press,
    settle,
    state,
)
from tests.browser.schemes import found_in_both_schemes

if TYPE_CHECKING:
    from playwright.sync_api import Page


def expect_both(audience: Page, speaker: Page, step: int) -> None:
    expect_step(audience, step)
    expect(notes(speaker)).to_have_attribute("data-step", str(step))


@pytest.mark.long
def test_either_window_steps_and_the_other_follows(open_kept: OpenKept) -> None:
    audience = open_stage(open_kept, "?lang=en&step=7")
    speaker = open_notes(audience)
    assert "role=notes" in speaker.url
    expect_both(audience, speaker, 7)
    press(speaker, "ArrowRight")
    expect_both(audience, speaker, 8)
    expect(speaker.locator(".now > h1")).to_contain_text("Middle East & North Africa")
    expect(speaker.locator(".then .title")).to_contain_text("East & Southern Africa")
    expect(speaker.locator(".speaker-notes")).to_contain_text(
        "The States met in Valletta, not in Beirut."
    )
    press(audience, "PageUp")
    expect_both(audience, speaker, 7)
    expect(speaker.locator(".now .mini h1")).to_contain_text("Latin America")
    press(speaker, "End")
    expect_both(audience, speaker, 15)
    expect(speaker.locator(".then .title")).to_have_text("This is the last slide.")
    speaker.get_by_role("button", name="Previous slide").click()
    expect_both(audience, speaker, 14)
    press(speaker, "b")
    expect(audience.locator(".curtain")).to_be_visible()
    press(speaker, "b")
    expect(audience.locator(".curtain")).not_to_be_visible()


def test_a_reloaded_window_finds_the_other_again(open_kept: OpenKept) -> None:
    audience = open_stage(open_kept, "?lang=en&step=3")
    speaker = open_notes(audience)
    audience.reload()
    settle(audience)
    expect(state(speaker)).to_have_text("The audience screen is in sync.")
    press(speaker, "ArrowRight")
    expect_both(audience, speaker, 4)
    speaker.reload()
    notes(speaker).wait_for()
    expect(state(speaker)).to_have_text("The audience screen is in sync.")
    press(audience, "ArrowRight")
    expect_both(audience, speaker, 5)


def test_the_speaker_sees_the_audience_s_tour_whatever_its_own_address_says(
    open_kept: OpenKept,
) -> None:
    audience = open_stage(open_kept, "?lang=en&region=mena")
    speaker = audience.context.new_page()
    speaker.goto(audience.url.split("?")[0] + "?role=notes")
    expect(speaker.locator(".now .label")).to_have_text("Now · 1 / 6")
    press(speaker, "End")
    expect_step(audience, 6, 6)


@pytest.mark.long
def test_alone_the_notes_can_be_read_and_an_audience_opened(open_kept: OpenKept) -> None:
    speaker = open_kept("/present?lang=en&role=notes&step=2", viewport=PROJECTOR)
    notes(speaker).wait_for()
    expect(state(speaker)).to_contain_text("No audience screen is open")
    press(speaker, "ArrowRight")
    expect(speaker.locator(".now > h1")).to_contain_text("South, East & South East Asia")
    with speaker.context.expect_page() as opened:
        speaker.get_by_role("button", name="Open audience screen").click()
    audience = settle(opened.value)
    assert "role=notes" not in audience.url
    expect(state(speaker)).to_have_text("The audience screen is in sync.")
    press(speaker, "ArrowRight")
    expect_both(audience, speaker, 4)
    audience.close()
    expect(state(speaker)).to_contain_text("No audience screen is open")


@pytest.mark.long
def test_the_time_runs_and_begins_again(open_kept: OpenKept) -> None:
    speaker = open_kept("/present?role=notes", viewport=PROJECTOR)
    notes(speaker).wait_for()
    elapsed = speaker.locator(".time .value").first
    expect(elapsed).to_have_text("00:02")
    speaker.get_by_role("button", name="Reset timer").click()
    expect(elapsed).to_have_text(re.compile("00:0[01]"))
    expect(speaker.locator(".time .value").last).to_have_text(re.compile(r"\d\d:\d\d"))


def test_a_role_of_an_organization_is_kept_beside_the_window_s(open_kept: OpenKept) -> None:
    audience = open_stage(open_kept, "?organization=mfa&role=host&lang=en")
    expect_step(audience, 1, 7)
    speaker = open_notes(audience)
    expect(speaker.locator(".now .label")).to_have_text("Now · 1 / 7")
    assert parse_qs(urlsplit(speaker.url).query)["role"] == ["host", "notes"]


@pytest.mark.long
def test_nothing_grave_in_the_speaker_s_window(open_page: OpenPage) -> None:
    speaker = open_page("/present?role=notes&step=8", viewport=PROJECTOR)
    notes(speaker).wait_for()
    expect(state(speaker)).not_to_be_empty()
    assert found_in_both_schemes(speaker, grave_violations) == []


def test_the_speaker_s_window_fits_a_telephone(open_kept: OpenKept) -> None:
    speaker = open_kept("/present?role=notes&step=8", viewport=TELEPHONE)
    notes(speaker).wait_for()
    assert overflow(speaker) == []
    expect(speaker.get_by_role("button", name="Next slide")).to_be_in_viewport()
