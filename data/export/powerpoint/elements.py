"""Elements that several kinds of slides share."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import segno
from PIL import Image

from data.campaign.photos import logo_bytes
from data.campaign.regions import region_colors
from data.campaign.schema import GLOBAL
from data.export.drawing.vega import ACCENT, FAINT, INK, MUTED
from data.export.powerpoint.canvas import HEIGHT, Box, Canvas, Line
from data.tour.consultation_slides import cut
from data.tour.pictures import slide_picture_bytes
from data.words.describe import region_names
from data.words.languages import translations
from data.words.links import short_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.campaign.campaign import Campaign
    from data.export.extract import Extract
    from data.tour.slides import Figure, Item, Slide, Tick, Tour

LEFT = 0.6
STRIP = HEIGHT - 0.62
"""Top of the time line; nothing else is below."""
MAP_WIDTH = 5.55
_MOST_REGIONS = 7
_NEAR, _LAST_TICK = 0.07, 0.97
"""Parts of the time line: years closer than the first overlap, later than the second overflow."""
_LONGEST_TITLE = 60


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


def photo_of(slide: Slide, campaign: Campaign) -> bytes | None:
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
    link, say = extract.link(), translations(extract.language)
    if not link:
        return
    try:
        code = segno.make(link, error="m", micro=False)
    except segno.DataOverflowError:
        return
    image = io.BytesIO()
    code.save(image, kind="png", scale=8, border=1, dark=INK)
    image.seek(0)
    canvas.picture(image, box, say.gettext("QR code of the link to this view"))
    at = Box(box.left, box.top + box.height + 0.05, box.width + 0.7, 0.5)
    words = say.gettext("Scan to explore this view")
    short = Line(short_address(extract.address), 12, INK, bold=True)
    canvas.write([Line(words, 12, ACCENT, address=link), short], at)


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


def land_credits(language: str) -> str:
    """Return the credits of the map."""
    say = translations(language)
    return (
        say.gettext("Country outlines: Natural Earth, public domain.")
        + " "
        + say.gettext("Cities: GeoNames, CC BY 4.0.")
    )
