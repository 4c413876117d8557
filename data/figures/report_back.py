"""Report back: what a meeting asked for, where it appears, what is open; for who was there."""

from __future__ import annotations

from typing import NamedTuple

from data.figures.demand_words import Asked, asked_in_words, asking
from data.figures.demands import DIFFER, UNANSWERED
from data.figures.record import Document, Record
from data.model.errors import msgid
from data.words.languages import translations


class Part(NamedTuple):
    """Demands with the same outcome: a heading, a remark ("" for none), and the demands."""

    title: str
    note: str
    asked: tuple[Asked, ...]


class Report(NamedTuple):
    """What is reported back to a meeting.

    Attributes:
        meeting: The consultation.
        parts: Its demands by outcome: its own, those of several meetings, themes; none is empty.
        unpublished: A sentence on what it asked for without a published wording, or "".
        reports: Reports of the meetings that it fed, if no wording of its own is published.
    """

    meeting: Record
    parts: tuple[Part, ...]
    unpublished: str
    reports: tuple[Document, ...]


_OUTCOMES = (
    (
        ("accepted", "in_part", "noted"),
        msgid("You asked, and it appears here"),
        msgid("Several meetings asked together, and it appears here"),
    ),
    (
        ("refused", DIFFER),
        msgid("You asked, and it was refused or those who judge it differ"),
        msgid("Several meetings asked together, and it was refused or those who judge it differ"),
    ),
    (
        UNANSWERED,
        msgid("You asked, and this is open"),
        msgid("Several meetings asked together, and this is open"),
    ),
)
"""Answers, and what their demands are headed with: those of one meeting, of several."""


def report_back(known: Record, language: str) -> Report | None:
    """Return what to report to those who were there; None if nobody expects a demand there."""
    asked = asking(known, language)
    if asked is None:
        return None
    say = translations(language).gettext
    joint_note = say("The sources don't say which of these meetings asked for it.")
    grouped = [
        (
            (own, joint)[is_joint],
            joint_note if is_joint else "",
            [
                each
                for each in known.demands
                if each.text and each.joint is is_joint and each.answer in answers
            ],
        )
        for is_joint in (False, True)
        for answers, own, joint in _OUTCOMES
    ]
    themes = [each for each in known.demands if not each.text]
    grouped.append((msgid("Where these themes appear"), "", themes))
    parts = tuple(
        Part(say(title), note, asked_in_words(demands, language))
        for title, note, demands in grouped
        if demands
    )
    return Report(known, parts, asked.unpublished, asked.reports)
