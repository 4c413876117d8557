from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.about.issues import build_notice
from data.filters.query import Query
from data.model.errors import Issue
from tests.builders import campaign_from, write_campaign

ROWS = [{"id": "a"}, {"id": "a"}, {"id": "b", "start": "soon"}, {"id": "c", "end": "late"}]


def notice() -> None:
    from components.about.issues import show_issues_notice
    from components.shell.campaign_cache import current_campaign

    show_issues_notice(current_campaign())


def test_the_line_counts_issues_by_kind(tmp_path: Path) -> None:
    line = build_notice(campaign_from(tmp_path, ROWS, missing=["photos.csv"]))
    assert line == (
        "Issues in the campaign's tables: "
        "1 row skipped, 2 cells not recognized and 1 file missing or odd."
    )


def test_fixed_and_guessed_cells_are_counted_apart_from_unrecognized_ones(tmp_path: Path) -> None:
    repaired = Issue("consultations.csv", 2, "city", "", "", "", level="fixed")
    doubt = Issue("consultations.csv", 2, "city", "", "", "", level="guessed")
    campaign = Query.everything(
        replace(campaign_from(tmp_path, [{}]).campaign, issues=(repaired, doubt))
    )
    line = "Issues in the campaign's tables: 1 cell guessed and 1 cell fixed."
    assert build_notice(campaign) == line


def test_the_list_can_be_read_and_downloaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(write_campaign(tmp_path, ROWS)))
    page = AppTest.from_function(notice, default_timeout=600)
    page.session_state["issues"] = True  # open
    page.run()
    assert not page.exception
    assert len(page.dataframe[0].value) == 3
    assert len(page.get("download_button")) == 1


def test_a_campaign_without_issues_shows_nothing() -> None:
    page = AppTest.from_function(notice, default_timeout=600).run()
    assert not page.exception
    assert not page.caption
    assert not page.dataframe
