"""Legend and number list of a picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from data.export.drawing.map_layers import is_grouped
from data.export.drawing.map_markers import links_drawn, mark_look, marks_shown, shape_size
from data.export.drawing.timeline import is_counted, part_drawn
from data.export.drawing.vega import (
    FAINT,
    INK,
    MUTED,
    PAPER,
    Layer,
    flow,
    label,
    marks_layer,
    signs_layer,
    text_width,
    texts,
)
from data.export.extract import Extract, cached_on_extract
from data.figures.mentions import mentions
from data.filters.describe import names_of, region_names
from data.filters.nouns import count_in_words
from data.filters.select import only
from data.map.markers import ink_on, kind_shapes
from data.model.regions import region_colors, signs
from data.model.schema import GLOBAL
from data.words.languages import listing, translations

MOST_KEYED = 24
"""Most entries of a key beside a picture."""
_MOST_NAMED = 8


class Entry(NamedTuple):
    """A line of the key: number, look of the marker, place and dates."""

    number: str
    shape: str
    look: dict[str, Any]
    place: str
    when: str


@cached_on_extract
def key_entries(extract: Extract, *, on_map: bool) -> list[Entry]:
    """Return the key to the numbers of a picture, in their order.

    Args:
        extract: The selection.
        on_map: Whether the picture is the map, with placed and linked consultations. The
            timeline has the dated ones.

    Returns:
        One entry per consultation; [] for none or more than `MOST_KEYED`.
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
    colors, sign = region_colors(extract.campaign.regions), signs(extract.campaign.regions)
    shapes = kind_shapes(extract.campaign)
    return [
        Entry(
            str(each.number),
            shapes.get(each.kind_id, "circle"),
            mark_look(colors.get(each.region_id, colors[""]), tied=each.id in tied)
            | {"sign": sign.get(each.region_id, 0)},
            label(each.name),
            label(each.when),
        )
        for each in mentions(only(extract.campaign, ids), extract.language)
    ]


def key_layers(entries: Sequence[Entry], size: tuple[float, float], unit: float) -> list[Layer]:
    """Draw the key in a column: two lines per entry if there is room, else one."""
    if not entries:
        return []
    step = min(size[1] / len(entries), 42 * unit)
    two_lines = step >= 32 * unit
    radius = min(11 * unit, step * 0.42)
    left, text_left = radius + 16 * unit, 2 * radius + 26 * unit
    room = size[0] - text_left
    marks: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    for i, entry in enumerate(entries):
        y = step * (i + 0.5)
        marks.append({"x": left, "y": y, "text": entry.number, **entry.look,
                      **shape_size(entry.shape, radius)})  # fmt: skip
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
        signs_layer(marks, 0.12 * radius),
        texts(inks, radius * 0.95, align="center", fontWeight=700),
        texts(lines, letters, limit=room),
    ]


def undrawn_note(extract: Extract, *, on_map: bool) -> str:
    """Return a sentence on the consultations that the picture can't show; "" if it shows all."""
    say = translations(extract.language)
    table = extract.chosen.consultations
    missing = list(table.loc[~table["placed" if on_map else "dated"], "number"])
    if not missing:
        return ""
    if on_map:
        # Translators: {meetings} is a count such as "9 hearings"
        sentence = say.gettext("{meetings} without a place, not on this map: {numbers}")
    else:
        # Translators: {meetings} is a count such as "9 hearings"
        sentence = say.gettext("{meetings} without a date, not on this timeline: {numbers}")
    numbers = [say.gettext("no. {number}").format(number=row) for row in missing[:_MOST_NAMED]]
    numbers += ["…"] if len(missing) > _MOST_NAMED else []
    return sentence.format(
        meetings=count_in_words(extract.campaign, len(missing), extract.language),
        numbers=listing(numbers, extract.language),
    )


_GREY = "#8A96A0"


