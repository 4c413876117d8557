from __future__ import annotations

from pathlib import Path

from data.figures.gaps import Gap, gaps
from tests.builders import campaign_from, sample_campaign


def test_gaps_have_their_consultations(tmp_path: Path) -> None:
    found = {gap.what: gap.consultations for gap in gaps(sample_campaign(tmp_path), "en")}
    assert list(found) == ["date", "place", "organizer", "host", "participants", "report"]
    assert found["date"] == ((6, "Webinar"),)
    assert found["place"] == ((6, "Webinar"),)
    assert found["organizer"] == ((4, "Dakar"),)
    assert found["host"] == ((2, "Dakar"), (4, "Dakar"), (5, "Genève"), (6, "Webinar"))
    assert [number for number, _ in found["report"]] == [2, 3, 4, 5, 6]


def test_other_documents_do_not_count_as_reports(tmp_path: Path) -> None:
    documents = [{"id": "d", "consultation": "c1", "title": "Plan", "kind": "plan"}]
    campaign = campaign_from(tmp_path, [{"title": "One"}], documents=documents)
    assert Gap("report", ((1, "One"),)) in gaps(campaign, "en")


def test_an_empty_campaign_has_no_gaps(tmp_path: Path) -> None:
    assert gaps(campaign_from(tmp_path), "en") == []
    row = {"city": "Dakar", "country": "Senegal", "start": "2016", "organizers": "A", "hosts": "A"}
    documents = [{"id": "d", "consultation": "c1", "title": "R", "kind": "Report"}]
    whole = campaign_from(tmp_path, [row | {"participants": "20"}], documents=documents)
    assert gaps(whole, "en") == []
