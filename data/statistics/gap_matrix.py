"""What each region's consultations lack: a matrix of regions and facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from data.arrays.texts import is_among
from data.campaign.campaign import translated
from data.campaign.result_cache import cached_on_campaign
from data.campaign.schema import GLOBAL
from data.campaign.selection import as_part, of_rows
from data.choosing.index import index_of
from data.statistics.gaps import REPORT
from data.words.describe import places_in_words, region_names
from data.words.languages import translations

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign

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
def _known(campaign: Campaign) -> dict[str, np.ndarray]:
    """Return what is known of a whole campaign: a boolean per consultation for each fact."""
    table, index = campaign.consultations, index_of(campaign)
    kinds = campaign.documents["kind"].str.strip().str.lower()
    host = np.zeros(len(table), dtype=bool)
    host[index.organizations("host").rows] = True
    among = {
        "report": campaign.documents.loc[kinds == REPORT, "consultation"],
        "photo": campaign.photos["consultation"],
        "follow_up": campaign.feeds["consultation"],
    }
    facts = {name: np.asarray(is_among(table["id"], ids)) for name, ids in among.items()}
    participants = (table["participants"] != "").to_numpy(dtype=bool)
    return {"host": host, "participants": participants, **facts}


@cached_on_campaign(8)
def gap_matrix(campaign: Campaign, language: str) -> pd.DataFrame:
    """Count what the campaign's own consultations lack, by region.

    Returns:
        One row per region in the campaign's order, last "global" if anything has no region:
        `region` (id), `name`, `consultations` (own ones), and for each of `HOLES` how many of
        them lack it. Don't change it: it is shared.
    """
    index, known = index_of(campaign), _known(campaign)
    ids, names = index.region_ids, region_names(campaign, language)
    counts = {
        name: np.bincount(index.region[index.own & is_lacking], minlength=len(ids))
        for name, is_lacking in [
            ("consultations", np.ones(len(index), dtype=bool)),
            *((name, ~known[name]) for name in HOLES),
        ]
    }
    frame = pd.DataFrame({"region": ids, "name": [names[id_] for id_ in ids], **counts})
    has_global = bool((index.region == len(ids) - 1).any())
    return frame if has_global else frame[frame["region"] != GLOBAL]


def lacking(campaign: Campaign, region: str, hole: str, language: str) -> list[Lacking]:
    """List the own consultations of a region that lack a fact, by date, at most `MOST_LISTED`."""
    index = index_of(campaign)
    if region not in index.region_ids or hole not in HOLES:
        return []
    in_region = index.region == index.region_ids.index(region)
    rows = np.flatnonzero(index.own & in_region & ~_known(campaign)[hole])[:MOST_LISTED]
    part = of_rows(as_part(campaign), rows)
    table = part.consultations
    where = table["id"].map(places_in_words(part.places, language)).astype("str").fillna("")
    names = where.where(where != "", translated(table, "title", language))
    columns = (table["id"], table["number"], names)
    return [Lacking(str(a), int(b), str(c)) for a, b, c in zip(*columns, strict=True)]
