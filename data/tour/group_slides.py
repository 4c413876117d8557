"""Slides of many consultations at once: one a region, or one a year."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from data.campaign import translated
from data.languages import number, translations
from data.saying import region_names, said_when, said_where
from data.schema import GLOBAL
from data.selecting import only
from data.tour.consultation_slides import LONGEST_TITLE, cut
from data.tour.framing_slides import figures_of, said_span
from data.tour.slides import GROUP, Item, Slide
from data.tour.speaker_notes import paragraphs, written_notes
from data.tour.time_line import stretch

if TYPE_CHECKING:
    import pandas as pd

    from data.campaign import Campaign

ITEMS_A_SLIDE = 5
MOST_GROUPS = 60
"""Further groups share one last slide."""
MOST_NOTED = 40
COUNTED = ("consultations", "countries", "cities", "organizations")
REST = "rest"


def groups(chosen: Campaign, by: str) -> dict[str, list[str]]:
    """The consultations of each group, in the order in which they are told.

    Args:
        chosen: The chosen part of a campaign.
        by: "region" (in the order of the campaign, those for none last) or "year" (of the first
            day; only those with a date).

    Returns:
        Group to ids, none of them empty. Beyond `MOST_GROUPS`, the rest is one group, `REST`.
    """
    table = chosen.consultations
    if by == "region":
        key = table["region"].astype("str").replace("", GLOBAL)
        order = [*chosen.regions["id"], GLOBAL]
    else:
        table = table[table["dated"]]
        key = table["first"].dt.year.map("{:04d}".format).astype("str")
        order = sorted(key.unique())
    ids = table["id"].groupby(key).agg(list).to_dict()
    found = {name: ids[name] for name in dict.fromkeys(order) if name in ids}
    if len(found) <= MOST_GROUPS:
        return found
    names = list(found)
    rest = [one for name in names[MOST_GROUPS:] for one in found[name]]
    return {name: found[name] for name in names[:MOST_GROUPS]} | {REST: rest}


def group_slides(campaign: Campaign, chosen: Campaign, by: str, language: str) -> list[Slide]:
    """A slide per region or year of the choice; none if nothing is chosen."""
    names = region_names(chosen, language) if by == "region" else {}
    names = {**names, REST: translations(language).gettext("All others")}
    slides = []
    for group, ids in groups(chosen, by).items():
        place = stretch(chosen, ids)
        name = GROUP.format(by=by, group=group)
        slide = _slide(only(chosen, ids), name, names.get(group, group), language)
        notes = written_notes(campaign, name, language) or slide.notes
        slides.append(replace(slide, start=place.start, end=place.end, notes=notes))
    return slides


def _slide(group: Campaign, slide: str, name: str, language: str) -> Slide:
    say = translations(language)
    table = group.consultations
    items = _items(group, table.head(ITEMS_A_SLIDE), language)
    rest = len(table) - len(items)
    more = say.ngettext("and {count} more", "and {count} more", rest) if rest else ""
    told = _items(group, table.head(MOST_NOTED), language)
    return Slide(
        id=slide,
        kind="group",
        title=cut(name, LONGEST_TITLE),
        lead=said_span(table, language),
        consultations=tuple(table["id"]),
        figures=figures_of(group, language, COUNTED),
        items=items,
        more=more.format(count=number(rest, language)),
        notes=paragraphs([f"{one.number}. {one.title} ({one.detail})" for one in told]),
    )


def _items(group: Campaign, rows: pd.DataFrame, language: str) -> tuple[Item, ...]:
    """Number, title, place and date of some consultations."""
    where = rows["id"].map(said_where(group.places, language)).astype("str").fillna("")
    lines = zip(
        rows["number"],
        translated(rows, "title", language),
        where,
        said_when(rows, language),
        strict=True,
    )
    return tuple(
        Item(str(place), cut(title, LONGEST_TITLE), " · ".join(part for part in said if part))
        for place, title, *said in lines
    )
