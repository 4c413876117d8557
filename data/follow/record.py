"""The record of a source: its status in memory and in a file that replicas share."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from data.follow.status import (
    Problem,
    StateFolder,
    Status,
    accepted_version,
    now,
    parse_status,
    status_text,
    write_status,
)
from data.model.errors import ExplainedError, msgid

try:
    import fcntl
except ImportError:  # Windows: no two servers share a campaign there
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LOCK = "lock"


class Record:
    """Reads and writes the status of one source. What can't be written is kept in memory.

    Attributes:
        status: What is known of the source.
    """

    def __init__(self, source: Path) -> None:
        """Nothing is read yet."""
        self.status = Status()
        self._source = source
        self._state = StateFolder(source)
        self._text = ""

    @property
    def path(self) -> Path | None:
        """The folder with status, lists and versions; None before there is one."""
        return self._state.path

    def folder(self) -> Path:
        """Return that folder; make it if need be.

        Raises:
            OSError: No folder can be written.
        """
        return self._state.make()

    def read(self) -> None:
        """Adopt what another replica or a command has written."""
        if self.path is None:
            self._state = StateFolder(self._source)
        if self.path is not None:
            text = status_text(self.path)
            if text and text != self._text:
                self._text, self.status = text, parse_status(text)

    def change(self, **values: Any) -> None:
        """Change parts of the status, by its field names, also if the disk is full."""
        status = replace(self.status, **values)
        if status == self.status:
            return
        self.status = status
        with suppress(OSError):
            self._text = write_status(status, self.folder())

    def forget_waiting(self) -> None:
        """Note that nothing waits any more."""
        self.change(waiting=None)

    def is_accepted(self, key: str) -> bool:
        """Whether a person has accepted a version."""
        return self.path is not None and accepted_version(self.path) == key

    def waits(self, key: str) -> bool:
        """Whether a version waits for a person."""
        waiting = self.status.waiting
        return waiting is not None and waiting.key == key and not self.is_accepted(key)

    def succeed(self, *, is_shown: bool = True) -> None:
        """Note that the last reading did not fail, and whether its version is the one shown."""
        success = now() if is_shown and self.status.asked else self.status.success
        self.change(failures=0, problem=None, success=success)

    def fail(self, error: Exception) -> None:
        """Note why the last reading failed."""
        if isinstance(error, ExplainedError):
            problem = Problem(now(), error.problem, error.action, error.values)
        else:
            problem = Problem(
                now(),
                msgid("The new version can't be read or written on this server: {reason}."),
                msgid("Free some space on its disk, and check who may write there."),
                {"reason": str(getattr(error, "strerror", None) or type(error).__name__)},
            )
        before = self.status.problem
        if before is not None and replace(before, time=problem.time) == problem:
            # A folder that stays broken is looked at every minute: the first time says since when.
            problem = before
        self.change(problem=problem, failures=self.status.failures + 1)

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Let one process at a time work on a source; False for the others."""
        if fcntl is None or self.path is None:
            yield True
            return
        try:
            file = (self.path / _LOCK).open("ab")
        except OSError:  # A read-only folder has a status that nobody changes.
            yield True
            return
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                yield False
                return
            yield True
