"""What can be done with a view as a whole: pass it on, take it away, present it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.exporting.copy_link import show_copy_link
from components.exporting.dialog import show_take_away
from components.exporting.embed import embedded_parts, show_way_out
from components.presenting.present import show_present_button

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign
    from data.choosing.choice import View


def show_view_actions(
    campaign: Campaign, view: View, page: str, *, copies_link: bool = False
) -> None:
    """Show the buttons; within another website only the way to the whole page.

    Args:
        campaign: The whole campaign.
        view: What they are about.
        page: The file of the page they stand on.
        copies_link: Show the button that copies the address too.
    """
    if embedded_parts():
        show_way_out(view)
        return
    # Together, so that none stands in a line of its own on a telephone.
    with st.container(horizontal=True, width="content", gap="small", vertical_alignment="center"):
        if copies_link:
            show_copy_link()
        show_take_away(campaign, view)
        show_present_button(view, page)
