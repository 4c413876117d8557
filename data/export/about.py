"""What a file of a choice says of itself: choice, date, version, link, sources, credits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from data.facts.source_list import source_names
from data.languages import number, translations, when

if TYPE_CHECKING:
    from data.export.extract import Extract

_MOST_SOURCES = 2000
"""More sources than this are counted, not listed: every row has its own anyway."""


class Fact(NamedTuple):
    """One thing that a file says of itself: a name for programs, one for people, the text."""

    name: str
    label: str
    text: str


def about(extract: Extract) -> list[Fact]:
    """What the file is, in the order it is said; what is not known is not there."""
    say = translations(extract.language)
    settings, day = extract.campaign.settings, extract.day
    facts = [
        Fact("campaign", say.gettext("Campaign"), extract.title),
        Fact("subtitle", say.gettext("About it"), settings.text("subtitle", extract.language)),
        Fact("choice", say.gettext("Choice"), extract.words),
        Fact("taken_on", say.gettext("Taken on"), when(day, day, "day", extract.language)),
        Fact("version", say.gettext("Version of the data"), extract.campaign.version),
        Fact("link", say.gettext("Link to this view"), extract.link()),
        Fact("website", say.gettext("Website of the campaign"), settings.url),
        Fact("language", say.gettext("Language"), extract.language),
        Fact("credits", say.gettext("Credits"), " ".join(_credits(extract))),
    ]
    return [fact for fact in facts if fact.text.strip()]


def _credits(extract: Extract) -> list[str]:
    say = translations(extract.language)
    own = extract.campaign.settings.text("credits", extract.language).split()
    return [
        " ".join(own),
        say.gettext("Positions of cities: GeoNames (https://www.geonames.org/), CC BY 4.0."),
    ]


def sources(extract: Extract) -> list[str]:
    """The sources of what is chosen, each once, in the order they are first cited."""
    named = source_names(extract.chosen)
    if len(named) <= _MOST_SOURCES:
        return named
    say = translations(extract.language)
    more = say.gettext("And {count} more: each row names its own.")
    return [
        *named[:_MOST_SOURCES],
        more.format(count=number(len(named) - _MOST_SOURCES, extract.language)),
    ]


def nothing_chosen(extract: Extract) -> str:
    """The sentence of a file in which there is nothing; "" if something is chosen."""
    if extract.chosen.size:
        return ""
    return translations(extract.language).gettext("No consultation matches this choice.")


def about_object(extract: Extract) -> dict[str, Any]:
    """The facts by their names for programs, the day as ISO writes it, with a list of sources."""
    facts: dict[str, Any] = {fact.name: fact.text for fact in about(extract)}
    facts["taken_on"] = extract.day.isoformat()
    facts["consultations"] = extract.chosen.size
    return facts | {"sources": sources(extract)}
