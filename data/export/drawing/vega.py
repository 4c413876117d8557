"""Parts of Vega-Lite specifications, and their rendering."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from data.export.fonts import families
from data.export.renderer import render
from data.model.colors_and_shapes import COLORS, SHAPE_PATHS, SIGN_INNER, SIGN_LINE

Row = Mapping[Any, Any]
Layer = dict[str, Any]

ACCENT, INK, MUTED, PAPER, FAINT, SEA, LAND = (
    COLORS["light"][name] for name in ("accent", "ink", "soft", "paper", "faint", "sea", "land")
)

_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
"""The name of the language; nothing fetches it."""
_ARROW = "M0,-1L0.72,0.8L-0.72,0.8Z"
_WIDE, _NARROW_LETTER, _LETTER = 1.05, 0.35, 0.6
_BLANK = ("Cc", "Zl", "Zp", "Cs", "Cn")
_LONGEST = 300
"""Letters of a text in a picture, more than fit a line; 95,000 take Vega a minute."""

_NARROW_LETTERS = frozenset("fijlrtI.,:;'’|!()[] ·-")


@dataclass(frozen=True)
class Sheet:
    """The size of a picture.

    Attributes:
        width: In pixels of the drawing, which are points of a PDF.
        height: Likewise.
        unit: Factor of lengths and letters: 1 on a slide.
        dots: Pixels of a PNG per pixel of the drawing.
    """

    width: float
    height: float
    unit: float
    dots: float


SLIDE = Sheet(1280, 720, 1.0, 2.0)
"""16:9; a PNG has 2560 × 1440 pixels."""
PRINT = Sheet(842, 595, 0.64, 300 / 72)
"""A4 landscape; a PNG has 300 dpi."""


def picture(size: tuple[float, float], layers: Sequence[Layer], description: str) -> Layer:
    """Combine layers to a picture; their pixels count from its top left corner.

    Args:
        size: Width and height.
        layers: Layers; {} is left out, but not all may be {}.
        description: The alternative text.
    """
    return {
        "$schema": _SCHEMA, "background": PAPER, "padding": 0, "description": description,
        "config": {"view": {"stroke": None}},
        "width": size[0], "height": size[1], "layer": [layer for layer in layers if layer],
    }  # fmt: skip


def move(layers: Sequence[Layer], across: float, down: float) -> list[Layer]:
    """Move layers by pixels to the right and down."""
    return [_move(layer, across, down) for layer in layers if layer]


def _move(layer: Layer, across: float, down: float) -> Layer:
    if "projection" in layer:
        window = layer["projection"]
        corners = [window["translate"], *window["clipExtent"]]
        translate, *extent = ([x + across, y + down] for x, y in corners)
        return {**layer, "projection": {**window, "translate": translate, "clipExtent": extent}}
    by = {"x": across, "x2": across, "y": down, "y2": down}
    values = [
        {name: value + by[name] if name in by else value for name, value in row.items()}
        for row in layer["data"]["values"]
    ]
    return {**layer, "data": {"values": values}}


def texts(rows: Sequence[Row], size: float, limit: float = 0, **mark: Any) -> Layer:
    """Draw text at `x`, `y`: rows have `text` and `color`; text wider than `limit` ends in `…`."""
    base = {"type": "text", "align": "left", "baseline": "middle", "aria": False}
    longest = {"limit": limit} if limit else {}
    rows = [{**row, "text": shorten(row["text"])} for row in rows]
    rows = [{**row, "font": ", ".join((*families(row["text"]), "sans-serif"))} for row in rows]
    font = {"font": {"expr": "datum.font"}, "fontSize": size}
    return _layer(rows, {**base, **font, **longest, **mark}, {
        "text": {"field": "text", "type": "nominal"}, "color": _raw("color", "nominal"),
    })  # fmt: skip


def marks_layer(rows: Sequence[Row], edge: float, **mark: Any) -> Layer:
    """Draw shapes at `x`, `y`: rows have `shape`, `radius`, `color`, `stroke` and maybe `angle`.

    `shape` is one of `SHAPE_PATHS`; "arrow", an arrowhead that points up at angle 0; or "line".
    """
    outlines = {**SHAPE_PATHS, "arrow": _ARROW, "line": SIGN_LINE}
    drawn = [
        {"angle": 0, **row, "path": outlines[row["shape"]], "area": (2 * row["radius"]) ** 2}
        for row in rows
    ]
    base = {"type": "point", "filled": True, "opacity": 1, "aria": False, "strokeWidth": edge}
    return _layer(drawn, {**base, **mark}, {
        "shape": _raw("path", "nominal"),
        "size": _raw("area", "quantitative"),
        "angle": _raw("angle", "quantitative"),
        "fill": _raw("color", "nominal"),
        "stroke": _raw("stroke", "nominal"),
    })  # fmt: skip


def signs_layer(rows: Sequence[Row], width: float) -> Layer:
    """Draw in shapes what tells regions of like colours apart: rows may have `sign`, and `ink`."""
    signed = [row for row in rows if row.get("sign")]
    drawn = [
        {**row, "stroke": row["ink"], "radius": row["radius"] * SIGN_INNER}
        if row["sign"] == 1
        else {**row, "stroke": row["ink"], "shape": "line"}
        for row in signed
    ]
    return marks_layer(drawn, width)


def rules(rows: Sequence[Row], width: float, **mark: Any) -> Layer:
    """Draw straight lines from `x`, `y` to `x2`, `y2` in `color`."""
    base = {"type": "rule", "strokeWidth": width, "aria": False}
    return _layer(rows, {**base, **mark}, {
        "x2": {"field": "x2"}, "y2": {"field": "y2"}, "color": _raw("color", "nominal"),
    })  # fmt: skip


def boxes(rows: Sequence[Row], **mark: Any) -> Layer:
    """Draw rectangles from `x`, `y` to `x2`, `y2` in `color` with `opacity`."""
    return _layer(rows, {"type": "rect", "aria": False, **mark}, {
        "x2": {"field": "x2"}, "y2": {"field": "y2"}, "color": _raw("color", "nominal"),
        "opacity": _raw("opacity", "quantitative"),
    })  # fmt: skip


def paths(rows: Sequence[Row], width: float, **mark: Any) -> Layer:
    """Draw lines through points `x`, `y` in order of `step`, one per `path`, in `color`."""
    base = {"type": "line", "strokeWidth": width, "interpolate": "monotone", "aria": False}
    return _layer(rows, {**base, **mark}, {
        "detail": {"field": "path", "type": "nominal"},
        "order": {"field": "step", "type": "quantitative"},
        "color": _raw("color", "nominal"),
    })  # fmt: skip


def _layer(rows: Sequence[Row], mark: Layer, channels: Layer) -> Layer:
    """Return a layer of rows at pixels `x`, `y`; {} for no rows, which Vega can't draw."""
    if not rows:
        return {}
    rows = [{name: _round(value) for name, value in row.items()} for row in rows]
    at = {axis: {**_raw(axis, "quantitative"), "axis": None} for axis in ("x", "y")}
    return {"data": {"values": rows}, "mark": mark, "encoding": {**at, **channels}}


