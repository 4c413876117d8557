"""One vocabulary for counts: a campaign's own consultations, related meetings, and both together.

A campaign names its own nouns in `campaign.toml`, per plural category of CLDR: `own_one`,
`own_other`, `related_one`, `related_other`, `all_one`, `all_other`, and `own_few` or `own_many`
where a language has them. "{count}" in such a text is replaced by the number; a text without it
follows the number. Without these texts its own ones are called as `noun` says (consultations,
events, hearings, meetings or conferences), the others related meetings, and both meetings.

A kind with `moment = true` is another moment of the campaign, such as a launch, and no
consultation. Its texts `one`, `other`, ... say how it is counted: "a webinar" or
"{count} webinars".
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from data.filters.index import index_of
from data.filters.merging import unite
from data.filters.query import Query
from data.filters.question import narrowing, question
from data.model.errors import msgid
from data.model.result_cache import cached_on_campaign
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

MOMENT = "moment:"
"""Before a kind that is another moment of the campaign: what its noun counts."""


class Meetings(NamedTuple):
    """How many meetings a selection has.

    Attributes:
        own: The campaign's own consultations.
        related: Meetings of others.
        moments: The campaign's other moments: kind to count, every such kind, also with 0.
    """

    own: int
    related: int
    moments: dict[str, int]

    @property
    def total(self) -> int:
        """All together."""
        return self.own + self.related + sum(self.moments.values())

    def without(self, others: Meetings) -> Meetings:
        """Return what remains without others, which are among these."""
        moments = {kind: count - others.moments[kind] for kind, count in self.moments.items()}
        return Meetings(self.own - others.own, self.related - others.related, moments)


def meetings_of(campaign: Query) -> Meetings:
    """Count the consultations, moments and related meetings of a campaign or a selection."""
    return _meetings(campaign)


@question(unite)
def _meetings(part: Query) -> Meetings:
    index, kinds = index_of(part.campaign), part.whole.kinds
    own = int(np.count_nonzero(part.mask & index.own))
    counts = np.bincount(index.kind[part.mask & index.moment], minlength=len(kinds))
    is_moment = kinds["own"] & kinds["moment"]
    moments = dict(zip(kinds["id"][is_moment], counts[is_moment].tolist(), strict=True))
    return Meetings(own - sum(moments.values()), part.size - own, moments)


def has_moments(campaign: Query) -> bool:
    """Tell whether a kind of the campaign's own is no consultation but another moment."""
    return bool((campaign.kinds["own"] & campaign.kinds["moment"]).any())


def counted_part(selection: Query) -> Query:
    """Return the meetings of a selection that figures count: its consultations.

    Other moments of the campaign are left out, unless there are no consultations, or related
    meetings are counted as well: then every meeting counts.
    """
    if not has_moments(selection):
        return selection
    meetings = meetings_of(selection)
    return selection if meetings.related or not meetings.own else _without_moments(selection)


@narrowing()
@cached_on_campaign(32)
def _without_moments(part: Query) -> Query:
    return part.where(part.mask & ~index_of(part.campaign).moment)


def noun(campaign: Query, kind: str, count: int, language: str) -> str:
    """Return the pattern for a count: `{count} civil society consultations`.

    Args:
        campaign: Its settings may name the noun.
        kind: `OWN`, `RELATED`, `ALL`, or `MOMENT` and the kind of a moment.
        count: Decides about the plural.
        language: Of the pattern.
    """
    category = locale(language).plural_form(count)
    if kind.startswith(MOMENT):
        return _noun_of_moment(campaign, kind.removeprefix(MOMENT), count, language)
    texts = (campaign.settings.text(f"{kind}_{form}", language) for form in (category, "other"))
    if text := next(filter(None, texts), ""):
        return text if "{count}" in text else "{count} " + text
    ngettext = translations(language).ngettext
    return {
        OWN: count_message(noun_of(campaign.settings), count, language),
        RELATED: ngettext("{count} related meeting", "{count} related meetings", count),
        ALL: ngettext("{count} meeting", "{count} meetings", count),
    }[kind]


