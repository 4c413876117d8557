"""Rows of organizations for charts and tables."""

from __future__ import annotations

import textwrap
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from data.campaign.campaign import translated
from data.campaign.result_cache import cached_on_campaign
from data.campaign.roles import INVOLVEMENTS
from data.choosing.choice import ALL_KINDS, Choice
from data.choosing.select import select
from data.statistics.totals import by_organization, involvements
from data.words.describe import region_names
from data.words.languages import join_parts, number, translations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.campaign.campaign import Campaign

MOST_RANKED = 20
"""How many organizations a chart ranks; the table has all of them."""

_LABEL_WIDTH, _LABEL_LINES = 17, 3


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
def organization_names(campaign: Campaign, language: str) -> pd.DataFrame:
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


def label(name: str, short: str) -> str:
    """Return the label of a dot: the short name, else the name, over a few lines."""
    return wrap(short or name, _LABEL_WIDTH, _LABEL_LINES)


@cached_on_campaign(64)
def done(campaign: Campaign) -> pd.DataFrame:
    """Return `data.statistics.totals.involvements`, cached."""
    return involvements(campaign)


@cached_on_campaign(64)
def ranking(campaign: Campaign) -> pd.DataFrame:
    """Return `data.statistics.totals.by_organization`, cached."""
    return by_organization(campaign)


class RoleFigures(NamedTuple):
    """How many organizations there are, and how many had each role at least once."""

    organizations: int
    organizers: int
    hosts: int
    partners: int


def role_figures(campaign: Campaign) -> RoleFigures:
    """Count the organizations of a campaign by role; all 0 for an empty selection."""
    ranked = ranking(campaign)
    both = ranked["both"] > 0
    return RoleFigures(
        organizations=len(ranked),
        organizers=int((both | (ranked["organizer"] > 0)).sum()),
        hosts=int((both | (ranked["host"] > 0)).sum()),
        partners=int((ranked["partner"] > 0).sum()),
    )


@cached_on_campaign(64)
def ranking_rows(campaign: Campaign, language: str, most: int = MOST_RANKED) -> pd.DataFrame:
    """Return the most active organizations as rows for stacked bars.

    Returns:
        One row per organization and what it did, in order of rank: `organization`, `name`, `rank`
        (from 0), `involvement`, `consultations`, `start` and `end` (of its part of the bar),
        `total`, `said` (everything it did, in words).
    """
    ranked = ranking(campaign).head(most)
    counts = ranked[list(INVOLVEMENTS)]
    said = [involvements_in_words(row, language) for row in counts.to_dict("records")]
    named = ranked.join(organization_names(campaign, language), on="organization")
    named = named.assign(said=pd.Series(said, index=ranked.index, dtype="str"), rank=ranked.index)
    ends = counts.cumsum(axis="columns")
    parts = [
        named.assign(involvement=did, consultations=counts[did], end=ends[did])
        for did in INVOLVEMENTS
    ]
    rows = pd.concat(parts).assign(start=lambda frame: frame["end"] - frame["consultations"])
    rows = rows[rows["consultations"] > 0].sort_values(["rank", "end"], ignore_index=True)
    shown = ["name", "rank", "involvement", "consultations", "start", "end", "total", "said"]
    return rows[["organization", *shown]]


@cached_on_campaign(64)
def year_rows(campaign: Campaign) -> pd.DataFrame:
    """Count what organizations did in each year.

    Returns:
        One row per year and involvement, in that order: `year` ("" for no date, last),
        `involvement`, `times`, `start` and `end` (of its part of the bar), `total`.
    """
    did = done(campaign)
    rows = _count_by(did, ["year", "involvement"]).rename(columns={"count": "times"})
    rows = rows.assign(
        year=rows["year"].astype("str").where(rows["year"].notna(), ""),
        involvement=rows["involvement"].astype("str"),
    )
    ranks = {involvement: rank for rank, involvement in enumerate(INVOLVEMENTS)}
    order = rows.assign(undated=rows["year"] == "", rank=rows["involvement"].map(ranks))
    rows = rows.loc[order.sort_values(["undated", "year", "rank"]).index].reset_index(drop=True)
    times = rows.groupby("year", sort=False)["times"]
    ends = times.cumsum()
    return rows.assign(start=ends - rows["times"], end=ends, total=times.transform("sum"))


def _count_by(did: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Count rows by some columns: those columns and `count`."""
    return did.groupby(keys, observed=True, dropna=False).size().rename("count").reset_index()


@cached_on_campaign(64)
def region_rows(campaign: Campaign, language: str, most: int = MOST_RANKED) -> pd.DataFrame:
    """Count consultations of the most active organizations in each region.

    Returns:
        One row per organization and region, every region that has a consultation, in order of rank
        and of the campaign's regions, global ones last: `organization`, `name`, `rank`, `region`,
        `region_name`, `consultations` (also 0). Empty without organizations.
    """
    ranked = ranking(campaign).head(most)
    did = done(campaign)
    used = set(did["region"].unique())
    present = [region for region in [*campaign.regions["id"], ""] if region in used]
    regions = pd.DataFrame({"region": pd.Series(present, dtype="str")})
    regions["region_name"] = regions["region"].map(region_names(campaign, language))
    cells = ranked[["organization"]].assign(rank=ranked.index).merge(regions, how="cross")
    keys = ["organization", "region"]
    counted = _count_by(did, keys).astype(dict.fromkeys(keys, "str"))
    cells = cells.merge(counted, on=keys, how="left")
    cells = cells.join(organization_names(campaign, language)["name"], on="organization")
    count = cells.pop("count").fillna(0).astype("int64")
    return cells.assign(consultations=count)


def ranking_table(campaign: Campaign, language: str) -> pd.DataFrame:
    """Return all organizations, the most active first.

    Returns:
        One row per organization: `organization` (id), `name`, `short`, `total` (consultations),
        `both`, `organizer`, `host`, `partner` (consultations in which it was that).
    """
    ranked = ranking(campaign).join(organization_names(campaign, language), on="organization")
    return ranked[["organization", "name", "short", "total", *INVOLVEMENTS]]


def count_related_organizations(campaign: Campaign, choice: Choice) -> int:
    """Count the organizations of a choice with related meetings included."""
    wider = select(campaign, replace(choice, kinds=(ALL_KINDS,)))
    return int(wider.roles["organization"].nunique())
