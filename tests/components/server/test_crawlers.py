"""`robots.txt` and `sitemap.xml` are what their names say, also on a server."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from starlette.requests import Request

from components.server import crawlers
from components.server.crawlers import Crawlers
from tests.components.server.conftest import scope_of
from tests.loops import run_apart
from tests.shipped import shipped_campaign

if TYPE_CHECKING:
    import pytest
    from starlette.responses import Response

_HOST = [("host", "map.example")]


def ask(name: str, crawlers: Crawlers) -> Response:
    (route,) = (each for each in crawlers.routes() if each.path == name)
    return run_apart(route.endpoint(Request(scope_of(name, "http", "GET", "", _HOST))))


def addresses() -> list[str]:
    answer = ask("/sitemap.xml", Crawlers(shipped_campaign))
    assert (answer.status_code, answer.media_type) == (200, "application/xml")
    return [each.text or "" for each in ET.fromstring(answer.body).iterfind(".//{*}loc")]


def test_robots_are_told_of_the_sitemap() -> None:
    answer = ask("/robots.txt", Crawlers(shipped_campaign))
    assert answer.headers["content-type"].startswith("text/plain")
    assert bytes(answer.body).endswith(b"\nSitemap: http://map.example/sitemap.xml\n")


def test_the_sitemap_lists_pages_and_consultations_in_every_language() -> None:
    listed = addresses()
    assert {"http://map.example/?lang=en", "http://map.example/demands?lang=fr"} < set(listed)
    assert "http://map.example/consultation?c=dakar-2015&lang=fr" in listed
    assert len(listed) == len(set(listed)) == 4 * (6 + shipped_campaign().size)
    assert not any("your_data" in each for each in listed)


def test_a_sitemap_has_no_more_addresses_than_the_protocol_allows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(crawlers, "MOST_ADDRESSES", 7)
    assert len(addresses()) == 7


def test_while_the_campaign_loads_there_is_no_sitemap_yet() -> None:
    assert ask("/sitemap.xml", Crawlers(lambda: None)).status_code == 503
