import streamlit as st

from components.campaign_cache import current_campaign
from components.organization_network import show_organization_network
from components.organization_none import show_no_organizations
from components.organization_panel import show_organization_panel
from components.organization_ranking import show_organization_ranking
from components.organization_regions import show_organization_regions
from components.organization_years import show_organization_years
from components.view_state import current_view
from components.words import gettext as _
from components.words import language, plain
from data.saying import describe
from data.selecting import select

campaign = current_campaign()
view = current_view()
chosen = select(campaign, view.choice)

st.title(_("Organizations"))
st.caption(plain(describe(campaign, view.choice, language())))

if chosen.roles.empty:
    show_no_organizations(campaign, chosen, view)
else:
    panel, ranking = st.columns([2, 3], gap="large")
    with panel:
        show_organization_panel(campaign, chosen, view)
        st.subheader(_("Over time"), anchor=False)
        show_organization_years(chosen)
    with ranking:
        st.subheader(_("Who did most"), anchor=False)
        show_organization_ranking(chosen)

    regions, network = st.columns(2, gap="large")
    with regions:
        st.subheader(_("For which region"), anchor=False)
        show_organization_regions(chosen)
    with network:
        st.subheader(_("Who worked with whom"), anchor=False)
        show_organization_network(chosen, view.choice.organizations)
