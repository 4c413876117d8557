"""The pictures of links: of the view, cached, and never more than a server can draw."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from starlette.requests import Request

from components.server import previews
from components.server.previews import IN_LINE, MOST_CACHED, Previews, draw_view
from data.filters.choice import ALL_KINDS, Choice, View
from data.model.errors import ExportError, msgid
from tests.components.server.conftest import scope_of
from tests.loops import run_apart
from tests.shipped import shipped_campaign

if TYPE_CHECKING:
    from starlette.responses import Response


def ask(pictures: Previews, path: str, etag: str = "") -> Response:
    scope = scope_of(path, "http", "GET", "", [("if-none-match", etag)])
    return run_apart(pictures.answer(Request(scope)))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[View]:
    """Write down what is drawn, without drawing it."""
    views: list[View] = []
    monkeypatch.setattr(previews, "draw_view", lambda _, view: views.append(view) or b"PNG")
    return views


def test_a_picture_has_the_size_that_messengers_crop_nothing_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(previews.renderer, "render_in_workers", lambda: None)
    pictures = [
        draw_view(shipped_campaign(), view)
        for view in (View(Choice(regions=("mena",))), View(selected="dakar-2015"))
    ]
    for picture in pictures:
        assert picture.startswith(b"\x89PNG")
        sides = int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])
        assert sides == (1200, 630)
    assert pictures[0] != pictures[1]


def test_a_view_is_drawn_once_whatever_else_its_address_has(drawn: list[View]) -> None:
    pictures = Previews(shipped_campaign)
    for path in ("/preview.png?region=mena", "/preview.png?region=mena&map=1,2,3&sort=title&x=y"):
        assert ask(pictures, path).body == b"PNG"
    assert [view.choice.regions for view in drawn if view.choice.regions] == [("mena",)]


def test_a_copy_that_is_current_is_not_sent_again(drawn: list[View]) -> None:
    pictures = Previews(shipped_campaign)
    etag = ask(pictures, "/preview.png?c=dakar-2015").headers["etag"]
    assert ask(pictures, "/preview.png?c=dakar-2015", etag).status_code == 304
    assert ask(pictures, "/preview.png?c=beirut-2016", etag).status_code == 200


def test_old_pictures_are_forgotten(drawn: list[View]) -> None:
    pictures = Previews(shipped_campaign)
    for number in range(MOST_CACHED + 5):
        ask(pictures, f"/preview.png?words={number}")
    assert len(pictures._drawn) == MOST_CACHED


def test_pictures_of_a_crowd_are_drawn_one_after_the_other_and_the_last_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at_once: list[int] = []
    active = 0

    def draw(*_: object) -> bytes:
        nonlocal active
        active += 1
        at_once.append(active)
        active -= 1
        return b"PNG"

    monkeypatch.setattr(previews, "draw_view", draw)
    pictures = Previews(shipped_campaign)

    async def crowd() -> list[int]:
        scopes = [
            scope_of(f"/preview.png?words={number}", "http", "GET", "", [])
            for number in range(3 * IN_LINE)
        ]
        answers = await asyncio.gather(*(pictures.answer(Request(scope)) for scope in scopes))
        return [answer.status_code for answer in answers]

    statuses = run_apart(crowd())
    assert max(at_once) == 1
    assert statuses.count(200) == IN_LINE + 1
    assert set(statuses) == {200, 503}


def test_equal_requests_wait_for_one_drawing(drawn: list[View]) -> None:
    pictures = Previews(shipped_campaign)

    async def crowd() -> list[int]:
        scopes = [scope_of("/preview.png?c=dakar-2015", "http", "GET", "", [])] * (3 * IN_LINE)
        answers = await asyncio.gather(*(pictures.answer(Request(scope)) for scope in scopes))
        return [answer.status_code for answer in answers]

    assert set(run_apart(crowd())) == {200}
    assert [view.selected for view in drawn if view.selected] == ["dakar-2015"]


def test_who_can_not_wait_gets_the_picture_of_the_campaign_and_none_is_cached(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def draw(_: object, view: View) -> bytes:
        if view.choice.words:
            raise ExportError(msgid("No."), msgid("Wait."))
        return b"ALL" if view.choice == Choice(kinds=(ALL_KINDS,)) else b"ONE"

    monkeypatch.setattr(previews, "draw_view", draw)
    pictures = Previews(shipped_campaign)

    async def visit() -> list[tuple[int, bytes]]:
        answers = []
        for words in ("before", "", "after"):
            scope = scope_of(f"/preview.png?words={words}", "http", "GET", "", [])
            answers.append(await pictures.answer(Request(scope)))
            await asyncio.gather(*pictures._coming.values(), return_exceptions=True)
        assert "no-store" in answers[-1].headers["cache-control"]
        assert all("retry-after" in answer.headers for answer in (answers[0], answers[2]))
        return [(answer.status_code, answer.body[:3]) for answer in answers]

    assert run_apart(visit()) == [(503, b"The"), (200, b"ONE"), (200, b"ALL")]


def test_nothing_is_drawn_of_a_campaign_that_loads_or_is_too_large(
    drawn: list[View], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ask(Previews(lambda: None), "/preview.png").status_code == 503
    monkeypatch.setattr(previews, "_MOST_ROWS", 3)
    assert ask(Previews(shipped_campaign), "/preview.png").status_code == 404
    assert drawn == []
