"""Compare: regions, years and organizations side by side, and figures over all regions."""

from __future__ import annotations

import streamlit as st

from components.comparing.follow_ups import show_follow_up_days
from components.comparing.sides import show_comparison
from components.comparing.years import show_region_years
from components.shell.campaign_cache import current_campaign
from components.shell.page import enter_by_app
from components.shell.words import gettext as _

enter_by_app()

campaign = current_campaign()
# Translators: verb, page where two regions, years or organizations stand side by side
st.title(_("Compare"), anchor=False)
show_comparison(campaign)
show_region_years(campaign)
show_follow_up_days(campaign)
