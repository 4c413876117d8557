from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from components.comparing.follow_ups import build_target
from components.comparing.sides import build_sides as build_compared
from components.exporting.actions import build_sides
from components.shell.view_state import VIEW
from data.figures.regions import region_years
from data.filters.choice import Choice, View
from tests.builders import write_campaign
from tests.shipped import shipped_campaign

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

HOSTILE = "{{ 7*191 }} </script> | ![i](http://e.org/a.png) [l](javascript:x) $x$"


def open_compare(app: AppTest, **parameters: str) -> AppTest:
    for name, value in parameters.items():
        app.query_params[name] = value
    page = app.switch_page("pages/compare.py").run()
    assert not page.exception
    return page


def window_title(page: AppTest) -> str:
    """Return what the page calls the window."""
    (element,) = [
        one.proto
        for one in page.get("bidi_component")
        if one.proto.component_name.endswith("document") and one.proto.json
    ]
    return str(json.loads(element.json)["title"])


def test_a_link_without_sides_compares_the_two_busiest_regions(app: AppTest) -> None:
    page = open_compare(app)
    assert page.title[0].value == "Compare"
    assert page.selectbox(key="compare-left").value == "latin-america"
    assert "compare" not in page.query_params


def test_figures_stand_beside_their_label_and_differences_are_bold(app: AppTest) -> None:
    page = open_compare(app, compare="asia,mena", lang="en")
    (table,) = [one.value for one in page.markdown if one.value.startswith("|  |")]
    assert "| Dates | **March 2015** | **March 2016** |" in table
    assert "| Countries | 1 | 1 |" in table
    assert "| Organizations | **3** | **4** |" in table


def test_the_menu_leads_here_with_what_the_filters_have(app: AppTest) -> None:
    page = open_compare(app, region="asia")
    sides = [page.selectbox(key=f"compare-{side}").value for side in ("left", "right")]
    assert sides == ["asia", "latin-america"]
    assert "Compare" in [link.proto.label for link in page.get("page_link")]


def test_choosing_a_side_goes_into_the_link(app: AppTest) -> None:
    page = open_compare(app, compare="mena,asia")
    page.selectbox(key="compare-right").select("latin-america").run()
    assert page.query_params["compare"] == "mena,latin-america"
    page.segmented_control(key="compare-dimension").set_value("years").run()
    assert page.query_params["compare"] == "2015,2016"
    assert not page.exception


def test_the_window_is_named_after_both_sides(app: AppTest) -> None:
    page = open_compare(app, compare="2016,2015", region="asia", lang="en")
    assert window_title(page) == "Compare: 2016 | 2015 · MICIC"
    assert [header.value for header in page.header[:2]] == ["2016", "2015"]
    page.switch_page("pages/about.py").run()
    assert window_title(page).startswith("About")


@pytest.mark.parametrize(
    ("page", "filters", "compared"),
    [
        ("regions", {"region": "mena"}, ("mena",)),
        ("organizations", {"organization": "mfa"}, ("mfa",)),
        ("organizations", {"organization": ["mfa", "cidehum"]}, ("mfa", "cidehum")),
        ("explore", {"region": ["asia", "mena"]}, ("asia", "mena")),
    ],
)
def test_a_view_of_regions_or_organizations_leads_here(
    app: AppTest, page: str, filters: dict[str, Any], compared: tuple[str, ...]
) -> None:
    app.query_params["lang"] = "en"
    for name, value in filters.items():
        app.query_params[name] = value
    shown = app.switch_page(f"pages/{page}.py").run()
    assert shown.button(key="view-compare").label == "Compare"
    assert build_sides(shown.session_state[VIEW]) == compared


def test_nothing_leads_here_where_there_is_nothing_to_compare(app: AppTest) -> None:
    for page, region in (("explore", "mena"), ("organizations", "")):
        app.query_params["region"] = region
        shown = app.switch_page(f"pages/{page}.py").run()
        assert "view-compare" not in [button.key for button in shown.button]


def test_other_pages_drop_what_is_compared(app: AppTest) -> None:
    page = open_compare(app, compare="mena,asia")
    page.switch_page("pages/about.py").run()
    assert "compare" not in page.query_params


@pytest.mark.parametrize(
    ("requested", "sides"),
    [
        ((), ("regions", ("latin-america", "mena"))),
        (("mena", "asia"), ("regions", ("mena", "asia"))),
        (("2016", "2015"), ("years", ("2016", "2015"))),
        (("mfa",), ("organizations", ("mfa", "alianza-americas"))),
        (("mena", "2015"), ("regions", ("latin-america", "mena"))),
        (("x", "y"), ("regions", ("latin-america", "mena"))),
    ],
)
def test_ids_are_regions_years_or_organizations(
    requested: tuple[str, ...], sides: tuple[str, tuple[str, ...]]
) -> None:
    assert build_compared(shipped_campaign(), requested) == sides


@pytest.mark.parametrize(
    ("cells", "choice"),
    [
        ([], None),
        ([(4, "2016")], Choice(regions=("mena",), since="2016", until="2016")),
        ([(4, "total")], Choice(regions=("mena",))),
        ([(6, "2016")], Choice(regions=("global",), since="2016", until="2016")),
    ],
)
def test_a_number_opens_its_region_and_year(
    cells: list[tuple[int, str]], choice: Choice | None
) -> None:
    view = build_target(region_years(shipped_campaign(), "en"), cells, View(selected="x"))
    assert (view and view.choice) == choice


@pytest.mark.parametrize("rows", [[], [{"region": HOSTILE, "title": HOSTILE, "organizers": "a|b"}]])
def test_it_opens_for_an_empty_and_for_a_hostile_campaign(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: list[dict[str, str]]
) -> None:
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(write_campaign(tmp_path, rows)))
    page = open_compare(app)
    text = "\n".join(one.value for one in [*page.markdown, *page.caption])
    assert "](javascript" not in text
    assert "1337" not in text
