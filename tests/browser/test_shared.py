"""A server that several processes use is started once, and stopped when none needs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import shared
from tests.browser.shared import Shared


class Stub:
    """Says what would be started and stopped."""

    def __init__(self, said: list[str]) -> None:
        self._said = said
        self.url = f"server {len(said)}"
        said.append(f"start {self.url}")

    def wait_until_ready(self) -> None:
        self._said.append("wait")

    def stop(self) -> None:
        self._said.append(f"stop {self.url}")


def test_the_first_starts_it_and_who_comes_after_all_have_left_has_a_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(shared, "Server", lambda _folder, _campaign: Stub(said))
    first, second, late = (Shared(tmp_path / "all") for _ in range(3))
    assert [one.url("shipped", None) for one in (first, second, first)] == ["server 0"] * 3
    second.leave()
    assert said == ["start server 0", "wait"]
    first.leave()
    assert said[2:] == ["stop server 0"]
    assert late.url("shipped", None) == "server 3"
    late.leave()


def test_a_campaign_is_written_once(tmp_path: Path) -> None:
    written: list[Path] = []

    def write(folder: Path) -> Path:
        written.append(folder)
        return folder / "campaign"

    first, second = Shared(tmp_path), Shared(tmp_path)
    assert first.campaign("many", write) == second.campaign("many", write)
    assert written == [tmp_path / "many"]
