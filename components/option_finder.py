"""Find organizations among thousands by typing: only the best matches go to the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.view_state import choose, show_widget_value
from components.words import gettext as _
from components.words import language, plain
from data.folding import fold
from data.languages import number
from data.result_cache import cached_on_campaign
from data.saying import organization_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.campaign import Campaign
    from data.choice import View

_MOST_OFFERED = 12


def found_organizations(
    campaign: Campaign, language: str, counts: Mapping[str, int], text: str
) -> list[str]:
    """Ids of the organizations whose name has all words of a text, most consultations first.

    At most `_MOST_OFFERED`; of no text the most frequent ones.
    """
    words = fold(text).split()
    folded = _folded_names(campaign, language)
    matching = [one for one, name in folded.items() if all(word in name for word in words)]
    return sorted(matching, key=lambda one: (-counts[one], folded[one]))[:_MOST_OFFERED]


@cached_on_campaign(8)
def _folded_names(campaign: Campaign, language: str) -> dict[str, str]:
    names = organization_names(campaign, language)
    return {one: fold(name) for one, name in names.items()}


def show_organization_finder(campaign: Campaign, view: View, counts: Mapping[str, int]) -> None:
    """Show a field to type a name into, and the best matches to press beside what is chosen."""
    text = st.text_input(
        _("Organization"),
        key="organization_text",
        type="search",
        placeholder=_("Type a part of its name"),
        max_chars=100,
    )
    chosen = list(view.choice.organizations)
    found = found_organizations(campaign, language(), counts, text or "")
    names = organization_names(campaign, language())
    show_widget_value("organization", chosen)
    st.pills(
        _("Organizations found"),
        list(dict.fromkeys([*chosen, *found])),
        selection_mode="multi",
        format_func=lambda one: f"{plain(names[one])} ({number(counts[one], language())})",
        key="organization",
        on_change=lambda: choose(organizations=tuple(st.session_state["organization"])),
        label_visibility="collapsed",
    )
    if not found:
        st.caption(_("No organization has these words in its name."))
