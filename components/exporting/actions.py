"""The actions on a whole view: share, download and present it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.exporting.copy_buttons import show_copy_link
from components.exporting.dialog import show_download, show_page_download
from components.exporting.embed import embedded_parts, show_way_out
from components.presenting.present import show_present_button
from components.shell.own_list import is_in_use

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign
    from data.choosing.choice import View


def show_view_actions(
    campaign: Campaign, view: View, page: str, *, copies_link: bool = False
) -> None:
    """Show the buttons; in an embed only the link to the full page.

    Args:
        campaign: The whole campaign.
        view: The current view.
        page: The file of the current page.
        copies_link: Also show the button that copies the address, or, of a private list, one that
            saves the view as a web page.
    """
    if embedded_parts():
        show_way_out(view)
        return
    # Together, so that they share a line on a phone.
    with st.container(horizontal=True, width="content", gap="small", vertical_alignment="center"):
        if copies_link and is_in_use():
            show_page_download(campaign, view)
        elif copies_link:
            show_copy_link()
        show_download(campaign, view)
        show_present_button(view, page)
