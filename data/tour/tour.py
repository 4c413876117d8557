"""A tour of any selection, made without an author."""

from __future__ import annotations

from data.filters.choice import Choice
from data.filters.nouns import count_in_words
from data.filters.query import Query
from data.filters.select import describe, select
from data.model.result_cache import cached_on_campaign
from data.tour.consultation_slides import consultation_slide
from data.tour.demand_slides import demand_slides
from data.tour.framing_slides import closing_slide, overview_slide, title_slide, unmapped_slides
from data.tour.group_slides import group_slides, groups
from data.tour.slides import WAYS, Slide, Tour, ticks
from data.words.languages import number, translations

MANY = 30
"""More consultations than these have one slide per region or year by default."""
TOO_MANY = 120
"""More consultations than these never have one slide each."""


def tour_of(campaign: Query, choice: Choice, language: str, by: str = "") -> Tour:
    """Make the tour of a selection.

    Args:
        campaign: The whole campaign.
        choice: The filters of the tour.
        language: Of every text.
        by: What one slide is about, one of `WAYS`. If "" or impossible: a consultation; with more
            than `MANY`, a region; where there is only one region, a year.

    Returns:
        Title, overview, the consultations in date order (or regions, or years), those without
        place or date, what was asked and what became of it, closing. An empty selection has title
        and closing only.
    """
    return _tour(campaign, choice, language, by)


@cached_on_campaign(32)
def _tour(campaign: Query, choice: Choice, language: str, by: str) -> Tour:
    chosen = select(campaign, choice)
    words = describe(campaign, choice, language)
    ways = _ways(chosen)
    by = by if by in ways else _best_way(chosen, ways)
    middle: list[Slide] = []
    if not chosen.consultations.empty:
        middle = [
            overview_slide(campaign, chosen, words, language, _summary(chosen, by, language)),
            *_middle(campaign, chosen, by, language),
            *demand_slides(chosen, language),
        ]
    return Tour(
        title=campaign.settings.text("title", language),
        words=words,
        language=language,
        by=by,
        ways=ways,
        slides=(
            title_slide(campaign, chosen, choice, words, language),
            *middle,
            closing_slide(campaign, chosen, words, language),
        ),
        ticks=ticks(chosen, language),
    )


def _summary(chosen: Query, by: str, language: str) -> str:
    """Describe a tour that has no slide per consultation; "" for one that has."""
    if by == "consultation" or len(chosen.consultations) <= MANY:
        return ""
    say = translations(language)
    by_region, by_year = say.gettext("Summary by region"), say.gettext("Summary by year")
    return by_region if by == "region" else by_year


def way_notice(campaign: Query, choice: Choice, tour: Tour, by: str) -> str:
    """Explain why a tour has other slides than requested; "" if it has those.

    Args:
        campaign: The whole campaign.
        choice: The filters of the tour.
        tour: As made from the choice.
        by: The requested one of `WAYS`; anything else requests nothing.
    """
    if by not in WAYS or by in tour.ways:
        return ""
    say = translations(tour.language)
    count = len(select(campaign, choice).consultations)
    sentences = {
        "region": say.gettext(
            "Too many for one slide each: {meetings} ({most} at most). "
            "There is one slide per region."
        ),
        "year": say.gettext(
            "Too many for one slide each: {meetings} ({most} at most). There is one slide per year."
        ),
    }
    return sentences[tour.by].format(
        meetings=count_in_words(campaign, count, tour.language),
        most=number(TOO_MANY, tour.language),
    )


def _middle(campaign: Query, chosen: Query, by: str, language: str) -> list[Slide]:
    """Make the middle of a tour. By region, undated consultations are with their region."""
    if by == "region":
        return group_slides(campaign, chosen, by, language)
    if by == "year":
        slides = group_slides(campaign, chosen, by, language)
    else:
        table = chosen.consultations
        ids = table.loc[table["placed"] & table["dated"], "id"]
        slides = [consultation_slide(campaign, chosen, id_, language) for id_ in ids]
    return [*slides, *unmapped_slides(campaign, chosen, language)]


def _ways(chosen: Query) -> tuple[str, ...]:
    """Return the possible `WAYS` for a selection."""
    is_few = len(chosen.consultations) <= TOO_MANY
    return tuple(way for way in WAYS if way != "consultation" or is_few)


def _best_way(chosen: Query, ways: tuple[str, ...]) -> str:
    if len(chosen.consultations) <= MANY:
        return ways[0]
    return "region" if len(groups(chosen, "region")) > 1 else "year"
