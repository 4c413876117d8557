"""The health check of probes: fine only while the campaign can be shown."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from components.server.asgi import healthz
from components.shell import campaign_cache
from tests.builders import SAMPLE, write_campaign
from tests.loops import run_apart


def check() -> tuple[int, dict[str, Any]]:
    response = run_apart(healthz(None))
    return response.status_code, json.loads(bytes(response.body))


def check_when_loaded() -> tuple[int, dict[str, Any]]:
    """Check until the campaign is loaded or has failed."""
    deadline = time.monotonic() + 600
    while check()[1]["status"] == "loading" and time.monotonic() < deadline:
        time.sleep(0.02)
    return check()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(campaign_cache.VARIABLE, str(tmp_path / "served"))
    return tmp_path / "served"


def test_it_names_the_campaign_and_its_version(folder: Path) -> None:
    write_campaign(folder, SAMPLE)
    status, about = check_when_loaded()
    assert (status, about["status"]) == (200, "ok")
    assert about["campaign"].keys() == {"id", "version"}
    assert len(about["campaign"]["version"]) == 12


def test_a_campaign_that_fails_is_unavailable_and_names_no_folder(folder: Path) -> None:
    assert check_when_loaded() == (503, {"status": "failed"})


def test_a_folder_that_is_complete_later_is_served_without_a_visitor(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert check_when_loaded()[0] == 503
    write_campaign(folder, SAMPLE)
    assert check()[0] == 503
    monkeypatch.setattr(campaign_cache, "_RETRY_SECONDS", -1)
    check()
    assert check_when_loaded()[0] == 200
