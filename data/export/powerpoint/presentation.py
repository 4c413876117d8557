"""The tour as a PowerPoint presentation."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from pptx import Presentation
from pptx.util import Inches

from data.export.drawing.map_markers import mark_look
from data.export.drawing.page import land_credits
from data.export.drawing.vega import ACCENT, INK, MUTED, xml_text
from data.export.extract import Extract, origin_line
from data.export.powerpoint.canvas import (
    HEIGHT,
    LEFT,
    MAP_WIDTH,
    STRIP,
    WIDTH,
    Box,
    Canvas,
    Line,
    figures_in,
    items_as_lines,
    owner_line,
    photo_below,
    photo_in,
    photo_of,
    qr_code,
    region_legend,
    time_strip,
)
from data.export.powerpoint.map import World, map_box, world_around, world_of
from data.map.markers import kind_shapes
from data.model.regions import region_colors
from data.tour.edit import apply_edit
from data.tour.rich_text import plain_text
from data.tour.slides import Slide, Tour
from data.tour.tour import tour_of
from data.words.languages import language_tag

_WIDTH = WIDTH - 2 * LEFT
_MAP_LEFT, _MAP_TOP = 7.2, 1.9
_TEXT_WIDTH = _MAP_LEFT - LEFT - 0.3
"""Of the column of text beside a map."""


def draw_slide(canvas: Canvas, slide: Slide, tour: Tour, world: World) -> None:
    """Draw a slide of a tour, with its notes."""
    _PAGES[slide.kind](canvas, slide, tour, world)
    if slide.kind != "title":
        time_strip(canvas, slide, tour, world.extract)
    canvas.notes(slide.notes)


def _title(canvas: Canvas, slide: Slide, _: Tour, world: World) -> None:
    extract = world.extract
    canvas.bar(Box(0, 0, 0.28, HEIGHT), ACCENT)
    canvas.title(slide.title, Box(0.9, 1.1, 9.2, 1.9), 44)
    canvas.write([Line(slide.lead, 20, MUTED)], Box(0.9, 3.15, 9.6, 0.9))
    facts = [Line(fact.text, 20, INK, above=0.3) for fact in slide.facts]
    facts.append(Line(slide.text, 16, INK, above=0.3))
    canvas.write(facts, Box(0.9, 4.1, 9.2, 1.3))
    owner_line(canvas, slide, extract.campaign.folder, Box(0.9, 5.6, 9.2, 0.75))
    if photo := photo_of(slide, extract.campaign):
        photo_in(canvas, photo, slide, Box(9.9, 0.6, 3.0, 3.5))
    qr_code(canvas, extract, Box(10.7, 4.4, 1.9, 1.9))
    canvas.write([Line(origin_line(extract), 11, MUTED)], Box(0.9, 6.75, 11.5, 0.35))


def _overview(canvas: Canvas, slide: Slide, _: Tour, world: World) -> None:
    _head(canvas, slide)
    box = map_box(LEFT, 1.75, 6.9)
    world.draw(canvas, box, f"{slide.title}. {slide.lead}")
    world.draw_all(canvas, box)
    figures_in(canvas, slide.figures, Box(8.0, 1.7, 4.8, 2.75), columns=2, size=30)
    canvas.write([Line(slide.text, 13, MUTED)], Box(8.0, 4.5, 4.8, 0.35))
    region_legend(canvas, world.extract, Box(8.05, 4.9, 4.8, 1.75))


def _consultation(canvas: Canvas, slide: Slide, _: Tour, world: World) -> None:
    campaign = world.extract.campaign
    row = campaign.by_id.loc[[slide.consultations[0]]].iloc[0]
    colors = region_colors(campaign.regions)
    look = mark_look(colors.get(str(row["region"]), colors[""]))
    shapes = kind_shapes(campaign)
    canvas.mark(shapes.get(str(row["kind"]), "circle"), (1.15, 1.02), 0.52, look["color"],
                number=str(slide.number), ink=look["ink"])  # fmt: skip
    _head(canvas, slide, left=1.9)
    lines = [
        line
        for fact in slide.facts
        for line in (Line(fact.label, 12, MUTED, above=0.7), Line(fact.text, 16))
    ]
    canvas.write([Line(slide.text, 20, INK), *lines],
                 Box(LEFT, _MAP_TOP - 0.1, _TEXT_WIDTH, STRIP - _MAP_TOP - 0.1))  # fmt: skip
    photo = photo_of(slide, campaign)
    box = map_box(_MAP_LEFT, _MAP_TOP, MAP_WIDTH if photo is None else 3.2)
    near = world_around(world.extract, slide)
    near.draw(canvas, box, f"{slide.number}. {slide.lead}")
    near.draw_some(canvas, box, (*slide.consultations, *slide.fed))
    near.draw_fed(canvas, box, slide)
    if photo is not None:
        photo_below(canvas, photo, slide, box)


def _group(canvas: Canvas, slide: Slide, _: Tour, world: World) -> None:
    _head(canvas, slide)
    figures_in(canvas, slide.figures, Box(LEFT, 1.75, _TEXT_WIDTH, 0.95), columns=4, size=24)
    lines = [*items_as_lines(slide.items, slide.more), Line(slide.text, 14, INK, above=0.6)]
    canvas.write(lines, Box(LEFT, 2.8, _TEXT_WIDTH, STRIP - 2.95))
    photo = photo_of(slide, world.extract.campaign)
    box = map_box(_MAP_LEFT, _MAP_TOP, MAP_WIDTH if photo is None else 3.2)
    near = world_around(world.extract, slide)
    near.draw(canvas, box, f"{slide.title}. {slide.lead}")
    near.draw_some(canvas, box, slide.consultations)
    if photo is not None:
        photo_below(canvas, photo, slide, box)


def _list(canvas: Canvas, slide: Slide, _: Tour, __: World) -> None:
    _head(canvas, slide)
    figures_in(canvas, slide.figures, Box(LEFT, 1.85, _WIDTH, 2.6), columns=4)
    lines = [*items_as_lines(slide.items, slide.more), Line(slide.text, 16, INK, above=0.8)]
    top = 4.6 if slide.figures else 1.85
    canvas.write(lines, Box(LEFT, top, _WIDTH, STRIP - top - 0.15))


def _closing(canvas: Canvas, slide: Slide, _: Tour, world: World) -> None:
    _head(canvas, slide)
    figures_in(canvas, slide.figures, Box(LEFT, 1.8, 7.2, 1.0), columns=3)
    who = Line(slide.items_title, 12, MUTED)
    names = [Line(f"{item.title} ({item.detail})", 17, INK, above=0.15) for item in slide.items]
    more = Line(slide.more, 14, MUTED, above=0.2)
    canvas.write([who, *names, more] if names else [], Box(LEFT, 3.0, 7.4, 2.25))
    links = [Line(link.text, 15, ACCENT, address=link.address, above=0.3) for link in slide.links]
    canvas.write(links, Box(8.6, 1.9, 4.2, 1.2))
    qr_code(canvas, world.extract, Box(8.65, 3.3, 2.0, 2.0))
    shapes = Line(land_credits(world.extract.language), 11, MUTED, above=0.3)
    canvas.write([Line(slide.text, 11, MUTED), shapes], Box(LEFT, 5.85, _WIDTH, STRIP - 5.9))
    owner_line(canvas, slide, world.extract.campaign.folder, Box(LEFT, 5.3, 7.4, 0.5))


def _text(canvas: Canvas, slide: Slide, _: Tour, world: World) -> None:
    _head(canvas, slide)
    lines = [Line(line, 20, above=0.4) for line in plain_text(slide.markdown).splitlines()]
    photo = photo_of(slide, world.extract.campaign)
    canvas.write(lines, Box(LEFT, 1.85, _WIDTH if photo is None else _TEXT_WIDTH, STRIP - 2.0))
    if photo is not None:
        photo_in(canvas, photo, slide, Box(_MAP_LEFT, 1.85, MAP_WIDTH, STRIP - 2.0))


_PAGES: dict[str, Callable[[Canvas, Slide, Tour, World], None]] = {
    "title": _title,
    "overview": _overview,
    "consultation": _consultation,
    "group": _group,
    "list": _list,
    "closing": _closing,
    "text": _text,
}


def _head(canvas: Canvas, slide: Slide, left: float = LEFT) -> None:
    """Draw the title and the line below it."""
    width = WIDTH - left - 0.6
    # Two lines of one size, so that no title is smaller than another.
    canvas.title(slide.title, Box(left, 0.28, width, 0.92), 26)
    canvas.write([Line(slide.lead, 18, MUTED)], Box(left, 1.24, width, 0.42))


_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The earliest time in a ZIP archive, used for "no time"."""


