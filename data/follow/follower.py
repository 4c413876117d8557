"""Follow what a server shows: a folder, a file, or a folder with a list at an address.

A new version is made and loaded beside the one that is shown. Whatever fails, that one stays.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from time import sleep

from data.cluster.opening import open_campaign
from data.filters.query import Query
from data.follow.changes import change_between, losses_between
from data.follow.download import Answer, download
from data.follow.record import Record
from data.follow.status import MOST_CHANGES, Problem, Status, Waiting, now
from data.follow.versions import (
    Plan,
    Version,
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
from data.loading.load import folder_state
from data.loading.progress import Progress, ignore_progress
from data.model.errors import CampaignError, ExplainedError, SourceError, msgid
from data.model.source_settings import (
    FAILURES_TO_WARN,
    LEAST_SECONDS,
    SourceSettings,
    source_of_folder,
)
from data.store.atomic_folder import standing
from data.store.store import LEAST_ROWS

SETTLING_SECONDS = 1.0
"""How long a file must stay as it is before it is read: it may be half written."""

_RETRY_SECONDS = 300
"""Seconds before an address that failed is asked again, if it is not asked more often anyway."""

_NO_LIST = msgid("There is no list yet.")


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
        self._shown = Version()
        self._failed: tuple[str, ExplainedError | None] = ("", None)
        self._newest: tuple[object, Version] = (None, Version())

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
            return source_of_folder(standing(self.path))
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
            return self._first(self._fetch(None, 0), progress)
        folder = standing(self.path)
        settings = source_of_folder(folder)
        if settings and self.status.list:
            with suppress(CampaignError, OSError):
                return self._first(self.status.list, progress)
        if not settings or is_campaign_folder(folder):
            campaign = open_campaign(folder, progress)
            self._shown = Version(campaign.version)
            self._newest = (("", campaign.state, None), self._shown)
            return campaign
        with self.record.alone():
            self.record.read()
            try:
                digest = self._fetch(settings, LEAST_SECONDS)
                if not digest:
                    problem = self.status.problem
                    raise _again(problem) if problem else SourceError(_NO_LIST, "")
                campaign = self._first(digest, progress)
            except (ExplainedError, OSError) as error:
                self.record.fail(error)
                raise
            self.record.succeed()
        return campaign

    def _first(self, digest: str, progress: Progress) -> Query:
        """Return the campaign of a list, or the one that was shown last if that fails."""
        version = self._version(digest)
        try:
            folder = self._make(version)
        except (ExplainedError, OSError):
            # The tables by hand may have been broken since; what was shown last may still be there.
            last = version_folder(self.record.folder(), self.status.version)
            if last is None:
                raise
            folder, version = last, Version(self.status.version, self.status.list)
        campaign = open_campaign(folder, progress)
        self._shown = version
        self.record.change(version=version.key, list=version.list)
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
        settings = source_of_folder(standing(self.path))
        asked, failure = self.status.asked, None
        try:
            digest = self._fetch(settings, 0 if at_once or not settings else settings.every)
        except (ExplainedError, OSError) as error:
            # The tables by hand are followed even so.
            digest, failure = self._shown.list, error
        is_asked = self.status.asked != asked
        version, campaign = self._settled_version(digest), None
        if version == self._shown:
            if failure is None:
                self._failed = ("", None)
                self.record.change(waiting=None)
        elif version.key == self._failed[0]:
            if not is_asked:
                return None
            failure = failure or self._failed[1]
        elif not self.record.waits(version.key):
            campaign = self._follow(shown, version)
        if failure:
            raise failure
        if is_asked or settings is None:
            self.record.succeed(is_shown=is_asked and digest == self._shown.list)
        return campaign

    def _fetch(self, settings: SourceSettings | None, least: float) -> str:
        """Return the digest of the newest list; "" for a folder's own tables.

        Args:
            settings: The address to ask; None for a file, and for a folder without an address.
            least: Seconds between two questions.

        Raises:
            SourceError: The address does not answer as it should.
            OSError: The list can't be read or written.
        """
        if self.path.is_file():
            answer = self._from_file()
        elif settings:
            answer = self._from_address(settings, least)
        else:
            return ""
        if answer and answer.data is not None:
            digest = save_list(self.record.folder(), answer.data)
            self.record.change(etag=answer.etag, modified=answer.modified, latest=digest)
        return self.status.latest

    def _from_file(self) -> Answer | None:
        """Read the file that is followed; None if it has not changed."""
        state = str(self._state())
        if self._has_list() and self.status.etag == state:
            return None
        check_bytes(self.path.name, self.path.stat().st_size)
        self._wait_until_settled()
        return Answer(self.path.read_bytes(), state)

    def _from_address(self, settings: SourceSettings, least: float) -> Answer | None:
        """Ask the address; None if it is not time yet."""
        status, time, has_list = self.status, now(), self._has_list()
        pause = min(least, _RETRY_SECONDS) if status.failures else least
        # A clock that went back must not stop reading until it is where it was.
        if status.asked <= time < status.asked + pause and (has_list or not status.latest):
            return None
        self.record.folder()
        self.record.change(asked=time)
        return download(settings, *((status.etag, status.modified) if has_list else ("", "")))

    def _has_list(self) -> bool:
        state, digest = self.record.path, self.status.latest
        return state is not None and bool(digest) and list_path(state, digest).is_file()

    def _version(self, digest: str) -> Version:
        """Return the version of a list; the files of its folder are read only if they changed."""
        base = self._base()
        mark = (digest, base and folder_state(base), tree_state(base) if base and digest else None)
        if mark != self._newest[0]:
            self._newest = (mark, Version(key_of(base, digest), digest))
        return self._newest[1]

    def _settled_version(self, digest: str) -> Version:
        """Return the version of a list, or of tables that are not being written any more."""
        version = self._version(digest)
        if not digest and version.key not in (self._shown.key, self._failed[0]):
            self._wait_until_settled()
            version = self._version(digest)
        return version

    def _base(self) -> Path | None:
        return None if self.path.is_file() else standing(self.path)

    def _make(self, version: Version) -> Path:
        """Return the folder of a version of a list; make it if need be."""
        settings = self.settings()
        name = settings.host if settings else self.path.name
        return make_version(self.record.folder(), version.key, self._base(), version.list, name)

    def _follow(self, shown: Query, version: Version) -> Query | None:
        """Make and load a version, and show it if it may be."""
        try:
            if version.list:
                folder = self._make(version)
            else:
                folder = standing(self.path)
                if shown.is_local and shown.size >= LEAST_ROWS:
                    # Another process does the work: visitors of this one don't wait.
                    run_plan(Plan(str(folder), "", folder.name, ""))
            campaign = open_campaign(folder)
        except ExplainedError as error:
            self._failed = (version.key, error)
            raise
        return self._show(shown, campaign, version)

    def _wait_until_settled(self) -> None:
        """Wait while files are being written, at most a few times: the next look comes."""
        for _ in range(5):
            before = self._state()
            sleep(SETTLING_SECONDS)
            if self._state() == before:
                return
        raise SourceError(msgid("The files are still being written."), msgid("Wait a minute."))

    def _state(self) -> object:
        """Return what shows, without reading it, whether the file or folder has changed."""
        if self.path.is_file():
            stat = self.path.stat()
            return (stat.st_ino, stat.st_size, stat.st_mtime_ns)
        return folder_state(standing(self.path))

    def _show(self, shown: Query, campaign: Query, version: Version) -> Query | None:
        """Return the campaign if it may replace the one that is shown; else let it wait."""
        is_known = self.status.version == version.key
        losses = losses_between(shown, campaign, by_hand=not version.list)
        # What another replica shows already was checked there.
        if losses and not is_known and not self.record.is_accepted(version.key):
            waiting = Waiting(now(), version.key, version.list, losses)
            self.record.change(waiting=waiting, problem=None, failures=0)
            self._prune()
            return None
        changes = self.status.changes
        if not is_known:
            changes = (change_between(shown, campaign, now()), *changes)[:MOST_CHANGES]
        if self.record.path:
            retire(self.record.path, self._shown.key)
        self._shown, self._failed = version, ("", None)
        self.record.withdraw(version.key)
        self.record.change(
            version=version.key, list=version.list, changes=changes, waiting=None,
            problem=None, failures=0,
        )  # fmt: skip
        self._prune()
        return campaign

    def _prune(self) -> None:
        """Remove versions and lists that are neither shown nor waiting."""
        if self.record.path is None:
            return
        waiting = self.status.waiting or Waiting(0, "", "", ())
        keys = {self.status.version, self._shown.key, waiting.key}
        lists = {self.status.list, self.status.latest, self._shown.list, waiting.list}
        with suppress(OSError):
            prune(self.record.path, keys, lists)


def _again(problem: Problem) -> SourceError:
    """Return the error that a problem was made of."""
    return SourceError(problem.problem, problem.action, **problem.values)
