"""Choosing consultations: masks, the chosen part of a campaign, and what else one could choose."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from data.choice import ALL_KINDS, FILTERS, Choice, without
from data.dates import first_day, last_day
from data.folding import fold
from data.schema import GLOBAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from data.campaign import Campaign

Mask: TypeAlias = np.ndarray
"""One truth a consultation, in the order of the campaign."""


def _regions(campaign: Campaign, choice: Choice) -> Mask:
    wanted = ["" if region == GLOBAL else region for region in choice.regions]
    return campaign.consultations["region"].isin(wanted).to_numpy()


def _kinds(campaign: Campaign, choice: Choice) -> Mask:
    if ALL_KINDS in choice.kinds:
        return np.ones(len(campaign.consultations), dtype=bool)
    if choice.kinds:
        return campaign.consultations["kind"].isin(choice.kinds).to_numpy()
    return campaign.consultations["own"].to_numpy()


def _countries(campaign: Campaign, choice: Choice) -> Mask:
    places = campaign.places
    there = places.loc[places["iso2"].isin(choice.countries), "consultation"]
    return campaign.consultations["id"].isin(there).to_numpy()


def _organizations(campaign: Campaign, choice: Choice) -> Mask:
    if not choice.organizations:
        return np.ones(len(campaign.consultations), dtype=bool)
    roles = campaign.roles
    wanted = roles["organization"].isin(choice.organizations)
    if choice.role:
        wanted &= roles["role"] == choice.role
    return campaign.consultations["id"].isin(roles.loc[wanted, "consultation"]).to_numpy()


def _time(campaign: Campaign, choice: Choice) -> Mask:
    """What overlaps the days from `since` to `until`, both inclusive."""
    table = campaign.consultations
    mask = table["dated"].to_numpy(copy=True)
    since, until = first_day(choice.since), last_day(choice.until)
    if since:
        mask &= (table["last"] >= pd.Timestamp(since)).to_numpy()
    if until:
        mask &= (table["first"] <= pd.Timestamp(until)).to_numpy()
    return mask


def _words(campaign: Campaign, choice: Choice) -> Mask:
    texts = campaign.consultations["words"]
    mask = np.ones(len(texts), dtype=bool)
    for word in fold(choice.words).split():
        mask &= texts.str.contains(word, regex=False).to_numpy(dtype=bool)
    return mask


_MASKS: dict[str, Callable[[Campaign, Choice], Mask]] = {
    "regions": _regions,
    "kinds": _kinds,
    "countries": _countries,
    "organizations": _organizations,
    "since": _time,
    "words": _words,
}


@lru_cache(maxsize=64)
def _masks(campaign: Campaign, choice: Choice) -> dict[str, Mask]:
    """The mask of every filter that is set; the kinds' always."""
    asked = {name for name in FILTERS if choice != without(choice, name)} | {"kinds"}
    return {name: _MASKS[name](campaign, choice) for name in FILTERS if name in asked}


def _all_but(campaign: Campaign, choice: Choice, part: str = "") -> Mask:
    """What every filter but one lets through."""
    mask = np.ones(len(campaign.consultations), dtype=bool)
    for name, single in _masks(campaign, choice).items():
        if name != part:
            mask &= single
    return mask


@lru_cache(maxsize=64)
def select(campaign: Campaign, choice: Choice) -> Campaign:
    """The part of a campaign that a choice picks, with everything that belongs to it.

    Numbers stay what they are in the whole campaign. Links stay where one of their ends is
    chosen. Nothing chosen gives frames without rows.
    """
    return _narrowed(campaign, _all_but(campaign, choice))


def only(campaign: Campaign, ids: Iterable[str]) -> Campaign:
    """The part of a campaign that consists of these consultations; unknown ids give nothing."""
    return _narrowed(campaign, campaign.consultations["id"].isin(list(ids)).to_numpy())


def _narrowed(campaign: Campaign, mask: Mask) -> Campaign:
    table = campaign.consultations[mask].reset_index(drop=True)
    ids = table["id"]
    feeds = campaign.feeds
    return replace(
        campaign,
        consultations=table,
        places=_of(campaign.places, ids),
        roles=_of(campaign.roles, ids),
        feeds=feeds[feeds["consultation"].isin(ids) | feeds["into"].isin(ids)],
        documents=_of(campaign.documents, ids),
        photos=_of(campaign.photos, ids),
    )


