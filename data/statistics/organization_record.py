"""One organization and what it did, ready to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from data.campaign.campaign import translated
from data.campaign.result_cache import cached_on_campaign
from data.loading.csv_tables import split_list
from data.statistics.organizations import done, involvements_in_words, organization_names
from data.statistics.totals import pairs
from data.words.describe import dates_in_words, places_in_words, region_names
from data.words.links import web_address

if TYPE_CHECKING:
    import pandas as pd

    from data.campaign.campaign import Campaign


class PartTaken(NamedTuple):
    """A consultation that an organization took part in; "" where unknown.

    Attributes:
        consultation: Its id.
        number: Its number in date order.
        title: Its title.
        where: Cities and countries, joined.
        when: The dates in words.
        region: Name of the region it was for.
        involvement: "both", "organizer", "host" or "partner".
    """

    consultation: str
    number: int
    title: str
    where: str
    when: str
    region: str
    involvement: str


class Companion(NamedTuple):
    """Another organization: its id, name, short name, and the number of shared consultations."""

    id: str
    name: str
    short: str
    consultations: int


@dataclass(frozen=True)
class OrganizationRecord:
    """One organization; "" or an empty tuple where unknown.

    Attributes:
        id: Its id.
        name: Its name.
        also: Its short name and other spellings.
        address: Its web page; "" unless it may be a link.
        roles: How often it had each role, in words.
        parts: The consultations it took part in, in date order.
        companions: The organizations it worked with, most often first.
    """

    id: str
    name: str
    also: tuple[str, ...]
    address: str
    roles: str
    parts: tuple[PartTaken, ...]
    companions: tuple[Companion, ...]


@cached_on_campaign(256)
def organization_record(campaign: Campaign, organization: str, language: str) -> OrganizationRecord:
    """Return what an organization did in a campaign or a selection.

    Raises:
        KeyError: No organization has this id.
    """
    row = campaign.organizations.set_index("id").loc[organization]
    everyone = done(campaign)
    own = everyone[everyone["organization"] == organization]
    did = own.set_index("consultation")["involvement"]
    name = str(organization_names(campaign, language).loc[organization, "name"])
    also = dict.fromkeys([*split_list(str(row["short"])), *split_list(str(row["aliases"]))])
    return OrganizationRecord(
        id=organization,
        name=name,
        also=tuple(other for other in also if other != name),
        address=web_address(str(row["url"])),
        roles=involvements_in_words(did.value_counts().to_dict(), language),
        parts=_parts(campaign, did, language),
        companions=_companions(campaign, organization, language),
    )


def _parts(campaign: Campaign, did: pd.Series, language: str) -> tuple[PartTaken, ...]:
    table = campaign.consultations[campaign.consultations["id"].isin(did.index)]
    table = table.sort_values("number")
    places = campaign.places[campaign.places["consultation"].isin(did.index)]
    where = places_in_words(places, language).to_dict()
    region = table["region"].astype("str").map(region_names(campaign, language))
    parts = zip(
        table["id"],
        table["number"],
        translated(table, "title", language),
        [where.get(id_, "") for id_ in table["id"]],
        dates_in_words(table, language),
        region,
        table["id"].map(did),
        strict=True,
    )
    return tuple(PartTaken(*cells) for cells in parts)


def _companions(campaign: Campaign, organization: str, language: str) -> tuple[Companion, ...]:
    shared = pairs(campaign)
    own = shared[(shared["one"] == organization) | (shared["other"] == organization)]
    other = own["one"].where(own["one"] != organization, own["other"])
    names = organization_names(campaign, language).loc[other]
    rows = zip(other, names["name"], names["short"], own["consultations"], strict=True)
    return tuple(Companion(id_, name, short, int(count)) for id_, name, short, count in rows)
