"""What is known of a source, in sentences: for About, the feed and the command."""

from __future__ import annotations

from data.figures.fields import FIELDS, label_of
from data.follow.changes import (
    CHANGED_DEMANDS,
    DATED,
    DEMANDS,
    GONE_DEMANDS,
    JUDGEMENTS,
    PLACED,
    ROWS,
    Change,
    Loss,
)
from data.follow.status import Problem
from data.words.languages import join_parts, number, translations


def change_sentence(change: Change, language: str) -> str:
    """Count what changed: `3 new, 1 changed, 2 no longer listed`."""
    say = translations(language)
    counts = change.counts
    patterns = (
        # Translators: a number of consultations
        ("new", say.ngettext("{count} new", "{count} new", counts["new"])),
        # Translators: a number of consultations
        ("changed", say.ngettext("{count} changed", "{count} changed", counts.get("changed", 0))),
        (
            "gone",
            # Translators: a number of consultations
            say.ngettext("{count} no longer listed", "{count} no longer listed", counts["gone"]),
        ),
        (
            DEMANDS,
            say.ngettext("{count} new demand", "{count} new demands", counts.get(DEMANDS, 0)),
        ),
        (
            CHANGED_DEMANDS,
            say.ngettext(
                "{count} changed demand", "{count} changed demands", counts.get(CHANGED_DEMANDS, 0)
            ),
        ),
        (
            GONE_DEMANDS,
            say.ngettext(
                "{count} demand no longer listed",
                "{count} demands no longer listed",
                counts.get(GONE_DEMANDS, 0),
            ),
        ),
        (
            JUDGEMENTS,
            say.ngettext(
                "{count} new judgement", "{count} new judgements", counts.get(JUDGEMENTS, 0)
            ),
        ),
    )
    parts = [
        text.format(count=number(counts[name], language))
        for name, text in patterns
        if counts.get(name)
    ]
    return join_parts(parts, language) or say.gettext("Nothing changed.")


def problem_sentence(problem: Problem, language: str) -> str:
    """Say what failed and what to do."""
    say = translations(language).gettext
    sentences = (say(text) for text in (problem.problem, problem.action) if text)
    return " ".join(sentences).format(**problem.values)


def loss_sentence(loss: Loss, language: str) -> str:
    """Say what a version loses: `Consultations: 12 before, 5 of them now`."""
    say = translations(language).gettext
    if loss.what == ROWS:
        text = say("Consultations: {before} before, {after} of them now")
    elif loss.what == PLACED:
        text = say("Consultations with a place: {before} before, {after} now")
    elif loss.what == DATED:
        text = say("Consultations with a date: {before} before, {after} now")
    elif loss.what == DEMANDS:
        text = say("Demands: {before} before, {after} of them now")
    elif loss.what == JUDGEMENTS:
        text = say("Judgements: {before} before, {after} of them now")
    else:
        text = say("Cells of the column {column}: {before} before, {after} now")
    before, after = (number(count, language) for count in (loss.before, loss.after))
    return text.format(column=_label(loss.what, language), before=before, after=after)


def _label(column: str, language: str) -> str:
    return next((label_of(field, language) for field in FIELDS if field.name == column), column)
