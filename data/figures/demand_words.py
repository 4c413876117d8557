"""Demands in words: what was asked, and what each judge says.

No word says that one text caused another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from data.figures.demand_counts import Totals
from data.figures.demand_records import Demand, Judgement, Stance, demands_by_meeting
from data.figures.demands import DIFFER, asking_kinds
from data.figures.record import Document, Record
from data.filters.query import Query
from data.loading.csv_tables import split_list
from data.model.errors import msgid
from data.model.schema import STATUSES
from data.words.languages import join_lists, join_parts, listing, number, translations
from data.words.links import web_address

ANSWER_LABELS = {
    # Translators: answer of a text to a demand
    "accepted": msgid("Accepted"),
    # Translators: answer of a text to a demand
    "in_part": msgid("Accepted in part"),
    # Translators: answer of a text to a demand: it was heard, no more
    "noted": msgid("Noted"),
    # Translators: answer of a text to a demand
    "refused": msgid("Refused"),
    # Translators: answer of a text to a demand: somebody looked and found none
    "none_found": msgid("No answer found"),
    # Translators: answer of a text to a demand: nobody knows
    "unknown": msgid("Answer unknown"),
    # Translators: answer of a text to a demand: those who judged it disagree
    DIFFER: msgid("Judges differ"),
}
"""The label of each of `DEMAND_ANSWERS`, a message id."""

STATUS_LABELS = {
    "no_evidence": msgid("No evidence"),
    # Translators: what was done about a demand
    "not_started": msgid("Not started"),
    # Translators: what was done about a demand
    "limited": msgid("Limited progress"),
    # Translators: what was done about a demand
    "substantial": msgid("Substantial progress"),
    # Translators: what was done about a demand
    "complete": msgid("Complete"),
    # Translators: what was done about a demand: it was undone
    "reversed": msgid("Reversed"),
    DIFFER: msgid("Judges differ"),
}
"""The label of each of `DEMAND_STATUSES`, a message id."""

MATCH_LABELS = {
    # Translators: how close a text is to a demand
    "same_words": msgid("In the same words"),
    # Translators: how close a text is to a demand
    "same_aim": msgid("With the same aim"),
    # Translators: how close a text is to a demand
    "weaker": msgid("Weaker"),
    # Translators: how close a text is to a demand
    "contrary": msgid("The contrary"),
}
"""The label of each of `MATCHES`, a message id."""

JUDGE_LABELS = {
    # Translators: who judged what became of a demand: those who made this map
    "own": msgid("Own reading"),
    # Translators: who judged what became of a demand
    "addressee": msgid("The addressee says"),
    # Translators: who judged what became of a demand
    "third": msgid("A third party says"),
}
"""The label of each of `JUDGES`, a message id."""

JUDGE_SIGNS = {"own": "◇", "addressee": "■", "third": "△"}
"""The sign of each of `JUDGES`; it never stands without the label."""


class Tie(NamedTuple):
    """A text that a judge compares a demand with.

    Attributes:
        words: How they compare, and the text: `is close to MICIC Guidelines, Guideline 3`.
        when: The date of the judgement in words, "" if unknown.
        quote: The words of that text, in quotation marks; "" for none.
        address: Of the evidence; "" for none.
        match: How close the text is, such as "Weaker"; "" if nothing is said.
        note: What the judge remarks.
    """

    words: str
    when: str
    quote: str
    address: str
    match: str
    note: str


class Verdict(NamedTuple):
    """What one judge says at present, in words; `ties` are by date."""

    sign: str
    judge: str
    answer: str
    status: str
    ties: tuple[Tie, ...]


class Asked(NamedTuple):
    """What was asked, as a sentence, and what the judges say to it."""

    id: str
    text: str
    verdicts: tuple[Verdict, ...]


class Fold(NamedTuple):
    """Demands that are shown on a click: what they are, a remark ("" for none), and themselves."""

    label: str
    note: str
    asked: tuple[Asked, ...]


class Asking(NamedTuple):
    """What a consultation asked for, in words.

    Attributes:
        asked: Its own demands that have a wording, the first ones of many.
        unpublished: A sentence on its themes without a wording, or that nothing is published; "".
        reports: Reports of the meetings that it fed, if no wording of its own is published.
        folds: The rest: further demands, themes, and demands of several meetings together.
    """

    asked: tuple[Asked, ...]
    unpublished: str
    reports: tuple[Document, ...]
    folds: tuple[Fold, ...]


MOST_ASKED = 3
"""Demands of one consultation that a narrow card shows without a click."""


def asking(known: Record, language: str, most: int = MOST_ASKED) -> Asking | None:
    """Return what a consultation asked for; None if nobody expects a demand of its kind."""
    if not known.asks:
        return None
    say = translations(language)
    own, joint = ([each for each in known.demands if each.joint is it] for it in (False, True))
    worded, themes = ([each for each in own if bool(each.text) is it] for it in (True, False))
    unpublished = "" if worded else say.gettext("What it asked for is not published.")
    if themes:
        named = [theme.name for each in themes for theme in each.themes]
        unpublished = _about(list(dict.fromkeys(named)), language)
    more = say.ngettext("{count} more demand", "{count} more demands", len(worded[most:]))
    note = say.gettext("The sources don't say which of these meetings asked for it.")
    folds = (
        (more, "", worded[most:]),
        (say.gettext("Where these themes appear"), "", themes),
        (joint_in_words(len(joint), language), note, joint),
    )
    return Asking(
        asked_in_words(worded[:most], language),
        unpublished,
        () if worded else known.fed_reports,
        tuple(
            Fold(
                label.format(count=number(len(part), language)),
                remark,
                asked_in_words(part, language),
            )
            for label, remark, part in folds
            if part
        ),
    )


def joint_in_words(count: int, language: str) -> str:
    """Count demands of which no source says which of several meetings asked for them."""
    return (
        translations(language)
        .ngettext(
            "{count} demand of several meetings together",
            "{count} demands of several meetings together",
            count,
        )
        .format(count=number(count, language))
    )


def totals_in_words(totals: Totals, language: str) -> str:
    """Count the demands and their answers in words; "unknown" is always among them."""
    say = translations(language)
    count = say.ngettext("{count} demand", "{count} demands", totals.demands)
    # Translators: an answer to demands and how many have it
    answer = say.gettext("{answer}: {count}")
    parts = [
        answer.format(answer=say.gettext(label), count=number(totals.answers[name], language))
        for name, label in ANSWER_LABELS.items()
        if totals.answers[name] or name == "unknown"
    ]
    if totals.themes_only:
        wording = say.gettext("Wording not published")
        parts.append(answer.format(answer=wording, count=number(totals.themes_only, language)))
    return " · ".join([count.format(count=number(totals.demands, language)), *parts])


def asked_in_words(demands: Sequence[Demand], language: str) -> tuple[Asked, ...]:
    """Return each demand as a sentence with its verdicts."""
    return tuple(
        Asked(each.id, demand_in_words(each, language), verdicts(each, language))
        for each in demands
    )


def first_asked(part: Query, language: str) -> list[str]:
    """Return the first demand of each consultation in words, or that it is not published.

    "" where nobody expects one; [] if the campaign has no demands.
    """
    if not len(part.demands):
        return []
    made, kinds = demands_by_meeting(part, language), asking_kinds(part)
    missing = translations(language).gettext("Wording not published")
    table, lines = part.consultations, []
    for id_, kind in zip(table["id"], table["kind"].astype("str"), strict=True):
        worded = (each for each in made.get(id_, ()) if each.text and not each.joint)
        first = next(worded, None)
        without = missing if kind in kinds else ""
        lines.append(demand_in_words(first, language) if first else without)
    return lines


def demand_in_words(demand: Demand, language: str) -> str:
    """Return the source's words in quotation marks, else a summary that says so, or the theme."""
    say = translations(language).gettext
    if not demand.text:
        return _about([theme.name for theme in demand.themes], language)
    if not demand.quotation:
        return say("Summary: {text}").format(text=demand.text)
    quoted = quoted_in(demand.quotation, language)
    if demand.text == demand.quotation:
        return quoted
    # Translators: a quotation in its own language, and what it means in this one
    return say("{quotation} (translation: {text})").format(quotation=quoted, text=demand.text)


