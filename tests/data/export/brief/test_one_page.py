from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pypdf
import pytest

from data.export.brief.one_page import one_page_content, one_page_file
from data.export.extract import Extract
from data.filters.choice import Choice
from data.model.campaign import Campaign
from tests.builders import campaign_from
from tests.shipped import shipped_campaign


def extract_of(campaign: Campaign, choice: Choice, language: str = "en") -> Extract:
    return Extract(campaign, choice, language, "https://map.example.org/", date(2026, 11, 24))


@pytest.mark.parametrize(
    ("choice", "language", "words"),
    [
        (
            Choice(),
            "en",
            ("6 of 7 civil society consultations fed another meeting", "Manila", "New York"),
        ),
        (Choice(regions=("mena",)), "fr", ("Beyrouth", "La cinquième consultation régionale")),
        (Choice(kinds=("all",)), "fr", ("18 réunions", "autres")),
        (Choice(since="1990", until="1991"), "en", ("Nothing matches this selection.",)),
    ],
)
def test_any_selection_of_the_shipped_campaign_has_one_page(
    choice: Choice, language: str, words: tuple[str, ...]
) -> None:
    content = one_page_file(extract_of(shipped_campaign(), choice, language))
    (page,) = pypdf.PdfReader(io.BytesIO(content)).pages
    text = " ".join(page.extract_text().split())
    for each in words:
        assert each in text


def test_many_have_one_page_with_an_entry_per_region(tmp_path: Path) -> None:
    rows = [
        {"region": f"r{row % 3}", "lat": "1", "lon": "2", "start": "2015", "title": "long " * 60}
        for row in range(90)
    ]
    regions = [{"id": f"r{i}", "name": f"Region {i}"} for i in range(3)]
    extract = extract_of(campaign_from(tmp_path, rows, regions=regions), Choice())
    points = one_page_content(extract)["points"]
    assert [point["name"] for point in points] == [f"Region {i}: 30" for i in range(3)]
    assert len(pypdf.PdfReader(io.BytesIO(one_page_file(extract))).pages) == 1


def test_entries_that_do_not_fit_are_counted(tmp_path: Path) -> None:
    rows = [{"title": f"Hearing {row}", "summary": "word " * 60} for row in range(40)]
    content = one_page_file(extract_of(campaign_from(tmp_path, rows), Choice()))
    (page,) = pypdf.PdfReader(io.BytesIO(content)).pages
    assert " more" in page.extract_text()
