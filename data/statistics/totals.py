"""Counting: a campaign, or the chosen part of it, in figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from data.arrays.texts import found_in, taken
from data.campaign.roles import INVOLVEMENTS
from data.campaign.selection import Part, as_part
from data.choosing.index import Index, index_of

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign
    from data.choosing.index import Pairs


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


def by_region(campaign: Campaign) -> pd.DataFrame:
    """Count per region.

    Returns:
        One row per region of the campaign, in its order, those without a consultation too, and a
        last one for "" if there are any: `region`, `consultations`, `cities`, `organizations`,
        `documents`, `first`, `last`.
    """
    part = as_part(campaign)
    index, mask = index_of(part.whole), part.mask
    names = [*part.regions["id"], ""]
    table = part.whole.consultations.loc[mask, ["first", "last"]]
    days = table.groupby(index.region[mask])
    frame = pd.DataFrame(
        {
            "region": pd.Series(names, dtype="str"),
            "consultations": np.bincount(index.region[mask], minlength=len(names)),
            "cities": _distinct(part, index.cities),
            "organizations": _distinct(part, index.organizations("")),
            "documents": _documents(part, names),
            "first": days["first"].min().reindex(range(len(names))),
            "last": days["last"].max().reindex(range(len(names))),
        }
    )
    return frame if frame["consultations"].iloc[-1] else frame.iloc[:-1]


def _distinct(part: Part, pairs: Pairs) -> np.ndarray:
    """How many options the consultations of each region have, a region a number."""
    region, inside = index_of(part.whole).region, part.mask[pairs.rows]
    is_there = np.zeros((len(part.regions) + 1, pairs.options), dtype=bool)
    is_there[region[pairs.rows[inside]], pairs.codes[inside]] = True
    return np.asarray(is_there.sum(axis=1))


def _documents(part: Part, names: list[str]) -> list[int]:
    """How many documents, told apart by title, the consultations of each region have."""
    frame, table = part.documents, part.whole.consultations
    of_them = table[found_in(table["id"], frame["consultation"])]
    region = dict(zip(of_them["id"], of_them["region"].astype("str"), strict=True))
    regions = frame["consultation"].astype("str").map(region)
    counts = frame["title"].astype("str").groupby(regions).nunique()
    return [int(counts.get(name, 0)) for name in names]


def involvements(campaign: Campaign) -> pd.DataFrame:
    """What each organization did.

    Returns:
        One row per consultation and organization, by consultation in date order: `consultation`,
        `organization`, `involvement` ("both" organizer and host, "organizer", "host", "partner";
        whoever organized or hosted is not counted as a partner too), `year` (of the first day, NA
        if unknown), `region`. The texts are categories.
    """
    part = as_part(campaign)
    index, rows, codes, did = _did(part)
    first = index.first[rows].astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
    year = pd.Series(first + 1970, dtype="Int64").mask(~index.dated[rows])
    regions = [*part.regions["id"], ""]
    return pd.DataFrame(
        {
            "consultation": part.whole.consultations["id"].take(rows).array,
            "organization": _category(codes, list(part.organizations["id"])),
            "involvement": _category(did, list(INVOLVEMENTS)),
            "year": year,
            "region": _category(index.region[rows], regions),
        }
    )


def _category(codes: np.ndarray, names: list[str]) -> pd.Categorical:
    dtype = pd.CategoricalDtype(pd.Index(names, dtype="str"))
    return pd.Categorical.from_codes(codes, dtype=dtype)


def _did(part: Part) -> tuple[Index, np.ndarray, np.ndarray, np.ndarray]:
    """The index, and of each chosen consultation and organization: row, code, what it did."""
    index = index_of(part.whole)
    known = index.involvements
    chosen = part.mask[known.rows]
    return index, known.rows[chosen], known.codes[chosen], known.did[chosen]


def by_organization(campaign: Campaign) -> pd.DataFrame:
    """Rank organizations.

    Returns:
        One row per organization with a role in any of the consultations, most consultations first,
        then by id: `organization`, `both`, `organizer`, `host`, `partner` (consultations in
        which it was that), `total`.
    """
    part = as_part(campaign)
    _index, _rows, codes, did = _did(part)
    kinds = len(INVOLVEMENTS)
    ids = part.organizations["id"]
    counts = np.bincount(codes * kinds + did, minlength=len(ids) * kinds).reshape(-1, kinds)
    frame = pd.DataFrame(counts, columns=list(INVOLVEMENTS)).assign(total=counts.sum(axis=1))
    frame.insert(0, "organization", ids.to_numpy())
    frame = frame[frame["total"] > 0].astype({"organization": "str"})
    return frame.sort_values(["total", "organization"], ascending=[False, True], ignore_index=True)


def pairs(campaign: Campaign) -> pd.DataFrame:
    """Who worked with whom.

    Returns:
        One row per pair of organizations with a role in the same consultation, most often first:
        `one`, `other` (ids, `one` < `other`), `consultations` (how many they share).
    """
    part = as_part(campaign)
    _index, rows, codes, _ = _did(part)
    ids = part.organizations["id"].to_numpy(dtype=str)
    order = np.argsort(ids, kind="stable")
    place = np.empty(len(ids), dtype=np.int64)
    place[order] = np.arange(len(ids))
    keys, counts = _shared(rows, place[codes], len(ids))
    # The keys are in the order of the ids: to sort millions of texts takes seconds.
    first = np.argsort(-counts, kind="stable")
    one, other = np.divmod(keys[first], max(len(ids), 1))
    named = pd.Series(ids[order], dtype="str")
    return pd.DataFrame(
        {
            "one": taken(named, one),
            "other": taken(named, other),
            "consultations": counts[first],
        }
    )


def _shared(rows: np.ndarray, places: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of places with the same row, as `smaller * size + larger`, and how many rows each has.

    Rows stand together: each place is paired with the next, the one after it, and so on, until
    none has the same row.
    """
    found = [np.zeros(0, dtype=np.int64)]
    for apart in range(1, len(rows)):
        same = rows[apart:] == rows[:-apart]
        if not same.any():
            break
        one, other = places[:-apart][same], places[apart:][same]
        found.append(np.minimum(one, other) * size + np.maximum(one, other))
    return np.unique(np.concatenate(found), return_counts=True)
