"""A tour of any choice, with nothing to author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.campaign.result_cache import cached_on_campaign
from data.choosing.select import select
from data.tour.consultation_slides import consultation_slide
from data.tour.framing_slides import closing_slide, overview_slide, title_slide, unplaced_slides
from data.tour.group_slides import group_slides, groups
from data.tour.slides import WAYS, Tour, ticks
from data.words.describe import describe
from data.words.languages import number, translations

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign
    from data.choosing.choice import Choice
    from data.tour.slides import Slide

MANY = 30
"""More consultations than these are told by region or by year."""
TOO_MANY = 120
"""More consultations than these have no slide each, even if that is asked for."""


def tour_of(campaign: Campaign, choice: Choice, language: str, by: str = "") -> Tour:
    """Make the tour of a choice.

    Args:
        campaign: The whole campaign.
        choice: What the tour is about.
        language: Of every text.
        by: What one slide is about, one of `WAYS`; chosen by itself if "" or not possible: each
            consultation, of more than `MANY` each region, or each year where there is one region.

    Returns:
        Title, overview, the consultations in date order (or regions, or years), those without
        place or date, closing. Nothing chosen gives title and closing.
    """
    return _tour(campaign, choice, language, by)


@cached_on_campaign(32)
def _tour(campaign: Campaign, choice: Choice, language: str, by: str) -> Tour:
    chosen = select(campaign, choice)
    words = describe(campaign, choice, language)
    ways = _ways(chosen)
    by = by if by in ways else _best_way(chosen, ways)
    middle: list[Slide] = []
    if not chosen.consultations.empty:
        middle = [
            overview_slide(campaign, chosen, words, language, _summary(chosen, by, language)),
            *_told(campaign, chosen, by, language),
        ]
    return Tour(
        title=campaign.settings.text("title", language),
        words=words,
        language=language,
        by=by,
        ways=ways,
        slides=(
            title_slide(campaign, chosen, words, language),
            *middle,
            closing_slide(campaign, chosen, words, language),
        ),
        ticks=ticks(chosen),
    )


def _summary(chosen: Campaign, by: str, language: str) -> str:
    """A word on a tour that does not tell each of many consultations; "" for one that does."""
    if by == "consultation" or len(chosen.consultations) <= MANY:
        return ""
    say = translations(language)
    by_region, by_year = say.gettext("Summary by region"), say.gettext("Summary by year")
    return by_region if by == "region" else by_year


def told_otherwise(campaign: Campaign, choice: Choice, tour: Tour, by: str) -> str:
    """Why a tour is not told as it was asked to be, a sentence; "" if it is.

    Args:
        campaign: The whole campaign.
        choice: What the tour is about.
        tour: As it is made of the choice.
        by: What was asked for, one of `WAYS`; anything else asks for nothing.
    """
    if by not in WAYS or by in tour.ways:
        return ""
    say = translations(tour.language)
    sentence = {
        "region": say.gettext(
            "{count} consultations are too many for a slide each: {most} at most. "
            "They are told by region."
        ),
        "year": say.gettext(
            "{count} consultations are too many for a slide each: {most} at most. "
            "They are told by year."
        ),
    }[tour.by]
    count = len(select(campaign, choice).consultations)
    return sentence.format(count=number(count, tour.language), most=number(TOO_MANY, tour.language))


def _told(campaign: Campaign, chosen: Campaign, by: str, language: str) -> list[Slide]:
    """The middle of a tour. By region, those without a date stand with their region."""
    if by == "region":
        return group_slides(campaign, chosen, by, language)
    if by == "year":
        slides = group_slides(campaign, chosen, by, language)
    else:
        table = chosen.consultations
        ids = table.loc[table["placed"] & table["dated"], "id"]
        slides = [consultation_slide(campaign, chosen, one, language) for one in ids]
    return [*slides, *unplaced_slides(campaign, chosen, language)]


def _ways(chosen: Campaign) -> tuple[str, ...]:
    """How this choice can be told."""
    few = len(chosen.consultations) <= TOO_MANY
    return tuple(way for way in WAYS if way != "consultation" or few)


def _best_way(chosen: Campaign, ways: tuple[str, ...]) -> str:
    if len(chosen.consultations) <= MANY:
        return ways[0]
    return "region" if len(groups(chosen, "region")) > 1 else "year"
