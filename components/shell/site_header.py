"""The top of every page: the campaign, the pages, the language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from components.shell.campaign_cache import server_campaign
from components.shell.document import is_narrow
from components.shell.options import show_buttons, show_list
from components.shell.own_list import is_in_use, leave_own
from components.shell.url import link_parameters, page_languages
from components.shell.view_state import current_view, set_view
from components.shell.words import gettext as _
from components.shell.words import language, plain
from data.filters.query import Query
from data.model.errors import CampaignError
from data.words.languages import closest_language, native_name

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

_LANGUAGE = "language_choice"
MOST_BUTTONS = 3
"""Languages that stand beside each other; more are a list, so that the pages keep one row."""
_LIST_WIDTH = 136


def show_site_header(
    campaign: Query, pages: Mapping[str, StreamlitPage], *, is_heading: bool
) -> None:
    """Show the campaign's name, links to pages that keep the view, and the languages.

    Args:
        campaign: The whole campaign.
        pages: Name to page.
        is_heading: Whether the name is the page's first heading: pages without a name of their own.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="site_header"):
        narrow = is_narrow()
        title = campaign.settings.text("title", language())
        short = campaign.settings.text("short", language()) if narrow else ""
        heading = "# " if is_heading else "**"
        text = f"{heading}{plain(short or title)}{heading.strip('# ')}"
        if is_in_use():
            st.markdown(text, width="content", anchors=False)
            _show_way_back()
            st.space("stretch")
        else:
            st.markdown(text, width="stretch", anchors=False)
        if narrow:
            # Translators: noun, the button that opens the links to the pages
            with (
                st.container(key="site_menu", width="content"),
                st.popover(_("Menu"), icon=":material/menu:", key="site_menu_popover"),
            ):
                _show_pages(pages)
                _show_languages(campaign)
            return
        with st.container(
            horizontal=True, key="site_menu", width="content", gap="small", wrap=False
        ):
            _show_pages(pages)
        _show_languages(campaign)


def _show_pages(pages: Mapping[str, StreamlitPage]) -> None:
    for name, page in pages.items():
        st.page_link(page, label=name, query_params=link_parameters())


def _show_way_back() -> None:
    """Show that only this visitor sees the campaign, and a button back to the server's."""
    # Translators: "this" is the visitor's own list
    st.caption(_("Only you can see this"), width="content")
    try:
        server = server_campaign()
    except CampaignError:
        return
    name = plain(server.settings.text("title", language()))
    st.button(
        _("Back to {campaign}").format(campaign=name),
        key="own_leave",
        type="tertiary",
        icon=":material/undo:",
        on_click=leave_own,
        args=(closest_language(language(), page_languages(server)),),
    )


def _show_languages(campaign: Query) -> None:
    offered = page_languages(campaign)
    if len(offered) < 2:
        return
    names = {code: native_name(code) for code in offered}
    is_list = len(names) > MOST_BUTTONS
    show = show_list if is_list else show_buttons
    show(
        _("Language"),
        names,
        language(),
        lambda code: set_view(replace(current_view(), language=code)),
        key=_LANGUAGE,
        label_visibility="collapsed",
        width=_LIST_WIDTH if is_list else "content",
    )
