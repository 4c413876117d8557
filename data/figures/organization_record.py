"""One organization and what it did, ready to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from data.figures.mentions import Mention, mentions
from data.figures.organizations import involvements_in_words, organization_names
from data.figures.totals import deed_counts, deeds, shared_counts
from data.filters.query import Calls, Query
from data.filters.select import only
from data.loading.csv_tables import split_list
from data.model.result_cache import cached_on_campaign
from data.model.roles import INVOLVEMENTS
from data.words.links import web_address

MOST_PARTS = 200
"""Consultations of an organization that are listed if the campaign is in shards."""


class PartTaken(NamedTuple):
    """A consultation that an organization took part in, as "both", "organizer", ..."""

    meeting: Mention
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
        consultations: How many consultations it took part in.
        parts: These, in date order; only the first `MOST_PARTS` of a campaign in shards.
        companions: The organizations it worked with, most often first.
    """

    id: str
    name: str
    also: tuple[str, ...]
    address: str
    roles: str
    consultations: int
    parts: tuple[PartTaken, ...]
    companions: tuple[Companion, ...]


def record_questions(part: Query, organization: str, language: str) -> Calls:
    """Yield what `organization_record` asks."""
    yield lambda: deed_counts(part, organization)
    yield lambda: shared_counts(part, organization)
    yield lambda: organization_record(part, organization, language)


@cached_on_campaign(256)
def organization_record(campaign: Query, organization: str, language: str) -> OrganizationRecord:
    """Return what an organization did in a campaign or a selection.

    Raises:
        KeyError: No organization has this id.
    """
    row = campaign.organizations.set_index("id").loc[organization]
    most = MOST_PARTS if campaign.most_rows else None
    did = deeds(campaign, organization, most).set_index("consultation")["involvement"]
    part = only(campaign.whole, did.index)
    counts = dict(zip(INVOLVEMENTS, deed_counts(campaign, organization).tolist(), strict=True))
    name = str(organization_names(campaign, language).loc[organization, "name"])
    also = dict.fromkeys([*split_list(str(row["short"])), *split_list(str(row["aliases"]))])
    return OrganizationRecord(
        id=organization,
        name=name,
        also=tuple(other for other in also if other != name),
        address=web_address(str(row["url"])),
        roles=involvements_in_words(counts, language),
        consultations=sum(counts.values()),
        parts=tuple(PartTaken(each, did[each.id]) for each in mentions(part, language)),
        companions=_companions(campaign, organization, language),
    )


def _companions(campaign: Query, organization: str, language: str) -> tuple[Companion, ...]:
    counts = shared_counts(campaign, organization)
    # An active organization has thousands of companions, each named here.
    ids = campaign.organizations["id"].tolist()
    table = organization_names(campaign, language)
    names, shorts = (table[column].to_dict() for column in ("name", "short"))
    # In the order of pairs: most often first, then by the ids of both in their order.
    shared = sorted(
        (-int(counts[code]), *sorted((organization, ids[code])), ids[code])
        for code in np.flatnonzero(counts)
    )
    return tuple(
        Companion(id_, str(names[id_]), str(shorts[id_]), -less) for less, _, _, id_ in shared
    )
