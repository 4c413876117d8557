"""Your data: bring your own consultations in three steps: give, check, use."""

from __future__ import annotations

import streamlit as st

from components.entry import enter_by_app
from components.own_campaign import current_own, own_brought
from components.own_counts import show_own_counts
from components.own_preview import show_own_preview
from components.own_sections import show_own_sections
from components.own_upload import show_own_upload
from components.own_use import show_own_use
from components.timeline import show_timeline
from components.words import gettext as _
from components.world_map import show_world_map

enter_by_app()

st.title(_("Your data"), anchor=False)

# 1. A file or a table
st.subheader(_("1. Give it"), anchor=False)
show_own_upload()

# 2. What was understood of it, and what is asked
st.subheader(_("2. Check it"), anchor=False)
if current_own() is None:
    st.caption(_("What was understood of your list is shown here, with every question."))
else:
    with st.spinner(_("Reading columns, dates and places")):
        brought = own_brought()
    show_own_counts(brought.report)
    decisions, preview = st.columns([3, 2], gap="medium")
    with decisions:
        section = show_own_sections(brought)
    with preview:
        show_own_preview(brought.campaign, show_world_map, show_timeline)

# 3. What to do with it
st.subheader(_("3. Use it"), anchor=False)
if current_own() is None:
    st.caption(_("Then every page can show it, and you can save it."))
else:
    show_own_use(own_brought().campaign)
