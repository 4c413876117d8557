"""Rows of organizations for charts and tables."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from data.figures.totals import by_organization, figures, involvements
from data.filters.choice import ALL_KINDS, Choice
from data.filters.describe import region_names
from data.filters.index import index_of
from data.filters.query import Query
from data.filters.question import question
from data.filters.select import select
from data.loading.ids import match_ids, organization_ids
from data.model.campaign import translated
from data.model.result_cache import cached_on_campaign
from data.model.roles import INVOLVEMENTS
from data.model.schema import OFFICIAL_TYPES
from data.words.folding import fold_each
from data.words.languages import join_parts, number, translations

MOST_RANKED = 20
"""How many organizations a chart ranks; the table has all of them."""


def involvement_names(language: str) -> dict[str, str]:
    """Name what an organization did, in the order of `INVOLVEMENTS`."""
    say = translations(language)
    return {
        # Translators: what an organization did in consultations, in a legend and in tables
        "both": say.gettext("Organized and hosted"),
        # Translators: what an organization did in consultations, in a legend and in tables
        "organizer": say.gettext("Organized"),
        # Translators: what an organization did in consultations, in a legend and in tables
        "host": say.gettext("Hosted"),
        # Translators: an organization that was a partner in consultations
        "partner": say.gettext("Partner"),
    }


def role_names(language: str) -> dict[str, str]:
    """Name each role of an organization, in the order of `schema.ROLES`."""
    say = translations(language)
    return {
        # Translators: noun, an organization that organized a consultation
        "organizer": say.gettext("Organizer"),
        # Translators: noun, an organization that hosted a consultation
        "host": say.gettext("Host"),
        "partner": say.gettext("Partner"),
    }


def involvements_in_words(counts: Mapping[Any, int], language: str) -> str:
    """Count what an organization did: `organized and hosted 1, partner in 6`; "" for nothing."""
    ngettext, count = translations(language).ngettext, Counter(counts)
    sentences = {
        "both": ngettext(
            "organized and hosted {count}", "organized and hosted {count}", count["both"]
        ),
        # Translators: the count is of consultations: "organized 1, partner in 6"
        "organizer": ngettext("organized {count}", "organized {count}", count["organizer"]),
        "host": ngettext("hosted {count}", "hosted {count}", count["host"]),
        "partner": ngettext("partner in {count}", "partner in {count}", count["partner"]),
    }
    parts = (
        sentences[involvement].format(count=number(count[involvement], language))
        for involvement in INVOLVEMENTS
        if count[involvement]
    )
    return join_parts(parts, language)


def wrap(text: str, width: int, lines: int) -> str:
    """Wrap a text into a few lines of about `width` letters, and cut the rest with `…`."""
    return "\n".join(textwrap.wrap(text, width, max_lines=lines, placeholder="…"))


@cached_on_campaign(64)
def organization_names(campaign: Query, language: str) -> pd.DataFrame:
    """Return the names of organizations.

    Returns:
        Indexed by the organization's id: `name` (the id without one), `short` (an acronym, or "").
    """
    table = campaign.organizations
    name = translated(table, "name", language).str.strip()
    names = pd.DataFrame(
        {"name": name.where(name != "", table["id"]), "short": table["short"].str.strip()}
    )
    return names.set_index(table["id"].rename("organization"))


@cached_on_campaign(64)
def ranked_by_name(campaign: Query, language: str, role: str = "") -> pd.DataFrame:
    """Rank organizations: the most consultations first, then by name, accents and case aside.

    Args:
        campaign: A campaign or a selection.
        language: Of the names.
        role: "organizer", "host" or "partner": count only consultations in which they were that;
            an organizer or host doesn't count as a partner. "" counts every role.

    Returns:
        As `data.figures.totals.by_organization`, with `name` and `short`, and `total` counted
        by the role. Organizations without that role are left out.
    """
    ranked = by_organization(campaign)
    counted = _COUNTED[role]
    others = [did for did in INVOLVEMENTS if did not in counted]
    ranked = ranked.assign(**dict.fromkeys(others, 0), total=ranked[list(counted)].sum(axis=1))
    ranked = ranked[ranked["total"] > 0].join(
        organization_names(campaign, language), on="organization"
    )
    order = ranked.assign(folded=fold_each(ranked["name"]).to_numpy(), less=-ranked["total"])
    order = order.sort_values(["less", "folded", "organization"], kind="stable")
    return ranked.loc[order.index].reset_index(drop=True)


_COUNTED = {
    "": INVOLVEMENTS,
    "organizer": ("both", "organizer"),
    "host": ("both", "host"),
    "partner": ("partner",),
}
"""Role to the involvements that count as it."""


@cached_on_campaign(1)
def owner_of(campaign: Query) -> str:
    """Return the id of the organization whose campaign it is; "" if the list has none."""
    owner = pd.Series([campaign.settings.texts.get("owner", "")], dtype="str")
    return str(match_ids(owner, organization_ids(campaign.tables)).iloc[0])


class RoleFigures(NamedTuple):
    """How many organizations there are, and how many had each role at least once.

    `official`: how many of them are official bodies, such as governments.
    """

    organizations: int
    official: int
    organizers: int
    hosts: int
    partners: int


def role_figures(campaign: Query) -> RoleFigures:
    """Count the organizations of a campaign by role; all 0 for an empty selection."""
    ranked = by_organization(campaign)
    both, table = ranked["both"] > 0, campaign.organizations
    official = table["id"][table["type"].str.strip().str.lower().isin(OFFICIAL_TYPES)]
    return RoleFigures(
        organizations=len(ranked),
        official=int(ranked["organization"].isin(official).sum()),
        organizers=int((both | (ranked["organizer"] > 0)).sum()),
        hosts=int((both | (ranked["host"] > 0)).sum()),
        partners=int((ranked["partner"] > 0).sum()),
    )


@cached_on_campaign(64)
def ranking_rows(
    campaign: Query, language: str, most: int = MOST_RANKED, role: str = ""
) -> pd.DataFrame:
    """Return the most active organizations as rows for stacked bars.

    Returns:
        One row per organization and what it did, in order of rank: `organization`, `name`, `rank`
        (from 0), `involvement`, `consultations`, `start` and `end` (of its part of the bar),
        `total`, `roles` (everything it did, in words).
    """
    named = ranked_by_name(campaign, language, role).head(most)
    counts = named[list(INVOLVEMENTS)]
    described = [involvements_in_words(row, language) for row in counts.to_dict("records")]
    named = named.assign(
        roles=pd.Series(described, index=named.index, dtype="str"), rank=named.index
    )
    ends = counts.cumsum(axis="columns")
    parts = [
        named.assign(involvement=did, consultations=counts[did], end=ends[did])
        for did in INVOLVEMENTS
    ]
    rows = pd.concat(parts).assign(start=lambda frame: frame["end"] - frame["consultations"])
    rows = rows[rows["consultations"] > 0].sort_values(["rank", "end"], ignore_index=True)
    shown = ["name", "rank", "involvement", "consultations", "start", "end", "total", "roles"]
    return rows[["organization", *shown]]


@cached_on_campaign(64)
def year_rows(campaign: Query, organization: str = "") -> pd.DataFrame:
    """Count consultations by the year in which they began, each once.

    Args:
        campaign: A campaign or a selection.
        organization: Count only its consultations, by what it did; "" counts all.

    Returns:
        One row per year and involvement, in that order: `year` ("" for no date, last),
        `involvement` ("" if all are counted), `consultations`, `start` and `end` (of its part of
        the bar), `total`.
    """
    if organization:
        rows = _years_of(campaign, organization)
    else:
        rows = _years(campaign).assign(involvement="")
    rows = rows[["year", "involvement", "consultations"]]
    rows = rows.assign(year=rows["year"].astype("str").where(rows["year"].notna(), ""))
    ranks = {involvement: rank for rank, involvement in enumerate(INVOLVEMENTS)}
    order = rows.assign(undated=rows["year"] == "", rank=rows["involvement"].map(ranks).fillna(0))
    rows = rows.loc[order.sort_values(["undated", "year", "rank"]).index].reset_index(drop=True)
    counts = rows.groupby("year", sort=False)["consultations"]
    ends = counts.cumsum()
    return rows.assign(start=ends - rows["consultations"], end=ends, total=counts.transform("sum"))


def _unite_counts(answers: Sequence[pd.DataFrame], *_args: object) -> pd.DataFrame:
    """Add up the counts of frames whose other columns are the same."""
    keys = [name for name in answers[0].columns if name != "consultations"]
    joined = pd.concat([frame for frame in answers if len(frame)] or answers[:1])
    counts = joined.groupby(keys, dropna=False, sort=True)["consultations"].sum()
    return counts.reset_index()[list(answers[0].columns)]


@question(_unite_counts)
def _years_of(part: Query, organization: str) -> pd.DataFrame:
    """Count what an organization did each year: `year`, `involvement`, `consultations`."""
    did = involvements(part)
    # As texts before they are grouped: shards and their union then have the same order.
    did = did[did["organization"] == organization].astype({"involvement": "str"})
    return _count_by(did, ["year", "involvement"]).rename(columns={"count": "consultations"})


@question(_unite_counts)
def _years(part: Query) -> pd.DataFrame:
    """Count the consultations of each year: `year` (NA for no date) and `consultations`."""
    index = index_of(part.campaign)
    days, on_day = np.unique(index.first[part.mask & index.dated], return_counts=True)
    years, at = np.unique(days.astype("datetime64[D]").astype("datetime64[Y]"), return_inverse=True)
    years = years.astype(np.int64)
    counts = np.bincount(at, on_day, len(years)).astype(np.int64)
    undated = part.size - int(counts.sum())
    if undated:
        years, counts = np.append(years, _NO_YEAR), np.append(counts, undated)
    year = pd.Series(years + 1970, dtype="Int64").mask(years == _NO_YEAR)
    return pd.DataFrame({"year": year, "consultations": counts.astype("int64")})


_NO_YEAR = -(1 << 40)


def _count_by(did: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Count rows by some columns: those columns and `count`."""
    return did.groupby(keys, observed=True, dropna=False).size().rename("count").reset_index()


