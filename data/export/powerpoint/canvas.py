"""Draw on a slide, in inches: boxes, lines, text, and what several kinds of slides have."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import segno
from PIL import Image
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from data.export.about import scanned
from data.export.drawing.vega import ACCENT, FAINT, INK, MUTED, text_width, xml_text
from data.export.extract import Extract
from data.filters.describe import region_names
from data.filters.query import Query
from data.model.colors_and_shapes import SHAPES
from data.model.photos import logo_bytes
from data.model.regions import region_colors
from data.model.schema import GLOBAL
from data.tour.consultation_slides import cut
from data.tour.pictures import slide_picture_bytes
from data.tour.slides import Figure, Item, Slide, Tick, Tour
from data.words.languages import language_tag, translations
from data.words.links import short_address

if TYPE_CHECKING:
    from pptx.shapes.autoshape import Shape
    from pptx.slide import Slide as DrawnSlide
    from pptx.text.text import TextFrame, _Paragraph

WIDTH, HEIGHT = 13.333, 7.5
"""Of a slide, 16:9."""
_TITLE_ONLY = 5
_DOT = "\N{NO-BREAK SPACE}· "
"""A line never begins with a dot."""
_POINTS = 72.0
_LINE = 1.22


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

    def __init__(self, presentation: Any, language: str) -> None:
        """Add an empty slide with a title."""
        layout = presentation.slide_layouts[_TITLE_ONLY]
        self.slide: DrawnSlide = presentation.slides.add_slide(layout)
        # Otherwise each new shape searches all others for a free number.
        self.slide.shapes.turbo_add_enabled = True
        self.language = language

    def title(self, text: str, box: Box, size: float = 32) -> None:
        """Write the title, which outlines and screen readers use."""
        shape = self.slide.shapes.title
        if shape is None:  # the layout has one
            return
        shape.left, shape.top, shape.width, shape.height = (Inches(part) for part in box)
        self._write(shape.text_frame, fitting([Line(text, size, bold=True)], box))
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
                frame.add_paragraph()
            paragraph = frame.paragraphs[i]
            paragraph.alignment = PP_ALIGN.LEFT
            paragraph.space_before = Pt(line.above * line.size)
            self._run(paragraph, line)

    def _run(self, paragraph: _Paragraph, line: Line) -> None:
        run = paragraph.add_run()
        run.text = xml_text(line.text.replace(" · ", _DOT))
        run.font.size, run.font.bold = Pt(line.size), line.bold
        run.font.color.rgb = _rgb(line.color)
        run._r.get_or_add_rPr().set("lang", language_tag(self.language))  # noqa: SLF001 -- no public way
        if line.address:
            run.hyperlink.address = line.address

    def picture(self, image: Any, box: Box, described: str) -> None:
        """Add a picture of exactly this size, with an alternative text."""
        shape = self.slide.shapes.add_picture(image, *(Inches(part) for part in box))
        _describe(shape, described)

    def mark(
        self, shape: str, center: tuple[float, float], radius: float, fill: str,
        *, number: str = "", ink: str = "#FFFFFF",
    ) -> Shape:  # fmt: skip
        """Draw a marker around a point, with its number."""
        box = (center[0] - radius, center[1] - radius, 2 * radius, 2 * radius)
        preset = SHAPES[shape].powerpoint if shape in SHAPES else "ellipse"
        drawn = self.slide.shapes.add_shape(
            MSO_SHAPE.from_xml(preset), *(Inches(part) for part in box)
        )
        drawn.fill.solid()
        drawn.fill.fore_color.rgb = _rgb(fill)
        drawn.line.color.rgb, drawn.line.width = _rgb("#FFFFFF"), Pt(min(1.25, radius * 8))
        _plain(drawn)
        if number:
            frame = drawn.text_frame
            frame.margin_left = frame.margin_right = Inches(0)
            frame.margin_top = frame.margin_bottom = Inches(0)
            frame.word_wrap = False
            frame.vertical_anchor = MSO_ANCHOR.MIDDLE
            paragraph = frame.paragraphs[0]
            paragraph.alignment = PP_ALIGN.CENTER
            size = radius * _POINTS * (0.95 if len(number) < 3 else 0.72)
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

    def arrow(self, start: tuple[float, float], end: tuple[float, float], color: str) -> None:
        """Draw a straight arrow."""
        ends = (Inches(part) for part in (*start, *end))
        drawn = self.slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
        drawn.line.color.rgb, drawn.line.width = _rgb(color), Pt(3.5)
        _plain(drawn)
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


def _plain(shape: Any) -> None:
    """Remove the theme's effects from a shape."""
    for style in shape._element.findall(f"{_PRESENTATION}style"):  # noqa: SLF001 -- no public way
        shape._element.remove(style)  # noqa: SLF001


