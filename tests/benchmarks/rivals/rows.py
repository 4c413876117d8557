"""What every rival shows: the placed consultations of the campaign that is served, by year."""

from __future__ import annotations

import os

import pandas as pd

from data.loading import load_campaign

COLUMNS = ["title", "city", "region", "lat", "lon", "year"]


def placed_rows() -> pd.DataFrame:
    """Load the campaign that the environment names.

    Returns:
        A row a consultation's first place: `title`, `city`, `region` (text), `lat`, `lon`, `year`
        (number).
    """
    campaign = load_campaign(os.environ["CONSULTATION_CAMPAIGN"])
    places = campaign.places[campaign.places["lat"].notna()].drop_duplicates("row")
    table = campaign.consultations.iloc[places["row"]].reset_index(drop=True)
    frame = pd.DataFrame(
        {
            "title": table["title"],
            "city": places["city"].reset_index(drop=True),
            "region": table["region"].astype("str"),
            "lat": places["lat"].reset_index(drop=True),
            "lon": places["lon"].reset_index(drop=True),
            "year": table["first"].dt.year.fillna(0).astype("int64"),
        }
    )
    return frame[frame["year"] > 0].reset_index(drop=True)[COLUMNS]
