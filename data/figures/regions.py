"""Regions compared, in figures and by year, and the region to show."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from data.figures.totals import by_region
from data.filters.choice import ALL_KINDS, Choice, View
from data.filters.counting import periods_between, region_counts
from data.filters.describe import region_names
from data.filters.filters import year_edges, years
from data.filters.merging import unite
from data.filters.nouns import counted_part
from data.filters.options import region_options, some_without_region
from data.filters.query import Query
from data.filters.question import question
from data.filters.select import only, select
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
        unknown), all of these of own consultations alone, and `related` (how many meetings of
        others). Don't change it: it is shared.
    """
    selection = select(campaign, Choice())
    every = by_region(select(campaign, Choice(kinds=(ALL_KINDS,))))
    counts = ["consultations", "cities", "organizations", "documents"]
    # With other moments of the campaign, and without.
    mine, own = (
        by_region(part)
        .set_index("region")
        .reindex(every["region"])
        .fillna(dict.fromkeys(counts, 0))
        .astype(dict.fromkeys(counts, "int64"))
        .reset_index()
        for part in (selection, counted_part(selection))
    )
    return pd.DataFrame(
        {
            "region": own["region"].replace("", GLOBAL),
            "name": own["region"].map(region_names(campaign, language)),
            "own": own["consultations"],
            "cities": own["cities"],
            "organizations": own["organizations"],
            "documents": own["documents"],
            "when": _months(own, language),
            "related": every["consultations"] - mine["consultations"],
        }
    )


def _months(counted: pd.DataFrame, language: str) -> list[str]:
    return [
        "" if pd.isna(first) else when(first.date(), last.date(), "month", language)
        for first, last in zip(counted["first"], counted["last"], strict=True)
    ]


def busiest_regions(campaign: Query) -> list[str]:
    """Return the region ids, those with the most own meetings first, then organizations.

    Last, "global" if anything has no region: that is no region to begin with.
    """
    counted = by_region(select(campaign, Choice()))
    known = counted[counted["region"] != ""]
    order = known.sort_values(["consultations", "organizations"], ascending=False, kind="stable")
    return [*order["region"], *region_ids(campaign)[len(order) :]]


def region_ids(campaign: Query) -> list[str]:
    """Return the region ids in the campaign's order; last, "global" if anything has no region."""
    none = some_without_region(campaign)
    return [*campaign.regions["id"], *([GLOBAL] if none else [])]


def region_in_focus(campaign: Query, view: View) -> str:
    """Return the region to show: the only selected one, else the open consultation's, or the first.

    Returns:
        An id, "global" for no region; "" for a campaign without regions and consultations.
    """
    ids, wanted = list(campaign.regions["id"]), view.choice.regions
    if len(wanted) == 1 and wanted[0] in (ids if wanted[0] in ids else region_ids(campaign)):
        return wanted[0]
    if view.selected:
        for region in only(campaign, [view.selected]).consultations["region"]:
            return str(region) or GLOBAL
    return next(iter(ids or region_ids(campaign)), "")


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
    counted = _year_counts(counted_part(select(campaign, Choice())))
    used = [year for year, counts in sorted(counted.by_year.items()) if counts.any()]
    positions = {id_: position for position, id_ in enumerate(region_options(campaign))}
    rows = [
        {"region": region, "name": names[region]}
        | {year: int(counted.by_year[year][positions[region]]) for year in used}
        | {"total": int(counted.total[positions[region]])}
        for region in region_ids(campaign)
    ]
    return pd.DataFrame(rows, columns=["region", "name", *used, "total"])


class _YearCounts(NamedTuple):
    """Consultations per region, in the order of `region_options`: those of each year, and all."""

    by_year: dict[str, np.ndarray]
    total: np.ndarray


@question(unite)
def _year_counts(selection: Query) -> _YearCounts:
    """Count by year and region; a consultation counts in each year that it overlaps."""
    total, offered = region_counts(selection), years(selection.whole)
    if not offered:
        return _YearCounts({}, total)
    periods = periods_between(selection.campaign, year_edges(offered), by_region=True)
    begun, over = (each.reshape(len(total), -1) for each in periods.overlap(selection))
    counts = np.cumsum(begun, axis=1) - np.cumsum(over, axis=1) + over
    return _YearCounts(dict(zip(offered, counts.T, strict=True)), total)
