"""The templates: explained, safe, and read back unchanged."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from data.importing.import_list import import_table
from data.importing.recipe import Recipe
from data.importing.template import COLUMNS_HELP, EXAMPLE_TITLE, template_csv, template_xlsx
from data.lists.readers.raw_table import RawTable
from data.lists.readers.read_file import read_bytes
from data.loading.load import load_campaign
from data.model.schema import CONSULTATION_COLUMNS, REQUIRED_COLUMNS
from tests.builders import write_campaign

KINDS = ["Regional consultation", "=1+1"]
REGIONS = ["Asia", "West & Central Africa", 'A "quoted" one']


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(template_xlsx(KINDS, REGIONS, "en")))


def read(name: str) -> RawTable:
    data = template_csv() if name.endswith("csv") else template_xlsx(KINDS, REGIONS, "en")
    return read_bytes(name, data)


def test_every_column_is_explained() -> None:
    assert tuple(each.column for each in COLUMNS_HELP) == CONSULTATION_COLUMNS
    must = {each.column for each in COLUMNS_HELP if each.must}
    assert must == set(REQUIRED_COLUMNS) - {"id"}
    assert all(len(each.what) < 120 for each in COLUMNS_HELP)


@pytest.mark.parametrize("name", ["template.csv", "template.xlsx"])
def test_a_template_is_read_without_issues(name: str) -> None:
    table = read(name)
    assert table.issues == ()
    assert table.frame.columns.to_list() == [*CONSULTATION_COLUMNS, "_row"]
    assert table.frame["title"].to_list() == [EXAMPLE_TITLE]
    assert table.frame["start"].to_list() == ["2016-04-28"]


@pytest.mark.parametrize("name", ["template.csv", "template.xlsx"])
def test_its_example_is_a_consultation_with_place_and_date(name: str, tmp_path: Path) -> None:
    rows = read(name).frame.drop(columns="_row").to_dict("records")
    campaign = load_campaign(write_campaign(tmp_path, rows))
    found = [issue for issue in campaign.issues if issue.file == "consultations.csv"]
    assert found == []
    assert campaign.consultations[["placed", "dated"]].to_numpy().all()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", ["template.csv", "template.xlsx"])
def test_a_template_is_imported_without_questions(name: str, language: str) -> None:
    is_csv = name.endswith("csv")
    data = template_csv(language) if is_csv else template_xlsx(KINDS, REGIONS, language)
    imported = import_table(read_bytes(name, data), Recipe())
    assert imported.report.issues == ()
    assert imported.report.on_map_and_timeline == imported.report.read == 1
    assert (list(imported.questions), list(imported.merges)) == ([], [])


def test_nothing_is_a_formula(book: openpyxl.Workbook) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.value is None for cell in cells if cell.data_type == "n")
    assert book["How to fill it in"]["E3"].value == "=1+1"


def test_cells_are_text_and_the_help_lists_kinds_and_regions(book: openpyxl.Workbook) -> None:
    assert all(cell.number_format == "@" for cell in book["Consultations"][2])
    kinds, regions = (
        [cell.value for cell in column if cell.value] for column in book["How to fill it in"]["E:F"]
    )
    assert (kinds, regions) == (["Available kinds", *KINDS], ["Available regions", *REGIONS])


def test_without_kinds_and_regions_none_are_listed() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx([], [], "en")))
    assert book["Consultations"]["C2"].value == "Hearing"
    assert book["How to fill it in"]["E1"].value is None


def test_the_same_template_has_the_same_bytes() -> None:
    assert template_xlsx(KINDS, REGIONS, "en") == template_xlsx(KINDS, REGIONS, "en")
    assert template_csv() == template_csv()


def test_the_workbook_is_translated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    said = {
        "How to fill it in": "Comment le remplir ?",
        "Consultations": "Réunions",
        "required": "doit",
    }
    entries = [f'msgid "{one}"\nmsgstr "{other}"\n' for one, other in said.items()]
    (tmp_path / "de.po").write_text(head + "\n".join(entries), encoding="utf-8")
    monkeypatch.setattr("data.words.languages.FOLDER", tmp_path)
    monkeypatch.setattr("data.words.languages.available_languages", lambda: ("en", "de"))
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx(KINDS, REGIONS, "de")))
    assert book.sheetnames == ["Réunions", "Comment le remplir"]
    assert [row[3].value for row in book.worksheets[1].iter_rows(min_row=2, max_row=4)] == [
        "optional", "doit", "optional",
    ]  # fmt: skip
    assert read_bytes("x.xlsx", template_xlsx(KINDS, REGIONS, "de")).issues == ()


def test_the_csv_opens_in_a_spreadsheet() -> None:
    written = template_csv()
    assert written.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))
    assert [len(row) for row in rows] == [len(CONSULTATION_COLUMNS)] * 2
    assert pd.read_csv(io.BytesIO(written)).shape == (1, len(CONSULTATION_COLUMNS))
