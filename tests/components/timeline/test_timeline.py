"""The timeline's data is cached per view, language and theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.timeline.timeline import _data as data_of
from data.choosing.choice import ALL_KINDS, Choice, View
from data.choosing.select import select
from tests.shipped import shipped_campaign

if TYPE_CHECKING:
    import pytest


def test_the_cache_keeps_light_and_dark_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    campaign, view = shipped_campaign(), View(Choice(kinds=(ALL_KINDS,)))
    told = {}
    for mode in ("light", "dark", "light"):
        for place in ("components.shell.theme.mode", "components.timeline.timeline.mode"):
            monkeypatch.setattr(place, lambda mode=mode: mode)
        told.setdefault(mode, []).append(data_of(campaign, select(campaign, view.choice), view))
    assert told["light"][0] == told["light"][1]
    assert told["light"][0] != told["dark"][0]
