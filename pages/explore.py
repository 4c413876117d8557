"""Explore: map, timeline, panel and table of one selection."""

from __future__ import annotations

import streamlit as st

from components.about.issues import show_issues_notice
from components.consultation.card import show_consultation_card
from components.consultation.lines import show_consultation_steps
from components.explore.filter_bar import show_filter_bar
from components.explore.panel import show_panel
from components.explore.selection_heading import show_choice_words, show_introduction
from components.explore.table import show_consultation_table, show_table_heading
from components.explore.unmapped import show_unmapped
from components.explore.view_questions import ask_view
from components.exporting.actions import show_view_actions
from components.exporting.embed import is_shown, map_and_panel, show_card_popup
from components.map.world_map import show_world_map
from components.shell.campaign_cache import current_campaign
from components.shell.document import is_narrow
from components.shell.page import enter_by_app
from components.shell.view_state import current_view
from components.timeline.timeline import show_timeline, timeline_questions

enter_by_app()

# 1. The selection, and the layout
campaign, view = current_campaign(), current_view()
selection, narrow = ask_view(campaign, view, timeline_questions), is_narrow()
head, (map_column, panel) = st.container(gap="xsmall"), map_and_panel()

# 2. Map and timeline: first, because visitors wait for them
with map_column, st.container(gap="xsmall", key="views"):
    if is_shown("map"):
        show_world_map(campaign, selection, view)
    if is_shown("timeline"):
        show_timeline(campaign, selection, view)
    if is_shown("map"):
        show_unmapped(selection, view)

# 3. What this is, beside the map, and the filters; in a narrow window above it, and the selection
# in words beside their button
has_panel = is_shown("panel")
with head:
    if narrow:
        show_introduction(campaign, narrow=narrow)
    with (row := st.container(horizontal=True, vertical_alignment="center", gap="small")):
        if is_shown("filters"):
            show_filter_bar(campaign, view)
        if not has_panel:
            show_view_actions(campaign, view)

# 4. The panel: the selection in words, and a card, or what there is to open
with row if narrow or not has_panel else panel:
    words = show_choice_words(campaign, view)
if has_panel:
    with panel, st.container(gap="small", key="panel"):
        if not (narrow or view.selected or view.choice.is_narrowed):
            show_introduction(campaign, narrow=narrow)
        show_view_actions(campaign, view, copies_link=not (narrow and view.selected))
        show_panel(campaign, selection, view, show_consultation_steps, show_consultation_card)
show_card_popup(campaign, view, show_consultation_card)

# 5. The table
if is_shown("table"):
    show_table_heading(campaign, view)
    show_consultation_table(selection, view, words)
    show_issues_notice(campaign)
