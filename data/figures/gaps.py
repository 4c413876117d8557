"""What consultations lack: by fact, of one consultation, and as a matrix of regions and facts."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from data.columnar.texts import is_among
from data.figures.documents import openable_documents, openable_photos
from data.figures.mentions import Mention, mentions
from data.figures.record import REPORT, Record, hostless
from data.filters.describe import region_names
from data.filters.index import index_of
from data.filters.merging import first_rows, shifted, unite
from data.filters.options import region_options, some_without_region
from data.filters.query import Query
from data.filters.question import question
from data.filters.rows import of_rows
from data.model.campaign import translated
from data.model.result_cache import cached_on_campaign
from data.model.schema import GLOBAL
from data.words.languages import translations
from data.words.online import is_online


class Gap(NamedTuple):
    """A missing fact, and the consultations without it: number and city (or title)."""

    what: str
    consultations: tuple[tuple[int, str], ...]


def gaps(campaign: Query, language: str) -> list[Gap]:
    """List the gaps of a campaign or a selection.

    Returns:
        Those of "date", "place", "organizer", "host", "participants" and "report" that are
        missing somewhere, in this order, with their consultations in date order.
    """
    table, roles = campaign.consultations, campaign.roles
    have = {
        "date": table["dated"],
        "place": table["placed"],
        "organizer": _among(table, roles[roles["role"] == "organizer"]),
        "host": _among(table, roles[roles["role"] == "host"]) | hostless(campaign, table),
        "participants": table["participants"] != "",
        "report": _among(table, _reports(campaign)),
    }
    names = _names(campaign, language)
    numbers = table["number"]
    return [
        Gap(what, tuple(zip(numbers[~is_known].tolist(), names[~is_known].tolist(), strict=True)))
        for what, is_known in have.items()
        if not is_known.all()
    ]


def gaps_of(card: Record) -> list[str]:
    """List what is missing of one consultation, with the names of `gaps`, in the same order.

    Then "demands", if it should have asked for something and the wording is not known.
    """
    kinds = {document.kind.strip().lower() for document in card.documents}
    have = {
        "date": card.when,
        "place": card.where or is_online(card.venue),
        "organizer": card.organizers,
        "host": card.hosts or card.hostless,
        "participants": card.participants,
        "report": REPORT in kinds,
        "demands": not card.asks or any(each.text and not each.joint for each in card.demands),
    }
    return [what for what, known in have.items() if not known]


def _reports(campaign: Query) -> pd.DataFrame:
    return campaign.documents[campaign.documents["kind"].str.strip().str.lower() == REPORT]


def _among(table: pd.DataFrame, frame: pd.DataFrame) -> pd.Series[bool]:
    return table["id"].isin(frame["consultation"])


def _names(campaign: Query, language: str) -> pd.Series[str]:
    """Return the first city of each consultation, else its title."""
    ids = campaign.consultations["id"]
    places = campaign.places[campaign.places["city"] != ""].drop_duplicates("consultation")
    cities = translated(places, "city", language).set_axis(places["consultation"])
    cities = cities.reindex(ids, fill_value="").set_axis(ids.index)
    return cities.where(cities != "", translated(campaign.consultations, "title", language))


HOLES = ("host", "participants", "report", "photo", "follow_up")
"""The facts of the matrix, in its order."""

ELSEWHERE, APPLIES = "_elsewhere", "_applies"
"""Ends of the columns of `gap_matrix` beside that of a fact."""

MOST_LISTED = 100


def hole_names(language: str) -> dict[str, str]:
    """Name each fact of `HOLES`."""
    gettext = translations(language).gettext
    return {
        # Translators: noun, an organization that hosted a consultation
        "host": gettext("Host"),
        "participants": gettext("Participants"),
        # Translators: noun, the report of a consultation
        "report": gettext("Report"),
        # Translators: noun, text of a link to a photo without a caption
        "photo": gettext("Photo"),
        # Translators: noun, the meeting that took up the results of a consultation
        "follow_up": gettext("Follow-up"),
    }


class _Hole(NamedTuple):
    """A boolean per consultation of a whole campaign.

    Attributes:
        can_be: The fact applies: a launch has no follow-up, a webinar no host.
        is_there: It is known, and what should be opened can be.
        is_elsewhere: It is known, but can't be opened here.
    """

    can_be: np.ndarray
    is_there: np.ndarray
    is_elsewhere: np.ndarray

    @property
    def lacks(self) -> np.ndarray:
        return self.can_be & ~self.is_there


@cached_on_campaign(2)
def _holes(campaign: Query) -> dict[str, _Hole]:
    """Return the facts of `HOLES` by their names."""
    table, index = campaign.consultations, index_of(campaign.campaign)
    host = np.zeros(len(table), dtype=bool)
    host[index.organizations("host").rows] = True
    every, none = np.ones_like(host), np.zeros_like(host)

    def among(frame: pd.DataFrame) -> np.ndarray:
        return np.asarray(is_among(table["id"], frame["consultation"]))

    def to_open(frame: pd.DataFrame, can_open: np.ndarray) -> _Hole:
        here = among(frame[can_open])
        return _Hole(every, here, among(frame) & ~here)

    is_report = campaign.documents.index.isin(_reports(campaign).index)
    openable = openable_documents(campaign)[is_report]
    return {
        "host": _Hole(index.placed | ~index.moment, host, none),
        "participants": _Hole(every, (table["participants"] != "").to_numpy(dtype=bool), none),
        "report": to_open(_reports(campaign), openable),
        "photo": to_open(campaign.photos, openable_photos(campaign)),
        "follow_up": _Hole(~index.moment, among(campaign.feeds), none),
    }


@cached_on_campaign(8)
def gap_matrix(campaign: Query, language: str) -> pd.DataFrame:
    """Count what the campaign's own consultations lack, by region.

    Returns:
        One row per region in the campaign's order, last "global" if anything has no region:
        `region` (id), `name`, `consultations` (own ones), and for each of `HOLES` how many of
        them lack it, with `_elsewhere` behind its name how many of these are known but can't be
        opened, with `_applies` how many could have it. Don't change it: it is shared.
    """
    ids, names = region_options(campaign), region_names(campaign, language)
    columns = [hole + end for hole in HOLES for end in ("", ELSEWHERE, APPLIES)]
    counts = dict(zip(("consultations", *columns), _counts(campaign), strict=True))
    frame = pd.DataFrame({"region": ids, "name": [names[id_] for id_ in ids], **counts})
    return frame if some_without_region(campaign) else frame[frame["region"] != GLOBAL]


@question(unite)
def _counts(campaign: Query) -> np.ndarray:
    """Return one line per column of `gap_matrix` that counts."""
    index = index_of(campaign.campaign)
    masks = [np.ones(len(index), dtype=bool)]
    for hole in _holes(campaign).values():
        masks += [hole.lacks, hole.lacks & hole.is_elsewhere, hole.can_be]
    regions = len(index.region_ids)
    return np.array(
        [np.bincount(index.region[index.own & mask], minlength=regions) for mask in masks]
    )


def lacking(campaign: Query, region: str, hole: str, language: str) -> list[Mention]:
    """List the own consultations of a region that lack a fact, by date, at most `MOST_LISTED`."""
    ids = region_options(campaign)
    if region not in ids or hole not in HOLES:
        return []
    rows = _lacking_rows(campaign, MOST_LISTED, ids.index(region), hole)
    return mentions(of_rows(campaign, rows), language)


@question(first_rows, shift=shifted)
def _lacking_rows(campaign: Query, most: int, region: int, hole: str) -> np.ndarray:
    """Return the first positions of own consultations of a region that lack a fact."""
    index = index_of(campaign.campaign)
    lacks = index.own & (index.region == region) & _holes(campaign)[hole].lacks
    return np.flatnonzero(lacks)[:most]
