"""The record of a source: its status in memory and in a file that replicas share."""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from weakref import finalize

from data.follow.status import Problem, Status, now, parse_status, status_text
from data.model.errors import ExplainedError, msgid
from data.store.atomic_folder import write_file
from data.store.temporary_folders import private_folder

try:
    import fcntl
except ImportError:  # Windows: no two servers share a campaign there
    fcntl = None  # type: ignore[assignment]

from collections.abc import Iterator

_FILE, _ACCEPTED, _LOCK = "status.json", "accepted", "lock"
_CACHE, _NAME = Path(".cache", "consultation-map"), "source"


def state_folders(source: Path) -> Iterator[Path]:
    """Yield the folders that may have the state of a source, the best first.

    A campaign's folder has it in its own `.cache`, so that replicas share it; a single file, and a
    folder that can't be written, in the user's cache.
    """
    if source.is_dir():
        yield source / _CACHE / _NAME
    try:
        root = Path(os.environ.get("XDG_CACHE_HOME", "").strip() or Path.home() / ".cache")
    except RuntimeError:  # a user without a home
        return
    name = hashlib.sha256(str(source.resolve()).encode()).hexdigest()[:24]
    yield root / _CACHE.name / name / _NAME


class Record:
    """Reads and writes the status of one source. What can't be written is kept in memory.

    Attributes:
        status: What is known of the source.
        path: The folder with status, lists and versions; None before there is one.
    """

    def __init__(self, source: Path) -> None:
        """Look for the folder with an earlier status; nothing is read yet."""
        self.status = Status()
        self._source = source
        self._text = ""
        self._look_for_folder()

    def _look_for_folder(self) -> None:
        self.path = next((path for path in state_folders(self._source) if path.is_dir()), None)

    def folder(self) -> Path:
        """Return the folder, the first that can be written; else one that goes with the process.

        Raises:
            OSError: Not even that can be made.
        """
        if self.path is not None and os.access(self.path, os.W_OK):
            return self.path
        for path in state_folders(self._source):
            with suppress(OSError):
                path.mkdir(parents=True, exist_ok=True)
                probe = path / f"probe-{os.getpid()}"
                probe.touch()
                probe.unlink()
                self.path = path
                return path
        temporary = private_folder()
        finalize(self, temporary.cleanup)
        self.path = Path(temporary.name)
        return self.path

    def read(self) -> None:
        """Adopt what another replica or a command has written."""
        if self.path is None:
            self._look_for_folder()
        if self.path is not None and (text := _text_of(self.path / _FILE)) not in ("", self._text):
            self._text, self.status = text, parse_status(text)

    def change(self, **values: Any) -> None:
        """Change parts of the status, by its field names, also if the disk is full."""
        status = replace(self.status, **values)
        if status == self.status:
            return
        self.status, text = status, status_text(status)
        with suppress(OSError):
            write_file(self.folder() / _FILE, text.encode())
            self._text = text

    def accept(self, key: str) -> None:
        """Let a version be shown that waits.

        Raises:
            OSError: It can't be written.
        """
        (self.folder() / _ACCEPTED).write_text(key + "\n", encoding="utf-8")

    def is_accepted(self, key: str) -> bool:
        """Whether a person has accepted a version."""
        return self.path is not None and _text_of(self.path / _ACCEPTED).strip() == key

    def withdraw(self, shown: str) -> None:
        """Forget what was accepted once another version is shown: coming back, it waits again."""
        if self.path is not None and not self.is_accepted(shown):
            with suppress(OSError):
                (self.path / _ACCEPTED).unlink(missing_ok=True)

    def waits(self, key: str) -> bool:
        """Whether a version waits for a person."""
        waiting = self.status.waiting
        return waiting is not None and waiting.key == key and not self.is_accepted(key)

    def succeed(self, *, is_shown: bool = True) -> None:
        """Note that the last reading did not fail, and whether its version is the one shown."""
        success = now() if is_shown else self.status.success
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


def _text_of(path: Path) -> str:
    """Return the text of a file; "" if there is none that can be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
