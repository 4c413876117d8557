"""The campaign that pages show: the server's, loaded in the background, or the session's own.

A thread looks for a new version every minute. Pages show it from their next run on: one run, and
what its fragments do afterwards, sees one version.
"""

from __future__ import annotations

import gc
import logging
import os
from concurrent.futures import Future
from functools import cache
from pathlib import Path
from threading import Lock, Thread
from time import monotonic, sleep
from typing import NamedTuple
from weakref import WeakSet

import streamlit as st

from components.shell.own_list import campaign_in_use
from components.shell.words import gettext as _
from data import SHIPPED
from data.figures.prewarm import warm
from data.filters.query import Query
from data.follow.follower import Follower
from data.follow.status import Status
from data.model.campaign import campaigns_in_memory
from data.model.errors import CampaignError, trace_of
from data.model.result_cache import forget

_QUICK = 0.6
_STEP = 0.2
"""Seconds before a progress bar appears, and between its updates."""

_RETRY_SECONDS = 30.0
"""Seconds before a campaign that can't be loaded is tried again without a visitor."""

_FIRST_SECONDS = 1.0
"""Seconds between two looks while the campaign is being loaded."""

_OLD_SECONDS = 300.0
"""How long fragments of pages that show an earlier version can still get it."""

VARIABLE = "CONSULTATION_CAMPAIGN"
LOOK_VARIABLE, _LOOK_SECONDS = "CONSULTATION_LOOK_SECONDS", 60.0
"""Environment variable: seconds between two looks for a new version; "0" never looks."""

_VERSION = "campaign_version"
_TALK = "campaign_of_talk"
"""Session keys: the version of the server's campaign that the last run showed; the campaign of a
talk, which stays in memory until the talk is left."""

_log = logging.getLogger(__name__)


class _Shown(NamedTuple):
    """A version, and when it was shown first."""

    campaign: Query
    since: float


class Loading:
    """A campaign that a background thread loads, and its new versions."""

    def __init__(self, folder: str) -> None:
        """Start loading; afterwards, prepare what searches and maps need."""
        self.future: Future[Query] = Future()
        self.follower = Follower(Path(folder))
        self._versions: tuple[_Shown, ...] = ()
        self._looks = Lock()
        self.share, self.step = 0.0, ""
        self.failure_time = 0.0
        self.thread = Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self) -> None:
        try:
            campaign = self.follower.first(self._report)
        except BaseException as error:  # noqa: BLE001 -- `wait` raises it
            self.failure_time = monotonic()
            self.future.set_exception(error)
            return
        self._versions = (_Shown(campaign, monotonic()),)
        self.future.set_result(campaign)
        warm(campaign)
        _spare_the_collector(campaign)

    def version(self, name: str = "") -> Query:
        """Return a version if it is still there, else the newest. Call it after loading."""
        versions = self._versions
        named = (each.campaign for each in versions if each.campaign.version == name)
        return next(named, versions[-1].campaign)

    def look(self) -> None:
        """Look for a new version, and show it. Whatever fails, the current one stays."""
        if not self._versions or not self._looks.acquire(blocking=False):
            return
        try:
            self._drop_old()
            campaign = self.follower.look(self._versions[-1].campaign)
            if campaign is not None:
                warm(campaign)
                self._versions = (*self._versions, _Shown(campaign, monotonic()))
                _log.info("The campaign has a new version: %s", campaign.version)
        except Exception as error:  # noqa: BLE001 -- the thread must go on, and the message may quote data
            _log.error("Looking for a new version failed\n%s", trace_of(error))
        finally:
            self._looks.release()

    def _drop_old(self) -> None:
        """Free versions that were replaced a while ago, and let the collector see the rest."""
        newest = self._versions[-1]
        old = self._versions[:-1]
        if not old or monotonic() - newest.since < _OLD_SECONDS:
            return
        self._versions = (newest,)
        for each in old:
            forget(each.campaign)
        del old
        gc.unfreeze()
        _spare_the_collector(newest.campaign)

    def _report(self, share: float, step: str) -> None:
        self.share, self.step = share, step

    def wait(self) -> Query:
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


