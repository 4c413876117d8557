from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.follow import follower, versions
from tests.data.follow.web import Web, serve


@pytest.fixture(scope="module")
def shared_web() -> Iterator[Web]:
    with serve() as server:
        yield server


@pytest.fixture
def web(shared_web: Web) -> Web:
    shared_web.reset()
    return shared_web


@pytest.fixture(autouse=True)
def _quickly(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Wait for nothing, and make versions in this process; a test of its own starts another."""
    monkeypatch.setattr(follower, "SETTLING_SECONDS", 0)
    for module in (follower, versions):
        monkeypatch.setattr(module, "run_plan", versions.carry_out)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