def quoted_in(text: str, language: str) -> str:
    """Put a text in the quotation marks of a language."""
    # Translators: the quotation marks of the language
    return translations(language).gettext("“{words}”").format(words=text)


def _about(themes: Sequence[str], language: str) -> str:
    sentence = translations(language).gettext("Asked about {themes}; the wording is not published.")
    return sentence.format(themes=listing(themes, language))


def verdicts(demand: Demand, language: str) -> tuple[Verdict, ...]:
    """Return what each judge of a demand says, in the order of their first judgement."""
    kinds = [stance.kind for stance in demand.stances]
    return tuple(
        Verdict(
            JUDGE_SIGNS[stance.kind],
            _judge(stance, language, is_only=kinds.count("own") == 1),
            say_label(ANSWER_LABELS, stance.answer, language),
            # Beside the link to the evidence of an answer, "No evidence" would contradict it.
            ""
            if stance.status == STATUSES[0]
            else say_label(STATUS_LABELS, stance.status, language),
            tuple(
                tie_of(each, language)
                for each in demand.judgements
                if (each.by, each.kind) == (stance.by, stance.kind) and each.target
            ),
        )
        for stance in demand.stances
    )


def say_label(labels: Mapping[str, str], code: str, language: str) -> str:
    """Return the label of a code, such as one of `ANSWER_LABELS`, in a language."""
    label = labels[code]
    return translations(language).gettext(label)


