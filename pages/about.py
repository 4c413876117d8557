"""About: the campaign, its documents and sources, how places were found, and credits."""

from __future__ import annotations

import streamlit as st

from components.about.campaign import show_campaign_intro, show_credits, show_data_version
from components.about.issues import show_issues_notice
from components.about.places import show_place_table
from components.about.sources import show_notes_list, show_source_table
from components.consultation.card import show_document_list
from components.shell.campaign_cache import current_campaign
from components.shell.page import enter_by_app
from components.shell.words import gettext as _

enter_by_app()

campaign = current_campaign()

# 1. The campaign, its documents, data and credits
campaign_column, data_column = st.columns([3, 2], gap="large")
with campaign_column:
    show_campaign_intro(campaign)
    st.header(_("Documents"), anchor=False)
    show_document_list(campaign, campaign)
with data_column:
    show_data_version(campaign)
    show_issues_notice(campaign)
    show_credits(campaign)

# 2. Sources, and where they differ
show_notes_list(campaign)
show_source_table(campaign)

# 3. How places were found
show_place_table(campaign)
