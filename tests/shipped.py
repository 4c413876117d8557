"""The shipped campaign, read once for all tests that only look at it."""

from __future__ import annotations

from functools import cache

from data import SHIPPED as FOLDER
from data.cluster.opening import open_campaign
from data.model.campaign import Campaign


@cache
def shipped_campaign() -> Campaign:
    """Give the shipped campaign. To read it takes longer than most tests; nobody may change it."""
    return open_campaign(FOLDER)
