"""Findings for the places of a campaign that could not be found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.errors import Finding, msgid
from data.geocoding.placing import AMBIGUOUS, REASONS, UNKNOWN_CITY, UNKNOWN_COUNTRY
from data.intake.files.limits import MOST_REPORTED
from data.intake.files.notes import shortened
from data.tables import ROW

if TYPE_CHECKING:
    from data.campaign import Campaign

EXPECTED = {
    AMBIGUOUS: msgid("a name that only one city has"),
    UNKNOWN_CITY: msgid("a city that is known"),
    UNKNOWN_COUNTRY: msgid("a country that is known"),
}


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
    said = zip(rows, lost["city"], lost["country"], lost["status"], strict=True)
    return [
        Finding(
            file,
            int(row),
            column,
            shortened(", ".join(filter(None, (city, country)))),
            EXPECTED[status],
            REASONS[status],
        )
        for row, city, country, status in said
    ]
