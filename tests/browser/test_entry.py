"""A new server, and whatever page is opened on it first."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.opening import OpenPage
from tests.browser.server import Server


# The start page comes first on the servers of other tests.
@pytest.mark.long
@pytest.mark.parametrize("path", ["/regions?region=mena", "/about", "/your_data"])
def test_the_first_page_of_a_new_server_has_its_header(
    path: str, open_page: OpenPage, tmp_path: Path
) -> None:
    server = Server(tmp_path)
    try:
        server.wait_until_ready()
        page = open_page(path, url=server.url)
        expect(page.get_by_role("link", name="Organizations", exact=True)).to_be_visible()
        assert page.evaluate("location.href").startswith(server.url + path)
    finally:
        server.stop()