def legend_layers(
    extract: Extract, width: float, unit: float, *, on_map: bool
) -> tuple[float, list[Layer]]:
    """Draw the legend of shapes and colours.

    Args:
        extract: The selection.
        on_map: Whether the picture is the map.
        width: Its width in pixels.
        unit: Factor of all sizes.

    Returns:
        Its height and its layers.
    """
    size, row_height, radius = 12 * unit, 21 * unit, 6.5 * unit
    shown = marks_shown(extract) if on_map else _in_time(extract)
    counted = (is_grouped if on_map else is_counted)(extract)
    entries = [
        *([] if counted else _kind_signs(extract, shown)),
        *(_line_signs(extract, shown) if on_map else _ghost_signs(extract)),
        *_region_signs(extract, shown, on_map=on_map),
    ]
    widths = [text_width(sign["text"], size) + 40 * unit for sign in entries]
    points = list(flow(widths, width, row_height))
    drawn = [
        {**sign, "x": x + radius, "y": y + row_height / 2, "radius": radius}
        for sign, (x, y) in zip(entries, points, strict=True)
    ]
    words = [{**sign, "x": sign["x"] + radius + 7 * unit, "color": INK} for sign in drawn]
    dashed, whole = (
        [sign for sign in drawn if ("dashed" in sign) is is_so] for is_so in (True, False)
    )
    layers = [
        marks_layer(whole, 0.8 * unit),
        signs_layer(whole, 0.9 * unit),
        marks_layer(dashed, 0.9 * unit, strokeDash=[3 * unit, 2 * unit]),
        texts(words, size, limit=width - 30 * unit),
    ]
    return points[-1][1] + row_height if points else 0.0, layers


def _in_time(extract: Extract) -> pd.DataFrame:
    table = extract.chosen.consultations
    return table.loc[table["dated"], ["kind", "region"]].astype("str")


def _kind_signs(extract: Extract, shown: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a sign for each kind shown, in a neutral colour."""
    kinds = extract.campaign.kinds
    titles = names_of(kinds, "title", extract.language)
    return [
        {"shape": shape, "text": label(titles[kind]), "color": _GREY, "stroke": PAPER}
        for kind, shape in zip(kinds["id"], kinds["shape"], strict=True)
        if (shown["kind"] == kind).any()
    ]


def _line_signs(extract: Extract, shown: pd.DataFrame) -> list[dict[str, Any]]:
    """Return signs for arrows and pale markers, if there are any."""
    say = translations(extract.language)
    arrow = {"shape": "arrow", "angle": 90, "color": _GREY, "stroke": _GREY}
    pale = {"shape": "circle", "color": PAPER, "stroke": INK, "dashed": True}
    led = say.gettext("Where results went (ring: same city)")
    outside = say.gettext("Outside this selection")
    return [
        *([{**arrow, "text": led}] if len(links_drawn(extract)) else []),
        *([{**pale, "text": outside}] if shown["tied"].any() else []),
    ]


def _ghost_signs(extract: Extract) -> list[dict[str, Any]]:
    """Return a sign for the ghosts of a timeline, if it has any."""
    if part_drawn(extract).size == extract.chosen.size:
        return []
    text = translations(extract.language).gettext("Outside this selection")
    return [{"shape": "circle", "color": FAINT, "stroke": PAPER, "text": text}]


def _region_signs(extract: Extract, shown: pd.DataFrame, *, on_map: bool) -> list[dict[str, Any]]:
    """Return a sign for each coloured region, and for "no region" if present.

    A timeline needs none: its lanes have the names of their regions.
    """
    if not on_map:
        return []
    campaign, chosen = extract.campaign, extract.choice.regions
    names, colors = region_names(campaign, extract.language), region_colors(campaign.regions)
    sign = signs(campaign.regions)
    present = set(shown["region"]) | set(chosen or campaign.regions["id"])
    none = bool(present & {"", GLOBAL})
    return [
        {
            "shape": "square",
            "text": label(names[region]),
            "color": colors[region],
            "stroke": PAPER,
            "sign": sign.get(region, 0),
            "ink": ink_on(colors[region]),
        }
        for region in [*campaign.regions["id"], *([GLOBAL] if none else [])]
        if region in present or region == GLOBAL
    ]
