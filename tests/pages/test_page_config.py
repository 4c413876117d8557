"""The browser is told title, icon and width of the page once, and again if that may be lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from components.shell.page import enter_by_app
from components.shell.view_state import ADDRESS_READ

if TYPE_CHECKING:
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


@pytest.mark.parametrize(
    ("uses_directory", "has_entered", "reruns"),
    [(True, False, 1), (True, True, 1), (False, False, 1), (False, True, 0)],
)
def test_a_page_opened_directly_starts_again_from_the_entry(
    monkeypatch: pytest.MonkeyPatch, *, uses_directory: bool, has_entered: bool, reruns: int
) -> None:
    calls: list[None] = []
    state = {ADDRESS_READ: True} if has_entered else {}
    monkeypatch.setattr(PagesManager, "uses_pages_directory", uses_directory)
    monkeypatch.setattr(st, "session_state", state)
    monkeypatch.setattr(st, "rerun", lambda: calls.append(None))
    enter_by_app()
    assert len(calls) == reruns
    assert not PagesManager.uses_pages_directory