def slides_file(extract: Extract) -> bytes:
    """Write the tour of a selection, with a presenter's changes, as slides.

    Returns:
        A PPTX, 16:9, the same for the same extract. Land and QR codes are pictures, all else is
        text and shapes. An empty selection gives title and closing.
    """
    own = tour_of(extract.campaign, extract.choice, extract.language, extract.edit.by)
    tour = apply_edit(own, extract.edit)
    presentation = _blank()
    world = world_of(extract)
    for slide in tour.slides:
        draw_slide(Canvas(presentation, extract.language), slide, tour, world)
    _set_properties(presentation, extract)
    out = io.BytesIO()
    presentation.save(out)
    return _timeless(out.getvalue())


def _blank() -> Any:
    """Return an empty presentation of our size, with its layouts stretched to it."""
    presentation = Presentation()
    wider = Inches(WIDTH) / presentation.slide_width
    presentation.slide_width, presentation.slide_height = Inches(WIDTH), Inches(HEIGHT)
    master = presentation.slide_master
    for page in (master, *master.slide_layouts):
        for shape in page.placeholders:
            shape.left, shape.width = int(shape.left * wider), int(shape.width * wider)
    return presentation


def _set_properties(presentation: Any, extract: Extract) -> None:
    about = presentation.core_properties
    made = datetime.combine(extract.day, time())  # the format knows UTC alone
    about.title = xml_text(f"{extract.title} · {extract.words}")[:255]
    about.subject = xml_text(extract.link())[:255]
    about.author = about.last_modified_by = xml_text(extract.title)[:255]
    about.comments = xml_text(origin_line(extract))[:255]
    about.language = language_tag(extract.language)
    about.created = about.modified = made
    about.revision = 1


def _timeless(archive: bytes) -> bytes:
    """Remove all times from a ZIP archive."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as read,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for name in read.namelist():
            entry = zipfile.ZipInfo(name, _OLDEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, read.read(name))
    return out.getvalue()
