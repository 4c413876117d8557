"""Your data: show your own consultations in three steps: add a list, check it, explore it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components.about.issues import show_issues_notice
from components.exporting.dialog import show_list_page
from components.map.world_map import show_world_map
from components.shell.browser_copy import show_browser_copy
from components.shell.campaign_cache import current_campaign
from components.shell.own_list import current_folder, current_own, imported_list
from components.shell.page import enter_by_app
from components.shell.words import gettext as _
from components.timeline.timeline import show_timeline
from components.your_data.check import show_issue_row, show_own_check
from components.your_data.columns import show_own_columns
from components.your_data.contacts import show_own_contacts
from components.your_data.dates import show_own_dates
from components.your_data.online import show_own_online
from components.your_data.organizations import show_own_organizations
from components.your_data.places import show_own_places
from components.your_data.preview import show_own_counts, show_own_preview
from components.your_data.reading import show_own_reading
from components.your_data.regions import show_own_regions
from components.your_data.report import show_own_duplicates, show_own_report
from components.your_data.rows import show_own_rows
from components.your_data.save import show_own_use
from components.your_data.upload import show_own_box
from data.filters.query import Query

enter_by_app()
st.title(_("Your data"), anchor=False)
st.caption(_("Put your own list on the map. It stays on this server and only you can see it."))
top = st.container(gap=None)
st.header(_("1. Add a list"), anchor=False)
show_own_box(current_campaign().tables)
show_own_reading()

st.header(_("2. Check"), anchor=False)
if current_own():
    imported = imported_list()
    show_own_counts(imported.report)
    show_own_contacts(imported)
    decisions, preview = st.columns([3, 2], gap="medium")
    with decisions:
        show_own_check(
            imported, columns=show_own_columns, dates=show_own_dates,
            places=partial(show_own_places, show_online=show_own_online),
            organizations=show_own_organizations, duplicates=show_own_duplicates,
            regions=show_own_regions, rows=show_own_rows,
            report=partial(show_own_report, on_row=show_issue_row),
        )  # fmt: skip
    with preview:
        parts = imported.report.parts
        show_own_preview(Query.everything(imported.campaign), show_world_map, show_timeline, parts)
elif folder := current_folder():
    show_issues_notice(Query.everything(folder.campaign))
    show_own_preview(Query.everything(folder.campaign), show_world_map, show_timeline)
else:
    st.caption(_("Results and open questions appear here."))

st.header(_("3. Explore"), anchor=False)
show_own_use(show_list_page)

# Last, because only now it is known what to store.
with top:
    show_browser_copy()