def _spare_the_collector(campaign: Query) -> None:
    """Exclude everything loaded so far from garbage collection, once.

    The campaign stays as long as the server, and every session waits while the collector walks it.
    If a visitor's own list is in memory already, do nothing: it must be freed one day.
    """
    if gc.get_freeze_count():
        return
    gc.collect()
    if all(each is campaign.tables for each in campaigns_in_memory()):
        gc.freeze()


def campaign_folder() -> Path:
    """Return the campaign's folder: from the environment variable, else the shipped one."""
    folder = os.environ.get(VARIABLE, "").strip()
    return Path(folder).expanduser() if folder else SHIPPED


def current_campaign() -> Query:
    """Return the campaign that pages show: this session's own if in use, else the server's.

    Raises:
        CampaignError: It can't be loaded; the app then shows one page with the reason.
    """
    own = campaign_in_use()
    return server_campaign() if own is None else Query.everything(own)


def server_campaign() -> Query:
    """Return the campaign that this server shows to all visitors.

    Raises:
        CampaignError: It can't be loaded.
    """
    held = st.session_state.get(_TALK)
    if isinstance(held, Query):
        return held
    folder = str(campaign_folder())
    loading = _loading(folder)
    try:
        loading.wait()
    except CampaignError:
        _loading.clear(folder)
        raise
    return loading.version(st.session_state.get(_VERSION, ""))


def newest_campaign(*, is_talk: bool = False) -> tuple[Query, bool]:
    """Return the campaign for a whole run, and whether it replaces that of the last run.

    Call it first in a run: from then on `current_campaign` returns the same version, until the next
    run of the page begins.

    Args:
        is_talk: Whether the page is a talk: its version stays until another page is shown.

    Raises:
        CampaignError: It can't be loaded.
    """
    own = campaign_in_use()
    if own is not None:
        return Query.everything(own), False
    before = st.session_state.pop(_VERSION, None)
    if not is_talk:
        st.session_state.pop(_TALK, None)
    campaign = server_campaign()
    st.session_state[_VERSION] = campaign.version
    if is_talk:
        st.session_state[_TALK] = campaign
    return campaign, before not in (None, campaign.version)


def follower() -> Follower:
    """Return what follows the server's campaign, with the status of its source."""
    return _loading(str(campaign_folder())).follower


def source_status() -> Status:
    """Return what is known of the source of the server's campaign."""
    return follower().status


def loaded_campaign() -> Query | None:
    """Return the newest version of the server's campaign if it is loaded; else begin to load it.

    What failed is tried again after half a minute: its folder may be complete by then.
    """
    folder = str(campaign_folder())
    loading = _loading(folder)
    if not loading.future.done():
        return None
    if loading.future.exception() is None:
        return loading.version()
    if monotonic() - loading.failure_time > _RETRY_SECONDS:
        _loading.clear(folder)
    return None


def is_loading() -> bool:
    """Return whether the server's campaign is being loaded and nothing has failed."""
    return not begin_to_load().done()


def begin_to_load() -> Future[Query]:
    """Begin to load the server's campaign unless that has begun; the result is its first version.

    The future raises `CampaignError` if it can't be loaded.
    """
    return _loading(str(campaign_folder())).future


@st.cache_resource(max_entries=4, show_spinner=False)
def _loading(folder: str) -> Loading:
    loading = Loading(folder)
    _followed.add(loading)
    _start_looking()
    return loading


_followed: WeakSet[Loading] = WeakSet()
_starting = Lock()


def look_seconds() -> float:
    """Return the seconds between two looks; 0 for none."""
    try:
        return max(float(os.environ.get(LOOK_VARIABLE, "") or _LOOK_SECONDS), 0.0)
    except ValueError:
        return _LOOK_SECONDS


@cache
def _looker(seconds: float) -> Thread:
    """Start the one thread that looks."""
    thread = Thread(target=_look_for_ever, args=(seconds,), daemon=True, name="look")
    thread.start()
    return thread


def _start_looking() -> None:
    with _starting:
        if seconds := look_seconds():
            _looker(seconds)


def _look_for_ever(seconds: float) -> None:
    while True:
        # An address may be due at once when the server starts.
        for loading in list(_followed):
            loading.look()
        sleep(min(seconds, _FIRST_SECONDS) if not _all_loaded() else seconds)


def _all_loaded() -> bool:
    return all(loading.future.done() for loading in list(_followed))
