"""Counting: a campaign, or the chosen part of it, in figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from data.index import city_keys, index_of
from data.part import as_part

if TYPE_CHECKING:
    from data.campaign import Campaign

INVOLVEMENTS = ("both", "organizer", "host", "partner")
"""What an organization did in one consultation; "both" is organizer and host."""


class Figures(NamedTuple):
    """A campaign in figures; all 0 when nothing is chosen.

    Attributes:
        consultations: How many.
        regions: Regions that they were for, not counting those for none.
        countries: Countries where they took place.
        cities: Cities where they took place.
        organizations: Organizations in any role.
        days: Days of meeting, counted where the dates are known to the day.
        without_place: Consultations that stand nowhere on the map.
        without_date: Consultations that stand nowhere in time.
    """

    consultations: int
    regions: int
    countries: int
    cities: int
    organizations: int
    days: int
    without_place: int
    without_date: int


def figures(campaign: Campaign) -> Figures:
    """Count the consultations of a campaign and what belongs to them."""
    part = as_part(campaign)
    index, mask = index_of(part.whole), part.mask
    of_region = np.bincount(index.region[mask], minlength=len(index.region_ids))
    exact = mask & index.exact
    return Figures(
        consultations=part.size,
        regions=_some(of_region[:-1]),
        countries=_some(index.countries.count(mask)),
        cities=_some(index.cities.count(mask)),
        organizations=_some(index.organizations("").count(mask)),
        days=int((index.last[exact] - index.first[exact] + 1).sum()),
        without_place=int(np.count_nonzero(mask & ~index.placed)),
        without_date=int(np.count_nonzero(mask & ~index.dated)),
    )


def _some(counts: np.ndarray) -> int:
    """How many of the options have any consultation."""
    return int(np.count_nonzero(counts))


def _cities(places: pd.DataFrame) -> pd.DataFrame:
    """The places in a city, each city under one name, however the table spells it."""
    return places.assign(city=city_keys(places))[places["city"] != ""]


def by_region(campaign: Campaign) -> pd.DataFrame:
    """Count per region.

    Returns:
        A row a region of the campaign, in its order, those without a consultation too, and a
        last one for "" if there are any: `region`, `consultations`, `cities`, `organizations`,
        `documents`, `first`, `last`.
    """
    table = campaign.consultations.astype({"region": "str"})
    region = table.set_index("id")["region"]
    counts = {
        "consultations": table.groupby("region")["id"].nunique(),
        "cities": _distinct(_cities(campaign.places), region, "city"),
        "organizations": _distinct(campaign.roles, region, "organization"),
        "documents": _distinct(campaign.documents, region, "title"),
        "first": table.groupby("region")["first"].min(),
        "last": table.groupby("region")["last"].max(),
    }
    order = [*campaign.regions["id"], *([""] if (table["region"] == "").any() else [])]
    frame = pd.DataFrame(counts).reindex(order).rename_axis("region").reset_index()
    whole = ["consultations", "cities", "organizations", "documents"]
    return frame.fillna(dict.fromkeys(whole, 0)).astype(dict.fromkeys(whole, "int64"))


def _distinct(frame: pd.DataFrame, region: pd.Series, column: str) -> pd.Series:
    regions = frame["consultation"].astype("str").map(region)
    return frame[column].astype("str").groupby(regions).nunique()


def involvements(campaign: Campaign) -> pd.DataFrame:
    """What each organization did.

    Returns:
        A row a consultation and organization: `consultation`, `organization`, `involvement`
        ("both" organizer and host, "organizer", "host", "partner"; whoever organized or hosted
        is not counted as a partner too), `year` (of the first day, NA if unknown), `region`.
    """
    roles = campaign.roles.astype("str")
    keys = ["consultation", "organization"]
    did = pd.crosstab([roles[key] for key in keys], roles["role"]).astype(bool)
    did = did.reindex(columns=["organizer", "host", "partner"], fill_value=False).reset_index()
    if did.empty:
        return pd.DataFrame(columns=[*keys, "involvement", "year", "region"])
    did["involvement"] = "partner"
    did.loc[did["host"], "involvement"] = "host"
    did.loc[did["organizer"], "involvement"] = "organizer"
    did.loc[did["organizer"] & did["host"], "involvement"] = "both"
    table = campaign.consultations.set_index("id")
    did["year"] = did["consultation"].map(table["first"].dt.year).astype("Int64")
    did["region"] = did["consultation"].map(table["region"].astype("str"))
    return did[[*keys, "involvement", "year", "region"]]


def by_organization(campaign: Campaign) -> pd.DataFrame:
    """Rank organizations.

    Returns:
        A row an organization with a role in any of the consultations, most consultations first,
        then by id: `organization`, `both`, `organizer`, `host`, `partner` (consultations in
        which it was that), `total`.
    """
    did = involvements(campaign)
    counts = pd.crosstab(did["organization"], did["involvement"])
    counts = counts.reindex(columns=list(INVOLVEMENTS), fill_value=0).rename_axis(columns=None)
    counts["total"] = counts.sum(axis="columns")
    counts = counts.rename_axis("organization").reset_index()
    return counts.sort_values(["total", "organization"], ascending=[False, True], ignore_index=True)


def pairs(campaign: Campaign) -> pd.DataFrame:
    """Who worked with whom.

    Returns:
        A row a pair of organizations with a role in the same consultation, most often first:
        `one`, `other` (ids, `one` < `other`), `consultations` (how many they share).
    """
    did = campaign.roles[["consultation", "organization"]].astype("str").drop_duplicates()
    both = did.merge(did, on="consultation")
    both = both[both["organization_x"] < both["organization_y"]]
    both = both.rename(columns={"organization_x": "one", "organization_y": "other"})
    counted = both.groupby(["one", "other"]).size().reset_index(name="consultations")
    order = ["consultations", "one", "other"]
    return counted.sort_values(order, ascending=[False, True, True], ignore_index=True)
