"""About: the campaign, its documents and sources, how places were found, and whose work it is."""

from __future__ import annotations

import streamlit as st

from components.campaign_cache import current_campaign
from components.campaign_intro import show_campaign_intro
from components.credits import show_credits
from components.data_version import show_data_version
from components.document_list import show_document_list
from components.entry import enter_by_app
from components.findings_notice import show_findings_notice
from components.notes_list import show_notes_list
from components.place_table import show_place_table
from components.source_table import show_source_table
from components.words import gettext as _

enter_by_app()

campaign = current_campaign()

# 1. What it is, what there is to read, which data and whose work
campaign_column, data_column = st.columns([3, 2], gap="large")
with campaign_column:
    show_campaign_intro(campaign)
    st.subheader(_("Documents"), anchor=False)
    show_document_list(campaign, campaign)
with data_column:
    show_data_version(campaign)
    show_findings_notice(campaign)
    show_credits(campaign)

# 2. Where the facts come from, and where they differ
show_notes_list(campaign)
show_source_table(campaign)

# 3. Where the places come from
show_place_table(campaign)
