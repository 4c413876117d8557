from __future__ import annotations

import pytest

from components.organizations import years as organization_years
from components.shell.view_state import VIEW
from data.choosing.choice import Choice, View


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
    organization_years._follow({"selection": {"picked_year": picked}})  # noqa: SLF001
    assert state[VIEW].choice == Choice(since=after[0], until=after[1], regions=("mena",))
    assert state["organization-years-generation"] == 1
