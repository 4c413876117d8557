"""Counts of a campaign or a selection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from data.columnar.distinct import distinct
from data.columnar.texts import is_among, text_keys
from data.figures.documents import openable_documents
from data.filters.cities import city_keys
from data.filters.counting import chosen, country_counts, organization_counts, region_counts
from data.filters.index import Index, index_of
from data.filters.merging import Keys, by_number, unite
from data.filters.nouns import counted_part
from data.filters.pairs import Pairs
from data.filters.query import Query
from data.filters.question import question
from data.model.result_cache import cached_on_campaign
from data.model.roles import INVOLVEMENTS


class Figures(NamedTuple):
    """Counts of a selection; all 0 for an empty one.

    Regions, countries, cities, organizations and days are those of `counted_part`.

    Attributes:
        consultations: Meetings of every kind.
        regions: Regions that they were for; "no region" doesn't count.
        countries: Countries where they took place.
        cities: Cities where they took place.
        organizations: Organizations in any role.
        days: Days of meetings whose dates are known to the day.
        without_place: Consultations that are not on the map.
        without_date: Consultations that are not on the timeline.
    """

    consultations: int
    regions: int
    countries: int
    cities: int
    organizations: int
    days: int
    without_place: int
    without_date: int


class _Tally(NamedTuple):
    """What figures are counted from, of one shard or all; regions, countries, ... that occur."""

    consultations: int
    regions: np.ndarray
    countries: frozenset[str]
    cities: Keys
    organizations: np.ndarray
    days: int
    without_place: int
    without_date: int


def figures(campaign: Query) -> Figures:
    """Count a campaign's consultations, and their regions, places, organizations and days."""
    part, every = counted_part(campaign), _tally(campaign)
    tally = every if part is campaign else _tally(part)
    regions, countries, cities, organizations = tally[1:5]
    return Figures(
        **every._asdict()
        | {
            "days": tally.days,
            "regions": int(np.count_nonzero(regions)),
            "countries": len(countries),
            "cities": len(cities),
            "organizations": int(np.count_nonzero(organizations)),
        }
    )


@question(unite)
def _tally(part: Query) -> _Tally:
    """Count; a shard with keys of cities that are the same in every shard."""
    index, mask = index_of(part.campaign), part.mask
    cities = np.flatnonzero(index.cities.occurring(mask))
    countries = np.flatnonzero(country_counts(part))
    return _Tally(
        consultations=part.size,
        regions=region_counts(part)[:-1] > 0,
        countries=frozenset(index.country_ids[code] for code in countries),
        cities=Keys(city_keys(part.campaign)[cities] if part.is_shard else cities),
        organizations=organization_counts(part) > 0,
        days=int(chosen(part, _lengths(part.whole)).sum()),
        without_place=int(np.count_nonzero(mask & ~index.placed)),
        without_date=int(np.count_nonzero(mask & ~index.dated)),
    )


@cached_on_campaign(1)
def _lengths(campaign: Query) -> np.ndarray:
    """Return the days of each consultation; 0 if its dates are not known to the day."""
    index = index_of(campaign.campaign)
    return np.where(index.exact, index.last - index.first + 1, 0).astype(np.int32)


@question(unite)
def document_count(part: Query) -> int:
    """Count the documents of a selection that can be opened."""
    pairs = index_of(part.campaign).documents
    return int(
        np.count_nonzero(part.mask[pairs.rows] & openable_documents(part.whole)[pairs.codes])
    )


class _RegionTally(NamedTuple):
    """Counts per region, "" last; and what is counted once: region times `_SPREAD` plus a key."""

    consultations: np.ndarray
    cities: Keys
    organizations: np.ndarray
    documents: Keys
    first: tuple[pd.Timestamp | None, ...]
    last: tuple[pd.Timestamp | None, ...]


def _unite_regions(answers: Sequence[_RegionTally]) -> _RegionTally:
    consultations, cities, organizations, documents = (
        unite(parts) for parts in zip(*(each[:4] for each in answers), strict=True)
    )
    first, last = (
        tuple(
            pick((day for day in days if day is not None), default=None)
            for days in zip(*(each[position] for each in answers), strict=True)
        )
        for position, pick in ((4, min), (5, max))
    )
    return _RegionTally(consultations, cities, organizations, documents, first, last)