@cached_on_campaign(64)
def region_rows(
    campaign: Query, language: str, most: int = MOST_RANKED, role: str = ""
) -> pd.DataFrame:
    """Count consultations of the most active organizations in each region.

    Returns:
        One row per organization and region, every region that has a consultation, in order of rank
        and of the campaign's regions, global ones last: `organization`, `name`, `rank`, `region`,
        `region_name`, `consultations` (also 0). Empty without organizations.
    """
    ranked = ranked_by_name(campaign, language, role).head(most)
    counted = _region_counts(campaign, role, tuple(ranked["organization"]))
    used = set(counted["region"])
    present = [region for region in [*campaign.regions["id"], ""] if region in used]
    regions = pd.DataFrame({"region": pd.Series(present, dtype="str")})
    regions["region_name"] = regions["region"].map(region_names(campaign, language))
    cells = ranked[["organization", "name"]].assign(rank=ranked.index).merge(regions, how="cross")
    cells = cells.merge(counted, on=["organization", "region"], how="left")
    return cells.assign(consultations=cells["consultations"].fillna(0).astype("int64"))


@question(_unite_counts)
def _region_counts(part: Query, role: str, organizations: tuple[str, ...]) -> pd.DataFrame:
    """Count consultations of some organizations, and of "" for all others, by region.

    Returns:
        One row per organization and region with any: `organization`, `region`, `consultations`.
    """
    did = involvements(part)
    did = did[did["involvement"].isin(_COUNTED[role])] if role else did
    keys = ["organization", "region"]
    counted = _count_by(did, keys).astype(dict.fromkeys(keys, "str"))
    named = counted["organization"].isin(organizations)
    counted = counted.assign(organization=counted["organization"].where(named, ""))
    return counted.groupby(keys)["count"].sum().rename("consultations").reset_index()


def ranking_table(campaign: Query, language: str, role: str = "") -> pd.DataFrame:
    """Return all organizations, or those with a role, the most active first, then by name.

    Returns:
        One row per organization: `organization` (id), `name`, `short`, `total` (consultations),
        `both`, `organizer`, `host`, `partner` (consultations in which it was that).
    """
    ranked = ranked_by_name(campaign, language, role)
    return ranked[["organization", "name", "short", "total", *INVOLVEMENTS]]


def count_related_organizations(campaign: Query, choice: Choice) -> int:
    """Count the organizations of a choice with related meetings included."""
    return figures(select(campaign, replace(choice, kinds=(ALL_KINDS,)))).organizations
