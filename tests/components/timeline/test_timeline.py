"""The timeline's data is cached per view, language and theme."""

from __future__ import annotations

import pytest

from components.timeline.timeline import _data as data_of
from data.filters.choice import ALL_KINDS, Choice, View
from data.filters.select import select
from tests.shipped import shipped_campaign


def test_the_cache_keeps_light_and_dark_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    campaign, view = shipped_campaign(), View(Choice(kinds=(ALL_KINDS,)))
    data = {}
    for mode in ("light", "dark", "light"):
        for name in ("components.shell.theme.mode", "components.timeline.timeline.mode"):
            monkeypatch.setattr(name, lambda mode=mode: mode)
        data.setdefault(mode, []).append(data_of(campaign, select(campaign, view.choice), view))
    assert data["light"][0] == data["light"][1]
    assert data["light"][0] != data["dark"][0]
