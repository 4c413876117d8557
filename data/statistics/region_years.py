"""Consultations by region and year: a matrix of counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from data.campaign.result_cache import cached_on_campaign
from data.choosing.choice import Choice
from data.choosing.filters import years
from data.choosing.select import count, option_counts
from data.statistics.regions import region_ids
from data.words.describe import region_names

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign


@cached_on_campaign(8)
def region_years(campaign: Campaign, language: str) -> pd.DataFrame:
    """Count the campaign's own consultations by region and year.

    Each number is what the two filters would give: a meeting over New Year counts in both years.

    Returns:
        One row per region in the campaign's order, last "global" if anything has no region:
        `region` (id), `name`, one column per year with any consultation, named by the year, and
        `total` (all of the region, also undated ones). Don't change it: it is shared.
    """
    names = region_names(campaign, language)
    used = [
        year for year, size in option_counts(campaign, Choice(), "years").items() if size
    ]  # no column for a year without anything
    rows = []
    for region in region_ids(campaign):
        choice = Choice(regions=(region,))
        by_year = option_counts(campaign, choice, "years") if years(campaign) else {}
        rows.append(
            {"region": region, "name": names[region]}
            | {year: by_year.get(year, 0) for year in used}
            | {"total": count(campaign, choice)}
        )
    return pd.DataFrame(rows, columns=["region", "name", *used, "total"])