def _noun_of_moment(campaign: Query, kind: str, count: int, language: str) -> str:
    """Return `{count} webinars`, or for a single one a text that may do without: `a webinar`."""
    texts = campaign.kinds.set_index("id").loc[kind]
    category = locale(language).plural_form(count)
    names = (category, "other", "title" if count == 1 else "plural")
    languages = (f"{name}{end}" for name in names for end in (f"__{language}", ""))
    text = str(next(filter(None, map(texts.get, languages))))
    is_whole = "{count}" in text or (count == 1 and texts.get(category))
    return text if is_whole else "{count} " + text


def noun_apart(campaign: Query, kind: str, count: int, language: str) -> str:
    """Return the noun to a number that is set apart from it: `Webinar`."""
    if not kind.startswith(MOMENT):
        return noun(campaign, kind, count, language).replace("{count}", "").strip()
    plural_form = locale(language).plural_form
    name = "title" if plural_form(count) == plural_form(1) else "plural"
    texts = campaign.kinds.set_index("id").loc[kind.removeprefix(MOMENT)]
    return str(texts.get(f"{name}__{language}") or texts[name])


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


def counts_heading(campaign: Query, language: str) -> str:
    """Return the heading of counts of a campaign's meetings, other moments included: `Meetings`."""
    noun = "meeting" if has_moments(campaign) else noun_of(campaign.settings)
    return noun_label(noun, language)


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
    """Count consultations of any kind by what the campaign calls its own: `1,000 hearings`.

    A campaign with other moments, which are no consultations, has `1,000 meetings`.
    """
    if has_moments(campaign):
        return kind_count_in_words(campaign, ALL, count, language)
    pattern = count_message(noun_of(campaign.settings), count, language)
    return pattern.format(count=number(count, language))


def kind_count_in_words(campaign: Query, kind: str, count: int, language: str) -> str:
    """Count meetings of one kind: `9 civil society consultations`."""
    # Not `format`: a campaign's text may have other braces.
    pattern = noun(campaign, kind, count, language)
    return pattern.replace("{count}", number(count, language))


def kinds_in(meetings: Meetings) -> list[tuple[str, int]]:
    """Return kind and count of a selection, without zeros; own and 0 if it is empty."""
    moments = [(MOMENT + kind, count) for kind, count in meetings.moments.items()]
    counts = [(OWN, meetings.own), *moments, (RELATED, meetings.related)]
    return [(kind, count) for kind, count in counts if count] or [(OWN, 0)]


def kind_of(meetings: Meetings) -> str:
    """Return the noun that fits all of them: `OWN`, `RELATED`, or `ALL` for more than one sort."""
    is_mixed = meetings.total not in (meetings.own, meetings.related)
    return ALL if is_mixed else kinds_in(meetings)[0][0]


def parts_in_words(campaign: Query, meetings: Meetings, language: str) -> str:
    """Count each kind: `1 civil society consultation and 1 related meeting`."""
    parts = [kind_count_in_words(campaign, *each, language) for each in kinds_in(meetings)]
    return listing(parts, language)


def meetings_in_words(campaign: Query, meetings: Meetings, language: str) -> str:
    """Count meetings in words: the sum, then each kind.

    Returns:
        `18 meetings: 9 civil society consultations and 9 related meetings`; where only one kind
        was counted, `9 civil society consultations`. Without related meetings there is no sum:
        `7 civil society consultations, a webinar and the launch`.
    """
    parts = parts_in_words(campaign, meetings, language)
    if meetings.related in (0, meetings.total):
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
        `2 of 18 meetings (1 civil society consultation and 1 related meeting)`; with other moments
        of the campaign, `4 of 7 civil society consultations and the launch`.
    """
    say = translations(language)
    kind = kind_of(whole) if whole.related else OWN
    if kind == OWN and some.total and not some.own:
        return parts_in_words(campaign, some, language)
    count, total = (each.own if kind == OWN else each.total for each in (some, whole))
    size = kind_count_in_words(campaign, kind, total, language)
    if count != total:
        # Translators: a number, then consultations: 1 of 9 consultations
        pattern = say.gettext("{count} of {meetings}")
        size = pattern.format(count=number(count, language), meetings=size)
    if kind == OWN:
        moments = [kind_count_in_words(campaign, *each, language) for each in kinds_in(some)[1:]]
        return listing([size, *moments], language)
    if kind != ALL or not some.total:
        return size
    # Translators: a sum, and what it consists of
    pattern = say.gettext("{meetings} ({parts})")
    return pattern.format(meetings=size, parts=parts_in_words(campaign, some, language))
