"""The top of every page: the campaign, the pages, the language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from components.url import link_parameters, page_languages
from components.view_state import current_view, set_view, show_widget_value
from components.words import gettext as _
from components.words import language, plain
from data.languages import native_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.navigation.page import StreamlitPage

    from data.campaign import Campaign

_LANGUAGE = "language_choice"


def show_site_header(campaign: Campaign, pages: Mapping[str, StreamlitPage]) -> None:
    """Show the campaign's name, links to the pages that keep the view, and the languages."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{plain(campaign.settings.text('title', language()))}**", width="stretch")
        for title, page in pages.items():
            st.page_link(page, label=title, query_params=link_parameters())
        _show_languages(campaign)


def _show_languages(campaign: Campaign) -> None:
    offered = page_languages(campaign)
    if len(offered) < 2:  # noqa: PLR2004
        return
    show_widget_value(_LANGUAGE, language())
    st.segmented_control(
        _("Language"),
        offered,
        format_func=native_name,
        key=_LANGUAGE,
        required=True,
        on_change=_change_language,
        label_visibility="collapsed",
        width="content",
    )


def _change_language() -> None:
    set_view(replace(current_view(), language=st.session_state[_LANGUAGE]))
