"""The tour of what is chosen as a presentation of PowerPoint: native, editable, with notes."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.util import Inches

from data.export.extract import made_by
from data.export.presentation.canvas import HEIGHT, WIDTH, Canvas
from data.export.presentation.pages import draw_slide
from data.export.presentation.world import world_of
from data.export.xml_text import xml_text
from data.tour.edit import edited
from data.tour.tour import tour_of

if TYPE_CHECKING:
    from data.export.extract import Extract

_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a ZIP archive can give its files: it stands for none."""


def slides_file(extract: Extract) -> bytes:
    """Make the presentation of what is chosen: the slides of its tour as a presenter changed it.

    Returns:
        A PPTX, 16:9, the same for the same extract. Land and codes are pictures, all else is
        text and shapes. Nothing chosen gives title and closing.
    """
    made = tour_of(extract.campaign, extract.choice, extract.language, extract.edit.by)
    tour = edited(made, extract.edit)
    presentation = _blank()
    world = world_of(extract)
    for slide in tour.slides:
        draw_slide(Canvas(presentation, extract.language), slide, tour, world)
    _say_whose(presentation, extract)
    out = io.BytesIO()
    presentation.save(out)
    return _timeless(out.getvalue())


def _blank() -> Any:  # noqa: ANN401 -- the library names no such type
    """A presentation of our size without slides; its layouts are stretched to that too."""
    presentation = Presentation()
    wider = Inches(WIDTH) / presentation.slide_width
    presentation.slide_width, presentation.slide_height = Inches(WIDTH), Inches(HEIGHT)
    master = presentation.slide_master
    for page in (master, *master.slide_layouts):
        for shape in page.placeholders:
            shape.left, shape.width = int(shape.left * wider), int(shape.width * wider)
    return presentation


def _say_whose(presentation: Any, extract: Extract) -> None:  # noqa: ANN401 -- as above
    about = presentation.core_properties
    made = datetime.combine(extract.day, time())  # the format knows UTC alone
    about.title = xml_text(f"{extract.title} · {extract.words}")[:255]
    about.subject = xml_text(extract.link())[:255]
    about.author = about.last_modified_by = xml_text(extract.title)[:255]
    about.comments = xml_text(made_by(extract))[:255]
    about.language = extract.language
    about.created = about.modified = made
    about.revision = 1


def _timeless(archive: bytes) -> bytes:
    """The same archive without the moment at which it was made."""
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
