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
from data.words.languages import joined, number, translations

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


def said_involvements(counts: Mapping[Any, int], language: str) -> str:
    """Count what an organization did: `organized and hosted 1, partner in 6`; "" for nothing."""
    ngettext, count = translations(language).ngettext, Counter(counts)
    # Translators: the count is of consultations: "organized and hosted 1, partner in 6"
    sentences = {
        "both": ngettext(
            "organized and hosted {count}", "organized and hosted {count}", count["both"]
        ),
        "organizer": ngettext("organized {count}", "organized {count}", count["organizer"]),
        "host": ngettext("hosted {count}", "hosted {count}", count["host"]),
        "partner": ngettext("partner in {count}", "partner in {count}", count["partner"]),
    }
    parts = (
        sentences[involvement].format(count=number(count[involvement], language))
        for involvement in INVOLVEMENTS
        if count[involvement]
    )
    return joined(parts, language)


def wrapped(text: str, width: int, lines: int) -> str:
    """A text over a few lines of about so many letters, cut with `…` where it is longer."""
    return "\n".join(textwrap.wrap(text, width, max_lines=lines, placeholder="…"))


@cached_on_campaign(64)
def organization_names(campaign: Campaign, language: str) -> pd.DataFrame:
    """What organizations are called.

    Returns:
        Under the organization's id: `name` (its id where it has none), `short` (an acronym, "").
    """
    table = campaign.organizations
    name = translated(table, "name", language).str.strip()
    names = pd.DataFrame(
        {"name": name.where(name != "", table["id"]), "short": table["short"].str.strip()}
    )
    return names.set_index(table["id"].rename("organization"))


def label(name: str, short: str) -> str:
    """What to write beside a dot: the short name, else the name, over a few lines."""
    return wrapped(short or name, _LABEL_WIDTH, _LABEL_LINES)


@cached_on_campaign(64)
def done(campaign: Campaign) -> pd.DataFrame:
    """What each organization did where: `data.statistics.totals.involvements`, found once."""
    return involvements(campaign)


@cached_on_campaign(64)
def ranking(campaign: Campaign) -> pd.DataFrame:
    """Organizations, the most active first: `totals.by_organization`, counted once."""
    return by_organization(campaign)


class RoleFigures(NamedTuple):
    """How many organizations there are, and how many did what at least once."""

    organizations: int
    organizers: int
    hosts: int
    partners: int


def role_figures(campaign: Campaign) -> RoleFigures:
    """Count the organizations of a campaign by what they did; all 0 when nothing is chosen."""
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
    """The most active organizations, as stacked bars need them.

    Returns:
        One row per organization and what it did, in order of rank: `organization`, `name`, `rank`
        (from 0), `involvement`, `consultations`, `start` and `end` (of its part of the bar),
        `total`, `said` (all that it did, in words).
    """
    ranked = ranking(campaign).head(most)
    counts = ranked[list(INVOLVEMENTS)]
    said = [said_involvements(row, language) for row in counts.to_dict("records")]
    named = ranked.join(organization_names(campaign, language), on="organization")
    named = named.assign(said=pd.Series(said, index=ranked.index, dtype="str"), rank=ranked.index)
    ends = counts.cumsum(axis="columns")
    parts = [
        named.assign(involvement=one, consultations=counts[one], end=ends[one])
        for one in INVOLVEMENTS
    ]
    rows = pd.concat(parts).assign(start=lambda frame: frame["end"] - frame["consultations"])
    rows = rows[rows["consultations"] > 0].sort_values(["rank", "end"], ignore_index=True)
    shown = ["name", "rank", "involvement", "consultations", "start", "end", "total", "said"]
    return rows[["organization", *shown]]


@cached_on_campaign(64)
def year_rows(campaign: Campaign) -> pd.DataFrame:
    """What organizations did year by year.

    Returns:
        One row per year and involvement, in that order: `year` ("" for no date, last), `involvement`,
        `times`, `start` and `end` (of its part of the bar), `total`.
    """
    did = done(campaign)
    rows = _counted(did, ["year", "involvement"]).rename(columns={"count": "times"})
    rows = rows.assign(
        year=rows["year"].astype("str").where(rows["year"].notna(), ""),
        involvement=rows["involvement"].astype("str"),
    )
    place = {one: at for at, one in enumerate(INVOLVEMENTS)}
    order = rows.assign(undated=rows["year"] == "", place=rows["involvement"].map(place))
    rows = rows.loc[order.sort_values(["undated", "year", "place"]).index].reset_index(drop=True)
    times = rows.groupby("year", sort=False)["times"]
    ends = times.cumsum()
    return rows.assign(start=ends - rows["times"], end=ends, total=times.transform("sum"))


def _counted(did: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """How many rows there are of each kind: the keys and `count`."""
    return did.groupby(keys, observed=True, dropna=False).size().rename("count").reset_index()


@cached_on_campaign(64)
def region_rows(campaign: Campaign, language: str, most: int = MOST_RANKED) -> pd.DataFrame:
    """The most active organizations by the regions that consultations were for.

    Returns:
        One row per organization and region, every region that has a consultation, in order of rank
        and of the campaign's regions, global ones last: `organization`, `name`, `rank`, `region`,
        `region_name`, `consultations` (0 too). No organization gives no row.
    """
    ranked = ranking(campaign).head(most)
    did = done(campaign)
    seen = set(did["region"].unique())
    present = [one for one in [*campaign.regions["id"], ""] if one in seen]
    regions = pd.DataFrame({"region": pd.Series(present, dtype="str")})
    regions["region_name"] = regions["region"].map(region_names(campaign, language))
    cells = ranked[["organization"]].assign(rank=ranked.index).merge(regions, how="cross")
    keys = ["organization", "region"]
    counted = _counted(did, keys).astype(dict.fromkeys(keys, "str"))
    cells = cells.merge(counted, on=keys, how="left")
    cells = cells.join(organization_names(campaign, language)["name"], on="organization")
    count = cells.pop("count").fillna(0).astype("int64")
    return cells.assign(consultations=count)


def ranking_table(campaign: Campaign, language: str) -> pd.DataFrame:
    """All organizations, the most active first.

    Returns:
        One row per organization: `organization` (id), `name`, `short`, `total` (consultations),
        `both`, `organizer`, `host`, `partner` (consultations in which it was that).
    """
    ranked = ranking(campaign).join(organization_names(campaign, language), on="organization")
    return ranked[["organization", "name", "short", "total", *INVOLVEMENTS]]


def related_organizations(campaign: Campaign, choice: Choice) -> int:
    """How many organizations a choice would give if it had related meetings too."""
    wider = select(campaign, replace(choice, kinds=(ALL_KINDS,)))
    return int(wider.roles["organization"].nunique())
