"""What the page `present` does: makes the tour of the view, shows it, and leaves it again."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from components.presenting.present_button import CAME_FROM, LEFT, first_step
from components.presenting.stage import show_stage
from components.presenting.tour_bench import show_tour_bench
from components.presenting.tour_choice import chosen_tour
from components.presenting.tour_payload import build_tour_payload
from components.url import keep_tour_parameters, link_parameters, tour_parameters
from components.view_state import current_view, set_view
from components.words import gettext as _
from data.tour.address import NOTES

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.campaign import Campaign
    from data.choice import View
    from data.tour.edit import TourEdit

EXPLORE = "pages/explore.py"


def show_presentation(
    campaign: Campaign, take_away: Callable[[Campaign, View, TourEdit], None]
) -> None:
    """Show the tour of the present view from the step that the address says, or change it.

    Args:
        campaign: The whole campaign.
        take_away: Shows the button that takes a view away, with what was changed about its tour.
    """
    asked = tour_parameters()
    view = current_view()
    # The tour of a million takes seconds.
    with st.spinner(_("Making the slides")):
        chosen = chosen_tour(campaign)
        payload = {} if "edit" in asked else build_tour_payload(campaign, view.choice, chosen.tour)
    start = first_step(view)
    if view.selected:
        asked = {"step": [str(start)]} | asked
        set_view(replace(view, selected=""))
    keep_tour_parameters(asked)
    if "edit" in asked:
        show_tour_bench(campaign, chosen, partial(take_away, campaign, current_view()))
        return
    is_notes = NOTES in asked.get("role", ())
    left = show_stage(payload, notice=chosen.notice, start=start, is_notes=is_notes)
    if left.get("to") == "edit":
        st.query_params["edit"] = "1"
        st.rerun()
    elif left:
        _leave(left)


def _leave(left: dict[str, Any]) -> None:
    """Go to the page that one came from, or to Explore with the consultation open."""
    view = current_view()
    if isinstance(left.get("step"), int):
        st.session_state[LEFT] = (view.choice, left["step"])
    page = st.session_state.get(CAME_FROM, EXPLORE) if left.get("to") == "back" else EXPLORE
    set_view(replace(view, selected=str(left.get("consultation", ""))))
    st.switch_page(page, query_params=link_parameters())
