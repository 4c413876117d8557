"""What to do when no organization is in the choice."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from components.view_state import choose, reset_choice
from components.words import gettext as _
from components.words import ngettext
from data.choice import ALL_KINDS
from data.organization_rows import related_organizations

if TYPE_CHECKING:
    from data.campaign import Campaign
    from data.choice import View


def show_no_organizations(campaign: Campaign, chosen: Campaign, view: View) -> None:
    """Say that no organization is in the choice, and how to get out."""
    if chosen.consultations.empty:
        st.markdown(_("No consultation matches, so there is no organization to show."))
    else:
        st.markdown(_("The consultations that match name no organization."))
    with st.container(horizontal=True):
        if view.choice.narrowed:
            st.button(
                _("Reset"), key="organization-reset", icon=":material/restart_alt:", on_click=reset_choice
            )  # fmt: skip
        count = related_organizations(campaign, view.choice)
        if count:
            label = ngettext(
                "Related meetings too ({count} organization)",
                "Related meetings too ({count} organizations)",
                count,
            )
            st.button(
                label.format(count=count),
                key="organization-related",
                icon=":material/add:",
                on_click=partial(choose, kinds=(ALL_KINDS,)),
            )
