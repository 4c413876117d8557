"""Organizations: their roles over time and by region."""

from __future__ import annotations

import streamlit as st

from components.consultation.card import show_consultation_card, show_document_list
from components.explore.filter_bar import filter_questions, show_filter_bar
from components.explore.selection_heading import show_choice_words, show_nothing_found
from components.exporting.actions import show_view_actions
from components.organizations.panel import (
    organization_questions,
    show_organization_heading,
    show_organization_panel,
    show_organization_related,
)
from components.organizations.ranking import (
    show_no_organizations,
    show_organization_ranking,
    show_organization_table,
)
from components.organizations.regions import show_organization_regions
from components.organizations.years import show_organization_years
from components.shell.campaign_cache import current_campaign
from components.shell.page import enter_by_app
from components.shell.pages import ORGANIZATIONS
from components.shell.view_state import current_view
from components.shell.words import gettext as _
from data.figures.totals import figures
from data.filters.select import select

enter_by_app()

# 1. The selection
campaign, view = current_campaign(), current_view()
selection = select(campaign, view.choice)
questions = organization_questions(campaign, selection, view)
campaign.ask_together(filter_questions(campaign, view), questions)
show_organization_heading(campaign, view)
show_filter_bar(campaign, view)
with st.container(horizontal=True, vertical_alignment="center"):
    show_choice_words(campaign, view)
    show_view_actions(campaign, view, ORGANIZATIONS.file, copies_link=True)

# 2. No organizations
has_roles = bool(figures(selection).organizations)
if not selection.size:
    show_nothing_found(campaign, view)
if not has_roles:
    show_no_organizations(campaign, selection, view)
    show_organization_related(campaign, view)

# 3. One organization and all over time, the most active and their regions
if has_roles:
    organizations, role = view.choice.organizations, view.choice.role
    panel, years = st.columns(2, gap="large")
    with panel:
        show_organization_panel(campaign, selection, view, show_consultation_card)
        show_organization_related(campaign, view)
    with years:
        show_organization_years(selection, organizations)
        if len(organizations) == 1:
            st.header(_("Documents"), anchor=False)
            show_document_list(campaign, selection)
    ranking, regions = st.columns(2, gap="large")
    with ranking:
        show_organization_ranking(selection, organizations, role)
    with regions:
        show_organization_regions(selection, organizations, role)
    show_organization_table(selection, role)
