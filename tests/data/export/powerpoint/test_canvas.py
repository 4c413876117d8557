"""What `canvas.py` uses of python-pptx beyond its public interface.

python-pptx has no public way to these. If one of the tests fails after an update, change
`data/export/powerpoint/canvas.py`, the only module that uses them.
"""

from __future__ import annotations

import io

import pytest
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE

from data.export.powerpoint.canvas import Box, Canvas, Line

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SLIDES = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


@pytest.fixture
def canvas() -> Canvas:
    return Canvas(Presentation(), "fr")


def test_a_run_still_takes_a_language(canvas: Canvas) -> None:
    canvas.write([Line("Bonjour")], Box(1, 1, 2, 1))
    run = canvas.slide.shapes[-1].text_frame.paragraphs[0].runs[0]
    message = "python-pptx's runs no longer have `_r.get_or_add_rPr()`: set the language elsewhere."
    assert hasattr(run, "_r"), message
    assert run._r.get_or_add_rPr().get("lang") == "fr", message


def test_a_picture_still_takes_a_description(canvas: Canvas) -> None:
    image = io.BytesIO()
    Image.new("RGB", (4, 4)).save(image, "PNG")
    image.seek(0)
    canvas.picture(image, Box(1, 1, 1, 1), "A map")
    message = (
        "python-pptx's pictures no longer have `_nvXxPr.cNvPr`: set the description elsewhere."
    )
    element = canvas.slide.shapes[-1]._element
    assert hasattr(element, "_nvXxPr"), message
    assert element._nvXxPr.cNvPr.get("descr") == "A map", message


def test_a_line_still_takes_an_arrow_as_its_last_part(canvas: Canvas) -> None:
    canvas.arrow((1, 1), (2, 2), "#112233")
    line = canvas.slide.shapes[-1].line._get_or_add_ln()
    message = "python-pptx's `line._get_or_add_ln()` no longer is the `a:ln` of the line."
    assert line.tag == f"{DRAWING}ln", message
    # The schema wants the end of a line after its fill and its dash.
    assert line[-1].tag == f"{DRAWING}tailEnd", message


def test_a_new_shape_still_has_the_style_that_we_remove(canvas: Canvas) -> None:
    plain = canvas.slide.shapes.add_shape(MSO_SHAPE.OVAL, 0, 0, 9, 9)
    message = "python-pptx's shapes no longer have a `p:style`: `_plain` has nothing to remove."
    assert plain._element.findall(f"{SLIDES}style"), message
    assert canvas.slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, 0, 0, 9, 9)._element.findall(
        f"{SLIDES}style"
    ), message
    drawn = canvas.mark("circle", (1, 1), 0.2, "#112233", number="3")
    assert drawn._element.findall(f"{SLIDES}style") == []


def test_a_layout_with_only_a_title_is_still_the_sixth() -> None:
    layout = Presentation().slide_layouts[5]
    message = "python-pptx's template has other layouts: change `_TITLE_ONLY`."
    kinds = [shape.placeholder_format.type for shape in layout.placeholders]
    assert layout.name == "Title Only", message
    assert str(kinds[0]).startswith("TITLE"), message
