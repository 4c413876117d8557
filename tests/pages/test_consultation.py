from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.builders import write_campaign
from tests.shipped import shipped_campaign

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest


def open_page(app: AppTest, **parameters: str) -> AppTest:
    for name, value in parameters.items():
        app.query_params[name] = value
    page = app.switch_page("pages/consultation.py").run()
    assert not page.exception
    return page


def texts(page: AppTest) -> str:
    shown = [*page.title, *page.header, *page.subheader, *page.markdown, *page.caption]
    return "\n".join(one.value for one in shown).replace("\\", "")


def test_a_consultation_has_its_page(app: AppTest) -> None:
    page = open_page(app, c="dakar-2015")
    assert page.title[0].value.startswith("Dakar")
    said = texts(page)
    assert "6. Civil society consultation for West & Central Africa" in said
    assert "Report missing: Dakar (6)" in said
    assert "Where results went" in said


@pytest.mark.parametrize("consultation", [*shipped_campaign().consultations["id"]])
def test_every_consultation_opens_by_its_link(app: AppTest, consultation: str) -> None:
    assert open_page(app, c=consultation).query_params["c"] == consultation


def test_next_goes_to_the_next_one_in_date_order(app: AppTest) -> None:
    page = open_page(app, c="dakar-2015")
    page.button(key="step-arrow_forward").click()
    page.run()
    assert page.query_params["c"] == "geneva-2016"


def test_without_one_it_lists_those_of_the_selection(app: AppTest) -> None:
    page = open_page(app, region="mena")
    assert page.title[0].value == "Consultations"
    assert len(page.get("page_link")) > 1


def test_a_name_on_the_card_leads_to_the_page_of_the_organization(app: AppTest) -> None:
    page = open_page(app, c="dakar-2015", region="west-central-africa")
    next(one for one in page.button if "Caritas Senegal" in one.label).click()
    page.run()
    assert not page.exception
    assert page.title[0].value == "Caritas Senegal"
    assert page.query_params["organization"] == "caritas-senegal"
    assert "region" not in page.query_params


def test_a_card_elsewhere_leads_to_the_page(app: AppTest) -> None:
    app.query_params["c"] = "dakar-2015"
    page = app.switch_page("pages/regions.py").run()
    page.button(key="selected-page").click()
    page.run()
    assert not page.exception
    assert page.title[0].value.startswith("Dakar")


def test_it_opens_for_an_empty_campaign(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(write_campaign(tmp_path, [])))
    assert open_page(app).title[0].value == "Consultations"
