"""What was asked, on the card, in the panel's list, and on the pages that gather meetings."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from data.export.extract import Extract
from data.figures.demand_counts import demand_totals
from data.filters.choice import Choice
from data.filters.select import select
from tests.builders import SAMPLE_FILES, write_campaign
from tests.shipped import shipped_campaign
from tests.visible import visible_texts

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

D01 = "Base the guiding principles for emergency response"
HOSTILE = "{{ 7*191 }} <img src=x onerror=alert(1)> ![i](http://e.org/a.png) $x$ :red[x]"


def opened(app: AppTest, page: str, **parameters: str) -> AppTest:
    for name, value in parameters.items():
        app.query_params[name] = value
    shown = app.switch_page(f"pages/{page}.py").run()
    assert not shown.exception
    return shown


def markdown(page: AppTest) -> str:
    return "\n".join(each.value for each in page.markdown)


@pytest.mark.parametrize("page", ["explore", "consultation"])
def test_a_card_begins_with_what_was_asked_and_one_click_opens_the_evidence(
    app: AppTest, page: str
) -> None:
    shown = markdown(opened(app, page, c="manila-2015"))
    assert shown.index("What it asked for") < shown.index("**Kind**")
    assert f"Summary\\: {D01}" in shown
    assert "◇ Own reading: **Accepted in part**" in shown
    assert "(https://micicinitiative.iom.int/micic-principles)" in shown


@pytest.mark.parametrize("page", ["explore", "consultation"])
def test_a_card_leads_to_what_is_reported_back_in_each_language(
    app: AppTest, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    shown = opened(app, page, c="manila-2015")
    assert [each for each in shown.get("download_button") if each.proto.label == "Report back"]
    monkeypatch.setattr("components.consultation.asked.has_own_routes", lambda: True)
    extract = partial(Extract, address="https://a.org/", day=date(2026, 1, 1))
    monkeypatch.setattr(
        "components.consultation.asked.current_extract",
        lambda campaign, view: extract(campaign, view.choice, view.language),
    )
    shown = opened(app, page, c="manila-2015")
    assert "[English](https://a.org/api/consultations.report.html?c=manila-2015&lang=en) · " in (
        markdown(shown)
    )
    assert "&lang=fr)" in markdown(shown)
    assert "report.html" not in markdown(opened(app, page, c="geneva-launch-2016"))


def test_the_panel_has_the_first_demand_of_each_meeting_or_says_that_there_is_no_wording(
    app: AppTest,
) -> None:
    captions = [each.value for each in opened(app, "explore").caption]
    (first,) = [each for each in captions if each.startswith("Summary")]
    assert first.startswith(f"Summary\\: {D01} on the")
    assert first.endswith("do not stop at humanitarian assistance\\.")
    # The launch and the webinar are not expected to ask for anything.
    assert captions.count("Wording not published") == 6


@pytest.mark.parametrize(
    ("page", "parameters", "demands"),
    [("regions", {"region": "asia"}, 10), ("compare", {"compare": "asia,mena"}, 10)],
)
def test_regions_show_what_was_asked_in_figures_and_words(
    app: AppTest, page: str, parameters: dict[str, str], demands: int
) -> None:
    shown = markdown(opened(app, page, **parameters))
    totals = demand_totals(select(shipped_campaign(), Choice(regions=("asia",))))
    assert totals.demands == demands
    assert f"{demands} demands · Accepted\\: {totals.answers['accepted']} ·" in shown
    assert f"Answer unknown\\: {totals.answers['unknown']}" in shown
    assert D01 in shown


def test_demands_of_several_meetings_are_not_shown_as_those_of_one_region(app: AppTest) -> None:
    shown = markdown(opened(app, "regions", region="mena"))
    assert "4 demands" in shown
    assert shown.count("The sources don't say which of these meetings asked for it") == 4


def test_an_organization_shows_what_it_asked_for(app: AppTest) -> None:
    page = opened(app, "organizations", organization="mfa")
    assert "What it asked for" in [each.value for each in page.header]
    assert "3 demands · Accepted\\: 1 · Accepted in part\\: 2 · Answer unknown\\: 0" in markdown(
        page
    )


@pytest.mark.parametrize("page", ["explore", "regions", "organizations", "consultation", "compare"])
def test_a_campaign_without_demands_says_nothing_of_them(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    folder = write_campaign(tmp_path / "sample", **SAMPLE_FILES)
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(folder))
    texts = " ".join(visible_texts(opened(app, page, c="dakar")))
    assert not [word for word in ("asked", "demand", "Wording", "Judge") if word in texts]


def test_hostile_demands_stay_texts(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("text", "page", "by", "addressed_to", "theme", "carried_to", "sources", "notes")
    demand = dict.fromkeys(names, HOSTILE) | {"id": "d", "made_at": "dakar"}
    names = ("by", "target", "paragraph", "quote", "note", "reply")
    judgement = dict.fromkeys(names, HOSTILE) | {
        "demand": "d", "answer": "accepted", "evidence": "https://e.org/](javascript:x)",
    }  # fmt: skip
    files = {**SAMPLE_FILES, "demands": [demand], "judgements": [judgement]}
    folder = write_campaign(tmp_path / "sample", **files)
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(folder))
    shown = markdown(opened(app, "explore", c="dakar"))
    assert "\\{\\{ 7\\*191 \\}\\} \\<img src\\=x" in shown
    assert "<img" not in shown.replace("\\<img", "")
    assert "](javascript:x)" not in shown
