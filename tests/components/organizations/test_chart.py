from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import pandas as pd
import pytest

from components.organizations import chart as organization_chart
from components.organizations.chart import (
    inks,
    involvement_colors,
    toggle_organization,
    with_role_names,
)
from components.shell.theme import ACCENT, INKS
from components.shell.view_state import VIEW
from data.campaign.roles import INVOLVEMENTS
from data.choosing.choice import Choice, View

if TYPE_CHECKING:
    from typing import Any


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
    organization_chart._follow(event, "chart-generation")  # noqa: SLF001
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
    chart = organization_chart.layer_charts([organization_chart.row_names(rows, "name")], 38)
    spec = chart.to_dict()
    assert spec["height"] == 38
    assert spec["autosize"] == {"type": "fit-x", "contains": "padding"}
    assert isinstance(chart, alt.LayerChart)
