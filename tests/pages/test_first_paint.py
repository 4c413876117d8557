"""The header of Explore is sent after the marks, and is the same header all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st

from components.map import world_map

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest


def language(app: AppTest) -> Any:
    return app.selectbox(key="language_choice")


def test_a_header_that_waited_is_the_one_that_was_there(app: AppTest) -> None:
    first = language(app.run()).proto.id
    assert language(app.run()).proto.id == first
    assert language(app.switch_page("pages/about.py").run()).proto.id == first


def test_the_header_waits_from_the_second_run_on(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    page_link, draw = st.page_link, world_map.st_folium
    monkeypatch.setattr(st, "page_link", lambda *a, **k: sent.append("link") or page_link(*a, **k))
    monkeypatch.setattr(world_map, "st_folium", lambda *a, **k: sent.append("map") or draw(*a, **k))
    app.run()
    assert sent == [*7 * ["link"], "map", "link"]
    sent.clear()
    app.run()
    assert sent == ["map", *7 * ["link"], "link"]  # the last one is "Read more"


def test_a_page_that_fails_has_its_header(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    app.run()
    monkeypatch.setattr(world_map, "st_folium", lambda *_, **__: 1 / 0)
    app.run()
    assert app.exception
    assert language(app).value == "en"
