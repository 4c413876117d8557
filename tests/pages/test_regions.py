from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from components.shell.view_state import VIEW
from data.figures.regions import region_ids
from tests.builders import sample_campaign, write_campaign
from tests.shipped import shipped_campaign

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

HOSTILE = "{{ 7*191 }} </script><script> ![i](http://e.org/a.png) [l](javascript:x) $x$"


def open_regions(app: AppTest, **parameters: str) -> AppTest:
    for name, value in parameters.items():
        app.query_params[name] = value
    app.switch_page("pages/regions.py").run()
    assert not app.exception
    return app


def button(app: AppTest, key: str) -> object:
    return next(one for one in app.button if one.key == key)


def headings(app: AppTest) -> list[str]:
    return [element.value.replace("\\", "") for element in [*app.header, *app.subheader]]


def captions(app: AppTest) -> str:
    return "\n".join(element.value for element in [*app.caption, *app.markdown])


def test_it_opens_with_the_first_region_and_leaves_the_choice_alone(app: AppTest) -> None:
    page = open_regions(app)
    assert page.title[0].value.startswith("South")
    assert page.session_state[VIEW].choice.regions == ()
    assert "1. Civil society consultation for South, East & South East Asia" in headings(page)


@pytest.mark.parametrize("region", region_ids(shipped_campaign()))
def test_every_region_opens_by_its_link(app: AppTest, region: str) -> None:
    page = open_regions(app, region=region)
    sections = {"Where results went", "What is missing", "Documents", "All regions"}
    assert sections <= set(headings(page))


def test_a_region_shows_its_own_and_its_related_meetings(app: AppTest) -> None:
    page = open_regions(app, region="mena")
    cards = [heading for heading in headings(page) if heading[0].isdigit()]
    assert [card.split(".")[0] for card in cards] == ["11", "12"]
    assert "Host missing: Valletta (12)" in captions(page)


def test_next_and_previous_go_into_the_link(app: AppTest) -> None:
    page = open_regions(app)
    button(page, "region-arrow_forward").click()
    page.run()
    assert page.query_params["region"] == "europe-central-asia"
    button(page, "region-arrow_back").click()
    page.run()
    assert page.query_params["region"] == "asia"
    assert button(page, "region-arrow_back").disabled


def test_the_list_of_regions_goes_anywhere(app: AppTest) -> None:
    page = open_regions(app)
    page.selectbox(key="region_in_focus").select("global").run()
    assert page.query_params["region"] == "global"
    assert page.title[0].value == "Global"


def test_an_opened_consultation_has_its_whole_card_first(app: AppTest) -> None:
    page = open_regions(app, c="dakar-states-2015")
    assert page.title[0].value.replace("\\", "") == "West & Central Africa"
    assert next(one for one in headings(page) if one[0].isdigit()).startswith("7. ")
    assert "Sources: " in captions(page)


def test_other_filters_hold_and_can_be_dropped(app: AppTest) -> None:
    page = open_regions(app, region="mena", words="Beirut", kind="webinar")
    whole = button(page, "region-whole")
    whole.click()
    page.run()
    assert page.query_params["region"] == "mena"
    assert "words" not in page.query_params


def test_french_data_stand_on_a_french_page(app: AppTest) -> None:
    page = open_regions(app, region="asia", lang="fr")
    assert page.title[0].value.replace("\\", "") == "Asie du Sud, de l'Est et du Sud-Est"


def test_a_region_without_consultations_says_so(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", sample_campaign(tmp_path).folder)
    page = open_regions(app, region="europe")
    assert "None for this region." in captions(page)
    assert headings(page) == ["All regions", "What is missing, by region"]


@pytest.mark.parametrize("rows", [[], [{"region": HOSTILE, "title": HOSTILE, "city": HOSTILE}]])
def test_it_opens_for_an_empty_and_for_a_hostile_campaign(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: list[dict[str, str]]
) -> None:
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(write_campaign(tmp_path, rows)))
    page = open_regions(app)
    text = captions(page) + page.title[0].value + "".join(headings(page))
    assert "](javascript" not in captions(page)
    assert "1337" not in text


def test_a_hole_of_the_matrix_lists_what_lacks_it(app: AppTest) -> None:
    page = open_regions(app, region="mena", gap="report,mena")
    assert "**Middle East & North Africa, missing: Report**" in captions(page).replace("\\", "")
    assert "11. Beirut, Lebanon" in [one.label.replace("\\", "") for one in page.get("page_link")]
    assert page.query_params["gap"] == "report,mena"
    page.switch_page("pages/about.py").run()
    assert "gap" not in page.query_params


def test_a_region_without_anything_in_a_year_offers_all_years(app: AppTest) -> None:
    page = open_regions(app, region="asia", **{"from": "2016", "to": "2016"})
    said = captions(page).replace("\\", "")
    assert "None in this period (2016); 1 civil society consultation in all years." in said
    button(page, "region-loosen-since").click()
    page.run()
    assert "from" not in page.query_params
    assert "1 of 7 civil society consultations" in captions(page)
