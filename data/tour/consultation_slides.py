"""The slide of one consultation."""

from __future__ import annotations

import re

from data.figures.counterparts import days_later
from data.figures.demand_words import asking
from data.figures.record import Linked, Record, record
from data.filters.query import Query
from data.tour.notes import campaign_notes, notes_from_facts, roles_in_lines
from data.tour.slides import Fact, Picture, Slide, stretch
from data.words.folding import fold
from data.words.languages import join_lists, join_parts, listing, number, translations

LONGEST_TITLE = 180
LONGEST_TEXT = 300
MOST_SENTENCES = 2
MOST_NAMES = 4
SOON = 60
"""Days: a follow-up after more than these is shown without the days between."""
_WORD = re.compile(r"\w{4,}")
_SENTENCE = re.compile(r"(?<=[.!?。؟።])\s+")


def consultation_slide(campaign: Query, chosen: Query, consultation: str, language: str) -> Slide:
    """Make the slide of a consultation: what, where, when, by whom, and where its results went.

    Args:
        campaign: The whole campaign.
        chosen: The selection of the tour, which the time line covers.
        consultation: Its id.
        language: Of every text.

    Raises:
        KeyError: No consultation has this id.
    """
    known = record(campaign, consultation, language)
    table = chosen.consultations
    time = stretch(chosen, table[table["id"] == consultation])
    notes = campaign_notes(campaign, consultation, language)
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
        start=time.start,
        end=time.end,
        notes=notes or notes_from_facts(known, language),
    )


def _facts(known: Record, language: str) -> tuple[Fact, ...]:
    """Return demands, kind, region, organizers, hosts and follow-ups.

    Unknown ones are left out, and kind and region where the title names them.
    """
    say = translations(language)
    follow_ups = join_lists([_follow_up(other, language) for other in known.fed], language)
    lines = [
        Fact("asked", say.gettext("What it asked for"), asked_in_short(known, language)),
        # Translators: noun: what kind of consultation
        Fact("kind", say.gettext("Kind"), _unless_named(known.kind, known.title)),
        Fact("region", say.gettext("Region covered"), _unless_named(known.region, known.title)),
        *(
            Fact(name, label, names_in_short(names, language))
            for name, label, names in roles_in_lines(known, language)
        ),
        # Translators: before the consultations that took up the results of this one
        Fact("fed", say.gettext("Results went to"), follow_ups),
    ]
    return tuple(
        line._replace(text=cut(line.text, LONGEST_TEXT)) for line in lines if line.text.strip()
    )


def asked_in_short(known: Record, language: str) -> str:
    """Return the first demand of a consultation and how many more, or that none is published."""
    asked = asking(known, language)
    if asked is None:
        return ""
    if not asked.asked:
        return asked.unpublished
    own = [each for each in known.demands if each.text and not each.joint]
    first = cut(asked.asked[0].text, LONGEST_TEXT - 60)
    more = translations(language).ngettext(
        "{count} more demand", "{count} more demands", len(own) - 1
    )
    if len(own) < 2:
        return first
    # The list's mark follows, and takes the place of the sentence's.
    rest = more.format(count=number(len(own) - 1, language))
    return join_lists([first.rstrip(".。"), rest], language)


def _unless_named(text: str, title: str) -> str:
    """Return "" for a text most words of which are in the title: two of three."""
    words = {fold(word) for word in _WORD.findall(text)}
    in_title = words & {fold(word) for word in _WORD.findall(title)}
    return "" if words and 3 * len(in_title) >= 2 * len(words) else text


def _follow_up(other: Linked, language: str) -> str:
    """Describe a follow-up: number, city, how much later if soon, title."""
    later = "" if (other.days or 0) > SOON else days_later(other.days, language)
    parts = [other.where, later, cut(other.title, LONGEST_TITLE)]
    return f"{other.number}. " + join_parts([part for part in parts if part], language)


def _picture(known: Record) -> Picture | None:
    """Return the first photo that has a file."""
    photo = next((photo for photo in known.photos if photo.file), None)
    if photo is None:
        return None
    return Picture(photo.file, cut(photo.caption, LONGEST_TITLE), cut(photo.credit, LONGEST_TITLE))


def names_in_short(names: list[str], language: str) -> str:
    """List names; of more than `MOST_NAMES`, the first ones and how many more there are."""
    names = [cut(name, LONGEST_TITLE) for name in names]
    if len(names) <= MOST_NAMES:
        return listing(names, language)
    rest = len(names) - MOST_NAMES + 1
    more = translations(language).ngettext("{count} more", "{count} more", rest)
    return listing([*names[: MOST_NAMES - 1], more.format(count=number(rest, language))], language)


def first_sentences(text: str) -> str:
    """Return the first one or two sentences of a text, as many as fit in `LONGEST_TEXT`."""
    sentences = _SENTENCE.split(" ".join(text.split()))
    start = sentences[0]
    for sentence in sentences[1:MOST_SENTENCES]:
        if len(start) + 1 + len(sentence) <= LONGEST_TEXT:
            start = f"{start} {sentence}"
    return cut(start, LONGEST_TEXT)


def cut(text: str, longest: int) -> str:
    """Shorten a text to at most `longest` letters, at the end of a word and with an ellipsis."""
    if len(text) <= longest:
        return text
    start = text[: longest - 1]
    return (start.rpartition(" ")[0] or start).rstrip(" ,;:.-–") + "…"
