from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from streamlit.testing.v1 import AppTest

from components.about.issues import build_notice
from data.campaign.errors import Finding
from tests.builders import campaign_from, write_campaign

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

ROWS = [{"id": "a"}, {"id": "a"}, {"id": "b", "start": "soon"}, {"id": "c", "end": "late"}]


def notice() -> None:
    from components.about.issues import show_findings_notice  # noqa: PLC0415
    from components.shell.campaign_cache import current_campaign  # noqa: PLC0415

    show_findings_notice(current_campaign())


def test_the_line_counts_what_was_not_understood(tmp_path: Path) -> None:
    line = build_notice(campaign_from(tmp_path, ROWS, missing=["photos.csv"]))
    assert line == (
        "In the campaign's tables: 1 row left out, 2 cells not understood, 1 file missing or odd."
    )


def test_a_repair_is_no_cell_that_was_not_understood(tmp_path: Path) -> None:
    repaired = Finding("consultations.csv", 2, "city", "", "", "", level="repaired")
    doubt = Finding("consultations.csv", 2, "city", "", "", "", level="in doubt")
    campaign = replace(campaign_from(tmp_path, [{}]), findings=(repaired, doubt))
    said = "In the campaign's tables: 1 cell in doubt, 1 cell repaired."
    assert build_notice(campaign) == said


def test_the_list_is_there_to_read_and_to_download(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(write_campaign(tmp_path, ROWS)))
    page = AppTest.from_function(notice, default_timeout=30)
    page.session_state["findings"] = True  # open
    page.run()
    assert not page.exception
    assert len(page.dataframe[0].value) == 3
    assert len(page.get("download_button")) == 1


def test_nothing_is_said_when_all_was_understood() -> None:
    page = AppTest.from_function(notice, default_timeout=30).run()
    assert not page.exception
    assert not page.caption
    assert not page.dataframe
