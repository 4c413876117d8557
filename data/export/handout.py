"""The tour as a handout: a PDF with each slide's map and facts beside the speaker notes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from PIL import Image

from data.export.brief.brief import qr_svg
from data.export.brief.tables import fitting
from data.export.drawing.map_markers import mark_look, numbers, shape_size
from data.export.drawing.slide_map import placed_marks, slide_land, slide_map
from data.export.drawing.vega import marks_layer, picture, svg
from data.export.extract import cached_on_extract, origin_line
from data.export.fonts import boxes_note
from data.export.typesetting import typeset
from data.model.look import LIMITS, WHITE
from data.tour.edit import apply_edit
from data.tour.pictures import slide_picture_bytes
from data.tour.rich_text import plain_text
from data.tour.tour import tour_of
from data.words.languages import translations
from data.words.links import short_address

if TYPE_CHECKING:
    from data.export.drawing.slide_map import SlideMap
    from data.export.extract import Extract
    from data.tour.slides import Slide, Tour

_SIZE = (230.0, 150.0)
"""Of a map, in points."""
_RADIUS, _SMALL = 7.0, 3.0
MOST_MAPS = 60
"""The slides after so many have no map: each takes a quarter of a second."""
_PHOTO = (460, 300)


def handout_content(extract: Extract) -> dict[str, Any]:
    """Return everything that the template reads; texts from data are plain text."""
    own = tour_of(extract.campaign, extract.choice, extract.language, extract.edit.by)
    tour = apply_edit(own, extract.edit)
    content: dict[str, Any] = {
        "language": extract.language,
        "title": fitting(extract.title, 150),
        "words": fitting(extract.words),
        "made_by": fitting(origin_line(extract), 150),
        "link": extract.link(),
        "link_text": short_address(extract.link()),
        "qr": qr_svg(extract.link()),
        "labels": _labels(extract.language),
        "slides": [
            _slide(extract, slide, with_map=at < MOST_MAPS) for at, slide in enumerate(tour.slides)
        ],
    }
    content["boxes"] = boxes_note(_texts(tour), extract.language)
    return content


def _texts(tour: Tour) -> str:
    """Return the texts of a tour, to look for letters that no font has."""
    return " ".join(
        part
        for slide in tour.slides
        for part in (
            slide.title, slide.lead, slide.text, slide.notes, slide.markdown,
            *(fact.text for fact in slide.facts), *(item.title for item in slide.items),
        )
    )  # fmt: skip


def _slide(extract: Extract, slide: Slide, *, with_map: bool) -> dict[str, Any]:
    """Return one slide: its texts, its map as SVG ("" for none), its photo as numbers."""
    items = [(item.number, item.title, item.detail) for item in slide.items]
    about = slide.picture
    return {
        "title": slide.title,
        "lead": slide.lead,
        "facts": [(fact.label, fact.text) for fact in slide.facts],
        "figures": " · ".join(f"{figure.value} {figure.label}" for figure in slide.figures),
        "items_title": slide.items_title,
        "items": items,
        "more": slide.more,
        "text": "\n".join(text for text in (plain_text(slide.markdown), slide.text) if text),
        "owner": slide.owner,
        "notes": slide.notes,
        "map": _map(extract, slide) if with_map else "",
        "photo": _photo(extract, slide),
        "caption": " · ".join(part for part in about[1:] if part) if about else "",
    }


def _photo(extract: Extract, slide: Slide) -> list[int]:
    """Return the bytes of a small JPEG as numbers, which the template reads; [] without one."""
    raw = slide_picture_bytes(extract.campaign, slide.picture.file) if slide.picture else None
    if raw is None:
        return []
    with Image.open(io.BytesIO(raw)) as opened:
        opened.thumbnail(_PHOTO)
        out = io.BytesIO()
        opened.save(out, "JPEG", quality=75)
    return list(out.getvalue())


def _map(extract: Extract, slide: Slide) -> str:
    if slide.kind in ("text", "unplaced"):
        return ""
    drawn = slide_map(extract, slide, _SIZE)
    mine = (
        frozenset()
        if slide.kind in ("title", "overview", "closing")
        else (frozenset((*slide.consultations, *slide.fed)))
    )
    return _drawn(extract, drawn, mine)


def _drawn(extract: Extract, drawn: SlideMap, mine: frozenset[str]) -> str:
    """Draw land and markers; those of `mine` have numbers, without any all of them."""
    is_many = len(drawn.marks) > LIMITS.slide_markers
    placed = placed_marks(extract, drawn, _SIZE, 0 if is_many else 2 * _RADIUS + 1)
    rows = []
    for row in placed.to_dict("records"):
        is_mine = not is_many and (not mine or row["consultation"] in mine)
        look = shape_size(row["shape"], _RADIUS if is_mine else _SMALL)
        rows.append(
            {
                **mark_look(row["color"]), **look, "x": float(row["x"]), "y": float(row["y"]),
                "stroke": WHITE, "text": str(row["number"]), "is_mine": is_mine,
            }
        )  # fmt: skip
    rows.sort(key=lambda row: row["is_mine"])
    named = [row for row in rows if row["is_mine"]]
    layers = [*_land(extract, drawn.window, drawn.regions), marks_layer(rows, 0.7)]
    layers += [numbers(named, _RADIUS)] if named else []
    return svg(picture(_SIZE, layers, extract.title)).decode()


@cached_on_extract
def _land(extract: Extract, window: Any, regions: tuple[str, ...]) -> list[Any]:
    return slide_land(extract, window, regions, _SIZE)


def _labels(language: str) -> dict[str, str]:
    say = translations(language)
    return {
        "notes": say.gettext("Notes"),
        "nothing": say.gettext("No notes for this slide."),
        "map": say.gettext("Map"),
        "picture": say.gettext("Picture on the slide"),
        "read_on": say.gettext("Scan to explore this view"),
        "qr": say.gettext("QR code of the link to this view"),
        "page": say.gettext("Page {page} of {pages}"),
    }


def handout_file(extract: Extract) -> bytes:
    """Set the tour of a selection, with a presenter's changes, as pages with notes.

    Returns:
        A tagged PDF, the same for the same extract. An empty selection gives title and closing.
    """
    return typeset("handout.typ", handout_content(extract), extract.day)
