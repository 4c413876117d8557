"""The slide of one consultation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from data.statistics.counterparts import said_later
from data.statistics.record import record
from data.tour.notes import told_by_facts, written_notes
from data.tour.slides import Fact, Picture, Slide, stretch
from data.words.languages import listing, number, translations

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign
    from data.statistics.record import Linked, Party, Record

LONGEST_TITLE = 180
LONGEST_TEXT = 300
MOST_SENTENCES = 2
MOST_NAMES = 4
SOON = 60
"""Days; how much later something was is not said beyond them."""
_SENTENCE = re.compile(r"(?<=[.!?。؟።])\s+")


def consultation_slide(
    campaign: Campaign, chosen: Campaign, consultation: str, language: str
) -> Slide:
    """A consultation as a slide: what, where, when, whose, and what came of it.

    Args:
        campaign: The whole campaign.
        chosen: The part of it that the tour is about: the time line is as long as that.
        consultation: Its id.
        language: Of every word.

    Raises:
        KeyError: No consultation has this id.
    """
    known = record(campaign, consultation, language)
    table = chosen.consultations
    place = stretch(chosen, table[table["id"] == consultation])
    written = written_notes(campaign, consultation, language)
    return Slide(
        id=consultation,
        kind="consultation",
        title=cut(known.title, LONGEST_TITLE),
        lead=" · ".join(part for part in (known.where, known.when) if part),
        number=known.number,
        consultations=(consultation,),
        facts=_facts(known, language),
        text=first_sentences(known.summary),
        fed=tuple(other.id for other in known.fed),
        picture=_picture(known),
        start=place.start,
        end=place.end,
        notes=written or told_by_facts(known, language),
    )


def _facts(known: Record, language: str) -> tuple[Fact, ...]:
    """Kind, region, who organized and hosted, what it fed: only what is known."""
    say = translations(language)
    lines = [
        Fact("kind", say.gettext("Kind"), known.kind),
        Fact("region", say.gettext("Region covered"), known.region),
        *_roles(known, language),
        Fact("fed", say.gettext("Fed into"), "; ".join(_fed(one, language) for one in known.fed)),
    ]
    return tuple(
        line._replace(text=cut(line.text, LONGEST_TEXT)) for line in lines if line.text.strip()
    )


def _roles(known: Record, language: str) -> list[Fact]:
    say = translations(language)
    if known.organizers and set(known.organizers) == set(known.hosts):
        both = names_in_short([one.name for one in known.organizers], language)
        return [Fact("organizers", say.gettext("Organized and hosted by"), both)]
    return [
        Fact(name, label, names_in_short([one.name for one in parties], language))
        for name, label, parties in _apart(known, language)
    ]


def _apart(known: Record, language: str) -> list[tuple[str, str, tuple[Party, ...]]]:
    say = translations(language)
    return [
        ("organizers", say.gettext("Organized by"), known.organizers),
        ("hosts", say.gettext("Hosted by"), known.hosts),
    ]


def _fed(other: Linked, language: str) -> str:
    """A consultation that was fed: number, city, how much later if soon, title."""
    later = "" if (other.days or 0) > SOON else said_later(other.days, language)
    parts = [other.where, later, cut(other.title, LONGEST_TITLE)]
    return f"{other.number}. " + ", ".join(part for part in parts if part)


def _picture(known: Record) -> Picture | None:
    """The first photo that has a file."""
    photo = next((one for one in known.photos if one.file), None)
    if photo is None:
        return None
    return Picture(photo.file, cut(photo.caption, LONGEST_TITLE), cut(photo.credit, LONGEST_TITLE))


def names_in_short(names: list[str], language: str) -> str:
    """Names as a list; of many the first ones and how many more."""
    names = [cut(name, LONGEST_TITLE) for name in names]
    if len(names) <= MOST_NAMES:
        return listing(names, language)
    rest = len(names) - MOST_NAMES + 1
    more = translations(language).ngettext("{count} more", "{count} more", rest)
    return listing([*names[: MOST_NAMES - 1], more.format(count=number(rest, language))], language)


def first_sentences(text: str) -> str:
    """One or two sentences of a text, as many as there is room for."""
    sentences = _SENTENCE.split(" ".join(text.split()))
    kept = sentences[0]
    for sentence in sentences[1:MOST_SENTENCES]:
        if len(kept) + 1 + len(sentence) <= LONGEST_TEXT:
            kept = f"{kept} {sentence}"
    return cut(kept, LONGEST_TEXT)


def cut(text: str, longest: int) -> str:
    """A text of at most so many letters, the end of a longer one left out at a word."""
    if len(text) <= longest:
        return text
    kept = text[: longest - 1]
    return (kept.rpartition(" ")[0] or kept).rstrip(" ,;:.-–") + "…"
