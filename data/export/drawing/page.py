"""A whole picture: what it shows under its title, the key, the legend, and whose work it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.export.drawing.legend import key_entries, key_layers, legend_layers, not_drawn
from data.export.drawing.map_layers import is_grouped, map_layers
from data.export.drawing.timeline import is_counted, timeline_layers
from data.export.drawing.vega import INK, MUTED, in_lines, label, moved, one_line, picture, texts
from data.export.extract import made_by, made_once
from data.export.glyphs import said_missing
from data.words.languages import translations
from data.words.links import short_address

if TYPE_CHECKING:
    from data.export.drawing.vega import Layer, Sheet
    from data.export.extract import Extract

_MARGIN, _KEY, _GAP = 36, 292, 12
_MOST_LINES = 3


def map_sheet(extract: Extract, sheet: Sheet) -> Layer:
    """The map as a picture of its own, as Vega-Lite."""
    return _sheet(extract, sheet, on_map=True)


def timeline_sheet(extract: Extract, sheet: Sheet) -> Layer:
    """The timeline as a picture of its own, as Vega-Lite."""
    return _sheet(extract, sheet, on_map=False)


def map_figure(extract: Extract, size: tuple[float, float], unit: float) -> Layer:
    """The map with its legend, which adds to the height, for a page that says the rest."""
    height, legend = legend_layers(extract, size[0], unit, on_map=True)
    start = size[1] + _GAP * unit * 0.6
    layers = [*map_layers(extract, size, unit), *moved(legend, 0, start)]
    return picture((size[0], start + height), layers, described(extract, on_map=True))


def timeline_figure(extract: Extract, size: tuple[float, float], unit: float) -> Layer:
    """The timeline alone, for a page that says the rest."""
    drawing = timeline_layers(extract, size, unit)
    return picture(size, drawing, described(extract, on_map=False))


def _sheet(extract: Extract, sheet: Sheet, *, on_map: bool) -> Layer:
    """Title above, legend and small print below, the drawing and its key in the room between."""
    unit, margin = sheet.unit, _MARGIN * sheet.unit
    width, top = sheet.width - 2 * margin, 0.75 * margin
    head_height, head = _head(extract, width, unit)
    foot_height, foot = _foot(extract, width, unit, on_map=on_map)
    start, end = top + head_height, sheet.height - 0.6 * margin - foot_height
    entries = key_entries(extract, on_map=on_map)
    key_width = _KEY * unit if entries else 0.0
    size = (width - key_width, end - start - _GAP * unit)
    drawing = (map_layers if on_map else timeline_layers)(extract, size, unit)
    layers = [
        *moved(drawing, margin, start),
        *moved(head, margin, top),
        *moved(key_layers(entries, (key_width, size[1]), unit), margin + size[0], start),
        *moved(foot, margin, end),
    ]
    return picture((sheet.width, sheet.height), layers, described(extract, on_map=on_map))


@made_once
def described(extract: Extract, *, on_map: bool) -> str:
    """What a reader who does not see the picture of the map or the timeline is told."""
    entries = key_entries(extract, on_map=on_map)
    said = "; ".join(f"{one.number}. {one.place}, {one.when}".rstrip(", ") for one in entries)
    parts = (extract.title, extract.words, said, not_drawn(extract, on_map=on_map))
    return one_line(". ".join(part for part in parts if part))


def _head(extract: Extract, width: float, unit: float) -> tuple[float, list[Layer]]:
    """Title and choice in words; the height that they take."""
    title, words = 27 * unit, 16 * unit
    lines = in_lines(extract.words, words, width, 2)
    first = {"x": 0, "y": title * 0.6, "text": label(extract.title), "color": INK}
    rows = [
        {"x": 0, "y": title * 1.6 + place * words * 1.4, "text": line, "color": MUTED}
        for place, line in enumerate(lines)
    ]
    layers = [texts([first], title, limit=width, fontWeight=700), texts(rows, words, limit=width)]
    return title * 1.35 + len(lines) * words * 1.4 + _GAP * unit, layers


def _foot(
    extract: Extract, width: float, unit: float, *, on_map: bool
) -> tuple[float, list[Layer]]:
    """Legend, what is missing, credits; the height that they take."""
    height, layers = legend_layers(extract, width, unit, on_map=on_map)
    size = 10.5 * unit
    lines = [
        (line, color)
        for text, color in _small_print(extract, on_map=on_map)
        for line in in_lines(text, size, width, _MOST_LINES)
    ]
    rows = [
        {"x": 0, "y": height + size * (1.2 + 1.45 * place), "text": line, "color": color}
        for place, (line, color) in enumerate(lines)
    ]
    return height + size * (1.0 + 1.45 * len(lines)), [*layers, texts(rows, size, limit=width)]


def _small_print(extract: Extract, *, on_map: bool) -> list[tuple[str, str]]:
    """The lines below the legend, each with its colour."""
    say = translations(extract.language)
    lines = [(not_drawn(extract, on_map=on_map), INK)]
    if (is_grouped if on_map else is_counted)(extract):
        lines.append((say.gettext("Numbers in circles are counts of consultations."), INK))
    lines.append((said_missing(described(extract, on_map=on_map), extract.language), INK))
    if on_map:
        lines.append((map_credits(extract.language), MUTED))
    link = extract.link()
    lines.append((" · ".join([made_by(extract), *([short_address(link)] if link else [])]), MUTED))
    return [(text, color) for text, color in lines if text]


def map_credits(language: str) -> str:
    """Whose shapes and cities a map is made of, and what its borders don't say."""
    say = translations(language)
    return " ".join(
        [
            say.gettext("Country outlines: Natural Earth, public domain."),
            say.gettext("Cities: GeoNames, CC BY 4.0."),
            say.gettext(
                "Borders on the map are those of Natural Earth. They say nothing on the legal "
                "status of any country or territory."
            ),
        ]
    )
