"""Names of cities that nobody knows, as questions without candidates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.geocoding.placing import UNKNOWN_CITY
from data.intake.where.place_pairs import key_of
from data.intake.where.place_questions import Question

if TYPE_CHECKING:
    from data.campaign import Campaign


def unknown_questions(campaign: Campaign) -> list[Question]:
    """Ask where the cities are that the gazetteer doesn't know.

    Returns:
        A question a name, those of most rows first; its candidates are empty, so that the answer
        is a place given by hand.
    """
    places = campaign.places
    unknown = places[places["status"] == UNKNOWN_CITY]
    counts = unknown.groupby(["city", "country"], sort=False)["consultation"].nunique()
    asked: dict[str, Question] = {}
    for city, country, rows in counts.reset_index().itertuples(index=False, name=None):
        key = key_of(city, country)
        before = asked.get(key, Question(key, city, country, 0, ()))
        asked[key] = Question(key, before.city, before.country, before.rows + int(rows), ())
    return sorted(asked.values(), key=lambda question: (-question.rows, question.key))
