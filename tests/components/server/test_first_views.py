"""Which pages have a first view, how many are drawn at a time, and how many stay in memory."""

from __future__ import annotations

import asyncio
from threading import Event
from urllib.parse import parse_qs

import pytest

from components.server import first_views
from components.server.first_views import AT_ONCE, FirstViews, with_first_view
from data.filters.query import Query
from tests.loops import run_apart
from tests.shipped import shipped_campaign

LANGUAGES = ("en", "fr")


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for first views however busy the machine is."""
    monkeypatch.setattr(first_views, "PATIENCE", 60)


def view_at(views: FirstViews, link: str, campaign: Query | None = None) -> str:
    shown = campaign or shipped_campaign()
    return str(run_apart(views.of(shown, parse_qs(link), LANGUAGES, "en")))


@pytest.mark.parametrize("link", ["", "lang=fr", "region=mena&utm_source=letter", "c=dakar-2015"])
def test_a_link_to_explore_has_one(link: str) -> None:
    assert "fv-map" in view_at(FirstViews(), link)


NONE = [
    ("a visitor's own list", "list=own"),
    ("an embedded page", "embed=true"),
    ("parts of an embedded page", "embed_options=dark_theme"),
    ("an unknown region", "region=atlantis"),
    ("an unknown consultation", "c=nowhere"),
    ("an unknown language", "lang=xx"),
    ("lines", "lines=all"),
    ("a long link", "words=" + "x" * 3000),
    ("a map that was moved", "map=3.00_10.000_20.000"),
]


@pytest.mark.parametrize("link", [link for _, link in NONE], ids=[name for name, _ in NONE])
def test_a_link_that_it_could_misstate_has_none(link: str) -> None:
    assert view_at(FirstViews(), link) == ""


def test_while_the_campaign_loads_there_is_none() -> None:
    assert run_apart(FirstViews().of(None, {}, LANGUAGES, "en")) == ""


def test_campaigns_in_shards_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Query, "is_local", False)
    assert view_at(FirstViews(), "") == ""


def test_a_new_version_is_drawn_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["old", "new"])
    monkeypatch.setattr(first_views, "draw_first_view", lambda *_arguments: next(drawn))
    views = FirstViews()
    assert [view_at(views, ""), view_at(views, "")] == ["old", "old"]
    monkeypatch.setattr(Query, "version", "2")
    assert view_at(views, "") == "new"


def test_one_that_can_not_be_drawn_leaves_the_page_as_it_was(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(first_views, "draw_first_view", lambda *_arguments: 1 / 0)
    assert view_at(FirstViews(), "") == ""
    assert "No first view" in capsys.readouterr().err


def test_a_page_does_not_wait_long_and_the_next_visitor_has_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    go = Event()

    def draw(*_arguments: object) -> str:
        go.wait(10)
        return "drawn"

    monkeypatch.setattr(first_views, "draw_first_view", draw)
    monkeypatch.setattr(first_views, "PATIENCE", 0.01)

    async def ask() -> list[str]:
        views, found = FirstViews(), list[str]()
        for wait in (0.0, 0.2):
            found.append(await views.of(shipped_campaign(), {}, LANGUAGES, "en"))
            go.set()
            await asyncio.sleep(wait or 0.2)
        return found

    assert run_apart(ask()) == ["", "drawn"]


def test_equal_views_are_drawn_once_and_few_bytes_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []

    def draw(_campaign: Query, view: object, *_others: object) -> str:
        drawn.append(str(view))
        return "é" * 500

    monkeypatch.setattr(first_views, "draw_first_view", draw)
    monkeypatch.setattr(first_views, "MOST_CACHED", 2500)
    views = FirstViews()
    for link in ("", "utm_source=x", "region=mena", "lang=fr", ""):
        view_at(views, link)
    # Two of 1000 bytes fit, with their keys: the first one was replaced by the third.
    assert len(drawn) == 4


def test_more_than_a_few_at_a_time_get_the_usual_page(monkeypatch: pytest.MonkeyPatch) -> None:
    go = Event()

    def draw(*_arguments: object) -> str:
        go.wait(10)
        return "drawn"

    monkeypatch.setattr(first_views, "draw_first_view", draw)

    async def ask() -> list[str]:
        views = FirstViews()
        links = [{"words": [f"word{count}"]} for count in range(AT_ONCE + 3)]
        asked = [
            asyncio.create_task(views.of(shipped_campaign(), link, LANGUAGES, "en"))
            for link in links
        ]
        await asyncio.sleep(0.05)
        go.set()
        return await asyncio.gather(*asked)

    assert run_apart(ask()) == ["drawn"] * AT_ONCE + [""] * 3


def test_it_stands_before_the_root_in_place_of_the_words_that_a_page_needs_scripts() -> None:
    page = '<body><noscript>\n<p>No.</p>\n</noscript><div id="root"></div></body>'
    assert with_first_view(page, r"<main>\1</main>") == (
        r'<body><main>\1</main><div id="root"></div></body>'
    )
    assert with_first_view(page, "") == page
