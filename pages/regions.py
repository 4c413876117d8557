"""Regions: one at a time with all about it, and a table of all."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components.consultation.card import show_consultation_card, show_document_list
from components.consultation.lines import show_consultation_steps
from components.exporting.actions import show_view_actions
from components.map.world_map import show_world_map
from components.regions.chooser import show_cards_limit, show_region_chooser, show_region_figures
from components.regions.comparison import (
    show_gap_matrix,
    show_region_shortcuts,
    show_region_table,
)
from components.regions.facts import region_questions, show_region_facts, show_region_notes
from components.shell.campaign_cache import current_campaign
from components.shell.page import enter_by_app
from components.shell.pages import REGIONS
from components.shell.view_state import current_view
from components.shell.words import gettext as _
from data.figures.record import first_records
from data.figures.regions import region_choice, region_in_focus
from data.filters.select import select

enter_by_app()
MOST_CARDS = 8

# 1. The region
campaign, view = current_campaign(), current_view()
region = region_in_focus(campaign, view)
counted = replace(view, choice=replace(view.choice, regions=(region,) if region else ()))
map_view = replace(view, choice=region_choice(view.choice, region), lines=True)
selection = select(campaign, map_view.choice)
campaign.ask_together(region_questions(campaign, selection, map_view, counted.choice, MOST_CARDS))
show_region_chooser(campaign, region)
with st.container(horizontal=True, vertical_alignment="center"):
    with st.container(gap="xsmall"):
        show_region_figures(campaign, selection, region, view)
        show_region_shortcuts()
    show_view_actions(campaign, counted, REGIONS.file, copies_link=True)

# 2. Its map, follow-ups, gaps and organizations beside its consultations and documents
left, right = st.columns([3, 2], gap="medium")
with left:
    show_world_map(campaign, selection, map_view, key="region_map", height=440)
    show_region_notes(campaign, region)
    show_region_facts(campaign, selection)
with right:
    if view.selected:
        with st.container(border=True):
            show_consultation_steps(campaign, selection, view)
            show_consultation_card(campaign, view.selected, key="selected")
    for card in first_records(selection, MOST_CARDS, view.language):
        if card.id != view.selected:
            with st.container(border=True):
                show_consultation_card(campaign, card, compact=True, key=f"c-{card.id}")
    show_cards_limit(selection.size, MOST_CARDS)
    if selection.size:
        st.header(_("Documents"), anchor=False)
        show_document_list(campaign, selection)

# 3. The other regions
show_region_table(campaign, region)
show_gap_matrix(campaign)
