"""The head of a page: what a link says of itself before any script runs."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from components.server import page_head
from components.server.page_head import Head, PageHead, with_head
from data.cluster.cluster import Cluster
from data.filters.query import Query
from tests.components.server.conftest import Ask, scope_of
from tests.dates import days, tight
from tests.loops import run_apart
from tests.shipped import shipped_campaign

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

PAGE = '<!DOCTYPE html><html lang="en"><head><title>Streamlit</title></head></html>'


def page_at(path: str, *, kind: str = "text/html; charset=utf-8") -> tuple[str, dict[str, str]]:
    """Return the body and the headers of a page."""
    start, *rest = answer_to(path, kind)
    body = b"".join(message.get("body", b"") for message in rest).decode()
    return body, {name.decode(): text.decode() for name, text in start["headers"]}


def answer_to(
    path: str, kind: str = "text/html; charset=utf-8", method: str = "GET"
) -> list[Message]:
    """Return the answer of an app that has a page at every address, as Streamlit does."""

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        headers = [(b"content-type", kind.encode()), (b"etag", b"1"), (b"content-length", b"1")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for part in (PAGE[:20], PAGE[20:]):
            await send({"type": "http.response.body", "body": part.encode(), "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    scope = scope_of(
        path, "http", method, "", [("accept-language", "en-GB,en;q=0.5"), ("host", "map.example")]
    )
    run_apart(PageHead(app)(scope, receive, send))
    return sent


TITLES = [
    # address, language, title
    ("/", "en", "Migrants in Countries in Crisis (MICIC)"),
    ("/?lang=fr", "fr", "Migrants dans les pays en crise (MICIC)"),
    ("/?lang=xx", "en", "Migrants in Countries in Crisis (MICIC)"),
    ("/?region=asia", "en", "South, East &amp; South East Asia · MICIC"),
    ("/about", "en", "About · MICIC"),
    ("/base/regions?region=mena", "en", "Regions: Middle East &amp; North Africa · MICIC"),
    ("/?c=nowhere", "en", "Migrants in Countries in Crisis (MICIC)"),
    ("/?words=%3Cscript%3E", "en", "“&lt;script&gt;” · MICIC"),
]


@pytest.fixture(autouse=True)
def _loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_head, "loaded_campaign", shipped_campaign)


@pytest.mark.parametrize(("path", "language", "title"), TITLES)
def test_a_page_is_called_what_its_address_shows(path: str, language: str, title: str) -> None:
    body, headers = page_at(path)
    assert f'<html lang="{language}" dir="ltr">' in body
    assert f"<title>{title}</title>" in body
    assert f'<meta property="og:title" content="{title}">' in body
    assert headers["content-length"] == str(len(body.encode()))
    assert "etag" not in headers


def test_an_open_consultation_names_the_page_by_place_and_date() -> None:
    body, _ = page_at("/?c=dakar-2015")
    title = re.search("<title>(.*)</title>", body)
    assert title
    expected = f"Dakar, Senegal, {days('2015-12-07', '2015-12-07')} · MICIC"
    assert tight(title[1]) == tight(expected)


def test_a_page_is_called_by_its_name_until_the_campaign_is_loaded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(page_head, "loaded_campaign", lambda: None)
    assert "<title>Regions · MICIC</title>" in page_at("/regions?region=mena")[0]


def test_a_page_has_the_title_of_a_new_version(monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = shipped_campaign()
    settings = replace(shipped.settings, texts={**shipped.settings.texts, "title": "New title"})
    renamed = Query.everything(replace(shipped.campaign, settings=settings))
    monkeypatch.setattr(page_head, "loaded_campaign", lambda: renamed)
    assert "New title" in page_at("/")[0]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/static/js/a.js", "text/javascript"),
        ("/favicon.png", "image/png"),
        ("/component/x/", "text/html"),
        ("/api/consultations.report.html", "text/html"),
        ("/media/about", "text/html"),
    ],
)
def test_other_addresses_are_left_alone(path: str, kind: str) -> None:
    assert page_at(path, kind=kind)[0] == PAGE


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/wp-login.php", "GET"),
        ("/.env", "GET"),
        ("/static/js/gone.js", "GET"),
        ("/_stcore/nothing", "GET"),
        ("/nowhere", "HEAD"),
        ("/a.php", "HEAD"),
    ],
)
def test_a_file_that_is_not_there_is_not_the_start_page(path: str, method: str) -> None:
    start, *rest = answer_to(path, method=method)
    assert (start["status"], rest[0]["body"]) == (404, b"There is nothing at this address.\n")


def test_programs_may_ask_for_the_head_of_a_page() -> None:
    assert answer_to("/about", method="HEAD")[0]["status"] == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/base/", 200), ("/compare?x=1", 200), ("/nowhere", 404), ("/api", 404)],
)
def test_an_address_without_a_page_says_so_and_is_not_repeated(path: str, status: int) -> None:
    start, *rest = answer_to(path)
    assert start["status"] == status
    body = b"".join(message.get("body", b"") for message in rest).decode()
    assert ("og:url" in body) == (status == 200)
    assert ("nowhere" in body, "Migrants in Countries in Crisis" in body) == (False, True)


def test_what_is_no_page_is_left_alone() -> None:
    assert page_at("/about", kind="text/plain")[0] == PAGE


def test_texts_of_a_campaign_stay_texts() -> None:
    page = with_head(PAGE, Head("en", "\\1 <b>", '"><script>'))
    assert "<title>\\1 &lt;b&gt;</title>" in page
    assert "<script>" not in page


def test_no_grey_boxes_are_shown_while_a_page_begins() -> None:
    page = page_at("/about")[0]
    assert re.search(r"<style>[^<]*stAppSkeleton[^<]*visibility: hidden", page)


@pytest.mark.parametrize(
    ("path", "location"),
    [("/explore", "./"), ("/explore?c=dakar-2015", "./?c=dakar-2015"), ("/base/explore", "./")],
)
def test_explore_is_another_name_of_the_start_page(ask: Ask, path: str, location: str) -> None:
    answer = ask(PageHead, path)
    assert answer.status == 307
    assert answer.headers["location"] == location


class Preview(HTMLParser):
    """What a messenger reads of a page: the properties of Open Graph, by name."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.facts: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "meta" and found.get("property", "").startswith("og:"):
            assert found["property"] not in self.facts
            self.facts[str(found["property"])] = str(found["content"])


