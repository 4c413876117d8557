"""What a campaign calls its consultations: events, hearings, meetings, conferences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.campaign.errors import msgid
from data.words.languages import translations

if TYPE_CHECKING:
    from data.campaign.settings import Settings

CONSULTATION = "consultation"

NOUN_LABELS = {
    CONSULTATION: msgid("Consultations"),
    "event": msgid("Events"),
    "hearing": msgid("Hearings"),
    "meeting": msgid("Meetings"),
    "conference": msgid("Conferences"),
}
"""The nouns that `noun` in `campaign.toml` can be, and their label, a message id."""


def noun_of(settings: Settings) -> str:
    """Return a campaign's noun, one of `NOUN_LABELS`."""
    noun = settings.texts.get("noun", "")
    return noun if noun in NOUN_LABELS else CONSULTATION


def noun_label(noun: str, language: str) -> str:
    """Return the label of a noun: `Hearings`."""
    label = NOUN_LABELS[noun]
    return translations(language).gettext(label)


def count_message(noun: str, count: int, language: str) -> str:
    """Return `{count} hearings` in the plural form of a count, to be filled in."""
    ngettext = translations(language).ngettext
    messages = {
        CONSULTATION: ngettext("{count} consultation", "{count} consultations", count),
        "event": ngettext("{count} event", "{count} events", count),
        "hearing": ngettext("{count} hearing", "{count} hearings", count),
        "meeting": ngettext("{count} meeting", "{count} meetings", count),
        "conference": ngettext("{count} conference", "{count} conferences", count),
    }
    return messages[noun]


def share_message(noun: str, total: int, language: str) -> str:
    """Return `{count} of {total} hearings` in the plural form of the total, to be filled in."""
    ngettext = translations(language).ngettext
    messages = {
        CONSULTATION: ngettext(
            "{count} of {total} consultation", "{count} of {total} consultations", total
        ),
        "event": ngettext("{count} of {total} event", "{count} of {total} events", total),
        "hearing": ngettext("{count} of {total} hearing", "{count} of {total} hearings", total),
        "meeting": ngettext("{count} of {total} meeting", "{count} of {total} meetings", total),
        "conference": ngettext(
            "{count} of {total} conference", "{count} of {total} conferences", total
        ),
    }
    return messages[noun]
