from __future__ import annotations

from data.documents import document_kind


def test_known_kinds_have_names_and_others_name_themselves() -> None:
    assert document_kind("report", "en") == "Report"
    assert document_kind(" Report ", "en") == "Report"
    assert document_kind("Podcast", "en") == "Podcast"
    assert document_kind("", "en") == ""
