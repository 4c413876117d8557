"""The campaign that pages show: the server's, loaded once in the background, or the session's."""

from __future__ import annotations

import gc
import os
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from time import monotonic

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
"""Seconds before a progress bar appears, and between its updates."""

_RETRY_SECONDS = 30.0
"""Seconds before a campaign that can't be loaded is tried again without a visitor."""

VARIABLE = "CONSULTATION_CAMPAIGN"


class Loading:
    """A campaign that a background thread loads."""

    def __init__(self, folder: str) -> None:
        """Start loading; afterwards, prepare what searches and maps need."""
        self.future: Future[Campaign] = Future()
        self.share, self.step = 0.0, ""
        self.failure_time = 0.0
        self.thread = Thread(target=self._read, args=(folder,), daemon=True)
        self.thread.start()

    def _read(self, folder: str) -> None:
        try:
            campaign = load_campaign(folder, progress=self._report)
        except BaseException as error:  # noqa: BLE001 -- `wait` raises it
            self.failure_time = monotonic()
            self.future.set_exception(error)
            return
        self.future.set_result(campaign)
        warm(campaign)
        _spare_the_collector(campaign)

    def _report(self, share: float, step: str) -> None:
        self.share, self.step = share, step

    def wait(self) -> Campaign:
        """Wait until the campaign is loaded, with a progress bar if that takes a while.

        The bar's place exists even without a bar: if an element before the rest of the page came
        and went, the browser would build everything after it again, the map too.

        Raises:
            CampaignError: The campaign can't be loaded.
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
    """Exclude everything loaded so far from garbage collection, once.

    The campaign stays as long as the server, and every session waits while the collector walks it.
    If a visitor's own list is in memory already, do nothing: it must be freed one day.
    """
    if gc.get_freeze_count():
        return
    gc.collect()
    if all(each is campaign for each in gc.get_objects() if type(each) is Campaign):
        gc.freeze()


def campaign_folder() -> Path:
    """Return the campaign's folder: from the environment variable, else the shipped one."""
    folder = os.environ.get(VARIABLE, "").strip()
    return Path(folder).expanduser() if folder else SHIPPED


def current_campaign() -> Campaign:
    """Return the campaign that pages show: this session's own if in use, else the server's.

    Raises:
        CampaignError: It can't be loaded; the app then shows one page with the reason.
    """
    return campaign_in_use() or server_campaign()


def server_campaign() -> Campaign:
    """Return the campaign that this server shows to all visitors.

    Raises:
        CampaignError: It can't be loaded.
    """
    folder = str(campaign_folder())
    try:
        return _loading(folder).wait()
    except CampaignError:
        _loading.clear(folder)
        raise


def loaded_campaign() -> Campaign | None:
    """Return the server's campaign if it is loaded; otherwise begin to load it.

    What failed is tried again after half a minute: its folder may be complete by then.
    """
    folder = str(campaign_folder())
    loading = _loading(folder)
    if not loading.future.done():
        return None
    if loading.future.exception() is None:
        return loading.future.result()
    if monotonic() - loading.failure_time > _RETRY_SECONDS:
        _loading.clear(folder)
    return None


def is_loading() -> bool:
    """Return whether the server's campaign is being loaded and nothing has failed."""
    return not _loading(str(campaign_folder())).future.done()


@st.cache_resource(max_entries=4, show_spinner=False)
def _loading(folder: str) -> Loading:
    return Loading(folder)
