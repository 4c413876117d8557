"""Follow what a server shows: a folder, a file, or a folder with a list at an address.

A new version is made and loaded beside the one that is shown. Whatever fails, that one stays.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, NamedTuple

from data.cluster.opening import open_campaign
from data.follow.changes import change_between, losses_between
from data.follow.download import download
from data.follow.record import Record
from data.follow.settings import FAILURES_TO_WARN, LEAST_SECONDS, source_of_folder
from data.follow.status import MOST_CHANGES, Problem, Status, Waiting, now
from data.follow.versions import (
    Plan,
    digest_of,
    key_of,
    list_path,
    make_version,
    prune,
    retire,
    run_plan,
    save_list,
    tree_state,
    version_folder,
)
from data.importing.update_folder import is_campaign_folder
from data.lists.readers.read_file import check_bytes
from data.loading.load import folder_state, has_changed
from data.loading.progress import ignore_progress
from data.model.errors import CampaignError, ExplainedError, SourceError, msgid
from data.store.atomic_folder import standing
from data.store.store import LEAST_ROWS

if TYPE_CHECKING:
    from data.filters.query import Query
    from data.follow.settings import SourceSettings
    from data.loading.progress import Progress

SETTLING_SECONDS = 1.0
"""How long a file must stay as it is before it is read: it may be half written."""

_RETRY_SECONDS = 300
"""Seconds before an address that failed is asked again, if it is not asked more often anyway."""


class _Wanted(NamedTuple):
    """A version to show: its key, and the digest of its list ("" for a folder's own tables)."""

    key: str
    list: str


class Follower:
    """Follows one campaign. `look` and `first` are for one thread; `status` for all.

    Attributes:
        path: What the server shows.
        record: What is known of its source.
    """

    def __init__(self, path: Path) -> None:
        """Follow a folder or a file; nothing is read yet."""
        self.path = path.absolute()
        self.record = Record(path)
        self._shown = _Wanted("", "")
        self._failed = ""
        self._file: tuple[tuple[int, ...], str] = ((), "")
        self._same, self._held = "", ("", "")
        self._keys: tuple[object, str] = (None, "")

    @property
    def status(self) -> Status:
        """What is known of the source."""
        return self.record.status

    @property
    def warns(self) -> bool:
        """Whether pages should say that the address has not given a good version for long."""
        if self.status.failures < FAILURES_TO_WARN:
            return False
        settings = self.settings()
        return settings is not None and settings.warns

    def settings(self) -> SourceSettings | None:
        """Return the address that is followed; None if there is none, or its settings are wrong."""
        with suppress(SourceError):
            return self._settings()
        return None

    def first(self, progress: Progress = ignore_progress) -> Query:
        """Return the campaign to show when the server starts.

        It is the version that was shown last, also if the address fails now. Only a folder that
        has no table yet waits for its address.

        Raises:
            CampaignError: There is nothing to show.
        """
        self.record.read()
        if self.path.is_file():
            return self._first_version(None, self._own_list(), progress)
        folder = standing(self.path)
        settings = self._settings() if folder.is_dir() else None
        if settings is None:
            return open_campaign(folder, progress=progress)
        if self.record.status.list:
            with suppress(CampaignError, OSError):
                return self._first_version(folder, self.record.status.list, progress)
        if is_campaign_folder(folder):
            return open_campaign(folder, progress=progress)
        with self.record.alone():
            self.record.read()
            fetched = self._fetch(settings, least=LEAST_SECONDS)
            if not fetched:
                problem = self.record.status.problem or Problem(
                    0, msgid("There is no list yet."), "", {}
                )
                raise SourceError(problem.problem, problem.action, **problem.values)
            try:
                campaign = self._first_version(folder, fetched, progress)
            except (ExplainedError, OSError) as error:
                self.record.fail(error)
                raise
            self.record.succeed()
        return campaign

    def _first_version(self, base: Path | None, digest: str, progress: Progress) -> Query:
        state, wanted = self.record.folder(), _Wanted(self._key(base, digest), digest)
        try:
            folder = make_version(state, wanted.key, base, digest, self._name())
        except (ExplainedError, OSError):
            # The tables by hand may have been broken since; what was shown last may still be there.
            last = version_folder(state, self.record.status.version)
            if last is None:
                raise
            folder, wanted = last, _Wanted(self.record.status.version, self.record.status.list)
        campaign = open_campaign(folder, progress=progress)
        self._shown = wanted
        self.record.change(version=wanted.key, list=wanted.list)
        self._prune()
        return campaign

    def look(self, shown: Query, *, at_once: bool = False) -> Query | None:
        """Look for another version; None if the one that is shown stays.

        Args:
            shown: The campaign that is shown.
            at_once: Ask the address now, even if it is not time yet.
        """
        with self.record.alone() as is_alone:
            if not is_alone:
                return None
            try:
                self.record.read()
                return self._look(shown, at_once=at_once)
            except (ExplainedError, OSError) as error:
                self.record.fail(error)
            except MemoryError:
                self.record.fail(SourceError(msgid("The server is out of memory."), ""))
        return None

    def _look(self, shown: Query, *, at_once: bool) -> Query | None:
        if self.path.is_file():
            return self._follow(shown, None, self._own_list())
        folder = standing(self.path)
        settings = self._settings()
        if settings is None:
            return self._follow_folder(shown, folder)
        asked, failure = self.record.status.asked, None
        try:
            digest = self._fetch(settings, least=0 if at_once else settings.every)
        except (ExplainedError, OSError) as error:
            # The tables by hand are followed even so.
            digest, failure = self._shown.list, error
        if not digest:
            campaign = self._follow_folder(shown, folder)
        else:
            campaign = self._follow(shown, folder, digest)
        if failure:
            raise failure
        if self.record.status.asked != asked and not self._failed:
            self.record.succeed(is_shown=digest == self._shown.list)
        return campaign

    def _settings(self) -> SourceSettings | None:
        return source_of_folder(standing(self.path))

    def _name(self) -> str:
        """Return what messages call the list: its file, or the host of its address."""
        settings = self.settings()
        return settings.host if settings else self.path.name

    def _own_list(self) -> str:
        """Copy the file that is followed to the state if it has changed, and return its digest."""
        stat = self.path.stat()
        mark = (stat.st_ino, stat.st_size, stat.st_mtime_ns)
        if mark != self._file[0]:
            check_bytes(self.path.name, stat.st_size)
            self._wait_until_settled()
            digest = save_list(self.record.folder(), self.path.read_bytes())
            self._file = (mark, digest)
        return self._file[1]

    def _fetch(self, settings: SourceSettings, least: float) -> str:
        """Ask the address if it is time, and return the digest of its list; "" if it has none.

        Raises:
            SourceError: The address does not answer as it should.
            OSError: The list can't be written.
        """
        status, time = self.record.status, now()
        pause = min(least, _RETRY_SECONDS) if status.failures else least
        has_list = self._has_list(status.latest)
        # A clock that went back must not stop reading until it is where it was.
        if status.asked <= time < status.asked + pause and (has_list or not status.latest):
            waiting = status.waiting
            return waiting.list if waiting and waiting.list else status.latest
        state = self.record.folder()
        self.record.change(asked=time)
        conditions = (status.etag, status.modified) if has_list else ("", "")
        answer = download(settings, *conditions)
        if answer.data is None:
            return status.latest
        digest = digest_of(answer.data)
        if digest != self._shown.list and digest == self._failed_list():
            # The same broken file again: it is not imported again.
            problem = self.record.status.problem
            if problem:
                raise SourceError(problem.problem, problem.action, **problem.values)
        save_list(state, answer.data)
        tags = {"etag": answer.etag, "modified": answer.modified, "latest": digest}
        self.record.change(**tags)
        return digest

    def _has_list(self, digest: str) -> bool:
        state = self.record.path
        return bool(state and digest) and list_path(Path(state or ""), digest).is_file()

    def _failed_list(self) -> str:
        return self._failed.partition(" ")[2]

    def _follow(self, shown: Query, base: Path | None, digest: str) -> Query | None:
        """Make and load the version of a list, unless it is shown, waits, or has failed."""
        wanted = _Wanted(self._key(base, digest), digest)
        if wanted.key == self._shown.key:
            self._stays()
            return None
        if self._failed.startswith(wanted.key) or self.record.waits(wanted.key):
            return None
        state = self.record.folder()
        try:
            folder = make_version(state, wanted.key, base, digest, self._name())
            campaign = open_campaign(folder)
        except (ExplainedError, OSError) as error:
            self._failed = f"{wanted.key} {digest}" if isinstance(error, ExplainedError) else ""
            # Ask for all of it next time, and go on from what is shown.
            tags = {"etag": "", "modified": "", "latest": self._shown.list}
            self.record.change(**tags)
            raise
        return self._show(shown, campaign, wanted)

    def _stays(self) -> None:
        """Note that what is shown is the newest version."""
        self._failed = ""
        self.record.forget_waiting()
        if not self.record.status.asked:
            self.record.succeed()

    def _key(self, base: Path | None, digest: str) -> str:
        """Return the key of a version; the files of its folder are read only if they changed."""
        mark = (digest, folder_state(base), tree_state(base)) if base else digest
        if mark != self._keys[0]:
            self._keys = (mark, key_of(base, digest))
        return self._keys[1]

    def _follow_folder(self, shown: Query, folder: Path) -> Query | None:
        """Load a folder whose tables have changed."""
        if not folder.is_dir():
            return open_campaign(folder)  # raises what is wrong
        state = str(folder_state(folder))
        if shown.folder == str(folder) and (state == self._same or not has_changed(shown.tables)):
            self._same = state
            self._stays()
            return None
        held, key = self._held
        if self._failed == state or (held == state and self.record.waits(key)):
            return None
        self._wait_until_settled()
        state = str(folder_state(folder))
        try:
            if shown.is_local and shown.size >= LEAST_ROWS:
                # Another process does the work: visitors of this one don't wait.
                run_plan(Plan(str(folder), "", folder.name, ""))
            campaign = open_campaign(folder)
        except ExplainedError:
            self._failed = state
            raise
        wanted = _Wanted(campaign.version, "")
        self._held = (state, wanted.key)
        return self._show(shown, campaign, wanted)

    def _wait_until_settled(self) -> None:
        """Wait while files are being written, at most a few times: the next look comes."""
        for _ in range(5):
            before = self._stamp()
            sleep(SETTLING_SECONDS)
            if self._stamp() == before:
                return
        raise SourceError(msgid("The files are still being written."), msgid("Wait a minute."))

    def _stamp(self) -> object:
        if self.path.is_file():
            stat = self.path.stat()
            return (stat.st_ino, stat.st_size, stat.st_mtime_ns)
        return folder_state(standing(self.path))

    def _show(self, shown: Query, campaign: Query, wanted: _Wanted) -> Query | None:
        """Return the campaign if it may replace the one that is shown; else let it wait."""
        is_known = self.record.status.version == wanted.key
        losses = losses_between(shown, campaign, by_hand=not wanted.list)
        # What another replica shows already was checked there.
        if losses and not is_known and not self.record.is_accepted(wanted.key):
            waiting = Waiting(now(), wanted.key, wanted.list, losses)
            self.record.change(waiting=waiting, problem=None, failures=0)
            self._prune()
            return None
        changes = self.record.status.changes
        if not is_known:
            changes = (change_between(shown, campaign, now()), *changes)[:MOST_CHANGES]
        if self.record.path:
            retire(self.record.path, self._shown.key)
        self._shown, self._failed, self._same = wanted, "", ""
        self.record.change(
            version=wanted.key, list=wanted.list, changes=changes, waiting=None,
            problem=None, failures=0,
        )  # fmt: skip
        self._prune()
        return campaign

    def _prune(self) -> None:
        """Remove versions that are neither shown nor waiting."""
        state, status = self.record.path, self.record.status
        if state is None:
            return
        waiting = status.waiting
        keys = {status.version, self._shown.key, waiting.key if waiting else ""}
        lists = {status.list, status.latest, self._shown.list, waiting.list if waiting else ""}
        with suppress(OSError):
            prune(state, keys, lists)
