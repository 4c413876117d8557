from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from components.consultation.lines import build_steps
from components.shell.view_state import VIEW
from data.filters.choice import Choice, View
from data.filters.select import select
from tests.shipped import shipped_campaign


@pytest.mark.parametrize(
    ("selected", "previous", "following"),
    [
        ("beirut-2016", "san-jose-2016", "nairobi-2016"),
        ("manila-2015", None, "brussels-2015"),
        ("webinar", "new-york-2016", None),
        # Not among the chosen: its neighbours in date order are.
        ("valletta-states-2016", "beirut-2016", "nairobi-2016"),
    ],
)
def test_steps_go_through_the_selection_by_date(
    selected: str, previous: str | None, following: str | None
) -> None:
    campaign = shipped_campaign()
    steps = build_steps(campaign, select(campaign, Choice()), selected)
    assert [step and step.id for step in steps] == [previous, following]


def test_an_empty_selection_has_no_steps() -> None:
    campaign = shipped_campaign()
    nothing = select(campaign, Choice(words="nowhere at all"))
    assert build_steps(campaign, nothing, "beirut-2016") == (None, None)


def steps_of_view() -> None:
    from components.consultation.lines import show_consultation_steps
    from components.shell.campaign_cache import current_campaign
    from components.shell.view_state import current_view

    campaign = current_campaign()
    show_consultation_steps(campaign, campaign, current_view())


def test_buttons_step_and_close() -> None:
    page = AppTest.from_function(steps_of_view, default_timeout=600)
    page.session_state[VIEW] = View(selected="beirut-2016")
    page.run()
    assert [button.label for button in page.button] == ["Previous (10)", "Next (12)", "Close"]
    page.button[1].click().run()
    assert page.session_state[VIEW].selected == "valletta-states-2016"
    page.button[2].click().run()
    assert page.session_state[VIEW].selected == ""
    assert not page.button


def test_steps_past_either_end_are_disabled() -> None:
    page = AppTest.from_function(steps_of_view, default_timeout=600)
    page.session_state[VIEW] = View(selected="manila-2015")
    page.run()
    assert [button.disabled for button in page.button] == [True, False, False]
