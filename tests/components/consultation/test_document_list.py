from __future__ import annotations

from pathlib import Path

from components.consultation.card import build_lines
from tests.builders import campaign_from


def test_a_document_names_its_kind_and_consultation(tmp_path: Path) -> None:
    documents = [
        {"id": "a", "consultation": "c1", "title": "A", "kind": "report", "url": "https://a.org"},
        {"id": "b", "title": "B", "language": "fr"},
        {"id": "c", "consultation": "nobody", "title": "C"},
    ]
    campaign = campaign_from(tmp_path, [{}], documents=documents)
    assert build_lines(campaign, campaign) == [
        "[A](https://a.org) · Report · no. 1",
        "B · French · not published here",
        "C · not published here",
    ]


def test_without_documents_there_are_no_lines(tmp_path: Path) -> None:
    campaign = campaign_from(tmp_path, [{}])
    assert build_lines(campaign, campaign) == []
