from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import typst

from data.export import fonts

if TYPE_CHECKING:
    from collections.abc import Iterator

DEJAVU = "/usr/share/fonts/truetype/dejavu"


@pytest.fixture
def only_latin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make this a machine that has DejaVu Sans and nothing else."""
    few = typst.Fonts(include_system_fonts=False, font_paths=[DEJAVU])
    monkeypatch.setattr(fonts, "found_fonts", lambda: few)
    fonts.forget_fonts()
    yield
    fonts.forget_fonts()
