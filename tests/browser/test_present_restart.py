"""A server that dies during a presentation, and comes back: the room sees the same slide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.explore import address, panel
from tests.browser.presenting import expect_step, open_stage, press, show_controls, stage, title
from tests.browser.server import Server

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage

SLIDES = 21
PATIENT = 120_000
"""Milliseconds: a new server reads everything anew."""


def expect_connection(page: Page, *, is_there: bool) -> None:
    app = page.get_by_test_id("stApp")
    state = "data-test-connection-state"
    if is_there:
        expect(app).to_have_attribute(state, "CONNECTED", timeout=PATIENT)
    else:
        expect(app).not_to_have_attribute(state, "CONNECTED")


def test_a_server_that_starts_again_finds_the_window_on_the_same_step(
    open_page: OpenPage, tmp_path: Path
) -> None:
    server = Server(tmp_path)
    try:
        server.wait_until_ready()
        page = open_stage(open_page, "?lang=en&kind=all&step=2", url=server.url)
        press(page, "ArrowRight")
        server.kill()
        expect_connection(page, is_there=False)
        # Nobody in the room notices: no word, no veil, and the keys go on.
        press(page, "ArrowRight", "ArrowRight")
        expect_step(page, 5, SLIDES)
        expect(page.get_by_role("dialog")).to_have_count(0)
        server.start()
        server.wait_until_ready()
        expect_connection(page, is_there=True)
        expect_step(page, 5, SLIDES)
        # The new server knows the view from the address: leaving and coming back work.
        name = title(page).text_content() or "?"
        show_controls(page).get_by_role("button", name="Explore from here").click()
        heading = panel(page).get_by_role("heading").first
        expect(heading).to_contain_text(name, timeout=PATIENT)
        assert address(page)["kind"] == ["all"]
        page.go_back()
        expect(stage(page)).to_have_attribute("data-step", "5", timeout=PATIENT)
        page.reload()
        stage(page).wait_for()
        expect_step(page, 5, SLIDES)
    finally:
        server.stop()
