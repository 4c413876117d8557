from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import typst

from data.export import fonts
from tests.builders import SAMPLE_REGIONS, SAMPLE_TOML, campaign_from

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from data.campaign import Campaign

DEJAVU = "/usr/share/fonts/truetype/dejavu"


@pytest.fixture
def only_latin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make this a machine that has DejaVu Sans and nothing else."""
    few = typst.Fonts(include_system_fonts=False, font_paths=[DEJAVU])
    monkeypatch.setattr(fonts, "found_fonts", lambda: few)
    fonts.forget_fonts()
    yield
    fonts.forget_fonts()


def many(folder: Path, count: int) -> Campaign:
    """Load so many consultations in three regions, over twenty years and all of the world."""
    rows = [
        {
            "title": f"Hearing {place}", "lat": f"{place % 90 - 45}", "summary": "Words. " * 60,
            "lon": f"{place * 7 % 340 - 170}", "start": f"{2000 + place % 20}",
            "region": ("africa", "americas", "europe")[place % 3], "organizers": f"O{place % 99}",
        }
        for place in range(count)
    ]  # fmt: skip
    return campaign_from(folder, rows, toml=SAMPLE_TOML, regions=SAMPLE_REGIONS)


@pytest.fixture(scope="session")
def five_thousand(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    """Load more consultations than a page or a slide can tell."""
    return many(tmp_path_factory.mktemp("many"), 5000)


@pytest.fixture(scope="session")
def sixty(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    """Load as many consultations as a brief still lists on its pages."""
    return many(tmp_path_factory.mktemp("sixty"), 60)
