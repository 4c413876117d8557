from __future__ import annotations

from collections.abc import Iterator

import pytest
import typst

from data.export import fonts
from data.model.campaign import Campaign
from tests.many import many

DEJAVU = "/usr/share/fonts/truetype/dejavu"


@pytest.fixture
def only_latin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make this a machine that has DejaVu Sans and nothing else."""
    few = typst.Fonts(include_system_fonts=False, font_paths=[DEJAVU])
    monkeypatch.setattr(fonts, "system_fonts", lambda: few)
    fonts.forget_fonts()
    yield
    fonts.forget_fonts()


@pytest.fixture(scope="session")
def five_thousand(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    """Load more consultations than a page or a slide can list."""
    return many(tmp_path_factory.mktemp("many"), 5000)


@pytest.fixture(scope="session")
def sixty(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    """Load as many consultations as a brief still lists on its pages."""
    return many(tmp_path_factory.mktemp("sixty"), 60)