def by_region(campaign: Query) -> pd.DataFrame:
    """Count per region.

    Returns:
        One row per region of the campaign, in its order, also without consultations, and a last
        one for "" if there are any: `region`, `consultations`, `cities`, `organizations`,
        `documents`, `first`, `last`.
    """
    tally = _region_tally(campaign)
    names = [*campaign.regions["id"], ""]
    frame = pd.DataFrame(
        {
            "region": pd.Series(names, dtype="str"),
            "consultations": tally.consultations,
            "cities": _per_region(tally.cities, len(names)),
            "organizations": tally.organizations.sum(axis=1),
            "documents": _per_region(tally.documents, len(names)),
            "first": pd.Series(tally.first, dtype="datetime64[s]"),
            "last": pd.Series(tally.last, dtype="datetime64[s]"),
        }
    )
    return frame if frame["consultations"].iloc[-1] else frame.iloc[:-1]


@question(_unite_regions)
def _region_tally(part: Query) -> _RegionTally:
    index, names = index_of(part.campaign), [*part.regions["id"], ""]
    region, cities = np.nonzero(_which(part, index.cities))
    first, last = _ends(part)
    return _RegionTally(
        consultations=region_counts(part),
        cities=_region_keys(region, city_keys(part.campaign)[cities]),
        organizations=_which(part, index.organizations("")),
        documents=_documents(part, names),
        first=first,
        last=last,
    )


_Days: TypeAlias = tuple[pd.Timestamp | None, ...]


def _ends(part: Query) -> tuple[_Days, _Days]:
    """Return the first and the last day of each region's consultations; None for none."""
    index = index_of(part.campaign)
    dated = part.mask & index.dated
    region = index.region[dated]
    size, far = len(index.region_ids), np.iinfo(np.int64).max
    first, last = np.full(size, far), np.full(size, -far)
    np.minimum.at(first, region, index.first[dated])
    np.maximum.at(last, region, index.last[dated])

    def moment(day: int) -> pd.Timestamp | None:
        return pd.Timestamp(np.datetime64(day, "D").astype("M8[s]")) if abs(day) != far else None

    return tuple(map(moment, first.tolist())), tuple(map(moment, last.tolist()))


_SPREAD = 1 << 48
"""Keys of one region are below it: 48 bits, so that a region fits before them."""


def _region_keys(regions: np.ndarray, keys: np.ndarray) -> Keys:
    return Keys(distinct(regions.astype(np.int64) * _SPREAD + keys.astype(np.int64) % _SPREAD))


