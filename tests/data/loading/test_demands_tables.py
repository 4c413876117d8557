"""Mistakes in demands and judgements are named with file, row and column; the rest loads."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.commands.check import main
from data.figures.demand_records import demand_records
from tests.builders import SAMPLE_FILES, campaign_from, write_campaign

DEMAND = {"id": "d1", "text": "Act", "made_at": "dakar"}
GOOD = {"demand": "d1", "on": "2016", "answer": "accepted"}
EVIDENCE = "https://example.org/report"


@pytest.mark.parametrize(
    ("demand", "judgement", "named"),
    [
        ({}, {"status": "complete"}, ("judgements.csv", "status", "complete")),
        ({}, {"demand": "d9"}, ("judgements.csv", "demand", "d9")),
        ({}, {"on": "2015-11"}, ("judgements.csv", "on", "2015-11")),
        ({}, {"on": "soon"}, ("judgements.csv", "on", "soon")),
        ({}, {"answer": "perhaps"}, ("judgements.csv", "answer", "perhaps")),
        ({}, {"kind": "me"}, ("judgements.csv", "kind", "me")),
        ({}, {"match": "near"}, ("judgements.csv", "match", "near")),
        ({}, {"status": "done", "evidence": EVIDENCE}, ("judgements.csv", "status", "done")),
        ({}, {"evidence": "javascript:x"}, ("judgements.csv", "evidence", "javascript:x")),
        ({}, {"archived": "page 4"}, ("judgements.csv", "archived", "page 4")),
        ({"made_at": "nowhere"}, {}, ("demands.csv", "made_at", "nowhere")),
        ({"verbatim": "maybe"}, {}, ("demands.csv", "verbatim", "maybe")),
        ({"text": ""}, {}, ("demands.csv", "text", "")),
    ],
)
def test_each_mistake_is_named_and_the_rest_loads(
    demand: dict[str, str], judgement: dict[str, str], named: tuple[str, str, str], tmp_path: Path
) -> None:
    demands = [DEMAND | {"id": "d0"}, DEMAND, DEMAND | {"id": "d2"} | demand]
    judgements = [GOOD, GOOD | {"answer": "noted", "by": "B"} | judgement]
    files = {**SAMPLE_FILES, "demands": demands, "judgements": judgements}
    campaign = campaign_from(tmp_path, **files)
    row = 4 if demand else 3
    file, column, seen = named
    (issue,) = campaign.issues
    assert (issue.file, issue.row, issue.column, issue.seen) == (file, row, column, seen)
    shown = {each.id: each for each in demand_records(campaign, range(len(campaign.demands)), "en")}
    assert "accepted" in {stance.answer for stance in shown["d1"].stances}
    assert {each.status for each in shown["d1"].judgements} <= {"", "no_evidence"}


def test_the_check_of_a_folder_names_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    judgements = [GOOD, GOOD | {"status": "complete"}, GOOD | {"demand": "gone"}]
    files = {**SAMPLE_FILES, "demands": [DEMAND], "judgements": judgements}
    main([str(write_campaign(tmp_path / "sample", **files))])
    told = capsys.readouterr().out
    assert "judgements.csv" in told
    assert "This status has no evidence." in told
    assert "No demand has this id." in told
