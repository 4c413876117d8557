"""What to do when no organization is in the choice."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from components.view_state import choose, reset_choice
from components.words import gettext as _
from components.words import language, ngettext
from data.choice import ALL_KINDS
from data.facts.organization_rows import related_organizations
from data.languages import number

if TYPE_CHECKING:
    from data.campaign import Campaign
    from data.choice import View


def show_no_organizations(campaign: Campaign, chosen: Campaign, view: View) -> None:
    """Say that no organization is in the choice, and how to get out.

    Args:
        campaign: The whole campaign.
        chosen: The chosen part of it, without an organization.
        view: Says what is chosen.
    """
    count = related_organizations(campaign, view.choice)
    if not chosen.consultations.empty:
        title = _("The consultations that match name no organization")
        st.markdown(f"**{title}**")
    if count:
        _show_related(count)
    if view.choice.narrowed and not chosen.consultations.empty:
        st.button(_("Show all organizations"), key="organization-reset", on_click=reset_choice)


def _show_related(count: int) -> None:
    """A button that takes the related meetings in."""
    label = ngettext(
        "With related meetings: {count} organization",
        "With related meetings: {count} organizations",
        count,
    )
    st.button(
        label.format(count=number(count, language())),
        key="organization-related",
        on_click=partial(choose, kinds=(ALL_KINDS,)),
    )
