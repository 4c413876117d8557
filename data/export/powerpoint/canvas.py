"""Boxes, lines and text on a slide, in inches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from data.export.drawing.vega import INK, text_width, xml_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pptx.shapes.autoshape import Shape
    from pptx.slide import Slide
    from pptx.text.text import TextFrame, _Paragraph

WIDTH, HEIGHT = 13.333, 7.5
"""Of a slide, 16:9."""
_TITLE_ONLY = 5
_DOT = "\N{NO-BREAK SPACE}· "
"""A line never begins with a dot."""
_POINTS = 72.0
_LINE = 1.22
_SHAPES = {
    "circle": MSO_SHAPE.OVAL, "square": MSO_SHAPE.RECTANGLE, "diamond": MSO_SHAPE.DIAMOND,
    "triangle": MSO_SHAPE.ISOSCELES_TRIANGLE, "hexagon": MSO_SHAPE.HEXAGON,
    "pentagon": MSO_SHAPE.REGULAR_PENTAGON, "star": MSO_SHAPE.STAR_6_POINT, "drop": MSO_SHAPE.TEAR,
}  # fmt: skip


class Box(NamedTuple):
    """A rectangle on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float


class Line(NamedTuple):
    """A paragraph: text, look, and the space above it relative to its size."""

    text: str
    size: float = 16
    color: str = INK
    bold: bool = False
    address: str = ""
    above: float = 0.0


def fitting(lines: Sequence[Line], box: Box) -> list[Line]:
    """Scale paragraphs down together until they fit their box."""
    for shrunk in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5):
        scaled = [line._replace(size=round(line.size * shrunk, 1)) for line in lines]
        if sum(_height(line, box.width) for line in scaled) <= box.height:
            break
    return scaled


