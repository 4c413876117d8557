"""The regions of a campaign side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from data.choice import ALL_KINDS, Choice
from data.facts.totals import by_region
from data.languages import when
from data.result_cache import cached_on_campaign
from data.saying import region_names
from data.schema import GLOBAL
from data.selecting import select

if TYPE_CHECKING:
    from data.campaign import Campaign


@cached_on_campaign(16)
def region_comparison(campaign: Campaign, language: str) -> pd.DataFrame:
    """Compare the regions, of everything in the campaign.

    Returns:
        A row a region in the order of the campaign, last "global" if something was for none:
        `region` (id), `name`, `own` (the campaign's own consultations), `related` (other
        meetings), `cities`, `organizations`, `documents`, `when` (from the first month to the
        last in words; "" if unknown). Don't change it: it is shared.
    """
    counted = by_region(select(campaign, Choice(kinds=(ALL_KINDS,))))
    own = by_region(select(campaign, Choice())).set_index("region")["consultations"]
    own = counted["region"].map(own).fillna(0).astype("int64")
    return pd.DataFrame(
        {
            "region": counted["region"].replace("", GLOBAL),
            "name": counted["region"].map(region_names(campaign, language)),
            "own": own,
            "related": counted["consultations"] - own,
            "cities": counted["cities"],
            "organizations": counted["organizations"],
            "documents": counted["documents"],
            "when": _months(counted, language),
        }
    )


def _months(counted: pd.DataFrame, language: str) -> list[str]:
    return [
        "" if pd.isna(first) else when(first.date(), last.date(), "month", language)
        for first, last in zip(counted["first"], counted["last"], strict=True)
    ]
