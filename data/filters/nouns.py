"""One vocabulary for counts: a campaign's own consultations, related meetings, and both together.

A campaign names its own nouns in `campaign.toml`, per plural category of CLDR: `own_one`,
`own_other`, `related_one`, `related_other`, `all_one`, `all_other`, and `own_few` or `own_many`
where a language has them. "{count}" in such a text is replaced by the number; a text without it
follows the number. Without these texts its own ones are called as `noun` says (consultations,
events, hearings, meetings or conferences), the others related meetings, and both meetings.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from data.filters.index import index_of
from data.filters.merging import unite
from data.filters.query import Query
from data.filters.question import question
from data.model.errors import msgid
from data.model.settings import Settings
from data.words.languages import listing, locale, number, translations

CONSULTATION = "consultation"

NOUN_LABELS = {
    CONSULTATION: msgid("Consultations"),
    "event": msgid("Events"),
    "hearing": msgid("Hearings"),
    "meeting": msgid("Meetings"),
    "conference": msgid("Conferences"),
}
"""The nouns that `noun` in `campaign.toml` can be, and their label, a message id."""

NOUN_LABELS_OF_ONE = {
    CONSULTATION: msgid("Consultation"),
    "event": msgid("Event"),
    "hearing": msgid("Hearing"),
    "meeting": msgid("Meeting"),
    "conference": msgid("Conference"),
}
"""The same for one of them."""

OWN, RELATED, ALL = "own", "related", "all"
"""What a noun counts; the first part of its name in `campaign.toml`."""


class Meetings(NamedTuple):
    """How many consultations of a selection are the campaign's own, and how many are related."""

    own: int
    related: int

    @property
    def total(self) -> int:
        """Both together."""
        return self.own + self.related


def meetings_of(campaign: Query) -> Meetings:
    """Count the own and the related consultations of a campaign or a selection."""
    return _meetings(campaign)


@question(unite)
def _meetings(part: Query) -> Meetings:
    own = int(np.count_nonzero(part.mask & index_of(part.campaign).own))
    return Meetings(own, part.size - own)


def noun(campaign: Query, kind: str, count: int, language: str) -> str:
    """Return the pattern for a count: `{count} civil society consultations`.

    Args:
        campaign: Its settings may name the noun.
        kind: `OWN`, `RELATED` or `ALL`.
        count: Decides about the plural.
        language: Of the pattern.
    """
    category = locale(language).plural_form(count)
    texts = (campaign.settings.text(f"{kind}_{form}", language) for form in (category, "other"))
    if text := next(filter(None, texts), ""):
        return text if "{count}" in text else "{count} " + text
    ngettext = translations(language).ngettext
    return {
        OWN: count_message(noun_of(campaign.settings), count, language),
        RELATED: ngettext("{count} related meeting", "{count} related meetings", count),
        ALL: ngettext("{count} meeting", "{count} meetings", count),
    }[kind]


def noun_of(settings: Settings) -> str:
    """Return a campaign's noun, one of `NOUN_LABELS`."""
    noun = settings.texts.get("noun", "")
    return noun if noun in NOUN_LABELS else CONSULTATION


def noun_label(noun: str, language: str) -> str:
    """Return the label of a noun: `Hearings`."""
    label = NOUN_LABELS[noun]
    return translations(language).gettext(label)


def meetings_heading(campaign: Query, language: str) -> str:
    """Return what a campaign calls its meetings, as a heading or label: `Hearings`."""
    return noun_label(noun_of(campaign.settings), language)


def meeting_heading(campaign: Query, language: str) -> str:
    """Return what a campaign calls one meeting, as a heading or label: `Hearing`."""
    label = NOUN_LABELS_OF_ONE[noun_of(campaign.settings)]
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


def count_in_words(campaign: Query, count: int, language: str) -> str:
    """Count consultations of any kind by what the campaign calls its own: `1,000 hearings`."""
    pattern = count_message(noun_of(campaign.settings), count, language)
    return pattern.format(count=number(count, language))


def kind_count_in_words(campaign: Query, kind: str, count: int, language: str) -> str:
    """Count meetings of one kind: `9 civil society consultations`."""
    # Not `format`: a campaign's text may have other braces.
    pattern = noun(campaign, kind, count, language)
    return pattern.replace("{count}", number(count, language))


def kinds_in(meetings: Meetings) -> list[tuple[str, int]]:
    """Return kind and count of a selection, without zeros; own and 0 if it is empty."""
    counts = [(OWN, meetings.own), (RELATED, meetings.related)]
    return [(kind, count) for kind, count in counts if count] or [(OWN, 0)]


def kind_of(meetings: Meetings) -> str:
    """Return the noun that fits all of them: `OWN`, `RELATED`, or `ALL` if there are both."""
    return ALL if meetings.own and meetings.related else kinds_in(meetings)[0][0]


def parts_in_words(campaign: Query, meetings: Meetings, language: str) -> str:
    """Count each kind: `1 civil society consultation and 1 related meeting`."""
    parts = [kind_count_in_words(campaign, *each, language) for each in kinds_in(meetings)]
    return listing(parts, language)


def meetings_in_words(campaign: Query, meetings: Meetings, language: str) -> str:
    """Count meetings in words: the sum, then each kind.

    Returns:
        `18 meetings: 9 civil society consultations and 9 related meetings`; where only one kind
        was counted, `9 civil society consultations`.
    """
    parts = parts_in_words(campaign, meetings, language)
    if not (meetings.own and meetings.related):
        return parts
    total = kind_count_in_words(campaign, ALL, meetings.total, language)
    # Translators: a sum, and what it consists of
    pattern = translations(language).gettext("{meetings}: {parts}")
    return pattern.format(meetings=total, parts=parts)


def share_in_words(campaign: Query, some: Meetings, whole: Meetings, language: str) -> str:
    """Return in words how many of all meetings are selected.

    Args:
        campaign: The whole campaign.
        some: The meetings of the selection.
        whole: The meetings without other filters than the kinds.
        language: Of the sentence.

    Returns:
        `1 of 9 civil society consultations`; where both kinds could be selected,
        `2 of 18 meetings (1 civil society consultation and 1 related meeting)`.
    """
    say = translations(language)
    kind = kind_of(whole)
    size = kind_count_in_words(campaign, kind, whole.total, language)
    if some.total != whole.total:
        # Translators: a number, then consultations: 1 of 9 consultations
        pattern = say.gettext("{count} of {meetings}")
        size = pattern.format(count=number(some.total, language), meetings=size)
    if kind != ALL or not some.total:
        return size
    # Translators: a sum, and what it consists of
    pattern = say.gettext("{meetings} ({parts})")
    return pattern.format(meetings=size, parts=parts_in_words(campaign, some, language))