def _round(value: Any) -> Any:
    """Round numbers to a hundredth of a pixel, to save bytes."""
    return round(value, 2) if isinstance(value, float) else value


def _raw(field: str, kind: str) -> Layer:
    """Return a channel that uses the value of its field as it is."""
    legend = {} if field in ("x", "y") else {"legend": None}
    return {"field": field, "type": kind, "scale": None, **legend}


def text_width(text: str, size: float) -> float:
    """Estimate the width of a text, well enough to keep the entries of a legend apart."""
    return size * sum(_letter_width(letter) for letter in text)


def _letter_width(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    if unicodedata.combining(letter):
        return 0.0
    return _NARROW_LETTER if letter in _NARROW_LETTERS else _LETTER + 0.1 * letter.isupper()


def one_line(text: str) -> str:
    """Remove line breaks and unprintable characters from a text."""
    line = "".join(" " if unicodedata.category(sign) in _BLANK else sign for sign in text)
    return " ".join(part for part in line.split(" ") if part)


def shorten(text: str) -> str:
    """Shorten a text to the longest line of a picture, with `…` at its end if cut."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def label(text: str) -> str:
    """Make a text from data one line of a picture."""
    return one_line(shorten(text))


def in_lines(text: str, size: float, width: float, most: int) -> list[str]:
    """Break a text into at most `most` lines of a width, with `…` at its end if cut."""
    lines = [""]
    for word in one_line(text[: most * _LONGEST]).split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, size) <= width or not lines[-1]:
            lines[-1] = longer
        elif len(lines) == most:
            lines[-1] += " …"
            break
        else:
            lines.append(word)
    return [line for line in lines if line]


def flow(widths: Sequence[float], width: float, row_height: float) -> Iterator[tuple[float, float]]:
    """Yield x and y of entries that fill rows like words."""
    x = y = 0.0
    for entry in widths:
        if x and x + entry > width:
            x, y = 0.0, y + row_height
        yield x, y
        x += entry


_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 forbids (https://www.w3.org/TR/xml/#charsets)."""


def xml_text(text: str) -> str:
    """Remove characters that XML forbids; all line breaks become LF."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n"))


_POINTS_PER_INCH = 72
_VERSION = "6.4"
"""Of Vega-Lite, fixed so that a specification always looks the same."""


def png(spec: Mapping[str, Any], dots: float) -> bytes:
    """Draw a specification of Vega-Lite as PNG, with `dots` pixels per pixel of its own.

    Raises:
        NotRenderedError: The worker could not draw it.
    """
    return render("png", {"spec": spec, "dots": dots})


def svg(spec: Mapping[str, Any]) -> bytes:
    """Draw a specification of Vega-Lite as SVG, with its description, which Vega leaves out.

    Raises:
        NotRenderedError: The worker could not draw it.
    """
    return render("svg", {"spec": spec})


def draw_png(spec: dict[str, Any], dots: float) -> bytes:
    """Draw a PNG in this process, blocking its other threads.

    It says its resolution, as pixels of the drawing are points: programs know its size on paper.
    """
    import vl_convert

    drawn: bytes = vl_convert.vegalite_to_png(
        spec, _VERSION, ppi=_POINTS_PER_INCH * dots, allowed_base_urls=[]
    )
    return drawn


def draw_svg(spec: dict[str, Any]) -> bytes:
    """Draw an SVG in this process, blocking its other threads."""
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(spec, _VERSION, allowed_base_urls=[])
    head, end, rest = drawn.partition(">")
    title = f"<title>{escape(xml_text(spec['description']))}</title>"
    return f'{head} role="img"{end}{title}{rest}'.encode()
