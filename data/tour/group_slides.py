"""Slides of many consultations at once: one per region or one per year."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from data.figures.mentions import mentions
from data.filters.describe import region_names
from data.filters.index import index_of
from data.filters.query import Query
from data.filters.rows import of_rows
from data.tour.consultation_slides import LONGEST_TITLE, cut
from data.tour.framing_slides import figures_of, months_in_words
from data.tour.notes import campaign_notes, paragraphs
from data.tour.slides import GROUP, Item, Slide, stretch
from data.words.languages import number, translations

ITEMS_A_SLIDE = 5
MOST_GROUPS = 60
"""Further groups share the last slide."""
MOST_NOTED = 40
COUNTED = ("consultations", "countries", "cities", "organizations")
REST = "rest"


def groups(chosen: Query, by: str) -> dict[str, np.ndarray]:
    """Group the consultations of a selection, in the order of the slides.

    Args:
        chosen: The selection.
        by: "region" (in the order of the campaign, those without a region last) or "year" (of the
            first day; undated consultations are left out).

    Returns:
        Group to positions in the whole campaign; no group is empty. Groups beyond `MOST_GROUPS`
        are one group, `REST`.
    """
    part = chosen
    rows, names, codes = (_by_region if by == "region" else _by_year)(part)
    used = np.flatnonzero(np.bincount(codes, minlength=len(names)))
    by_group = {names[code]: rows[codes == code] for code in used[:MOST_GROUPS]}
    rest = np.isin(codes, used[MOST_GROUPS:])
    return by_group | ({REST: rows[rest]} if rest.any() else {})


def _by_region(part: Query) -> tuple[np.ndarray, list[str], np.ndarray]:
    """Return positions in the whole campaign, the names of groups, each position's group."""
    index = index_of(part.campaign)
    return part.rows, index.region_ids, index.region[part.rows]


def _by_year(part: Query) -> tuple[np.ndarray, list[str], np.ndarray]:
    """Return the same by the year of the first day."""
    index = index_of(part.campaign)
    rows = part.rows[index.dated[part.rows]]
    days = index.first[rows].astype("datetime64[D]")
    years, codes = np.unique(days.astype("datetime64[Y]").astype(np.int64), return_inverse=True)
    return rows, [f"{year + 1970:04d}" for year in years], codes


def group_slides(campaign: Query, chosen: Query, by: str, language: str) -> list[Slide]:
    """Make one slide per region or year of the selection; none if it is empty."""
    names = region_names(chosen, language) if by == "region" else {}
    names = {**names, REST: translations(language).gettext("All others")}
    slides = []
    for group, rows in groups(chosen, by).items():
        name = GROUP.format(by=by, group=group)
        slide = _slide(of_rows(chosen, rows), name, names.get(group, group), language)
        time = stretch(chosen, _days(chosen, rows))
        notes = campaign_notes(campaign, name, language) or slide.notes
        slides.append(replace(slide, start=time.start, end=time.end, notes=notes))
    return slides


def _days(chosen: Query, rows: np.ndarray) -> pd.DataFrame:
    """Return ids and dates of consultations, without copying their texts."""
    table = chosen.whole.consultations
    return table[["id", "dated", "first", "last", "precision"]].take(rows)


def _slide(group: Query, slide: str, name: str, language: str) -> Slide:
    say = translations(language)
    days = _days(group, group.rows)
    items = _items(of_rows(group, group.rows[:ITEMS_A_SLIDE]), language)
    rest = group.size - len(items)
    more = say.ngettext("and {count} more", "and {count} more", rest) if rest else ""
    noted = _items(of_rows(group, group.rows[:MOST_NOTED]), language)
    return Slide(
        id=slide,
        kind="group",
        title=cut(name, LONGEST_TITLE),
        lead=months_in_words(days, language),
        consultations=tuple(days["id"].to_numpy()),
        figures=figures_of(group, language, COUNTED),
        items=items,
        more=more.format(count=number(rest, language)),
        notes=paragraphs([f"{item.number}. {item.title} ({item.detail})" for item in noted]),
    )


def _items(few: Query, language: str) -> tuple[Item, ...]:
    """Return number, title, place and date of a few consultations."""
    return tuple(
        Item(
            str(each.number),
            cut(each.title, LONGEST_TITLE),
            " · ".join(part for part in (each.where, each.when) if part),
        )
        for each in mentions(few, language)
    )
