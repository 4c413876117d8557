"""Slides of what was asked: one per region, one of several meetings together, and the outcome."""

from __future__ import annotations

import numpy as np

from data.figures.demand_counts import demand_totals
from data.figures.demand_records import demand_records
from data.figures.demand_words import (
    ANSWER_LABELS,
    Asked,
    asked_in_words,
    joint_in_words,
    verdict_in_words,
    verdicts_in_words,
)
from data.figures.demands import demand_positions, meeting_counts
from data.filters.describe import region_names
from data.filters.query import Query
from data.filters.rows import of_rows
from data.tour.consultation_slides import LONGEST_TEXT, LONGEST_TITLE, cut
from data.tour.group_slides import REST, groups
from data.tour.notes import campaign_notes, paragraphs
from data.tour.slides import ASKED, ASKED_BY, OUTCOME, Figure, Item, Slide
from data.words.languages import join_lists, number, translations

DEMANDS_A_SLIDE = 3
MOST_NOTED = 40


def demand_slides(chosen: Query, language: str) -> list[Slide]:
    """Make the slides of what a selection asked for, and of what its judges say.

    Returns:
        One slide per region whose meetings asked for something alone, in the order of the regions;
        one of what several meetings asked for together; one that counts the answers. Demands
        without a wording are counted on the last one only. None if no demand has a wording.
    """
    if not len(chosen.demands):
        return []
    say, names = translations(language).gettext, region_names(chosen, language)
    slides = []
    for group, rows in groups(chosen, "region").items():
        part = of_rows(chosen, rows)
        title = names.get(group, say("All others") if group == REST else group)
        asked = _worded(part, joint=False)
        slide = ASKED_BY.format(region=group)
        slides += _slide(part, asked, slide, (title, say("What it asked for")), language)
    together = _worded(chosen, joint=True)
    heading = joint_in_words(len(together), language)
    note = say("The sources don't say which of these meetings asked for it.")
    slides += _slide(chosen, together, ASKED, (heading, note), language)
    return [*slides, _outcome(chosen, language)] if slides else []


def _worded(part: Query, *, joint: bool) -> np.ndarray:
    """Return the demands with a wording that one meeting made, or several together."""
    positions = demand_positions(part)
    is_worded = (part.demands["text"].take(positions) != "").to_numpy(dtype=bool)
    return positions[is_worded & ((meeting_counts(part)[positions] > 1) == joint)]


def _slide(
    part: Query,
    positions: np.ndarray,
    slide: str,
    head: tuple[str, str],
    language: str,
) -> list[Slide]:
    """Make a slide that lists demands; [] without any."""
    if not len(positions):
        return []
    demands = demand_records(part, positions[:MOST_NOTED], language)
    asked = asked_in_words(demands, language)
    items = tuple(
        Item("", cut(each.text, LONGEST_TEXT), cut(_first_words(each, language), LONGEST_TITLE))
        for each in asked[:DEMANDS_A_SLIDE]
    )
    rest = len(positions) - len(items)
    more = translations(language).ngettext("and {count} more", "and {count} more", rest)
    made = [meeting.id for demand in demands for meeting in demand.meetings]
    notes = paragraphs([f"{each.text} {verdicts_in_words(each, language)}" for each in asked])
    return [
        Slide(
            id=slide,
            kind="list",
            title=cut(head[0], LONGEST_TITLE),
            lead=head[1],
            consultations=tuple(dict.fromkeys(made)),
            items=items,
            more=more.format(count=number(rest, language)) if rest else "",
            notes=campaign_notes(part.whole, slide, language) or notes,
        )
    ]


def _first_words(asked: Asked, language: str) -> str:
    """Return what each judge says, and the first text of an only one; the notes say the rest."""
    is_only = len(asked.verdicts) == 1
    firsts = [
        each._replace(ties=tuple(tie._replace(quote="", when="") for tie in each.ties[:is_only]))
        for each in asked.verdicts
    ]
    return join_lists([verdict_in_words(each, language) for each in firsts], language)


def _outcome(chosen: Query, language: str) -> Slide:
    """Count the answers; "unknown" and what has no published wording are always said."""
    say, totals = translations(language), demand_totals(chosen)
    figures = [
        Figure(number(totals.answers[name], language), say.gettext(label))
        for name, label in ANSWER_LABELS.items()
        if totals.answers[name] or name == "unknown"
    ]
    count = say.ngettext("{count} demand", "{count} demands", totals.demands)
    missing = say.gettext("{answer}: {count}").format(
        answer=say.gettext("Wording not published"), count=number(totals.themes_only, language)
    )
    return Slide(
        id=OUTCOME,
        kind="list",
        title=say.gettext("What was asked, and what became of it"),
        lead=" · ".join(
            [count.format(count=number(totals.demands, language)), *[missing][: totals.themes_only]]
        ),
        consultations=tuple(chosen.consultations["id"].to_numpy()),
        figures=tuple(figures),
        text=say.gettext("A comparison of two texts doesn't show that one caused the other."),
        notes=campaign_notes(chosen.whole, OUTCOME, language),
    )