def _height(line: Line, width: float) -> float:
    """Estimate the height of a paragraph in inches."""
    rows = max(1, -(-text_width(line.text, line.size) * 1.04 // ((width - 0.1) * _POINTS)))
    return (rows * _LINE + line.above) * line.size / _POINTS


class Canvas:
    """One slide."""

    def __init__(self, presentation: Any, language: str) -> None:  # noqa: ANN401 -- no such type
        """Add an empty slide with a title."""
        layout = presentation.slide_layouts[_TITLE_ONLY]
        self.slide: Slide = presentation.slides.add_slide(layout)
        # Otherwise each new shape searches all others for a free number.
        self.slide.shapes.turbo_add_enabled = True
        self.language = language

    def title(self, text: str, box: Box, size: float = 32, color: str = INK) -> None:
        """Write the title, which outlines and screen readers use."""
        shape = self.slide.shapes.title
        if shape is None:  # the layout has one
            return
        shape.left, shape.top, shape.width, shape.height = (Inches(part) for part in box)
        self._write(shape.text_frame, fitting([Line(text, size, color, bold=True)], box))
        shape.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM

    def write(self, lines: Sequence[Line], box: Box, anchor: str = "top") -> None:
        """Write paragraphs into a box, without empty ones."""
        lines = [line for line in lines if line.text.strip()]
        if not lines:
            return
        shape = self.slide.shapes.add_textbox(*(Inches(part) for part in box))
        self._write(shape.text_frame, fitting(lines, box))
        middle = anchor == "middle"
        shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP

    def _write(self, frame: TextFrame, lines: Sequence[Line]) -> None:
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = Inches(0.05)
        frame.margin_top = frame.margin_bottom = Inches(0)
        for i, line in enumerate(lines):
            if i:
                frame.add_paragraph()  # type: ignore[no-untyped-call]
            paragraph = frame.paragraphs[i]
            paragraph.alignment = PP_ALIGN.LEFT
            paragraph.space_before = Pt(line.above * line.size)
            self._run(paragraph, line)

    def _run(self, paragraph: _Paragraph, line: Line) -> None:
        run = paragraph.add_run()
        run.text = xml_text(line.text.replace(" · ", _DOT))
        run.font.size, run.font.bold = Pt(line.size), line.bold
        run.font.color.rgb = _rgb(line.color)
        run._r.get_or_add_rPr().set("lang", self.language)  # noqa: SLF001 -- no public way
        if line.address:
            run.hyperlink.address = line.address

    def picture(self, image: Any, box: Box, described: str) -> None:  # noqa: ANN401 -- a stream
        """Add a picture of exactly this size, with an alternative text."""
        shape = self.slide.shapes.add_picture(image, *(Inches(part) for part in box))
        _describe(shape, described)

    def mark(  # noqa: PLR0913 -- a mark has that much to it
        self, shape: str, center: tuple[float, float], radius: float, fill: str,
        *, edge: str = "#FFFFFF", number: str = "", ink: str = "#FFFFFF",
    ) -> Shape:  # fmt: skip
        """Draw a marker around a point, with its number."""
        box = (center[0] - radius, center[1] - radius, 2 * radius, 2 * radius)
        drawn = self.slide.shapes.add_shape(_SHAPES[shape], *(Inches(part) for part in box))
        drawn.fill.solid()
        drawn.fill.fore_color.rgb = _rgb(fill)
        drawn.line.color.rgb, drawn.line.width = _rgb(edge), Pt(min(1.25, radius * 8))
        _plain(drawn)
        if number:
            frame = drawn.text_frame
            frame.margin_left = frame.margin_right = Inches(0)
            frame.margin_top = frame.margin_bottom = Inches(0)
            frame.word_wrap = False
            frame.vertical_anchor = MSO_ANCHOR.MIDDLE
            paragraph = frame.paragraphs[0]
            paragraph.alignment = PP_ALIGN.CENTER
            size = radius * _POINTS * (0.95 if len(number) < 3 else 0.72)  # noqa: PLR2004
            self._run(paragraph, Line(number, round(size, 1), ink, bold=True))
        return drawn

    def bar(self, box: Box, color: str) -> Shape:
        """Draw a filled rectangle without an edge."""
        shape = self.slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Inches(part) for part in box))
        shape.fill.solid()
        shape.fill.fore_color.rgb = _rgb(color)
        shape.line.fill.background()
        _plain(shape)
        return shape

    def line(
        self, start: tuple[float, float], end: tuple[float, float], color: str,
        width: float = 1.5, *, arrow: bool = False,
    ) -> None:  # fmt: skip
        """Draw a straight line or an arrow."""
        ends = (Inches(part) for part in (*start, *end))
        drawn = self.slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
        drawn.line.color.rgb, drawn.line.width = _rgb(color), Pt(width)
        _plain(drawn)
        if arrow:
            head = drawn.line._get_or_add_ln()  # noqa: SLF001 -- no public way
            head.append(head.makeelement(_TAIL, {"type": "triangle"}))

    def notes(self, text: str) -> None:
        """Write the speaker notes."""
        if text.strip():
            frame = self.slide.notes_slide.notes_text_frame
            if frame is not None:
                frame.text = xml_text(text)


_PRESENTATION = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_TAIL = "{http://schemas.openxmlformats.org/drawingml/2006/main}tailEnd"


def _plain(shape: Any) -> None:  # noqa: ANN401 -- any shape
    """Remove the theme's effects from a shape."""
    for style in shape._element.findall(f"{_PRESENTATION}style"):  # noqa: SLF001 -- no public way
        shape._element.remove(style)  # noqa: SLF001


def _describe(shape: Any, text: str) -> None:  # noqa: ANN401 -- any shape
    shape._element._nvXxPr.cNvPr.set("descr", xml_text(text))  # noqa: SLF001 -- no public way


def _rgb(color: str) -> RGBColor:
    parts = (int(color[start : start + 2], 16) for start in (1, 3, 5))
    return RGBColor(*parts)  # type: ignore[no-untyped-call]
