"""The page that reports back to those who were at a meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.export.extract import Extract
from data.export.feed import REPORT, feed_address, read_feed
from data.export.formats import DOCUMENTS, format_named, formats_of
from data.filters.choice import Choice
from data.filters.query import Query
from tests.builders import SAMPLE_FILES, campaign_from
from tests.shipped import shipped_campaign

ADDRESS = "https://map.example.org/"


def written(campaign: Query, consultation: str = "", language: str = "en") -> str:
    extract = Extract(campaign, Choice(), language, ADDRESS, date(2026, 1, 1))
    extract = replace(extract, consultation=consultation)
    return format_named(REPORT).write(extract).decode()


@pytest.mark.parametrize(
    ("language", "consultation", "texts"),
    [
        ("en", "manila-2015", ["You asked, and it appears here", "Summary: Base the guiding",
                               ">is close to MICIC Guidelines, Principle 2</a> · Weaker",
                               "Several meetings asked together, and this is open",
                               "“in ordinary times”", "In the same words",
                               "The sources don&#39;t say which of these meetings asked for it."]),
        ("fr", "manila-2015", ["Vous l’avez demandé, et cela apparaît ici", "Résumé\u00a0: Fonder",
                               "Plus faible", "Comparer deux textes ne montre pas"]),
        ("en", "dakar-2015", ["What it asked for is not published.", "Were you there",
                              "Tell those who sent you this page.",
                              "Report of the States&#39; consultation for West"]),
        ("en", "geneva-2016", ["Asked about partnerships", "Where these themes appear"]),
    ],
)  # fmt: skip
def test_it_says_what_was_asked_where_it_appears_and_what_is_open(
    language: str, consultation: str, texts: list[str]
) -> None:
    page = written(shipped_campaign(), consultation, language)
    assert [text for text in texts if text not in page] == []
    assert page.count("<article") == 1
    assert f"{ADDRESS}?c={consultation}&amp;lang={language}" in page
    assert "<script" not in page


def test_a_selection_has_a_sheet_per_meeting_that_asks_and_others_none() -> None:
    assert written(shipped_campaign()).count("<article") == 7
    assert "No meeting of this selection" in written(shipped_campaign(), "valletta-2016")


def test_hostile_texts_stay_texts_and_the_contact_is_asked(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script>{{ 7*191 }}"
    demand = dict.fromkeys(("text", "theme", "by"), hostile) | {"id": "d", "made_at": "dakar"}
    names = ("target", "paragraph", "quote", "note", "by")
    judged = dict.fromkeys(names, hostile) | {
        "demand": "d", "answer": "refused", "evidence": "javascript:alert(1)",
    }  # fmt: skip
    files = {**SAMPLE_FILES, "demands": [demand], "judgements": [judged]}
    page = written(campaign_from(tmp_path, **files), "dakar")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*191 }}" in page
    assert "You asked, and it was refused" in page
    assert "<script" not in page
    assert "javascript:" not in page


def test_its_link_opens_the_page_of_one_meeting_in_a_language() -> None:
    campaign = shipped_campaign()
    extract = Extract(campaign, Choice(), "fr", ADDRESS, date(2026, 1, 1))
    link = feed_address(replace(extract, consultation="manila-2015"), format_named(REPORT))
    assert link == f"{ADDRESS}api/consultations.report.html?c=manila-2015&lang=fr"
    feed = read_feed(REPORT, link.partition("?")[2], campaign, ADDRESS)
    assert feed.write().decode().count("<article") == 1
    other = read_feed(REPORT, "lang=fr", campaign, ADDRESS)
    assert other.tag != feed.tag
    assert other.write().decode().count("<article") == 7


def test_a_campaign_without_demands_offers_none(tmp_path: Path) -> None:
    offered = formats_of(DOCUMENTS, campaign_from(tmp_path, **SAMPLE_FILES))
    assert REPORT not in {form.id for form in offered}
