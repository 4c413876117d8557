"""Explore: map, timeline, panel and table of one choice."""

from __future__ import annotations

import streamlit as st

from components.about.issues import show_findings_notice
from components.consultation.card import show_consultation_card
from components.consultation.lines import show_consultation_steps
from components.explore.filter_bar import show_filter_bar
from components.explore.panel import show_region_panel, show_tile_panel
from components.explore.summary import show_choice_words, show_nothing_found
from components.explore.table import show_consultation_table
from components.explore.unmapped import show_tray
from components.exporting.actions import show_view_actions
from components.exporting.dialog import show_csv_download
from components.exporting.embed import is_shown, map_and_panel
from components.map.world_map import show_world_map
from components.shell.campaign_cache import current_campaign
from components.shell.page import enter_by_app
from components.shell.view_state import current_view
from components.shell.words import gettext as _
from components.timeline.timeline import show_timeline
from data.choosing.select import select

enter_by_app()

# 1. What is chosen, and where everything goes
campaign = current_campaign()
view = current_view()
chosen = select(campaign, view.choice)
head = st.container()
place, panel = map_and_panel()

# 2. Where and when: made first, since it is what one waits for
with place:
    if is_shown("map"):
        show_world_map(campaign, chosen, view)
        show_tray(chosen, view)
    if is_shown("timeline"):
        show_timeline(campaign, chosen, view)

# 3. What else could be chosen, and what is
with head:
    if is_shown("filters"):
        show_filter_bar(campaign, view)
    with st.container(horizontal=True, vertical_alignment="center"):
        words = show_choice_words(campaign, view)
        show_view_actions(campaign, view, "pages/explore.py", copies_link=True)
if is_shown("panel"):
    with panel, st.container(height=590, border=False, key="panel"):
        if view.selected:
            show_consultation_steps(campaign, chosen, view)
            show_consultation_card(campaign, view.selected)
        elif not chosen.size:
            show_nothing_found(campaign, view)
        elif view.tile:
            show_tile_panel(chosen, view)
        else:
            show_region_panel(campaign, chosen, view)

# 4. The same as a table
if is_shown("table"):
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("#### " + _("Table"), width="stretch")
        show_csv_download(campaign, view)
    show_consultation_table(chosen, view, words)
    show_findings_notice(campaign)
