"""The map's scripts stay available, even after a cleaner has removed their folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from components.map.basemap import BaseMap, Bundle


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """Return the folders that Streamlit serves, the newest last."""
    folders: list[Path] = []

    def declared(name: str, path: str) -> None:
        assert name == "assets"
        folders.append(Path(path))

    monkeypatch.setattr("components.map.basemap.components.declare_component", declared)
    bundle = Bundle()
    monkeypatch.setattr("components.map.basemap._bundle", bundle)
    yield folders
    bundle.close()


@pytest.mark.parametrize("gone", ["folder", "map.js", "map.css"])
def test_files_removed_by_a_cleaner_are_written_again_for_the_next_map(
    served: list[Path], gone: str
) -> None:
    before = BaseMap().default_js
    content = (served[-1] / "map.js").read_bytes()
    if gone == "folder":
        shutil.rmtree(served[-1])
    else:
        (served[-1] / gone).unlink()
    assert BaseMap().default_js == before
    assert (served[-1] / "map.js").read_bytes() == content
    assert b".leaflet-container" in (served[-1] / "map.css").read_bytes()
    assert served[-1].stat().st_mode & 0o777 == 0o700
    assert len(served) == 2


def test_a_map_whose_files_exist_writes_none(served: list[Path]) -> None:
    BaseMap()
    BaseMap()
    assert len(served) == 1
