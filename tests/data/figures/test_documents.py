from __future__ import annotations

from pathlib import Path

from data.figures.documents import document_kind, document_markdown, source_list, source_names
from data.figures.record import Document
from tests.builders import campaign_from
from tests.shipped import shipped_campaign


def test_known_kinds_have_names_and_others_stay_as_written() -> None:
    assert document_kind("report", "en") == "Report"
    assert document_kind(" Report ", "en") == "Report"
    assert document_kind("Podcast", "en") == "Podcast"
    assert document_kind("", "en") == ""


def test_a_document_is_a_link_only_to_a_good_address() -> None:
    linked = Document("A", "report", "fr", "https://a.org")
    assert document_markdown(linked, "en", str.upper, "ours") == (
        "[A](https://a.org) · REPORT · FRENCH · ours"
    )
    assert document_markdown(Document("a", "", "", "javascript:x"), "en", str.upper) == (
        "A · not published here"
    )


def test_a_source_stands_once_with_all_that_cite_it(tmp_path: Path) -> None:
    campaign = campaign_from(
        tmp_path,
        [{"sources": "https://a.org; A book"}, {"sources": "A book"}, {}],
        toml='sources = ["A book"]',
        documents=[
            {"id": "d", "consultation": "c3", "title": "D", "source": "https://a.org"},
            {"id": "e", "title": "E", "source": "https://a.org"},
        ],
        organizations=[{"id": "o", "name": "O", "sources": "javascript:alert(1)"}],
    )
    assert source_names(campaign) == list(source_list(campaign, "en")["source"])
    table = source_list(campaign, "en").set_index("source")
    assert list(table.index) == ["A book", "https://a.org", "javascript:alert(1)"]
    assert list(table["consultations"]) == ["1, 2", "1, 3", ""]
    assert list(table["others"]) == ["the campaign", "documents", "organizations"]
    assert table["address"].tolist()[1] == "https://a.org"
    assert table["address"].isna().tolist() == [True, False, True]


def test_a_campaign_without_sources_gives_no_row(tmp_path: Path) -> None:
    assert source_list(campaign_from(tmp_path, [{}]), "en").empty


def test_every_source_of_a_shipped_consultation_is_listed() -> None:
    campaign = shipped_campaign()
    named = campaign.consultations["sources"].str.split("; ").explode()
    assert set(named) <= set(source_list(campaign, "fr")["source"])
