"""The server's campaign: what the garbage collector skips, and how long a version stays."""

from __future__ import annotations

import gc
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from components.shell import campaign_cache
from components.shell.campaign_cache import Loading, current_campaign, newest_campaign
from data.filters.query import Query
from data.model.campaign import campaigns_in_memory
from tests.builders import SAMPLE, campaign_from, write_campaign


@pytest.mark.parametrize("is_there", [False, True])
def test_the_collector_skips_the_campaign_unless_a_list_is_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_there: bool
) -> None:
    frozen: list[bool] = []
    own = campaign_from(tmp_path / "own", SAMPLE).campaign if is_there else None
    monkeypatch.setattr(gc, "get_freeze_count", lambda: 0)
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(True))
    # Other tests hold campaigns, and the collector must not be asked beside other threads.
    others = [each for each in campaigns_in_memory() if each is not own]
    monkeypatch.setattr(gc, "get_objects", lambda: pytest.fail("Another thread may build a tuple"))
    monkeypatch.setattr(
        campaign_cache,
        "campaigns_in_memory",
        lambda: [each for each in campaigns_in_memory() if each not in others],
    )
    loading = Loading(str(write_campaign(tmp_path / "served", SAMPLE)))
    loading.thread.join(30)
    assert frozen == ([] if is_there else [True])


def test_the_campaign_stays_during_a_talk_and_is_the_newest_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaigns = [campaign_from(tmp_path / name, SAMPLE) for name in ("old", "new")]
    served = [
        Query.everything(replace(campaign.campaign, version=str(i)))
        for i, campaign in enumerate(campaigns)
    ]
    # Versions that nobody's page has shown for five minutes are gone.
    newest = SimpleNamespace(wait=lambda: None, version=lambda _: served[0])
    monkeypatch.setattr(campaign_cache, "_loading", lambda _: newest)
    monkeypatch.setattr(campaign_cache, "campaign_in_use", lambda: None)
    monkeypatch.setattr(campaign_cache.st, "session_state", {})
    assert newest_campaign(is_talk=True) == (served[0], False)
    talk = served.pop(0)
    assert newest_campaign(is_talk=True) == (talk, False)
    assert current_campaign() is talk
    assert newest_campaign() == (served[0], True)
    assert current_campaign() is served[0]