def _of(frame: pd.DataFrame, ids: pd.Series) -> pd.DataFrame:
    return frame[frame["consultation"].isin(ids)].reset_index(drop=True)


@lru_cache(maxsize=256)
def option_counts(campaign: Campaign, choice: Choice, part: str) -> dict[str, int]:
    """How many consultations each option of a filter would give, the other filters kept.

    Args:
        campaign: The whole campaign.
        choice: What is chosen now.
        part: "regions", "kinds", "countries", "organizations" or "years".

    Returns:
        Option to count, every option of the campaign in its order; 0 where it would give nothing.
    """
    filter_name = "since" if part == "years" else part
    table = campaign.consultations[_all_but(campaign, choice, filter_name)]
    counted = _COUNTS[part](campaign, table, choice)
    return {option: int(counted.get(option, 0)) for option in _options(campaign, part)}


def _options(campaign: Campaign, part: str) -> list[str]:
    if part == "regions":
        none = (campaign.consultations["region"] == "").any()
        return [*campaign.regions["id"], *([GLOBAL] if none else [])]
    if part == "countries":
        return sorted(set(campaign.places["iso2"]) - {""})
    if part == "years":
        return years(campaign)
    frame = campaign.kinds if part == "kinds" else campaign.organizations
    return list(frame["id"])


def _count_regions(_: Campaign, table: pd.DataFrame, __: Choice) -> pd.Series:
    return table["region"].astype("str").replace("", GLOBAL).value_counts()


def _count_kinds(_: Campaign, table: pd.DataFrame, __: Choice) -> pd.Series:
    return table["kind"].value_counts()


def _count_countries(campaign: Campaign, table: pd.DataFrame, _: Choice) -> pd.Series:
    places = campaign.places[campaign.places["consultation"].isin(table["id"])]
    return places.groupby("iso2")["consultation"].nunique()


def _count_organizations(campaign: Campaign, table: pd.DataFrame, choice: Choice) -> pd.Series:
    roles = campaign.roles
    wanted = roles["consultation"].isin(table["id"])
    if choice.role:
        wanted &= roles["role"] == choice.role
    return roles[wanted].groupby("organization", observed=True)["consultation"].nunique()


def _count_years(campaign: Campaign, table: pd.DataFrame, _: Choice) -> pd.Series:
    first, last = table["first"].dt.year, table["last"].dt.year
    counts = {
        year: int(((first <= int(year)) & (last >= int(year))).sum()) for year in years(campaign)
    }
    return pd.Series(counts, dtype="int64")


_COUNTS: dict[str, Callable[[Campaign, pd.DataFrame, Choice], pd.Series]] = {
    "regions": _count_regions,
    "kinds": _count_kinds,
    "countries": _count_countries,
    "organizations": _count_organizations,
    "years": _count_years,
}


@lru_cache(maxsize=8)
def years(campaign: Campaign) -> list[str]:
    """The years from the first to the last known day of a campaign."""
    first, last = campaign.consultations["first"].min(), campaign.consultations["last"].max()
    return [] if pd.isna(first) else [f"{year:04d}" for year in range(first.year, last.year + 1)]


class Loosening(NamedTuple):
    """Dropping one filter, or two: which, and how many consultations that would give."""

    parts: tuple[str, ...]
    consultations: int


def loosenings(campaign: Campaign, choice: Choice) -> list[Loosening]:
    """The filters whose loss would give something, the most generous first.

    Single filters; only where none of them helps, pairs. Empty if even a pair does not help.
    """
    asked = [part for part in FILTERS if choice != without(choice, part)]
    for size in (1, 2):
        counts = [
            Loosening(parts, int(_all_but(campaign, _without_all(choice, parts)).sum()))
            for parts in combinations(asked, size)
        ]
        helping = [one for one in counts if one.consultations]
        if helping:
            return sorted(helping, key=lambda one: -one.consultations)
    return []


def _without_all(choice: Choice, parts: tuple[str, ...]) -> Choice:
    for part in parts:
        choice = without(choice, part)
    return choice
