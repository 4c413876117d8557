"""Organizers, hosts and partners of one region's consultations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.shell.view_state import open_organization
from components.shell.words import gettext as _
from components.shell.words import language, ngettext, plain
from data.campaign.roles import INVOLVEMENTS
from data.statistics.organizations import involvements_in_words, ranked_by_name
from data.words.languages import number

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign

_MOST_SHOWN = 12
_LABEL_LENGTH = 160


def show_region_organizations(selection: Campaign) -> None:
    """Show organizations and their roles, most active first; a name leads to its page."""
    st.header(_("Organizers, hosts and partners"), anchor=False)
    ranked = ranked_by_name(selection, language())
    if ranked.empty:
        st.caption(_("No organizations listed."))
        return
    shown = ranked.head(_MOST_SHOWN)
    counts = shown[list(INVOLVEMENTS)].to_numpy().tolist()
    with st.container(gap=None):
        for organization, name, row in zip(
            shown["organization"], shown["name"], counts, strict=True
        ):
            roles = involvements_in_words(dict(zip(INVOLVEMENTS, row, strict=True)), language())
            _show_organization(organization, name, roles)
    more = len(ranked) - _MOST_SHOWN
    if more > 0:
        text = ngettext("and {count} more organization", "and {count} more organizations", more)
        st.caption(text.format(count=number(more, language())))


def _show_organization(organization: str, name: str, roles: str) -> None:
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.button(
            f":primary[{plain(name[:_LABEL_LENGTH])}]",
            key=f"region-organization-{organization}",
            type="tertiary",
            on_click=open_organization,
            args=(organization,),
        )
        st.caption(roles, width="content")
