"""The undocumented parts of libraries that `data` uses are still there.

`tests/components/shell/` has the same for Streamlit. Each failure is a sentence: what changed, and
which file uses it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula
from pptx import Presentation
from pptx.util import Emu

from data import ROOT

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

EXCEL = "data/lists/readers/excel_reader.py"
SLIDES = "data/export/powerpoint/canvas.py"


def sheet() -> ReadOnlyWorksheet:
    """Write a workbook whose second sheet has a value, a date and an array formula; read it."""
    book = openpyxl.Workbook()
    second = book.create_sheet("Second")
    second.append(["text", 1, None])
    second["A3"] = ArrayFormula("A3", "=A1&B1")
    content = io.BytesIO()
    book.save(content)
    read = openpyxl.load_workbook(content, read_only=True, data_only=False, keep_links=False)
    return read["Second"]


def knows_the_path_of_a_sheet() -> bool:
    path = getattr(sheet(), "_worksheet_path", "")
    return str(path).removeprefix("/") == "xl/worksheets/sheet2.xml"


def forgets_the_size_that_a_sheet_claims() -> bool:
    read = sheet()
    read.reset_dimensions()
    return [len(row) for row in read.iter_rows()] in ([3, 0, 1], [2, 0, 1])


def cells_have_value_type_and_format() -> bool:
    cells = next(iter(sheet().iter_rows()))
    return all(hasattr(cell, name) for cell in cells[:2] for name in ("value", "data_type")) and (
        cells[1].number_format == "General"
    )


def an_array_formula_has_its_text() -> bool:
    read = sheet()
    value = list(read.iter_rows())[2][0].value
    return str(getattr(value, "text", None) or value) == "=A1&B1"


def shape() -> object:
    slides = Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[6])
    return slide.shapes.add_textbox(Emu(0), Emu(0), Emu(10), Emu(10))


def a_run_has_properties() -> bool:
    run = shape().text_frame.paragraphs[0].add_run()
    return hasattr(run._r, "get_or_add_rPr")


def a_line_can_be_made() -> bool:
    return hasattr(shape().line, "_get_or_add_ln")


def a_shape_has_a_description() -> bool:
    return hasattr(shape()._element._nvXxPr.cNvPr, "set")


USES: list[tuple[Callable[[], bool], str]] = [
    (
        knows_the_path_of_a_sheet,
        (
            f"openpyxl no longer keeps a sheet's path in `_worksheet_path`. {EXCEL} needs it to "
            "warn of merged cells."
        ),
    ),
    (
        forgets_the_size_that_a_sheet_claims,
        (
            f"openpyxl's `reset_dimensions` no longer lets rows have their own length. {EXCEL} "
            "needs it for sheets that claim a million columns."
        ),
    ),
    (
        cells_have_value_type_and_format,
        (
            "openpyxl's cells no longer have `value`, `data_type` and `number_format`. "
            f"{EXCEL} reads them."
        ),
    ),
    (
        an_array_formula_has_its_text,
        f"openpyxl no longer keeps the text of an array formula in `text`. {EXCEL} shows it.",
    ),
    (
        a_run_has_properties,
        f"python-pptx's runs no longer have `_r`. {SLIDES} sets a text's language with it.",
    ),
    (
        a_line_can_be_made,
        f"python-pptx's lines no longer have `_get_or_add_ln`. {SLIDES} draws arrows with it.",
    ),
    (
        a_shape_has_a_description,
        (
            "python-pptx's shapes no longer have `_element._nvXxPr.cNvPr`. "
            f"{SLIDES} writes alternative texts with it."
        ),
    ),
]
LISTED = {"_r", "_get_or_add_ln", "_element", "_nvXxPr"}
"""Private names that `data` uses, all of them tried above."""


@pytest.mark.parametrize(("is_so", "sentence"), USES, ids=lambda one: getattr(one, "__name__", ""))
def test_an_internal_part_is_as_we_use_it(is_so: Callable[[], bool], sentence: str) -> None:
    try:
        holds = is_so()
    except (AttributeError, TypeError, KeyError) as error:
        pytest.fail(f"{sentence} ({error})")
    assert holds, sentence


def test_every_private_name_that_data_uses_is_tried_here() -> None:
    used = {
        name
        for path in (ROOT / "data").rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "noqa: SLF001" in line
        for name in re.findall(r"\.(_\w+)", line)
    }
    assert used <= LISTED, f"Try {used - LISTED} in this file, with a sentence on who uses it."
