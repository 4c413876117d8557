"""Regions compared, in figures and by year, and the region to show."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from data.figures.totals import by_region
from data.filters.choice import ALL_KINDS, Choice, View
from data.filters.describe import region_names
from data.filters.filters import years
from data.filters.options import some_without_region
from data.filters.query import Query
from data.filters.rows import of_rows
from data.filters.select import count, option_counts, select
from data.model.result_cache import cached_on_campaign
from data.model.schema import GLOBAL
from data.words.dates import when


@cached_on_campaign(16)
def region_comparison(campaign: Query, language: str) -> pd.DataFrame:
    """Compare the regions of the whole campaign.

    Returns:
        One row per region in the order of the campaign, last "global" if anything has no region:
        `region` (id), `name`, `own` (the campaign's own consultations), `cities`,
        `organizations`, `documents`, `when` (from the first month to the last in words; "" if
        unknown), all of these of own consultations alone, and `related` (how many other
        meetings). Don't change it: it is shared.
    """
    every = by_region(select(campaign, Choice(kinds=(ALL_KINDS,))))
    own = by_region(select(campaign, Choice())).set_index("region").reindex(every["region"])
    counts = ["consultations", "cities", "organizations", "documents"]
    own = own.fillna(dict.fromkeys(counts, 0)).astype(dict.fromkeys(counts, "int64"))
    own = own.reset_index()
    return pd.DataFrame(
        {
            "region": own["region"].replace("", GLOBAL),
            "name": own["region"].map(region_names(campaign, language)),
            "own": own["consultations"],
            "cities": own["cities"],
            "organizations": own["organizations"],
            "documents": own["documents"],
            "when": _months(own, language),
            "related": every["consultations"] - own["consultations"],
        }
    )


def _months(counted: pd.DataFrame, language: str) -> list[str]:
    return [
        "" if pd.isna(first) else when(first.date(), last.date(), "month", language)
        for first, last in zip(counted["first"], counted["last"], strict=True)
    ]


def region_ids(campaign: Query) -> list[str]:
    """Return the region ids in the campaign's order; last, "global" if anything has no region."""
    none = some_without_region(campaign)
    return [*campaign.regions["id"], *([GLOBAL] if none else [])]


def region_in_focus(campaign: Query, view: View) -> str:
    """Return the region to show: the only selected one, else the open consultation's, or the first.

    Returns:
        An id, "global" for no region; "" for a campaign without regions and consultations.
    """
    ids = region_ids(campaign)
    if len(view.choice.regions) == 1 and view.choice.regions[0] in ids:
        return view.choice.regions[0]
    row = campaign.row_of(view.selected) if view.selected else -1
    if row >= 0:
        selected = of_rows(campaign, np.array([row]))
        return str(selected.consultations["region"].iloc[0]) or GLOBAL
    return ids[0] if ids else ""


def region_choice(choice: Choice, region: str) -> Choice:
    """Return the choice with one region and every kind; its other filters stay."""
    return replace(choice, regions=(region,) if region else (), kinds=(ALL_KINDS,))


def is_narrowed(choice: Choice, region: str) -> bool:
    """Tell whether filters other than the region are set."""
    return region_choice(choice, region) != region_choice(Choice(), region)


@cached_on_campaign(8)
def region_years(campaign: Query, language: str) -> pd.DataFrame:
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
