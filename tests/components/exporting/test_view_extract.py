"""The extract of a view, and the address of the start page from any page."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from components.exporting import view_extract as extract_of_view
from components.exporting.view_extract import current_extract
from components.shell import url
from components.shell.url import start_page
from data.filters.choice import Choice, View
from tests.builders import campaign_from

ADDRESSES = [
    # what the browser shows, the start page
    ("http://127.0.0.1:8501/", "http://127.0.0.1:8501/"),
    ("http://127.0.0.1:8501", "http://127.0.0.1:8501/"),
    ("http://127.0.0.1:8501/regions", "http://127.0.0.1:8501/"),
    ("https://example.org/maps/micic/organizations?region=a", "https://example.org/maps/micic/"),
    ("https://example.org/maps/micic/", "https://example.org/maps/micic/"),
    (None, ""),
]


@pytest.fixture(autouse=True)
def _server_campaign(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract_of_view, "is_in_use", lambda: False)


def at(monkeypatch: pytest.MonkeyPatch, address: str | None) -> None:
    monkeypatch.setattr(url.st, "context", SimpleNamespace(url=address))


@pytest.mark.parametrize(("url", "start"), ADDRESSES)
def test_the_start_page_is_beside_every_page(
    monkeypatch: pytest.MonkeyPatch, url: str | None, start: str
) -> None:
    at(monkeypatch, url)
    assert start_page() == start


def test_an_extract_has_the_filters_and_language_of_the_view(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    at(monkeypatch, "https://example.org/regions")
    campaign = campaign_from(tmp_path, [{}])
    monkeypatch.setattr(extract_of_view, "current_campaign", lambda: campaign)
    extract = current_extract(campaign, View(Choice(since="2015"), selected="c1", language="fr"))
    assert extract.link() == "https://example.org/?from=2015&lang=fr"


def test_a_list_that_only_this_session_sees_has_no_link(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    at(monkeypatch, "https://example.org/")
    monkeypatch.setattr(extract_of_view, "is_in_use", lambda: True)
    assert current_extract(campaign_from(tmp_path, [{}]), View()).link() == ""
