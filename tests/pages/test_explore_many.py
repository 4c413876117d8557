"""Explore with more than fits: groups, bars, pages, and a list for every place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.elements.lib import policies

from components.shell.view_state import VIEW
from data.figures.table_pages import PAGE
from data.filters import facets
from tests.builders import write_campaign
from tests.explore_page import open_explore, payload, serve, texts

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from data.filters.query import Query

COUNT = 250


@pytest.fixture
def many(app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    organizations = [{"id": f"o{one}", "name": f"Forum {one:03}"} for one in range(COUNT)]
    rows = [
        {
            "id": f"c{place}",
            "title": f"Meeting {place}",
            "start": f"{2010 + place % 10}-0{1 + place % 9}-11",
            "city": "Dakar" if place % 10 else "Nairobi",
            "country": "SN" if place % 10 else "KE",
            "region": "africa",
            "hosts": f"o{place}",
        }
        for place in range(COUNT)
    ]
    write_campaign(tmp_path, rows, organizations=organizations)
    serve(monkeypatch, tmp_path)
    return app


def test_closed_filters_are_not_counted(many: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str] = []

    def spy(campaign: Query, name: str, *rest: Any) -> Any:
        names.append(name)
        return count_options(campaign, name, *rest)

    count_options = facets._counts
    monkeypatch.setattr(facets, "_counts", spy)
    open_explore(many)
    assert set(names) == {"regions", "since", "kinds"}


def test_the_map_has_groups_and_the_table_a_page(many: AppTest) -> None:
    page = open_explore(many)
    groups = payload(page)["groups"]["list"]
    assert sorted(group[2] for group in groups) == [COUNT // 10, COUNT - COUNT // 10]
    assert len(page.dataframe[0].value) == PAGE
    assert f"Rows 1–{PAGE} of {COUNT}" in texts(page)
    assert len([one for one in page.button if (one.key or "").startswith("open-")]) == 12


def test_the_page_of_the_table_stands_in_the_address(many: AppTest) -> None:
    page = open_explore(many, sort="-title", page="2")
    assert f"Rows {PAGE + 1}–{2 * PAGE} of {COUNT}" in texts(page)
    second = list(page.dataframe[0].value["title"])
    assert second == sorted(second, reverse=True)
    page.toggle(key="table_down").set_value(False).run()
    assert page.session_state[VIEW].sort == "title"
    assert page.query_params["sort"] == "title"
    assert "page" not in page.query_params
    assert page.dataframe[0].value["title"].iloc[0] == "Meeting 0"


def test_another_choice_begins_at_the_first_page(many: AppTest) -> None:
    many.session_state["more_filters"] = True  # open
    page = open_explore(many, page="3")
    assert page.session_state[VIEW].page == 3
    page.text_input(key="typed_since").set_value("2000").run()
    assert page.session_state[VIEW].choice.since == "2000"
    assert page.session_state[VIEW].page == 1


def test_a_page_that_is_not_there_gives_the_last(many: AppTest) -> None:
    assert f"Rows 201–{COUNT} of {COUNT}" in texts(open_explore(many, page="99"))


@pytest.mark.long
def test_a_place_has_a_list_with_pages_and_a_way_back(many: AppTest) -> None:
    page = open_explore(many)
    dakar = max(payload(page)["groups"]["list"], key=lambda group: group[2])[5]
    page = open_explore(many, at=dakar)
    assert "Dakar, Senegal: 225 consultations" in texts(page).replace("\\", "")
    listed = [
        one
        for one in page.button
        if (one.key or "").startswith("tile-c") and one.key != "tile-close"
    ]
    assert len(listed) == 25
    listed[0].click().run()
    assert page.session_state[VIEW].tile == dakar
    assert page.session_state[VIEW].selected == listed[0].key.removeprefix("tile-")
    page.button(key="step-close").click().run()
    page.button(key="tile-close").click().run()
    assert page.session_state[VIEW].tile == ""


def test_a_place_without_anything_chosen_says_so(many: AppTest) -> None:
    page = open_explore(many, at="3/0/0")
    assert "Nothing in this selection took place here." in texts(page)


@pytest.mark.long
@pytest.mark.parametrize("tile", ["nowhere", "3/9/1", "{{7*7}}"])
def test_a_tile_that_is_none_is_dropped_with_a_word(many: AppTest, tile: str) -> None:
    page = open_explore(many, at=tile)
    assert "Part of this link isn't in this campaign" in page.warning[0].value


def test_the_table_is_sorted_on_the_server(many: AppTest) -> None:
    page = open_explore(many)
    page.toggle(key="table_down").set_value(True).run()
    assert page.dataframe[0].value["number"].tolist()[:2] == [COUNT, COUNT - 1]


def test_thousands_of_organizations_are_found_by_typing(many: AppTest) -> None:
    many.session_state["more_filters"] = True
    page = open_explore(many)
    page.text_input(key="organization_text").set_value("forum 013").run()
    assert page.session_state["organization"] == []
    page = open_explore(many, organization="o13")
    assert page.session_state["organization"] == ["o13"]


def test_nothing_is_logged_of_the_page_that_a_view_names(
    many: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged: list[str] = []
    monkeypatch.setattr(policies, "_shown_default_value_warning", False)
    log = "streamlit.elements.lib.policies._LOGGER.warning"
    monkeypatch.setattr(log, lambda text, *_key, **_how: logged.append(text))
    open_explore(many, page="2")
    assert logged == []
