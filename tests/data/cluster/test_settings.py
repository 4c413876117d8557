"""A campaign's folder alone makes no server ask a scheduler."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.cluster.settings import SCHEDULER, cluster_settings
from data.model.errors import CampaignUnreadableError

OWN, OTHER, THIRD = "tcp://own:8786", "tcp://other:8786", "tcp://third:8786"


@pytest.mark.parametrize(
    ("environment", "folder", "asked"),
    [
        ("", "", ""),
        (OWN, "", OWN),
        (OWN, OWN, OWN),
        (OWN, OTHER, OWN),
        (f"{OWN} {OTHER}", "", OWN),
        (f"{OWN} {OTHER}", OTHER, OTHER),
        (f"{OWN} {OTHER}", THIRD, OWN),
    ],
)
def test_only_schedulers_that_the_environment_names_are_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: str, folder: str, asked: str
) -> None:
    monkeypatch.setenv(SCHEDULER, environment)
    toml = f'[engine]\nscheduler = "{folder}"\ntimeout = 5\nshards = "/there"\n'
    (tmp_path / "campaign.toml").write_text(toml)
    settings = cluster_settings(tmp_path)
    assert (settings.scheduler if settings else "") == asked
    if settings:
        assert (settings.timeout, settings.shards) == (5, "/there")


def test_settings_behind_a_byte_order_mark_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SCHEDULER, OWN)
    toml = '[engine]\nshards = "/there"\n'
    (tmp_path / "campaign.toml").write_text(toml, encoding="utf-8-sig")
    settings = cluster_settings(tmp_path)
    assert settings is not None
    assert settings.shards == "/there"


def test_a_scheduler_that_only_the_folder_names_is_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(SCHEDULER, raising=False)
    (tmp_path / "campaign.toml").write_text(f'[engine]\nscheduler = "{OTHER}"\n')
    with pytest.raises(CampaignUnreadableError, match="may not ask") as refused:
        cluster_settings(tmp_path)
    assert SCHEDULER in str(refused.value)


@pytest.mark.parametrize("address", ["http://own:8786", "own", "tls://own:8786", "tcp://own"])
def test_a_wrong_address_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv(SCHEDULER, address)
    with pytest.raises(CampaignUnreadableError, match="is wrong"):
        cluster_settings(tmp_path)
