"""The garbage collector skips the server's campaign, but never a visitor's list."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from components.shell.campaign_cache import Loading
from tests.builders import SAMPLE, campaign_from, write_campaign

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("is_there", [False, True])
def test_the_collector_skips_the_campaign_unless_a_list_is_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_there: bool
) -> None:
    frozen: list[bool] = []
    own = campaign_from(tmp_path / "own", SAMPLE) if is_there else None
    monkeypatch.setattr(gc, "get_freeze_count", lambda: 0)
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(True))
    # Other tests hold campaigns: here there are the list and what is loaded alone.
    loaded: list[object] = []
    monkeypatch.setattr(gc, "get_objects", lambda: [own, *loaded, "another"])
    loading = Loading(str(write_campaign(tmp_path / "served", SAMPLE)))
    loaded.append(loading.future.result(30))
    loading.thread.join(30)
    assert frozen == ([] if is_there else [True])
