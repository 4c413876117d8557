"""Titles of slides that say what the data count: sentences, each from one figure."""

from __future__ import annotations

from data.figures.counterparts import days_to_follow_up, with_follow_ups
from data.figures.totals import figures
from data.filters.nouns import (
    OWN,
    counted_part,
    kind_count_in_words,
    kind_of,
    meetings_of,
)
from data.filters.query import Query
from data.words.languages import number, translations

SOON = 31
"""Days: follow-ups within these are told by the days between."""


def extent_in_words(chosen: Query, language: str) -> str:
    """Say how many meetings were held in how many countries: the title of the overview.

    Returns:
        `7 civil society consultations in 7 countries`; "" for a single meeting, or if no country
        is known.
    """
    counted, ngettext = counted_part(chosen), translations(language).ngettext
    size = meetings_of(counted)
    countries = figures(counted).countries
    if size.total < 2 or not countries:
        return ""
    meetings = kind_count_in_words(chosen, kind_of(size), size.total, language)
    sentence = ngettext(
        "{meetings} in {count} country", "{meetings} in {count} countries", countries
    )
    # Not `format` of the whole: a campaign's noun may have braces.
    sentence = sentence.replace("{count}", number(countries, language))
    return sentence.replace("{meetings}", meetings)


def result_in_words(chosen: Query, language: str) -> str:
    """Say how many consultations fed another meeting, and how much later: the tour's result.

    Returns:
        `6 of 7 civil society consultations fed another meeting, 1 to 4 days later`; without days
        if they are unknown or beyond `SOON`. "" for a single one, if none has a known follow-up,
        and where related meetings are selected too.
    """
    own = counted_part(chosen)
    size, fed = meetings_of(own).own, len(with_follow_ups(own))
    if size < 2 or not fed or size != meetings_of(own).total:
        return ""
    say, days = translations(language), days_to_follow_up(own)
    all_meetings = kind_count_in_words(own, OWN, size, language)
    is_soon = days.known == fed and days.least is not None and days.least > 0
    if not is_soon or days.most is None or days.most > SOON:
        text = say.gettext("{count} of {meetings} fed another meeting")
    elif days.least == days.most:
        text = say.ngettext(
            "{count} of {meetings} fed another meeting, {days} day later",
            "{count} of {meetings} fed another meeting, {days} days later",
            days.most,
        )
    else:
        # Translators: of consultations whose results another meeting took up: 1 to 4 days later
        text = say.gettext(
            "{count} of {meetings} fed another meeting, {least} to {days} days later"
        )
    values = {"count": fed, "least": days.least or 0, "days": days.most or 0}
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", number(value, language))
    return text.replace("{meetings}", all_meetings)
