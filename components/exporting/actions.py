"""The actions on a whole view: share, download and present it."""

from __future__ import annotations

import streamlit as st

from components.exporting.copy_buttons import show_copy_link
from components.exporting.dialog import show_download, show_page_download
from components.exporting.embed import embedded_parts, show_way_out
from components.presenting.present import show_present_button
from components.shell.own_list import is_in_use
from components.shell.pages import COMPARE as COMPARE_PAGE
from components.shell.pages import EXPLORE, ORGANIZATIONS, REGIONS
from components.shell.url import link_parameters
from components.shell.words import gettext as _
from data.filters.address import COMPARE
from data.filters.choice import View
from data.filters.query import Query

_OF_ONE = (REGIONS.file, ORGANIZATIONS.file)
"""Pages of one region or organization, which can be compared with another."""


def show_view_actions(
    campaign: Query, view: View, page: str = EXPLORE.file, *, copies_link: bool = False
) -> None:
    """Show the buttons; in an embed only the link to the full page.

    Args:
        campaign: The whole campaign.
        view: The current view.
        page: The file of the current page, by default of the start page.
        copies_link: Also show the button that copies the address, or, of a private list, one that
            saves the view as a web page.
    """
    if embedded_parts():
        show_way_out(view)
        return
    # Together, so that they share a line on a phone.
    with st.container(
        horizontal=True,
        width="content",
        gap="small",
        vertical_alignment="center",
        key="view_actions",
    ):
        _show_compare(view, least=1 if page in _OF_ONE else 2)
        if copies_link and is_in_use():
            show_page_download(campaign, view)
        elif copies_link:
            show_copy_link()
        show_download(campaign, view)
        show_present_button(view, page)


def _show_compare(view: View, *, least: int) -> None:
    """Show a button to the first regions or organizations of the view side by side.

    Args:
        view: The current view.
        least: How many it must have; one is compared with another.
    """
    sides = build_sides(view)
    if len(sides) >= least and st.button(
        # Translators: verb, page where two regions, years or organizations stand side by side
        _("Compare"),
        key="view-compare",
        icon=":material/compare_arrows:",
    ):
        parameters = link_parameters(view) | {COMPARE: [",".join(sides)]}
        st.switch_page(COMPARE_PAGE.file, query_params=parameters)


def build_sides(view: View) -> tuple[str, ...]:
    """Return the ids of at most two organizations that a view has, else of its regions."""
    return (view.choice.organizations or view.choice.regions)[:2]
