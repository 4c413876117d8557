"""Organizations in rows that charts and tables are drawn from."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from data.campaign import translated
from data.choice import ALL_KINDS, Choice
from data.languages import number, translations
from data.saying import region_names
from data.selecting import select
from data.totals import INVOLVEMENTS, by_organization, involvements

if TYPE_CHECKING:
    from data.campaign import Campaign

MOST_RANKED = 20
"""How many organizations a chart ranks; the table has them all."""

_LABEL_WIDTH, _LABEL_LINES = 17, 2


def involvement_names(language: str) -> dict[str, str]:
    """What an organization did, in words, in the order of `INVOLVEMENTS`."""
    say = translations(language)
    return {
        "both": say.gettext("Organized and hosted"),
        "organizer": say.gettext("Organized"),
        "host": say.gettext("Hosted"),
        "partner": say.gettext("Partner"),
    }


def said_involvements(counts: dict[str, int], language: str) -> str:
    """How often an organization did what: `organized and hosted 1, partner in 6`; "" for never."""
    say = translations(language)
    sentences = {
        "both": say.gettext("organized and hosted {count}"),
        "organizer": say.gettext("organized {count}"),
        "host": say.gettext("hosted {count}"),
        "partner": say.gettext("partner in {count}"),
    }
    parts = [
        sentences[one].format(count=number(counts[one], language))
        for one in INVOLVEMENTS
        if counts.get(one)
    ]
    return ", ".join(parts)


def wrapped(text: str, width: int, lines: int) -> str:
    """A text over a few lines of about so many letters, cut with `…` where it is longer."""
    return "\n".join(textwrap.wrap(text, width, max_lines=lines, placeholder="…"))


@lru_cache(maxsize=64)
def organization_labels(campaign: Campaign, language: str) -> pd.DataFrame:
    """What organizations are called.

    Returns:
        Under the organization's id: `name` (whole), `short` (an acronym, ""), `label` (the
        short name where there is one, else the name; over two lines at most).
    """
    table = campaign.organizations
    name = translated(table, "name", language)
    name = name.where(name.str.strip() != "", table["id"])
    short = table["short"].str.strip()
    label = short.where(short != "", name)
    frame = pd.DataFrame({"name": name, "short": short, "label": [_label(text) for text in label]})
    return frame.set_index(table["id"].rename("organization"))


def _label(text: str) -> str:
    return wrapped(text, _LABEL_WIDTH, _LABEL_LINES)


@lru_cache(maxsize=64)
def ranking(campaign: Campaign) -> pd.DataFrame:
    """Organizations, the most active first: `data.totals.by_organization`, counted once."""
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


@lru_cache(maxsize=64)
def ranking_rows(campaign: Campaign, language: str, most: int = MOST_RANKED) -> pd.DataFrame:
    """The most active organizations, as stacked bars need them.

    Returns:
        A row an organization and what it did, in order of rank: `organization`, `name`, `rank`
        (from 0), `involvement`, `consultations`, `start` and `end` (of its part of the bar),
        `total`, `said` (all that it did, in words).
    """
    ranked = ranking(campaign).head(most)
    counts = ranked[list(INVOLVEMENTS)]
    said = [said_involvements(row, language) for row in counts.to_dict("records")]
    named = ranked.join(organization_labels(campaign, language), on="organization")
    named = named.assign(said=pd.Series(said, index=ranked.index, dtype="str"), rank=ranked.index)
    parts = [
        named.assign(involvement=one, consultations=counts[one], end=ends)
        for one, ends in counts.cumsum(axis="columns").items()
    ]
    rows = pd.concat(parts).assign(start=lambda frame: frame["end"] - frame["consultations"])
    rows = rows[rows["consultations"] > 0].sort_values(["rank", "end"], ignore_index=True)
    columns = ["organization", "name", "rank", "involvement", "consultations", "start", "end", "total", "said"]  # fmt: skip
    return rows[columns]


def year_rows(campaign: Campaign) -> pd.DataFrame:
    """What organizations did year by year.

    Returns:
        A row a year and involvement, in that order: `year` ("" for no date, last), `involvement`,
        `times`, `start` and `end` (of its part of the bar), `total`.
    """
    did = involvements(campaign)
    year = did["year"].astype("str").where(did["year"].notna(), "")
    counts = pd.crosstab(year, did["involvement"])
    counts = counts.reindex(columns=list(INVOLVEMENTS), fill_value=0)
    counts = counts.loc[sorted(counts.index, key=lambda one: (one == "", one))]
    counts = counts.rename_axis(index="year", columns="involvement")
    rows = counts.stack().rename("times").reset_index()
    rows["end"] = rows.groupby("year", sort=False)["times"].cumsum()
    rows["start"] = rows["end"] - rows["times"]
    rows["total"] = rows.groupby("year", sort=False)["times"].transform("sum")
    return rows[rows["times"] > 0].reset_index(drop=True)


def region_rows(campaign: Campaign, language: str, most: int = MOST_RANKED) -> pd.DataFrame:
    """The most active organizations by the regions that consultations were for.

    Returns:
        A row an organization and region, every region that has a consultation, in order of rank
        and of the campaign's regions, global ones last: `organization`, `name`, `rank`, `region`,
        `region_name`, `consultations` (0 too). No organization gives no row.
    """
    ranked = ranking(campaign).head(most)
    did = involvements(campaign)
    counts = pd.crosstab(did["organization"], did["region"])
    present = [one for one in [*campaign.regions["id"], ""] if one in counts.columns]
    counts = counts.reindex(index=ranked["organization"], columns=present, fill_value=0)
    counts = counts.rename_axis(index="organization", columns="region")
    rows = counts.stack().rename("consultations").reset_index()
    rows = rows.join(organization_labels(campaign, language)["name"], on="organization")
    rows["rank"] = rows["organization"].map(dict(zip(ranked["organization"], ranked.index, strict=True)))  # fmt: skip
    rows["region_name"] = rows["region"].map(region_names(campaign, language))
    return rows


def ranking_table(campaign: Campaign, language: str) -> pd.DataFrame:
    """All organizations, the most active first.

    Returns:
        A row an organization: `organization` (id), `name`, `short`, `total` (consultations),
        `both`, `organizer`, `host`, `partner` (consultations in which it was that).
    """
    ranked = ranking(campaign).join(organization_labels(campaign, language), on="organization")
    return ranked[["organization", "name", "short", "total", *INVOLVEMENTS]]


def related_organizations(campaign: Campaign, choice: Choice) -> int:
    """How many organizations a choice would give if it had related meetings too."""
    wider = select(campaign, replace(choice, kinds=(ALL_KINDS,)))
    return int(wider.roles["organization"].nunique())
