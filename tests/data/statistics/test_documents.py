from __future__ import annotations

from data.statistics.documents import document_kind, document_markdown
from data.statistics.record import Document


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