def _judge(stance: Stance, language: str, *, is_only: bool) -> str:
    label = say_label(JUDGE_LABELS, stance.kind, language)
    # Of the only own reading, the name says the same again.
    named = stance.by and not (stance.kind == "own" and is_only)
    return f"{label} ({stance.by})" if named else label


_TIES = {
    # Translators: follows a demand; {text} is a text and its paragraph
    "same_words": msgid("appears in {text}"),
    # Translators: follows a demand; {text} is a text and its paragraph
    "close": msgid("is close to {text}"),
    # Translators: follows a demand; {text} is a text and its paragraph
    "contrary": msgid("is contrary to {text}"),
    # Translators: follows a demand; {text} is a text and its paragraph
    "noted": msgid("is noted in {text}"),
    # Translators: follows a demand; {text} is a text and its paragraph
    "refused": msgid("is refused in {text}"),
    # Translators: follows a demand; {text} is a text and its paragraph
    "none_found": msgid("was not found in {text}"),
    # Translators: verb; {text} is a text that a reader may compare a demand with
    "": msgid("compare {text}"),
}


def tie_of(judgement: Judgement, language: str) -> Tie:
    """Return the text that a judgement is about, and how it compares."""
    match, answer = judgement.match, judgement.answer
    is_close = match or answer in ("accepted", "in_part")
    how = match if match in ("same_words", "contrary") else "close" if is_close else answer
    pattern = _TIES.get(how, _TIES[""])
    parts = (split_list(judgement.target), split_list(judgement.paragraph))
    text = join_parts([join_lists(part, language) for part in parts if part], language)
    words = translations(language).gettext(pattern).format(text=text)
    quote = quoted_in(judgement.quote, language) if judgement.quote else ""
    match = say_label(MATCH_LABELS, match, language) if match else ""
    return Tie(words, judgement.when, quote, web_address(judgement.evidence), match, judgement.note)


def tie_in_words(tie: Tie, language: str) -> str:
    """Return a tie as a text without a link: words, quotation and date."""
    return join_parts([part for part in (tie.words, tie.quote, tie.when) if part], language)


def verdicts_in_words(asked: Asked, language: str) -> str:
    """Return all verdicts on a demand in brackets; "" for none."""
    texts = join_lists([verdict_in_words(each, language) for each in asked.verdicts], language)
    return f"({texts})" if texts else ""


def verdict_in_words(verdict: Verdict, language: str) -> str:
    """Return a verdict as a text: `Own reading: Accepted in part · is close to ...`."""
    # Translators: who judges and what they say: "Own reading: Accepted in part"
    head = translations(language).gettext("{judge}: {answer}")
    parts = [
        head.format(judge=verdict.judge, answer=verdict.answer), verdict.status,
        *(tie_in_words(tie, language) for tie in verdict.ties),
    ]  # fmt: skip
    return " · ".join(part for part in parts if part)
