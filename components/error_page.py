"""The one page of a campaign that can't be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.words import LANGUAGE, plain
from components.words import gettext as _
from data.languages import available_languages, closest_language

if TYPE_CHECKING:
    from data.errors import CampaignError


def show_campaign_error(error: CampaignError) -> None:
    """Say what is wrong with the campaign and what to do, without a trace."""
    st.session_state[LANGUAGE] = closest_language(st.context.locale, available_languages())
    values = {name: plain(value) for name, value in error.values.items()}
    st.title(_("This campaign can't be shown"))
    st.error(_(error.problem).format(**values), icon=":material/folder_off:")
    st.markdown(_(error.action).format(**values))