def _per_region(keys: Keys, regions: int) -> np.ndarray:
    return np.bincount(keys.numbers // _SPREAD, minlength=regions)


def _which(part: Query, pairs: Pairs) -> np.ndarray:
    """Return the options that each region's consultations have: a truth each."""
    region, inside = index_of(part.campaign).region, part.mask[pairs.rows]
    has = np.zeros((len(part.regions) + 1, pairs.options), dtype=bool)
    has[region[pairs.rows[inside]], pairs.codes[inside]] = True
    return has


def _documents(part: Query, names: list[str]) -> Keys:
    """Return the documents of each region's consultations to open, distinct by title."""
    pairs, table = index_of(part.campaign).documents, part.campaign.consultations
    inside = part.mask[pairs.rows] & openable_documents(part.whole)[pairs.codes]
    frame = part.campaign.documents.take(np.sort(pairs.codes[inside]))
    cited = table[is_among(table["id"], frame["consultation"])]
    places = {name: position for position, name in enumerate(names)}
    codes = cited["region"].astype("str").map(places)
    region = dict(zip(cited["id"], codes, strict=True))
    regions = frame["consultation"].astype("str").map(region).to_numpy(dtype=np.int64)
    return _region_keys(regions, text_keys(frame["title"].astype("str")))


@cached_on_campaign(64)
def involvements(campaign: Query) -> pd.DataFrame:
    """Return what each organization did in each consultation.

    Returns:
        One row per consultation and organization, by consultation in date order: `consultation`,
        `organization`, `involvement` ("both" organizer and host, "organizer", "host", "partner";
        an organizer or host doesn't count as a partner), `year` (of the first day, NA if unknown),
        `region`. Texts are categoricals. Don't change it: it is shared.
    """
    part = campaign
    index, rows, codes, did = _did(part)
    first = index.first[rows].astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
    year = pd.Series(first + 1970, dtype="Int64").mask(~index.dated[rows])
    regions = [*part.regions["id"], ""]
    return pd.DataFrame(
        {
            "consultation": part.campaign.consultations["id"].take(rows).array,
            "organization": _category(codes, list(part.organizations["id"])),
            "involvement": _category(did, list(INVOLVEMENTS)),
            "year": year,
            "region": _category(index.region[rows], regions),
        }
    )


def _category(codes: np.ndarray, names: list[str]) -> pd.Categorical:
    dtype = pd.CategoricalDtype(pd.Index(names, dtype="str"))
    return pd.Categorical.from_codes(codes, dtype=dtype)


def _did(part: Query) -> tuple[Index, np.ndarray, np.ndarray, np.ndarray]:
    """Return the index, and row, code and deed of each selected consultation and organization."""
    index = index_of(part.campaign)
    every = index.involvements
    selected = np.take(part.mask, every.rows)
    rows, codes, did = (np.compress(selected, values) for values in every)
    return index, rows, codes, did


@cached_on_campaign(64)
def by_organization(campaign: Query) -> pd.DataFrame:
    """Rank organizations.

    Returns:
        One row per organization with a role in any of the consultations, most consultations first,
        then by id: `organization`, `both`, `organizer`, `host`, `partner` (consultations in
        which it was that), `total`. Don't change it: it is shared.
    """
    ids = campaign.organizations["id"]
    counts = _role_counts(campaign)
    frame = pd.DataFrame(counts, columns=list(INVOLVEMENTS)).assign(total=counts.sum(axis=1))
    frame.insert(0, "organization", ids.to_numpy())
    frame = frame[frame["total"] > 0].astype({"organization": "str"})
    return frame.sort_values(["total", "organization"], ascending=[False, True], ignore_index=True)


@question(unite)
def _role_counts(part: Query) -> np.ndarray:
    """Count what each organization did: a line per organization, a column per involvement."""
    _index, _rows, codes, did = _did(part)
    kinds, size = len(INVOLVEMENTS), len(part.organizations)
    counts = np.bincount(codes * kinds + did, minlength=size * kinds)
    return counts.astype(np.int32).reshape(-1, kinds)


def _first_deeds(
    answers: Sequence[pd.DataFrame], _organization: str, most: int | None
) -> pd.DataFrame:
    return by_number(answers).iloc[:most]


@question(_first_deeds)
def deeds(part: Query, organization: str, most: int | None) -> pd.DataFrame:
    """Return what an organization did, in date order, at most so often.

    Returns:
        One row per consultation: `number`, `consultation` (its id), `involvement`.
    """
    rows, did = _own_deeds(part, organization)
    table = part.campaign.consultations[["number", "id"]].take(rows[:most])
    names = np.asarray(INVOLVEMENTS, dtype=object)[did[:most]]
    return pd.DataFrame(
        {
            "number": table["number"].to_numpy(),
            "consultation": table["id"].to_numpy(),
            "involvement": names,
        }
    )


@question(unite)
def deed_counts(part: Query, organization: str) -> np.ndarray:
    """Count what an organization did, in the order of `INVOLVEMENTS`."""
    return np.bincount(_own_deeds(part, organization)[1], minlength=len(INVOLVEMENTS))


def _own_deeds(part: Query, organization: str) -> tuple[np.ndarray, np.ndarray]:
    _index, rows, codes, did = _did(part)
    own = (part.organizations["id"] == organization).to_numpy()[codes]
    return rows[own], did[own]


@question(unite)
def shared_counts(part: Query, organization: str) -> np.ndarray:
    """Count the consultations that each organization shares with one of them; 0 with itself."""
    _index, rows, codes, _ = _did(part)
    is_it = (part.organizations["id"] == organization).to_numpy()
    has_it = np.zeros(len(part.mask), dtype=bool)
    has_it[rows[is_it[codes]]] = True
    counts = np.bincount(codes[has_it[rows]], minlength=len(is_it))
    return np.where(is_it, 0, counts)
