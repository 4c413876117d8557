"""The page Present, and the button that leads to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from components.presenting.editor import FROM_STEP, show_tour_editor
from components.presenting.payload import StageContext, build_tour_payload
from components.presenting.stage import show_stage
from components.presenting.tour import Chosen, chosen_tour, offered_tours
from components.shell.campaign_cache import current_campaign
from components.shell.own_list import is_in_use
from components.shell.pages import EXPLORE, PRESENT
from components.shell.shards import unless_too_large
from components.shell.url import (
    keep_tour_parameters,
    link_parameters,
    start_page,
    tour_parameters,
)
from components.shell.view_state import current_view, set_view
from components.shell.words import gettext as _
from components.shell.words import language
from data.filters.address import NOTES
from data.filters.choice import View
from data.filters.query import Query
from data.tour.edit import TourEdit
from data.tour.reach import reach
from data.tour.tour import tour_of

CAME_FROM = "present_from"
LEFT = "present_left"
"""Session keys: the page that a presenter returns to; the choice and step that were left last."""


def show_present_button(view: View, page: str) -> None:
    """Show the button that starts the tour of a view.

    Args:
        view: The view to present.
        page: File of the button's page, to which leaving the tour returns.
    """
    # Translators: verb, a button that starts the slides
    if st.button(_("Present"), key="present", icon=":material/slideshow:"):
        st.session_state[CAME_FROM] = page
        closed = link_parameters(replace(view, selected=""))
        step = str(first_step(view))
        st.switch_page(PRESENT.file, query_params={**closed, "step": step})


def first_step(view: View) -> int:
    """Return the first step: the open consultation, else where this choice was left, else 1."""
    step = 1
    if view.selected:  # Otherwise don't make the tour yet: it may take long.
        step = tour_of(current_campaign(), view.choice, language()).step_of(view.selected)
    choice, left = st.session_state.get(LEFT, (None, 1))
    return left if step == 1 and choice == view.choice else step


@unless_too_large(PRESENT.file, EXPLORE.file)
def show_presentation(
    campaign: Query, take_away: Callable[[Query, View, TourEdit, int], None]
) -> None:
    """Show the tour of the current view at the address's step, or its editor.

    Args:
        campaign: The whole campaign.
        take_away: Shows the button that exports a view and its edited tour, or one slide of it.
    """
    parameters = tour_parameters()
    view = current_view()
    # The tour of a million takes seconds.
    with st.spinner(_("Preparing the slides")):
        chosen = chosen_tour(campaign)
        context = stage_context(campaign, chosen)
        payload = (
            {}
            if "edit" in parameters
            else build_tour_payload(campaign, view.choice, chosen.tour, context)
        )
    start = first_step(view)
    if view.selected:
        parameters = {"step": [str(start)]} | parameters
        set_view(replace(view, selected=""))
    keep_tour_parameters(parameters)
    if "edit" in parameters:
        show_tour_editor(campaign, chosen, context, partial(take_away, campaign, current_view()))
        return
    is_notes = NOTES in parameters.get("role", ())
    left = show_stage(payload, notice=chosen.notice, start=start, is_notes=is_notes)
    if left.get("to") == "edit":
        st.query_params["edit"] = "1"
        st.session_state[FROM_STEP] = left.get("step")
        st.rerun()
    elif left:
        _leave(left)


def stage_context(campaign: Query, chosen: Chosen) -> StageContext:
    """Return what the stage shows beside the slides of a tour of the current view."""
    view = current_view()
    start = "" if is_in_use() else start_page()
    link = f"{start}?{urlencode(link_parameters(replace(view, selected='')), doseq=True)}"
    return StageContext(
        reach(link if start else "", start, campaign.settings.url),
        offered_tours(campaign, chosen),
        chosen.name,
    )


def _leave(left: dict[str, Any]) -> None:
    """Switch to the page that the tour was started on, or to Explore with the consultation open."""
    view = current_view()
    if isinstance(left.get("step"), int):
        st.session_state[LEFT] = (view.choice, left["step"])
    page = (
        st.session_state.get(CAME_FROM, EXPLORE.file) if left.get("to") == "back" else EXPLORE.file
    )
    set_view(replace(view, selected=str(left.get("consultation", ""))))
    st.switch_page(page, query_params=link_parameters())
