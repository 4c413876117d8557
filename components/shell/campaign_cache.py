"""The campaign on show: the server's, loaded once in the background, or the session's own."""

from __future__ import annotations

import gc
import os
from concurrent.futures import Future
from pathlib import Path
from threading import Thread

import streamlit as st

from components.shell.own_list import campaign_in_use
from components.shell.words import gettext as _
from data import SHIPPED
from data.campaign.campaign import Campaign
from data.campaign.errors import CampaignError
from data.choosing.prewarm import warm
from data.loading.load import load_campaign

_QUICK = 0.6
_STEP = 0.2
"""Seconds before a bar is shown at all, and between two looks at how far it has come."""


class Loading:
    """A campaign that is being read, or was."""

    def __init__(self, folder: str) -> None:
        """Begin to read; once it is read, what searches and maps need is prepared too."""
        self.future: Future[Campaign] = Future()
        self.share, self.step = 0.0, ""
        self.thread = Thread(target=self._read, args=(folder,), daemon=True)
        self.thread.start()

    def _read(self, folder: str) -> None:
        try:
            campaign = load_campaign(folder, progress=self._told)
        except BaseException as error:  # noqa: BLE001 -- whoever waits raises it
            self.future.set_exception(error)
            return
        self.future.set_result(campaign)
        warm(campaign)
        _spare_the_collector(campaign)

    def _told(self, share: float, step: str) -> None:
        self.share, self.step = share, step

    def wait(self) -> Campaign:
        """Wait until the campaign is there, with a bar if that takes a while.

        The bar's place is there even if no bar is: elements that come and go before the rest of the
        page would have a browser build all of it, the map too, anew.

        Raises:
            CampaignError: It can't be read.
        """
        bar = st.empty()
        try:
            return self.future.result(_QUICK)
        except TimeoutError:
            if self.future.done():
                raise
        while not self.future.done():
            text = _(self.step) if self.step else _("Loading the campaign")
            bar.progress(min(self.share, 1.0), text)
            try:
                self.future.result(_STEP)
            except TimeoutError:
                continue
        bar.empty()
        return self.future.result()


def _spare_the_collector(campaign: Campaign) -> None:
    """Take all that is loaded by now out of what Python's collector looks through, once.

    It stays as long as the server does, and while the collector walks it every session waits. A
    visitor's own list may be there already: it must go some day, so the collector stays as it is.
    """
    if gc.get_freeze_count():
        return
    gc.collect()
    if all(one is campaign for one in gc.get_objects() if type(one) is Campaign):
        gc.freeze()


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
