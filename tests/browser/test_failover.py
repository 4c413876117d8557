"""A server that dies, and another one in its place: visitors stay at their view and go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.explore import address, panel
from tests.browser.idle import wait_until_idle
from tests.browser.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.browser.conftest import OpenPage

PATIENT = 120_000


@pytest.fixture
def server_of_its_own(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path)
    server.wait_until_ready()
    yield server
    server.stop()


def test_the_first_click_after_a_failover_counts(
    open_page: OpenPage, server_of_its_own: Server
) -> None:
    server = server_of_its_own
    page = open_page("/?region=mena", url=server.url, alone=True)
    app, state = page.get_by_test_id("stApp"), "data-test-connection-state"
    heading = panel(page).get_by_role("heading").first.text_content() or "?"
    server.kill()
    expect(app).not_to_have_attribute(state, "CONNECTED")
    # The new server knows nothing of the window.
    server.start()
    server.wait_until_ready()
    expect(app).to_have_attribute(state, "CONNECTED", timeout=PATIENT)
    wait_until_idle(page)
    expect(panel(page).get_by_role("heading").first).to_have_text(heading)
    assert address(page)["region"] == ["mena"]
    page.get_by_role("button", name="Download & share").click()
    expect(page.get_by_role("dialog")).to_be_visible()
