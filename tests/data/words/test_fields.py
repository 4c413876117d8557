"""The recipe for a further field: one row in `FIELDS`, and every reader shows it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from components.consultation.card import build_facts
from data.export.calendar import ics_file
from data.export.json_files import json_file
from data.export.single_page.document import html_file
from data.export.tidy_tables import csv_file
from data.export.workbook import workbook_file
from data.figures import fields
from data.figures.fields import FIELDS, Field, fact_fields, field_named
from data.figures.record import record
from data.filters.query import Query
from data.model.campaign import Campaign
from data.model.schema import CONSULTATION_COLUMNS, ROLE_COLUMNS, ROLES
from tests.builders import sample_campaign
from tests.data.export.html_reader import Page, extract

BUDGET = Field("budget", "Budget", width=33, line=9, in_calendar=True)


@pytest.fixture
def campaign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Campaign:
    """The sample campaign with a further column and a row for it in `FIELDS`."""
    monkeypatch.setattr(fields, "FIELDS", (*FIELDS, BUDGET))
    sample = sample_campaign(tmp_path)
    table = sample.consultations.assign(budget="", budget__fr="")
    table.loc[table["id"] == "dakar", ["budget", "budget__fr"]] = ["500 euros", "500 €"]
    return Query.everything(replace(sample.campaign, consultations=table))


@pytest.mark.parametrize(("language", "text"), [("en", "500 euros"), ("fr", "500 €")])
def test_a_card_shows_a_further_field_in_its_language(
    campaign: Campaign, language: str, text: str
) -> None:
    assert record(campaign, "dakar", language).texts["budget"] == text


def test_a_card_shows_a_further_field_with_its_label_and_leaves_out_an_empty_one(
    campaign: Campaign,
) -> None:
    facts = build_facts(record(campaign, "dakar", "en"))
    assert facts.endswith("**Budget**&ensp;500 euros")
    assert "Budget" not in build_facts(record(campaign, "cities", "en"))


def test_csv_has_a_further_field(campaign: Campaign) -> None:
    text = b"".join(csv_file(extract(campaign))).decode("utf-8-sig")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert rows["dakar"]["budget"] == "500 euros"
    assert rows["cities"]["budget"] == ""


def test_json_has_a_further_field(campaign: Campaign) -> None:
    rows = {
        row["id"]: row
        for row in json.loads(b"".join(json_file(extract(campaign))))["consultations"]
    }
    assert rows["dakar"]["budget"] == "500 euros"


def test_a_workbook_has_a_further_field_with_its_label_and_width(campaign: Campaign) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_file(extract(campaign))))
    header = next(cell for cell in book.worksheets[0][1] if cell.value == "Budget")
    width = book.worksheets[0].column_dimensions[header.column_letter].width
    assert width == pytest.approx(BUDGET.width, abs=1)


def test_a_calendar_has_a_further_field(campaign: Campaign) -> None:
    assert "Budget: 500 euros" in ics_file(extract(campaign)).decode().replace("\r\n ", "")


def test_the_exported_page_has_a_further_field_on_its_card(campaign: Campaign) -> None:
    cards = {card["id"]: card for card in Page(html_file(extract(campaign))).data["cards"]}
    assert cards["dakar"]["facts"][-1] == ["Budget", "500 euros"]
    assert "Budget" not in dict(cards["cities"]["facts"])


def test_field_names_are_unique_and_facts_have_a_line_of_their_own() -> None:
    assert len({field.name for field in FIELDS}) == len(FIELDS)
    facts = fact_fields()
    assert len({field.line for field in facts}) == len(facts)


def test_every_text_column_of_the_campaign_table_is_a_field() -> None:
    # A city, its country and its position are one field: `place`.
    names = set(CONSULTATION_COLUMNS) - {"city", "country", "lat", "lon"}
    assert [name for name in names if field_named(name) is None] == []
    assert all(field_named(ROLE_COLUMNS[role]) for role in ROLES)
