"""What every rival shows: the placed consultations of the campaign that is served, by year."""

from __future__ import annotations

import os

import pandas as pd

from data.cluster.opening import open_campaign

COLUMNS = ["title", "city", "lat", "lon", "choice"]
FEW_YEARS = 5


def placed_rows() -> pd.DataFrame:
    """Load the campaign that the environment names.

    Returns:
        A row a consultation's first place: `title`, `city` (text), `lat`, `lon`, `choice` (what
        one filters by, text: the year, where there are few of them, else the region).
    """
    campaign = open_campaign(os.environ["CONSULTATION_CAMPAIGN"])
    places = campaign.places[campaign.places["lat"].notna()].drop_duplicates("row")
    table = campaign.consultations.iloc[places["row"]].reset_index(drop=True)
    years = table["first"].dt.year.astype("Int64").astype("str").fillna("")
    is_few = years.nunique() <= FEW_YEARS
    return pd.DataFrame(
        {
            "title": table["title"],
            "city": places["city"].reset_index(drop=True),
            "lat": places["lat"].reset_index(drop=True),
            "lon": places["lon"].reset_index(drop=True),
            "choice": years if is_few else table["region"].astype("str"),
        }
    )[COLUMNS]


def options(rows: pd.DataFrame) -> list[str]:
    """What one may filter by."""
    return sorted(set(rows["choice"]) - {""})
