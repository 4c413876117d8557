"""The published website in a browser: pages, the interactive map, and no request to elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from data.site.site import publish
from tests.browser.axe import all_violations
from tests.browser.explore import TELEPHONE
from tests.shipped import shipped_campaign

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Response


KINDS_OF_PAGES = (
    "", "fr/", "region/mena.html", "consultation/dakar-2015.html", "report/manila-2015.html",
    "report/dakar-2015.html", "organizations.html", "organization/mfa.html",
    "consultations.html", "data.html", "404.html",
)  # fmt: skip
"""One page of each kind, as far as the shipped campaign has it."""

FIRST_PAGE = 1_000_000
"""Bytes of the start page with all that it shows, the interactive map included."""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def website(tmp_path: Path) -> Iterator[str]:
    """Give the address of the shipped campaign as a website."""
    publish(shipped_campaign(), tmp_path / "site", "", date(2026, 3, 1))
    handler = partial(_Quiet, directory=str(tmp_path / "site"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_the_website_asks_no_other_machine_and_its_first_page_is_small(
    browser: Browser, website: str
) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    answers: list[Response] = []
    # Playwright takes no method of a list.
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.goto(website)
    page.locator("iframe").scroll_into_view_if_needed()
    expect(page.frame_locator("iframe").get_by_role("heading").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert sum(len(answer.body()) for answer in answers) < FIRST_PAGE
    for path in ("fr/", "region/mena.html", "consultation/dakar-2015.html", "data.html"):
        page.goto(f"{website}/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    context.close()
    assert [answer.url for answer in answers if not answer.url.startswith(website)] == []
    assert [answer.url for answer in answers if answer.status >= 400] == []
    assert [text for text in messages if "Refused" in text or "violates" in text] == []


def test_no_page_is_wider_than_a_telephone_in_either_direction(
    browser: Browser, website: str
) -> None:
    context = browser.new_context(viewport={"width": TELEPHONE[0], "height": TELEPHONE[1]})
    page = context.new_page()
    paths = ("", "region/mena.html", "consultation/dakar-2015.html", "data.html", "explore.html")
    wide = []
    for path in paths:
        page.goto(f"{website}/{path}")
        for direction in ("ltr", "rtl"):
            width = page.evaluate(
                "(direction) => { document.documentElement.dir = direction;"
                " return document.documentElement.scrollWidth }",
                direction,
            )
            if width > TELEPHONE[0]:
                wide.append((path, direction, width))
    context.close()
    assert wide == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page(
    browser: Browser, website: str, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    found = {}
    for path in KINDS_OF_PAGES:
        answer = page.goto(f"{website}/{path}")
        assert answer, path
        assert answer.ok, path
        found[path] = all_violations(page)
    context.close()
    assert {path: some for path, some in found.items() if some} == {}
