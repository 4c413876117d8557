"""What the numbers of a picture stand for, and what could not be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from data.campaign import translated
from data.export.drawing.map_marks import mark_look, marks_shown, sized
from data.export.drawing.parts import (
    INK,
    MUTED,
    label,
    marks_layer,
    text_width,
    texts,
)
from data.export.extract import made_once
from data.languages import listing, number, translations
from data.regions import region_colors
from data.saying import said_when, said_where
from data.selecting import only

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.export.drawing.parts import Layer
    from data.export.extract import Extract

MOST_KEYED = 24
"""So many numbers can be explained beside a picture."""
_MOST_NAMED = 8


class Entry(NamedTuple):
    """A line of the key: a number in its mark, the place, the dates."""

    number: str
    shape: str
    look: dict[str, str]
    place: str
    when: str


@made_once
def key_entries(extract: Extract, *, on_map: bool) -> list[Entry]:
    """Explain the numbers of a picture, in their order.

    Args:
        extract: What is chosen.
        on_map: Whether the picture is the map, which has only what has a place, and what that
            is tied to; the timeline has only what has a date.

    Returns:
        An entry a consultation; none if there are more than `MOST_KEYED`, or none at all.
    """
    if len(extract.chosen.consultations) > MOST_KEYED:
        return []
    if not on_map:
        dated = extract.chosen.consultations.loc[extract.chosen.consultations["dated"], "id"]
        return _entries(extract, set(dated), set())
    shown = marks_shown(extract)
    tied = set(shown.loc[shown["tied"], "consultation"])
    ids = set(shown["consultation"])
    entries = _entries(extract, ids, tied)
    return entries if len(entries) <= MOST_KEYED else _entries(extract, ids - tied, set())


def _entries(extract: Extract, ids: set[str], tied: set[str]) -> list[Entry]:
    campaign, language = only(extract.campaign, ids), extract.language
    table = campaign.consultations
    colors = region_colors(campaign.regions)
    shapes = dict(zip(campaign.kinds["id"], campaign.kinds["shape"], strict=True))
    where = table["id"].map(said_where(campaign.places, language)).astype("str").fillna("")
    where = where.where(where != "", translated(table, "title", language))
    columns = (table["id"], table["number"], table["kind"], table["region"], where)
    return [
        Entry(
            str(count),
            shapes.get(kind, "circle"),
            mark_look(colors.get(region, colors[""]), tied=one in tied),
            label(place),
            label(when),
        )
        for one, count, kind, region, place, when in zip(
            *columns, said_when(table, language), strict=True
        )
    ]


def key_layers(entries: Sequence[Entry], size: tuple[float, float], unit: float) -> list[Layer]:
    """Draw the key in a column: in two lines each where there is room, else in one."""
    if not entries:
        return []
    step = min(size[1] / len(entries), 42 * unit)
    two_lines = step >= 32 * unit
    radius = min(11 * unit, step * 0.42)
    left, text_left = radius + 16 * unit, 2 * radius + 26 * unit
    room = size[0] - text_left
    marks: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    for place, entry in enumerate(entries):
        y = step * (place + 0.5)
        marks.append({"x": left, "y": y, "text": entry.number, **entry.look,
                      **sized(entry.shape, radius)})  # fmt: skip
        main = entry.place if two_lines or not entry.when else f"{entry.place} · {entry.when}"
        up = 7.5 * unit if two_lines and entry.when else 0
        lines.append({"x": text_left, "y": y - up, "text": main, "color": INK})
        if up:
            lines.append({"x": text_left, "y": y + up, "text": entry.when, "color": MUTED})
    inks = [{**mark, "color": mark["ink"]} for mark in marks]
    longest = max(text_width(line["text"], 1) for line in lines)
    letters = min(13.5 * unit, max(room / longest, 10.5 * unit))
    return [
        marks_layer(marks, 0.8 * unit),
        texts(inks, radius * 0.95, align="center", fontWeight=700),
        texts(lines, letters, limit=room),
    ]


def not_drawn(extract: Extract, *, on_map: bool) -> str:
    """The sentence that says which consultations the picture can't show; "" if it shows all."""
    say = translations(extract.language)
    table = extract.chosen.consultations
    missing = list(table.loc[~table["placed" if on_map else "dated"], "number"])
    if not missing:
        return ""
    if on_map:
        sentence = say.ngettext(
            "{count} consultation has no place and is not on this map: {numbers}",
            "{count} consultations have no place and are not on this map: {numbers}",
            len(missing),
        )
    else:
        sentence = say.ngettext(
            "{count} consultation has no date and is not on this timeline: {numbers}",
            "{count} consultations have no date and are not on this timeline: {numbers}",
            len(missing),
        )
    numbers = [say.gettext("no. {number}").format(number=one) for one in missing[:_MOST_NAMED]]
    numbers += ["…"] if len(missing) > _MOST_NAMED else []
    return sentence.format(
        count=number(len(missing), extract.language), numbers=listing(numbers, extract.language)
    )
