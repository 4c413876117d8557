"""Map and timeline as PNG, SVG and PDF, drawn by Vega without browser or network.

By default a PNG has the size of a slide; SVG and PDF are A4 landscape. Each can have the other
size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.export.drawing.page import map_sheet, timeline_sheet
from data.export.drawing.vega import PRINT, SLIDE, one_line, png, svg
from data.export.typesetting import typeset

if TYPE_CHECKING:
    from data.export.drawing.vega import Layer, Sheet
    from data.export.extract import Extract


def map_png(extract: Extract, sheet: Sheet = SLIDE) -> bytes:
    """Draw the map of the selection as a PNG."""
    return png(map_sheet(extract, sheet), sheet.dots)


def map_svg(extract: Extract, sheet: Sheet = PRINT) -> bytes:
    """Draw the map of the selection as an SVG."""
    return svg(map_sheet(extract, sheet))


def map_pdf(extract: Extract, sheet: Sheet = PRINT) -> bytes:
    """Draw the map of the selection as a PDF page."""
    return _page(extract, map_sheet(extract, sheet))


def map_print_png(extract: Extract) -> bytes:
    """Draw the map of the selection as a PNG for an A4 page."""
    return map_png(extract, PRINT)


def timeline_png(extract: Extract, sheet: Sheet = SLIDE) -> bytes:
    """Draw the timeline of the selection as a PNG."""
    return png(timeline_sheet(extract, sheet), sheet.dots)


def timeline_svg(extract: Extract, sheet: Sheet = PRINT) -> bytes:
    """Draw the timeline of the selection as an SVG."""
    return svg(timeline_sheet(extract, sheet))


def timeline_pdf(extract: Extract, sheet: Sheet = PRINT) -> bytes:
    """Draw the timeline of the selection as a PDF page."""
    return _page(extract, timeline_sheet(extract, sheet))


def timeline_print_png(extract: Extract) -> bytes:
    """Draw the timeline of the selection as a PNG for an A4 page."""
    return timeline_png(extract, PRINT)


def _page(extract: Extract, spec: Layer) -> bytes:
    """Set a specification as one page; Vega's own PDF is neither reproducible nor tagged."""
    content = {
        "title": f"{one_line(extract.title)} · {one_line(extract.words)}",
        "language": extract.language,
        "width": spec["width"],
        "height": spec["height"],
        "alt": spec["description"],
        "svg": svg(spec).decode(),
    }
    return typeset("picture.typ", content, extract.day)