SHOWN = [
    # address, start of the description, query of the picture
    ("/?region=mena&map=1,2,3&junk=x", "Middle East & North Africa: ", "region=mena&lang=en"),
    ("/?c=dakar-2015&lang=fr", "", "c=dakar-2015&lang=fr"),
    ("/about", "", "lang=en"),
]


@pytest.mark.parametrize(("path", "description", "query"), SHOWN)
def test_a_messenger_finds_title_sentence_and_picture_of_the_view(
    path: str, description: str, query: str
) -> None:
    facts = Preview(page_at(path)[0]).facts
    assert facts.keys() >= {"og:title", "og:description", "og:url", "og:image", "og:image:alt"}
    assert facts["og:type"] == "website"
    assert facts["og:description"].startswith(description)
    picture = urlsplit(facts["og:image"])
    assert (picture.scheme, picture.netloc) == ("http", "map.example")
    assert (picture.path, picture.query) == ("/preview.png", query)
    assert urlsplit(facts["og:url"]).query == query
    assert (facts["og:image:width"], facts["og:image:height"]) == ("1200", "630")


@pytest.mark.parametrize(
    "path",
    [
        "/compare?lang=en&compare=mena%2Casia",
        "/regions?region=mena&lang=en&gap=date",
        "/?kind=all&lines=all&lang=en",
        "/present?region=mena&lang=en&step=3&by=time&tour=x",
    ],
)
def test_a_messenger_sends_people_to_all_that_a_link_restores(path: str) -> None:
    facts = Preview(page_at(path)[0]).facts
    address, given = urlsplit(facts["og:url"]), urlsplit(path)
    assert (address.path, parse_qs(address.query)) == (given.path, parse_qs(given.query))


def test_a_page_in_a_language_written_from_the_right_says_so() -> None:
    assert '<html lang="ar" dir="rtl">' in with_head(PAGE, Head("ar", "", ""))


def test_a_page_of_a_campaign_in_shards_does_not_ask_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Broken:
        def ask(self, _question: object) -> None:
            raise AssertionError

        def faults(self) -> tuple[()]:
            return ()

    sharded = Cluster(shipped_campaign(), Broken()).whole
    monkeypatch.setattr(page_head, "loaded_campaign", lambda: sharded)
    body, _ = page_at("/?region=mena")
    assert "<title>Migrants in Countries in Crisis (MICIC)</title>" in body
