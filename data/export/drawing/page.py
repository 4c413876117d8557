"""A whole picture: title, drawing, key, legend and credits."""

from __future__ import annotations

from data.export.drawing.legend import key_entries, key_layers, legend_layers, undrawn_note
from data.export.drawing.map_layers import is_grouped, map_layers
from data.export.drawing.map_markers import marks_shown
from data.export.drawing.timeline import is_counted, timeline_layers
from data.export.drawing.vega import (
    INK,
    MUTED,
    PRINT,
    SLIDE,
    Layer,
    Sheet,
    in_lines,
    label,
    move,
    one_line,
    picture,
    png,
    svg,
    texts,
)
from data.export.extract import Extract, cached_on_extract, origin_and_link
from data.export.fonts import boxes_note
from data.words.languages import number, translations

_MARGIN, _KEY, _GAP = 36, 292, 12
_MOST_LINES = 3


def map_sheet(extract: Extract, sheet: Sheet) -> Layer:
    """Return the map as a whole picture, as Vega-Lite."""
    return _sheet(extract, sheet, on_map=True)


def timeline_sheet(extract: Extract, sheet: Sheet) -> Layer:
    """Return the timeline as a whole picture, as Vega-Lite."""
    return _sheet(extract, sheet, on_map=False)


def map_figure(extract: Extract, size: tuple[float, float], unit: float) -> Layer:
    """Return the map with its legend below `size`, for a page with its own title."""
    height, legend = legend_layers(extract, size[0], unit, on_map=True)
    start = size[1] + _GAP * unit * 0.6
    layers = [*map_layers(extract, size, unit), *move(legend, 0, start)]
    return picture((size[0], start + height), layers, alternative_text(extract, on_map=True))


def timeline_figure(extract: Extract, size: tuple[float, float], unit: float) -> Layer:
    """Return the timeline alone, for a page with its own title."""
    drawing = timeline_layers(extract, (0, 0, *size), size, unit)
    return picture(size, drawing, alternative_text(extract, on_map=False))


def _sheet(extract: Extract, sheet: Sheet, *, on_map: bool) -> Layer:
    """Put the title on top, legend and small print below, drawing and key in between."""
    unit, margin = sheet.unit, _MARGIN * sheet.unit
    width, top = sheet.width - 2 * margin, 0.75 * margin
    head_height, head = _head(extract, words_drawn(extract, on_map=on_map), width, unit)
    foot_height, foot = _foot(extract, width, unit, on_map=on_map)
    start, end = top + head_height, sheet.height - 0.6 * margin - foot_height
    entries = key_entries(extract, on_map=on_map)
    key_width = _KEY * unit if entries else 0.0
    size = (width - key_width, end - start - _GAP * unit)
    if on_map:
        drawing = move(map_layers(extract, size, unit), margin, start)
    else:
        box = (margin, start, *size)
        drawing = timeline_layers(extract, box, (sheet.width, sheet.height), unit)
    layers = [
        *drawing,
        *move(head, margin, top),
        *move(key_layers(entries, (key_width, size[1]), unit), margin + size[0], start),
        *move(foot, margin, end),
    ]
    return picture((sheet.width, sheet.height), layers, alternative_text(extract, on_map=on_map))


@cached_on_extract
def alternative_text(extract: Extract, *, on_map: bool) -> str:
    """Return the alternative text of the map or the timeline."""
    entries = key_entries(extract, on_map=on_map)
    key = "; ".join(
        f"{entry.number}. {entry.place}, {entry.when}".rstrip(", ") for entry in entries
    )
    parts = (
        extract.title,
        words_drawn(extract, on_map=on_map),
        key,
        undrawn_note(extract, on_map=on_map),
    )
    return one_line(". ".join(part for part in parts if part))


def words_drawn(extract: Extract, *, on_map: bool) -> str:
    """Return the selection in words, with the number of linked meetings that a map adds to it."""
    linked = int(marks_shown(extract).query("tied")["consultation"].nunique()) if on_map else 0
    if not linked:
        return extract.words
    say = translations(extract.language)
    # Translators: a selection in words, then meetings that lines on the map lead to
    sentence = say.ngettext(
        "{selection}, and {count} linked meeting",
        "{selection}, and {count} linked meetings",
        linked,
    )
    return sentence.format(selection=extract.words, count=number(linked, extract.language))


def _head(extract: Extract, words: str, width: float, unit: float) -> tuple[float, list[Layer]]:
    """Return the height and the layers of title and selection in words."""
    title, size = 27 * unit, 16 * unit
    lines = in_lines(words, size, width, 2)
    first = {"x": 0, "y": title * 0.6, "text": label(extract.title), "color": INK}
    rows = [
        {"x": 0, "y": title * 1.6 + i * size * 1.4, "text": line, "color": MUTED}
        for i, line in enumerate(lines)
    ]
    layers = [texts([first], title, limit=width, fontWeight=700), texts(rows, size, limit=width)]
    return title * 1.35 + len(lines) * size * 1.4 + _GAP * unit, layers


def _foot(
    extract: Extract, width: float, unit: float, *, on_map: bool
) -> tuple[float, list[Layer]]:
    """Return the height and the layers of legend, notes and credits."""
    height, layers = legend_layers(extract, width, unit, on_map=on_map)
    size = 10.5 * unit
    lines = [
        (line, color)
        for text, color in _small_print(extract, on_map=on_map)
        for line in in_lines(text, size, width, _MOST_LINES)
    ]
    rows = [
        {"x": 0, "y": height + size * (1.2 + 1.45 * i), "text": line, "color": color}
        for i, (line, color) in enumerate(lines)
    ]
    return height + size * (1.0 + 1.45 * len(lines)), [*layers, texts(rows, size, limit=width)]


def _small_print(extract: Extract, *, on_map: bool) -> list[tuple[str, str]]:
    """Return the lines below the legend, each with its colour."""
    say = translations(extract.language)
    lines = [(undrawn_note(extract, on_map=on_map), INK)]
    if (is_grouped if on_map else is_counted)(extract):
        lines.append((say.gettext("Numbers in circles are counts."), INK))
    lines.append((boxes_note(alternative_text(extract, on_map=on_map), extract.language), INK))
    if on_map:
        lines.append((map_credits(extract.language), MUTED))
    lines.append((origin_and_link(extract), MUTED))
    return [(text, color) for text, color in lines if text]


def land_credits(language: str) -> str:
    """Return the credits of a map."""
    say = translations(language).gettext
    outlines = say("Country outlines: Natural Earth, public domain.")
    cities = say("Cities: GeoNames, CC BY 4.0.")
    return f"{outlines} {cities}"


def map_credits(language: str) -> str:
    """Return the credits of a map and the note on its borders."""
    borders = translations(language).gettext(
        "Borders on the map are those of Natural Earth. They say nothing on the legal "
        "status of any country or territory."
    )
    return f"{land_credits(language)} {borders}"


def map_png(extract: Extract) -> bytes:
    """Write the map as a PNG of the size of a slide."""
    return png(map_sheet(extract, SLIDE), SLIDE.dots)


def map_svg(extract: Extract) -> bytes:
    """Write the map as an SVG of the size of A4."""
    return svg(map_sheet(extract, PRINT))


def timeline_png(extract: Extract) -> bytes:
    """Write the timeline as a PNG of the size of a slide."""
    return png(timeline_sheet(extract, SLIDE), SLIDE.dots)
