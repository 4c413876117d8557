"""An embed without a panel: an open consultation is a card over the page."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.explore import address, mark
from tests.browser.idle import wait_until_idle
from tests.browser.opening import OpenPage


def test_a_marker_of_an_embed_opens_its_card_and_closing_it_closes_the_consultation(
    open_page: OpenPage,
) -> None:
    page = open_page("/?embed=true&show=map,timeline&c=dakar-2015")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Dakar").first).to_be_visible()
    wait_until_idle(page)
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)
    wait_until_idle(page)
    assert "c" not in address(page)
    mark(page, "beirut-2016").click()
    expect(dialog.get_by_text("Beirut").first).to_be_visible()
    wait_until_idle(page)
    assert address(page)["c"] == ["beirut-2016"]
