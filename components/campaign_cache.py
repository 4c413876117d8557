"""The campaign that is shown: the server's, read once, or the session's own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from components.campaign_loading import Loading
from components.your_data.own_campaign import campaign_in_use
from data import SHIPPED
from data.errors import CampaignError

if TYPE_CHECKING:
    from data.campaign import Campaign

VARIABLE = "CONSULTATION_CAMPAIGN"


def campaign_folder() -> Path:
    """The folder of the campaign: what the environment says, else the shipped one."""
    named = os.environ.get(VARIABLE, "").strip()
    return Path(named).expanduser() if named else SHIPPED


def current_campaign() -> Campaign:
    """The campaign that pages show: this session's own one if it is in use, else the server's.

    Raises:
        CampaignError: It can't be read; the app shows one page that says so.
    """
    return campaign_in_use() or server_campaign()


def server_campaign() -> Campaign:
    """The campaign that this server shows to everybody.

    Raises:
        CampaignError: It can't be read.
    """
    folder = str(campaign_folder())
    try:
        return _loading(folder).wait()
    except CampaignError:
        _loading.clear(folder)
        raise


@st.cache_resource(max_entries=4, show_spinner=False)
def _loading(folder: str) -> Loading:
    return Loading(folder)
