"""Demands: what consultations asked for, and what became of it."""

from __future__ import annotations

import streamlit as st

from components.demands.figures import show_answers, show_demand_matrix
from components.demands.filters import (
    demand_view,
    show_demand_filters,
    show_demand_words,
    show_no_demands,
)
from components.demands.listing import show_demand_list
from components.demands.thread import show_thread
from components.explore.filter_bar import show_filter_bar
from components.explore.selection_heading import show_choice_words
from components.exporting.actions import show_view_actions
from components.exporting.copy_buttons import show_copy_link
from components.shell.campaign_cache import current_campaign
from components.shell.page import enter_by_app
from components.shell.pages import DEMANDS
from components.shell.view_state import current_view
from components.shell.words import gettext as _
from components.shell.words import language
from data.figures.demand_records import demand_of
from data.figures.demand_view import demands_found

enter_by_app()

# 1. The selection
campaign, view = current_campaign(), current_view()
# Translators: noun, what civil society asked for
st.title(_("Demands"), anchor=False)
wanted = demand_view(campaign)
found = demands_found(campaign, view, wanted)
demand = demand_of(campaign, wanted.demand, language(), wanted.asof)
if not demand:
    show_filter_bar(campaign, view)
with st.container(horizontal=True, vertical_alignment="center"):
    show_choice_words(campaign, view)
    show_copy_link(parameters=wanted.parameters)
    show_view_actions(campaign, view, DEMANDS.file)

# 2. One demand, or nothing
if demand:
    show_thread(campaign, found, wanted, demand)
elif len(campaign.demands):
    show_demand_filters(campaign, found, wanted)
    show_demand_words(found, wanted)

# 3. The list beside the figures, and themes by region
if not demand and not len(found.positions):
    show_no_demands(campaign, view, wanted)
elif not demand:
    demands, figures = st.columns([3, 2], gap="large")
    with demands:
        show_demand_list(campaign, found, wanted)
    with figures:
        show_answers(found, wanted)
    show_demand_matrix(found, wanted)
