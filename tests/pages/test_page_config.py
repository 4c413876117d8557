"""The browser is told title, icon and width of the page once, and again if that may be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import streamlit as st

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The title of each time that it was said."""
    titles: list[str] = []
    monkeypatch.setattr(st, "set_page_config", lambda title, *_, **__: titles.append(title))
    return titles


def test_a_session_is_told_once(app: AppTest, told: list[str]) -> None:
    app.run()
    app.segmented_control(key="years").set_value(["2015"]).run()
    assert told == ["Consultation Map"]


def test_a_run_that_was_broken_off_is_followed_by_one_that_tells_again(
    app: AppTest, told: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(tmp_path / "none"))
    app.run()
    monkeypatch.delenv("CONSULTATION_CAMPAIGN")
    app.run()
    app.run()
    assert told == 2 * ["Consultation Map"]
