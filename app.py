"""Consultation Map: the entry, a table of contents. Each page composes itself in `pages/`."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components.exporting.embed import embedded_parts
from components.server.startup import patch_libraries
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
from components.shell.pages import CONSULTATION, DEMANDS, EXPLORE, PAGES, PRESENT, YOUR_DATA
from components.shell.shards import show_shards_notice, while_reachable
from components.shell.site_header import show_site_header
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

patch_libraries()
configure_page()

pages = {
    name: st.Page(each.file, url_path=name, default=each is EXPLORE) for name, each in PAGES.items()
}
page = st.navigation(list(pages.values()), position="hidden")
current = next(each for name, each in PAGES.items() if pages[name] == page)
if current is not PRESENT:
    # Slides go on without the server; nothing may move in front of an audience.
    rerun_after_reconnecting()

try:
    campaign, is_replaced = newest_campaign(is_talk=current is PRESENT)
except CampaignError as error:
    show_campaign_error(error)
    st.stop()

with while_reachable():
    read_address(campaign, is_replaced=is_replaced)
follow_page_request()
menu = {
    _(each.label): pages[name]
    for name, each in PAGES.items()
    if each.is_in_menu and (each is not DEMANDS or len(campaign.demands))
}
with turn(), while_reachable():
    if current is PRESENT or embedded_parts():
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
                menu,
                is_heading=current is EXPLORE,
            ),
            waits=current is EXPLORE and is_configured(),
        ):
            if names_own_list() and not is_in_use() and current is not YOUR_DATA:
                show_browser_copy(uses=True)
            page.run()
            show_shards_notice(campaign)
title = "" if current is EXPLORE else _(current.label)
if current is CONSULTATION:
    title = meeting_heading(campaign, language())
show_document(campaign, title)
write_address(campaign)
page_is_configured()
if current is not EXPLORE:
    # Other pages read all texts of a large campaign; Explore reads the same few again.
    release_pages()
# Streamlit keeps the variables of this run until the next one: this may be a visitor's own list.
del campaign
