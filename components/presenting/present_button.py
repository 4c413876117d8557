"""The button that shows the tour of a view to a room."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from components.campaign_cache import current_campaign
from components.url import link_parameters
from components.words import gettext as _
from components.words import language
from data.tour.tour import tour_of

if TYPE_CHECKING:
    from data.choice import View

CAME_FROM = "present_from"
LEFT = "present_left"
"""Session keys: the page that a presenter goes back to; the choice and the step left last."""
PAGE = "pages/present.py"


def show_present_button(view: View, page: str) -> None:
    """Show the button.

    Args:
        view: What is presented.
        page: The file of the page it stands on: leaving the tour leads back there.
    """
    if st.button(_("Present"), key="present", icon=":material/slideshow:"):
        st.session_state[CAME_FROM] = page
        closed = link_parameters(replace(view, selected=""))
        step = str(first_step(view))
        st.switch_page(PAGE, query_params={**closed, "step": step})


def first_step(view: View) -> int:
    """The step to begin with: the open consultation, else where this choice was left, else 1."""
    step = 1
    if view.selected:  # Else the tour, which may take long, is made where its stage is.
        step = tour_of(current_campaign(), view.choice, language()).step_of(view.selected)
    choice, left = st.session_state.get(LEFT, (None, 1))
    return left if step == 1 and choice == view.choice else step
