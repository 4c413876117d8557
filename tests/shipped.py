"""The shipped campaign, read once for all tests that only look at it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from data.loading import load_campaign

if TYPE_CHECKING:
    from data.campaign import Campaign

FOLDER = Path(__file__).parents[1] / "data" / "campaigns" / "micic"


@cache
def shipped_campaign() -> Campaign:
    """Give the shipped campaign. To read it takes longer than most tests; nobody may change it."""
    return load_campaign(FOLDER)