def _describe(shape: Any, text: str) -> None:
    shape._element._nvXxPr.cNvPr.set("descr", xml_text(text))  # noqa: SLF001 -- no public way


def _rgb(color: str) -> RGBColor:
    parts = (int(color[start : start + 2], 16) for start in (1, 3, 5))
    return RGBColor(*parts)


LEFT = 0.6
STRIP = HEIGHT - 0.62
"""Top of the time line; nothing else is below."""
MAP_WIDTH = 5.55
_MOST_REGIONS = 7
_NEAR, _LAST_TICK = 0.07, 0.97
"""Parts of the time line: years closer than the first overlap, later than the second overflow."""


def figures_in(
    canvas: Canvas, figures: Sequence[Figure], box: Box, columns: int, size: float = 34
) -> None:
    """Draw big numbers with their labels in a grid."""
    if not figures:
        return
    rows = -(-len(figures) // columns)
    wide, high = box.width / columns, min(box.height / rows, size / 72 * 2.3)
    for i, figure in enumerate(figures):
        at = Box(box.left + i % columns * wide, box.top + i // columns * high, wide, high)
        lines = [
            Line(figure.value, size, ACCENT, bold=True),
            Line(figure.label, size * 0.42, MUTED),
        ]
        canvas.write(lines, at)


def items_as_lines(items: Sequence[Item], more: str) -> list[Line]:
    """Return the lines of a list with its details and the count of the rest."""
    lines = [
        line
        for item in items
        for line in (
            Line(". ".join(part for part in (item.number, item.title) if part), 17, above=0.55),
            Line(item.detail, 13, MUTED),
        )
    ]
    return [*lines, Line(more, 14, MUTED, above=0.7)]


def region_legend(canvas: Canvas, extract: Extract, box: Box) -> None:
    """Draw the legend of the regions in the selection."""
    names = region_names(extract.campaign, extract.language)
    colors = region_colors(extract.campaign.regions)
    present = set(extract.chosen.consultations["region"].astype("str").replace("", GLOBAL))
    shown = [region for region in [*extract.campaign.regions["id"], GLOBAL] if region in present]
    columns = 1 if len(shown) <= _MOST_REGIONS else 2
    rows = -(-len(shown) // columns) or 1
    high, wide = min(box.height / rows, 0.3), box.width / columns
    for i, region in enumerate(shown):
        left, top = box.left + i // rows * wide, box.top + i % rows * high
        canvas.mark("square", (left + 0.1, top + high / 2), min(0.07, high / 3), colors[region])
        label = Box(left + 0.24, top, wide - 0.3, high)
        canvas.write([Line(names[region], 12)], label, anchor="middle")


def _ticks_apart(tour: Tour) -> list[Tick]:
    """Return the years that fit; of two close ones the later."""
    after = [*(tick.at for tick in tour.ticks[1:]), 1.0]
    return [
        tick
        for tick, then in zip(tour.ticks, after, strict=True)
        if 0 <= tick.at < _LAST_TICK and (then - tick.at >= _NEAR or then == 1.0)
    ]


def time_strip(canvas: Canvas, slide: Slide, tour: Tour, extract: Extract) -> None:
    """Draw the time line with the campaign and the number of the slide."""
    left, width = LEFT, 8.2
    if tour.ticks:
        canvas.bar(Box(left, STRIP + 0.1, width, 0.05), FAINT)
        for tick in _ticks_apart(tour):
            canvas.bar(Box(left + tick.at * width, STRIP + 0.05, 0.015, 0.15), MUTED)
            label = Box(left + tick.at * width, STRIP + 0.2, 0.7, 0.2)
            canvas.write([Line(tick.label, 9, MUTED)], label)
        if slide.start is not None and slide.end is not None:
            long = max((slide.end - slide.start) * width, 0.1)
            start = left + min(slide.start * width, width - long)
            canvas.bar(Box(start, STRIP + 0.05, long, 0.15), ACCENT)
    canvas.write(
        [Line(cut(extract.title, 60), 10, MUTED)], Box(9.1, STRIP + 0.02, 3.0, 0.4), "middle"
    )
    number = f"{tour.step_of(slide.id)} / {len(tour.slides)}"
    canvas.write([Line(number, 10, MUTED)], Box(12.1, STRIP + 0.02, 0.8, 0.4), "middle")


def photo_of(slide: Slide, campaign: Query) -> bytes | None:
    """Return the checked photo of a slide; None if it has none to show."""
    return slide_picture_bytes(campaign, slide.picture.file) if slide.picture else None


def photo_in(canvas: Canvas, photo: bytes, slide: Slide, box: Box) -> None:
    """Draw the photo of a slide as large as possible in a box, with caption and credit below."""
    about = slide.picture
    caption = " · ".join(part for part in (about.caption, about.credit) if part) if about else ""
    room = (box.width, box.height - 0.35)
    with Image.open(io.BytesIO(photo)) as opened:
        share = min(room[0] / opened.width, room[1] / opened.height)
        size = (opened.width * share, opened.height * share)
    canvas.picture(io.BytesIO(photo), Box(box.left, box.top, *size), caption or slide.title)
    below = Box(box.left, box.top + size[1] + 0.03, box.width, 0.3)
    canvas.write([Line(caption, 10, MUTED)], below)


def photo_below(canvas: Canvas, photo: bytes, slide: Slide, map_at: Box) -> None:
    """Draw the photo below a small map, as large as possible, with its caption and credit."""
    top = map_at.top + map_at.height + 0.12
    photo_in(canvas, photo, slide, Box(map_at.left, top, MAP_WIDTH, STRIP - top))


def qr_code(canvas: Canvas, extract: Extract, box: Box) -> None:
    """Draw the QR code of the link, if there is one and it fits."""
    scan = scanned(extract)
    if not scan.text:
        return
    try:
        code = segno.make(scan.text, error="m", micro=False)
    except segno.DataOverflowError:
        return
    image = io.BytesIO()
    code.save(image, kind="png", scale=8, border=1, dark=INK)
    image.seek(0)
    canvas.picture(image, box, translations(extract.language).gettext("QR code"))
    at = Box(box.left, box.top + box.height + 0.05, box.width + 0.7, 0.5)
    start = extract.address if extract.link() else scan.text
    short = Line(short_address(start), 12, INK, bold=True)
    canvas.write([Line(scan.label, 12, ACCENT, address=scan.text), short], at)


def owner_line(canvas: Canvas, slide: Slide, folder: str, box: Box) -> None:
    """Write whose campaign it is, after its logo if there is a readable one."""
    logo = logo_bytes(folder, slide.logo)
    left = box.left
    if logo:
        with Image.open(io.BytesIO(logo)) as opened:
            width = min(box.height * opened.width / opened.height, box.width / 2)
            height = width * opened.height / opened.width
        top = box.top + (box.height - height) / 2
        words = slide.owner or translations(canvas.language).gettext("Logo")
        canvas.picture(io.BytesIO(logo), Box(left, top, width, height), words)
        left += width + 0.2
    at = Box(left, box.top, box.left + box.width - left, box.height)
    canvas.write([Line(slide.owner, 14, INK, bold=True)], at, anchor="middle")
