"""A campaign of more consultations than a page or a slide can tell."""

from __future__ import annotations

from pathlib import Path

from data.cluster.opening import open_campaign
from data.model.campaign import Campaign
from tests.builders import SAMPLE_REGIONS, SAMPLE_TOML, write_campaign


def write_many(folder: Path, count: int) -> Path:
    """Write so many consultations in three regions, over twenty years and all of the world."""
    rows = [
        {
            "title": f"Hearing {place}", "lat": f"{place % 90 - 45}", "summary": "Words. " * 60,
            "lon": f"{place * 7 % 340 - 170}", "start": f"{2000 + place % 20}",
            "region": ("africa", "americas", "europe")[place % 3], "organizers": f"O{place % 99}",
        }
        for place in range(count)
    ]  # fmt: skip
    return write_campaign(folder, rows, toml=SAMPLE_TOML, regions=SAMPLE_REGIONS)


def many(folder: Path, count: int) -> Campaign:
    """Write and load them."""
    return open_campaign(write_many(folder, count))
