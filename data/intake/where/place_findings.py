"""Findings for the places of a campaign that could not be found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.errors import Finding, msgid
from data.geocoding.placing import AMBIGUOUS, REASONS, UNKNOWN_CITY, UNKNOWN_COUNTRY
from data.intake.files.limits import MOST_REPORTED
from data.intake.files.notes import shortened
from data.schema import ROW

if TYPE_CHECKING:
    from data.campaign import Campaign

EXPECTED = {
    AMBIGUOUS: msgid("a name that only one city has"),
    UNKNOWN_CITY: msgid("a city that is known"),
    UNKNOWN_COUNTRY: msgid("a country that is known"),
}


LONE_EXPECTED = msgid("a city that is known without its country")
LONE_ACTION = msgid(
    "Only a small city of this name is known: say that it is meant, or add the country."
)


def place_findings(campaign: Campaign, file: str, column: str) -> list[Finding]:
    """A finding for each place that was named and is not on the map, the first ones of a kind.

    Args:
        campaign: Its consultations have the row of the file.
        file: Name of the file.
        column: What it calls the column of cities or places.
    """
    lost = campaign.places[campaign.places["status"].isin(list(EXPECTED))]
    lost = lost.groupby("status", observed=True).head(MOST_REPORTED)
    rows = lost["consultation"].map(campaign.by_id[ROW])
    columns = (lost["city"], lost["country"], lost["status"], lost["candidates"])
    return [
        Finding(
            file,
            int(row),
            column,
            shortened(", ".join(filter(None, (city, country)))),
            *_said(status, candidates),
        )
        for row, city, country, status, candidates in zip(rows, *columns, strict=True)
    ]


def _said(status: str, candidates: str) -> tuple[str, str]:
    """What was expected, and what to do; a name may be unclear though no second city has it."""
    if status == AMBIGUOUS and ";" not in candidates:
        return LONE_EXPECTED, LONE_ACTION
    return EXPECTED[status], REASONS[status]
