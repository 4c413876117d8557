"""One consultation with an address of its own: its card, where it was, and its neighbours."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components.consultation.card import card_questions, show_consultation_card
from components.consultation.lines import show_consultation_steps
from components.consultation.page import (
    page_questions,
    show_consultation_choice,
    show_consultation_heading,
)
from components.exporting.actions import show_view_actions
from components.map.world_map import map_questions, show_world_map
from components.regions.facts import show_region_counterparts, show_region_gaps
from components.shell.campaign_cache import current_campaign
from components.shell.page import enter_by_app
from components.shell.pages import CONSULTATION
from components.shell.view_state import current_view
from data.filters.select import only, select

enter_by_app()

# 1. The consultation, or all to choose from
campaign = current_campaign()
view = current_view()
selection, alone = select(campaign, view.choice), only(campaign, [view.selected])
map_view = replace(view, lines=True)
campaign.ask_together(
    page_questions(campaign, selection, view),
    card_questions(campaign, selection, view.selected),
    map_questions(campaign, alone, map_view, "consultation_map") if view.selected else (),
)
if view.selected:
    show_consultation_heading(campaign, view.selected)
    show_view_actions(campaign, view, CONSULTATION.file, copies_link=True)
    show_consultation_steps(campaign, selection, view)
else:
    show_consultation_choice(selection)

# 2. Its card beside its map, follow-ups and gaps
if view.selected:
    card, around = st.columns([3, 2], gap="large")
    with card:
        show_consultation_card(campaign, view.selected, key="page")
    with around:
        show_world_map(campaign, alone, map_view, key="consultation_map", height=300)
        show_region_counterparts(campaign, alone)
        show_region_gaps(alone)
