"""Consultation Map: the entry, a table of contents. Each page composes itself in `pages/`."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components.exporting.embed import embedded_parts
from components.shell.browser_copy import show_browser_copy
from components.shell.campaign_cache import newest_campaign
from components.shell.document import show_document, show_style
from components.shell.first_paint import after_first_paint
from components.shell.own_list import is_in_use
from components.shell.page import (
    configure_page,
    is_configured,
    page_is_configured,
    rerun_after_reconnecting,
    show_campaign_error,
)
from components.shell.shards import show_shards_notice, while_reachable
from components.shell.site_header import show_site_header
from components.shell.streamlit_inside import send_soon, skip_address_lookup
from components.shell.turns import turn
from components.shell.update_notice import show_update_notice
from components.shell.url import (
    follow_page_request,
    names_own_list,
    read_address,
    write_address,
)
from components.shell.words import gettext as _
from components.shell.words import language
from data.filters.nouns import meeting_heading
from data.model.errors import CampaignError
from data.store.mapped_files import release_pages

skip_address_lookup()
send_soon()
configure_page()

pages = {
    "explore": st.Page("pages/explore.py", url_path="explore", default=True),
    "regions": st.Page("pages/regions.py", url_path="regions"),
    "organizations": st.Page("pages/organizations.py", url_path="organizations"),
    "your_data": st.Page("pages/your_data.py", url_path="your_data"),
    "about": st.Page("pages/about.py", url_path="about"),
}
# Reached by links on other pages; the menu stays short.
consultation = st.Page("pages/consultation.py", url_path="consultation")
compare = st.Page("pages/compare.py", url_path="compare")
present = st.Page("pages/present.py", url_path="present")
page = st.navigation([*pages.values(), consultation, compare, present], position="hidden")
if page != present:
    # Slides go on without the server; nothing may move in front of an audience.
    rerun_after_reconnecting()

try:
    campaign, is_replaced = newest_campaign(is_talk=page == present)
except CampaignError as error:
    show_campaign_error(error)
    st.stop()

with while_reachable():
    read_address(campaign, is_replaced=is_replaced)
follow_page_request()
# Translators: verb, name of the page with map and timeline
titles = [_("Explore"), _("Regions"), _("Organizations"), _("Your data"), _("About")]
names = dict(zip(titles, pages.values(), strict=True))
with turn(), while_reachable():
    if page == present or embedded_parts():
        show_style()
        page.run()
    else:
        show_update_notice(is_replaced=is_replaced)
        # A browser that already has a header gets the new one after the markers.
        with after_first_paint(
            show_style,
            partial(
                show_site_header,
                campaign,
                names,
                is_heading=page == pages["explore"],
            ),
            waits=page == pages["explore"] and is_configured(),
        ):
            if names_own_list() and not is_in_use() and page != pages["your_data"]:
                show_browser_copy(uses=True)
            page.run()
            show_shards_notice(campaign)
named = {each: name for name, each in names.items()} | {
    pages["explore"]: "",
    consultation: meeting_heading(campaign, language()),
    # Translators: verb, page where two regions, years or organizations stand side by side
    compare: _("Compare"),
    # Translators: verb, a button that starts the slides
    present: _("Present"),
}
show_document(campaign, named.get(page, ""))
write_address(campaign)
page_is_configured()
if page != pages["explore"]:
    # Other pages read all texts of a large campaign; Explore reads the same few again.
    release_pages()
# Streamlit keeps the variables of this run until the next one: this may be a visitor's own list.
del campaign
