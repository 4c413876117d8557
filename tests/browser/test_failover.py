"""A server that dies, and another one in its place: visitors stay at their view and go on.

A presentation goes on meanwhile: the room sees the same slide.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.explore import address, panel
from tests.browser.idle import wait_until_idle
from tests.browser.opening import OpenPage
from tests.browser.presenting import expect_step, open_stage, press, show_controls, stage, title
from tests.browser.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Page

SLIDES = 21


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path)
    server.wait_until_ready()
    yield server
    server.stop()


def expect_connection(page: Page, *, is_there: bool) -> None:
    app = page.get_by_test_id("stApp")
    state = "data-test-connection-state"
    if is_there:
        expect(app).to_have_attribute(state, "CONNECTED")
    else:
        expect(app).not_to_have_attribute(state, "CONNECTED")


@pytest.mark.long
def test_after_a_failover_the_first_click_counts_and_a_presentation_is_on_the_same_step(
    open_page: OpenPage, server: Server
) -> None:
    page = open_page("/?region=mena", url=server.url, alone=True)
    talk = open_stage(open_page, "?lang=en&kind=all&step=2", is_calm=True, url=server.url)
    heading = panel(page).get_by_role("heading").first.text_content() or "?"
    press(talk, "ArrowRight")
    server.kill()
    for window in (page, talk):
        expect_connection(window, is_there=False)
    # Nobody in the room notices: no word, no veil, and the keys go on.
    press(talk, "ArrowRight", "ArrowRight")
    expect_step(talk, 5, SLIDES)
    expect(talk.get_by_role("dialog")).to_have_count(0)
    # The new server knows nothing of the windows.
    server.start()
    server.wait_until_ready()
    for window in (page, talk):
        expect_connection(window, is_there=True)
    # At once: the new server runs the page for the first time.
    page.get_by_role("button", name="2016").first.click()
    wait_until_idle(page)
    expect(panel(page).get_by_role("heading").first).to_have_text(heading)
    assert address(page) == {"region": ["mena"], "from": ["2016"], "to": ["2016"]}
    page.get_by_role("button", name="Download & share").click()
    expect(page.get_by_role("dialog")).to_be_visible()

    expect_step(talk, 5, SLIDES)
    # It knows the view from the address: leaving and coming back work.
    name = title(talk).text_content() or "?"
    show_controls(talk).get_by_role("button", name="Explore from here").click()
    expect(panel(talk).get_by_role("heading").first).to_contain_text(name)
    assert address(talk)["kind"] == ["all"]
    talk.go_back()
    expect(stage(talk)).to_have_attribute("data-step", "5")
    talk.reload()
    stage(talk).wait_for()
    expect_step(talk, 5, SLIDES)
