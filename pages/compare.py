"""Compare: regions, years and organizations side by side, and figures over all regions."""

from __future__ import annotations

import streamlit as st

from components.comparing.follow_ups import show_follow_up_days, show_region_years
from components.comparing.sides import (
    compared_sides,
    comparison_questions,
    show_comparison,
    show_comparison_dimension,
    show_comparison_meetings,
)
from components.consultation.page import show_consultation_links
from components.exporting.copy_buttons import show_copy_link
from components.map.world_map import show_world_map
from components.shell.campaign_cache import current_campaign
from components.shell.page import enter_by_app
from components.shell.view_state import current_view
from components.shell.words import gettext as _
from data.filters.choice import View

enter_by_app()

# 1. What is compared
campaign = current_campaign()
compared = compared_sides(campaign)
campaign.ask_together(comparison_questions(campaign, compared))
# Translators: verb, page where two regions, years or organizations stand side by side
st.title(_("Compare"), anchor=False)
with st.container(horizontal=True, vertical_alignment="center"):
    show_comparison_dimension(campaign, compared)
    st.space("stretch")
    unfiltered = View(language=current_view().language)
    show_copy_link(unfiltered, parameters=compared.parameters)

# 2. Both sides: maps, figures and consultations
show_comparison(campaign, compared, show_world_map)
show_comparison_meetings(campaign, compared, show_consultation_links)

# 3. All regions
show_region_years(campaign)
show_follow_up_days(campaign)
