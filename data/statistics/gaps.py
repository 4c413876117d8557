"""Gaps: facts that are missing for some consultations."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.campaign.campaign import translated
from data.words.online import is_online

if TYPE_CHECKING:
    import pandas as pd

    from data.campaign.campaign import Campaign
    from data.statistics.record import Record

REPORT = "report"
"""The kind of document that every consultation should have."""


class Gap(NamedTuple):
    """A missing fact, and the consultations without it: number and city (or title)."""

    what: str
    consultations: tuple[tuple[int, str], ...]


def gaps(campaign: Campaign, language: str) -> list[Gap]:
    """List the gaps of a campaign or a selection.

    Returns:
        Those of "date", "place", "organizer", "host", "participants" and "report" that are
        missing somewhere, in this order, with their consultations in date order.
    """
    table = campaign.consultations
    roles = campaign.roles
    kinds = campaign.documents["kind"].str.strip().str.lower()
    have = {
        "date": table["dated"],
        "place": table["placed"],
        "organizer": _among(table, roles[roles["role"] == "organizer"]),
        "host": _among(table, roles[roles["role"] == "host"]),
        "participants": table["participants"] != "",
        "report": _among(table, campaign.documents[kinds == REPORT]),
    }
    names = _names(campaign, language)
    numbers = table["number"]
    return [
        Gap(what, tuple(zip(numbers[~is_known].tolist(), names[~is_known].tolist(), strict=True)))
        for what, is_known in have.items()
        if not is_known.all()
    ]


def gaps_of(card: Record) -> list[str]:
    """List what is missing of one consultation, with the names of `gaps`, in the same order."""
    kinds = {document.kind.strip().lower() for document in card.documents}
    have = {
        "date": card.when,
        "place": card.where or is_online(card.venue),
        "organizer": card.organizers,
        "host": card.hosts,
        "participants": card.participants,
        "report": REPORT in kinds,
    }
    return [what for what, known in have.items() if not known]


def _among(table: pd.DataFrame, frame: pd.DataFrame) -> pd.Series[bool]:
    return table["id"].isin(frame["consultation"])


def _names(campaign: Campaign, language: str) -> pd.Series[str]:
    """Return the first city of each consultation, else its title."""
    ids = campaign.consultations["id"]
    places = campaign.places[campaign.places["city"] != ""].drop_duplicates("consultation")
    cities = translated(places, "city", language).set_axis(places["consultation"])
    cities = cities.reindex(ids, fill_value="").set_axis(ids.index)
    return cities.where(cities != "", translated(campaign.consultations, "title", language))
