"""What the campaign is, in its own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.words import gettext as _
from components.words import language, plain
from data.links import link, linked, short_address

if TYPE_CHECKING:
    from data.campaign import Campaign


def show_campaign_intro(campaign: Campaign) -> None:
    """Show the campaign's title, subtitle and introduction, and the way to its own page."""
    settings, spoken = campaign.settings, language()
    st.title(plain(settings.text("title", spoken)), anchor=False)
    subtitle = settings.text("subtitle", spoken)
    if subtitle:
        st.markdown(f"**{plain(subtitle)}**")
    paragraphs = build_paragraphs(settings.text("introduction", spoken))
    if paragraphs:
        st.markdown(paragraphs)
    if settings.url:
        page = link(plain(short_address(settings.url)), settings.url)
        st.markdown(_("The campaign's own page: {page}").format(page=page))


def build_paragraphs(text: str) -> str:
    """Text from data as Markdown paragraphs, which an empty line parts."""
    return "\n\n".join(linked(part, plain) for part in text.split("\n\n") if part.strip())
