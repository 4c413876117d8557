"""The days between a consultation and what it fed, in words."""

from __future__ import annotations

from data.languages import number, translations


def said_later(days: int | None, language: str) -> str:
    """How long after this one the other began; "" if unknown."""
    if days is None:
        return ""
    say = translations(language)
    if days < 0:
        return say.gettext("begun before this one ended")
    said = say.ngettext("{days} day later", "{days} days later", days)
    return said.format(days=number(days, language)) if days else say.gettext("the same day")


def said_earlier(days: int | None, language: str) -> str:
    """How long before this one the other ended; "" if unknown."""
    if days is None:
        return ""
    say = translations(language)
    if days < 0:
        return say.gettext("not over when this one began")
    said = say.ngettext("{days} day before", "{days} days before", days)
    return said.format(days=number(days, language)) if days else say.gettext("the same day")
