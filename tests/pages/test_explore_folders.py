"""Explore with campaigns that are broken, tiny or odd."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.builders import SAMPLE, SAMPLE_ORGANIZATIONS, SAMPLE_REGIONS, SAMPLE_TOML, write_campaign
from tests.explore_page import numbers, open_explore, payload, serve, texts

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

OWN = [1, 3, 6, 8, 9, 11, 13, 15, 18]


def test_a_folder_that_does_not_exist_has_one_clear_page(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(monkeypatch, tmp_path / "none")
    app.run()
    assert not app.exception
    assert app.title[0].value == "This campaign can't be shown"
    assert str(tmp_path / "none") in app.error[0].value.replace("\\", "")
    assert not app.dataframe
    assert not app.get("component_instance")


@pytest.mark.parametrize(
    "consultations",
    ["", "name,city\na,Dakar\n", b"\x00\x01\x02", "id\nx\n"],
    ids=["empty", "other columns", "no text", "no title"],
)
def test_an_unreadable_table_has_one_clear_page(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, consultations: str | bytes
) -> None:
    serve(monkeypatch, write_campaign(tmp_path / "broken", consultations))
    app.run()
    assert not app.exception
    assert app.title[0].value == "This campaign can't be shown"
    assert "consultations.csv" in app.error[0].value.replace("\\", "")


def test_a_broken_folder_shows_what_is_good_and_names_the_rest(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        {"id": "good", "title": "Good", "city": "Dakar", "country": "Senegal", "start": "2016"},
        {"id": "good", "title": "The same id"},
        {"id": "nameless", "title": ""},
        {"id": "odd-date", "title": "Odd date", "start": "2016-02-31"},
        {"id": "backwards", "title": "Backwards", "start": "2016-05-02", "end": "2016-05-01"},
        {"id": "far", "title": "Far", "lat": "91", "lon": "0"},
        {"id": "lost", "title": "Lost", "city": "Nowhereville", "region": "nowhere"},
    ]
    folder = write_campaign(
        tmp_path / "broken", rows, toml="not toml [", regions=SAMPLE_REGIONS, missing=["photos.csv"]
    )
    serve(monkeypatch, folder)
    page = open_explore(app)
    shown = page.dataframe[0].value
    assert list(shown["title"]) == ["Good", "Backwards", "Odd date", "Far", "Lost"]
    assert "2 rows skipped" in texts(page)
    assert [mark["id"] for mark in payload(page)["marks"]] == ["good"]
    page.button(key="open-far").click().run()
    assert not page.exception


def test_a_campaign_of_ids_and_titles_alone_is_shown(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_campaign(
        tmp_path / "bare",
        "id,title\na,First\nb,Second\n",
        missing=[
            "campaign.toml",
            "regions.csv",
            "organizations.csv",
            "documents.csv",
            "photos.csv",
        ],
    )
    serve(monkeypatch, folder)
    page = open_explore(app)
    assert numbers(page) == [1, 2]
    assert payload(page)["marks"] == []
    page.button(key="open-a").click().run()
    assert page.subheader[0].value == "1. First"
    assert "Place unknown" in texts(page)


def test_a_campaign_without_a_single_consultation_is_shown(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(monkeypatch, write_campaign(tmp_path / "none", "id,title\n"))
    page = open_explore(app)
    assert numbers(page) == []
    assert payload(page)["marks"] == []


def test_several_places_have_several_marks_of_one_number(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_campaign(
        tmp_path / "sample",
        SAMPLE,
        toml=SAMPLE_TOML,
        regions=SAMPLE_REGIONS,
        organizations=SAMPLE_ORGANIZATIONS,
    )
    serve(monkeypatch, folder)
    page = open_explore(app, c="cities")
    marks = [mark for mark in payload(page)["marks"] if mark["id"] == "cities"]
    assert [mark["number"] for mark in marks] == [5, 5]
    assert [mark["label"].split(", ")[0] for mark in marks] == ["5. Genève", "5. Brussels"]
