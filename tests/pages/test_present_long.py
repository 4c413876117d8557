"""The tour of many consultations takes its time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from components.presenting.payload import build_tour_payload
from tests.pages.test_present import open_present

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest


def test_who_waits_for_a_long_tour_is_told_what_for(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    @contextmanager
    def spinner(text: str) -> Iterator[None]:
        done.append(text)
        yield
        done.append("over")

    def build(*of: Any) -> dict[str, Any]:
        done.append("made")
        return build_tour_payload(*of)

    monkeypatch.setattr("streamlit.spinner", spinner)
    monkeypatch.setattr("components.presenting.present.build_tour_payload", build)
    open_present(app)
    assert done == ["Preparing the slides", "made", "over"]
