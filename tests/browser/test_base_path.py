"""The app under a path of its own: `make run BASE=/map`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.idle import wait_until_idle
from tests.browser.opening import OpenPage
from tests.browser.server import Server
from tests.browser.watch import Watch

if TYPE_CHECKING:
    from playwright.sync_api import Response

BASE = "/map"


@pytest.fixture(scope="module")
def based(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a server of its own, under the path."""
    settings = {"STREAMLIT_SERVER_BASE_URL_PATH": BASE}
    server = Server(tmp_path_factory.mktemp("based"), **settings)
    server.wait_until_ready()
    yield server.url
    server.stop()


def test_pages_ask_for_nothing_outside_the_path(
    based: str, open_page: OpenPage, watch: Watch
) -> None:
    page = open_page("/?region=mena", url=based, alone=True)
    page.get_by_role("link", name="Regions").first.click()
    expect(page).to_have_url(f"{based}/regions?region=mena&lang=en")
    wait_until_idle(page)
    asked = [url for url in watch.requests if url.startswith("http")]
    assert len(asked) > 3
    assert [url for url in asked if not url.startswith(f"{based}/")] == []


@pytest.mark.long
def test_pages_links_code_and_feeds_keep_the_path(based: str, open_page: OpenPage) -> None:
    page = open_page("/?region=mena", url=based, alone=True)
    answers: list[Response] = []
    # Playwright takes no method of a list.
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Download & share").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("tab", name="Embed").click()
    # The server of this test is one that only this computer knows.
    expect(dialog.get_by_text("only this computer knows it")).to_be_visible()
    dialog.get_by_role("tab", name="Documents").click()
    dialog.get_by_role("button", name="Copy link").click()
    expect(dialog.get_by_role("button", name="Copied")).to_be_visible()
    feed = page.evaluate("navigator.clipboard.readText()")
    assert feed == f"{based}/api/consultations.ics?region=mena&lang=en"
    assert page.request.get(feed).headers["content-type"] == "text/calendar; charset=utf-8"
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Regions").first.click()
    expect(page).to_have_url(f"{based}/regions?region=mena&lang=en")
    wait_until_idle(page)
    page.get_by_role("link", name="Explore").first.click()
    wait_until_idle(page)
    assert urlsplit(page.url).path.startswith(BASE)

    page.goto(f"{based}/?region=mena&embed=true&show=map")
    way_out = page.get_by_role("link", name="Open full page")
    expect(way_out).to_have_attribute("href", f"{based}/?region=mena&lang=en")
    failures = [answer.url for answer in answers if answer.status >= 400]
    outside = [answer.url for answer in answers if not answer.url.startswith((based, "blob:"))]
    assert (failures, outside) == ([], [])
