"""What consultations lack: by fact, of one consultation, and as a matrix of regions and facts."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from data.columnar.texts import is_among
from data.figures.record import REPORT, Record
from data.filters.describe import places_in_words, region_names
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
    table = campaign.consultations
    roles = campaign.roles
    have = {
        "date": table["dated"],
        "place": table["placed"],
        "organizer": _among(table, roles[roles["role"] == "organizer"]),
        "host": _among(table, roles[roles["role"] == "host"]),
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
        "host": card.hosts,
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

MOST_LISTED = 100


class Lacking(NamedTuple):
    """A consultation without a fact: id, number in date order, place or else title."""

    id: str
    number: int
    name: str


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


@cached_on_campaign(2)
def _known(campaign: Query) -> dict[str, np.ndarray]:
    """Return what is known of a whole campaign: a boolean per consultation for each fact."""
    table, index = campaign.consultations, index_of(campaign.campaign)
    host = np.zeros(len(table), dtype=bool)
    host[index.organizations("host").rows] = True
    among = {
        "report": _reports(campaign)["consultation"],
        "photo": campaign.photos["consultation"],
        "follow_up": campaign.feeds["consultation"],
    }
    facts = {name: np.asarray(is_among(table["id"], ids)) for name, ids in among.items()}
    participants = (table["participants"] != "").to_numpy(dtype=bool)
    return {"host": host, "participants": participants, **facts}


@cached_on_campaign(8)
def gap_matrix(campaign: Query, language: str) -> pd.DataFrame:
    """Count what the campaign's own consultations lack, by region.

    Returns:
        One row per region in the campaign's order, last "global" if anything has no region:
        `region` (id), `name`, `consultations` (own ones), and for each of `HOLES` how many of
        them lack it. Don't change it: it is shared.
    """
    ids, names = region_options(campaign), region_names(campaign, language)
    counts = dict(zip(("consultations", *HOLES), _counts(campaign), strict=True))
    frame = pd.DataFrame({"region": ids, "name": [names[id_] for id_ in ids], **counts})
    return frame if some_without_region(campaign) else frame[frame["region"] != GLOBAL]


@question(unite)
def _counts(campaign: Query) -> np.ndarray:
    """Return one line per column: own consultations, and those that lack each of `HOLES`."""
    index, known = index_of(campaign.campaign), _known(campaign)
    lacking = (np.ones(len(index), dtype=bool), *(~known[name] for name in HOLES))
    regions = len(index.region_ids)
    return np.array(
        [np.bincount(index.region[index.own & one], minlength=regions) for one in lacking]
    )


def lacking(campaign: Query, region: str, hole: str, language: str) -> list[Lacking]:
    """List the own consultations of a region that lack a fact, by date, at most `MOST_LISTED`."""
    ids = region_options(campaign)
    if region not in ids or hole not in HOLES:
        return []
    rows = _lacking_rows(campaign, MOST_LISTED, ids.index(region), hole)
    part = of_rows(campaign, rows)
    table = part.consultations
    where = table["id"].map(places_in_words(part.places, language)).astype("str").fillna("")
    names = where.where(where != "", translated(table, "title", language))
    columns = (table["id"], table["number"], names)
    return [Lacking(str(a), int(b), str(c)) for a, b, c in zip(*columns, strict=True)]


@question(first_rows, shift=shifted)
def _lacking_rows(campaign: Query, most: int, region: int, hole: str) -> np.ndarray:
    """Return the first positions of own consultations of a region that lack a fact."""
    index = index_of(campaign.campaign)
    lacks = index.own & (index.region == region) & ~_known(campaign)[hole]
    return np.flatnonzero(lacks)[:most]
