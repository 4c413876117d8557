from __future__ import annotations

from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd
import pytest

from components.organizations import chart as organization_chart
from components.organizations import ranking as organization_table
from components.organizations import years as organization_years
from components.organizations.chart import (
    inks,
    involvement_colors,
    toggle_organization,
    with_role_names,
)
from components.shell.bars import layer_charts, row_names
from components.shell.theme import ACCENT, INKS
from components.shell.view_state import VIEW
from data.figures.organizations import ranking_table
from data.filters.choice import Choice, View
from data.model.roles import INVOLVEMENTS
from tests.builders import sample_campaign


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Return a session state that is a plain dictionary."""
    state: dict[str, Any] = {"chart-generation": 4}
    monkeypatch.setattr("streamlit.session_state", state)
    return state


def choose_by(session: dict[str, Any], organizations: tuple[str, ...], role: str = "") -> Choice:
    session[VIEW] = View(Choice(organizations=organizations, role=role, words="x"))
    toggle_organization("mfa")
    chosen: Choice = session[VIEW].choice
    return chosen


@pytest.mark.parametrize(
    ("before", "after"),
    [((), ("mfa",)), (("gcm",), ("mfa",)), (("gcm", "mfa"), ("mfa",)), (("mfa",), ())],
)
def test_a_click_selects_one_organization_and_a_second_click_clears(
    session: dict[str, Any], before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    assert choose_by(session, before).organizations == after


def test_a_click_resets_the_role_and_keeps_other_filters(session: dict[str, Any]) -> None:
    assert choose_by(session, ("gcm",), "host") == Choice(organizations=("mfa",), words="x")


@pytest.mark.parametrize(
    ("event", "organizations"),
    [
        (None, ()),
        ({"selection": {}}, ()),
        ({"selection": {"picked": []}}, ()),
        ({"selection": {"picked": [{"year": "2015"}]}}, ()),
        ({"selection": {"picked": [{"organization": "mfa"}]}}, ("mfa",)),
    ],
)
def test_a_click_is_applied_once(
    session: dict[str, Any], event: object, organizations: tuple[str, ...]
) -> None:
    session[VIEW] = View()
    organization_chart._follow(event, "chart")
    assert session[VIEW].choice.organizations == organizations
    assert session["chart-generation"] == 5


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_involvement_has_a_colour_of_its_own(
    monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    monkeypatch.setattr(organization_chart, "mode", lambda: mode)
    colors = involvement_colors()
    assert tuple(colors) == INVOLVEMENTS
    assert len(set(colors.values())) == len(INVOLVEMENTS)


def test_involvements_have_translated_names() -> None:
    assert list(with_role_names(pd.DataFrame({"involvement": ["both"]}))["did"]) == [
        "Organized and hosted"
    ]


def test_the_selected_organizations_name_has_the_accent_colour() -> None:
    rows = pd.DataFrame({"organization": ["mfa", "gcm"]})
    assert list(inks(rows, ("gcm",))) == [INKS["light"], ACCENT["light"]]


def test_a_chart_is_as_wide_as_the_page_and_as_high_as_its_rows() -> None:
    rows = pd.DataFrame({"name": ["A"], "rank": [0], "ink": ["#000000"]})
    chart = layer_charts([row_names(rows, "name")], 38)
    spec = chart.to_dict()
    assert spec["height"] == 38
    assert spec["autosize"] == {"type": "fit-x", "contains": "padding"}
    assert isinstance(chart, alt.LayerChart)


def test_the_table_has_no_ids_and_empty_cells_for_zero(tmp_path: Path) -> None:
    everyone = ranking_table(sample_campaign(tmp_path), "en")
    shown = organization_table.build_organization_table(everyone)
    assert "organization" not in shown
    assert shown.loc[0, ["total", "organizer", "partner"]].tolist() == [4, 3, 1]
    assert shown.loc[0, ["both", "host"]].isna().all()


@pytest.mark.parametrize(
    ("event", "toggled"),
    [
        (None, []),
        ({"selection": {"rows": []}}, []),
        ({"selection": {"rows": [1]}}, ["mfa"]),
    ],
)
def test_ticking_a_row_selects_its_organization(
    monkeypatch: pytest.MonkeyPatch, event: object, toggled: list[str]
) -> None:
    seen: list[str] = []
    state = {"organization-table-generation": 0}
    monkeypatch.setattr(organization_table, "toggle_organization", seen.append)
    monkeypatch.setattr("streamlit.session_state", state)
    organization_table._follow(event, pd.DataFrame({"organization": ["gcm", "mfa"]}))
    assert seen == toggled
    assert state == {"organization-table-generation": 1}


@pytest.mark.parametrize(
    ("before", "picked", "after"),
    [
        (("", ""), [{"year": "2015"}], ("2015", "2015")),
        (("2016", "2016"), [{"year": "2015"}], ("2015", "2015")),
        (("2015", "2015"), [{"year": "2015"}], ("", "")),
        (("2015", "2016"), [{"year": ""}], ("2015", "2016")),
        (("2015", "2016"), [], ("2015", "2016")),
    ],
)
def test_a_click_on_a_year_filters_and_a_second_click_clears(
    monkeypatch: pytest.MonkeyPatch,
    before: tuple[str, str],
    picked: list[dict[str, str]],
    after: tuple[str, str],
) -> None:
    view = View(Choice(since=before[0], until=before[1], regions=("mena",)))
    state = {VIEW: view, "organization-years-generation": 0}
    monkeypatch.setattr("streamlit.session_state", state)
    organization_years._follow({"selection": {"picked_year": picked}})
    assert state[VIEW].choice == Choice(since=after[0], until=after[1], regions=("mena",))
    assert state["organization-years-generation"] == 1
