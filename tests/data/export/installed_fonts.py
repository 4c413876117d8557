"""Fonts that some tests need; the test command installs them if it can."""

from __future__ import annotations

import pytest

from data.export import fonts


def need_font(family: str) -> None:
    """Skip a test that needs a font which this machine lacks, and name the font."""
    if not fonts.present((family,)):
        pytest.skip(f"needs the font {family}")
