"""What is known of a campaign's source: when it was read, what failed, what changed, what waits.

It is a file beside the versions, so that it outlives the server and replicas share it.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import finalize

from data.follow.changes import Change, Loss
from data.store.temporary_folders import private_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE, ACCEPTED = "status.json", "accepted"
_PLACE = Path(".cache", "consultation-map")
_NAME = "source"
MOST_CHANGES = 50


@dataclass(frozen=True)
class Problem:
    """Why a reading failed: message ids with their values, and when (seconds since 1970)."""

    time: float
    problem: str
    action: str
    values: dict[str, str]


@dataclass(frozen=True)
class Waiting:
    """A version that a person must accept.

    Attributes:
        time: When it was read.
        key: Its name among the versions.
        list: The digest of its list; "" if a person changed the folder.
        losses: What it loses.
    """

    time: float
    key: str
    list: str
    losses: tuple[Loss, ...]

    @property
    def short(self) -> str:
        """The name that people see."""
        return self.key[:8]


@dataclass(frozen=True)
class Status:
    """All of it. Times are seconds since 1970; 0 is never.

    Attributes:
        asked: When the address was asked last.
        success: When it last gave the version that is shown.
        etag: To ask with, together with `modified`.
        modified: See `etag`.
        latest: The digest of the list that the two belong to.
        list: The digest of the list that is shown.
        version: The key of the version that is shown.
        failures: Failed readings since the last success.
        problem: The last failure; None after a success.
        waiting: What waits for a person.
        changes: What changed, the newest first.
    """

    asked: float = 0.0
    success: float = 0.0
    etag: str = ""
    modified: str = ""
    latest: str = ""
    list: str = ""
    version: str = ""
    failures: int = 0
    problem: Problem | None = None
    waiting: Waiting | None = None
    changes: tuple[Change, ...] = ()


def write_status(status: Status, folder: Path) -> str:
    """Write the status of a source, whole or not at all, and return its text.

    Raises:
        OSError: It can't be written.
    """
    text = json.dumps(asdict(status), ensure_ascii=False, indent=1)
    part = folder / f"{FILE}.{os.getpid()}.part"
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(folder / FILE)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return text


def status_text(folder: Path) -> str:
    """Return the text of the status of a source; "" if there is none."""
    try:
        return (folder / FILE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def parse_status(text: str) -> Status:
    """Read a status; an unreadable one is as if nothing had been read yet."""
    try:
        return _status(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError):
        return Status()


def _status(raw: dict[str, Any]) -> Status:
    problem, waiting = raw.pop("problem"), raw.pop("waiting")
    changes = [
        Change(**change | {name: tuple(change[name]) for name in ("new", "changed", "gone")})
        for change in raw.pop("changes")
    ]
    if waiting:
        waiting["losses"] = tuple(Loss(**loss) for loss in waiting["losses"])
    return Status(
        **raw,
        problem=Problem(**problem) if problem else None,
        waiting=Waiting(**waiting) if waiting else None,
        changes=tuple(changes),
    )


def accept(folder: Path, key: str) -> None:
    """Let a version be shown that waits.

    Raises:
        OSError: It can't be written.
    """
    (folder / ACCEPTED).write_text(key + "\n", encoding="utf-8")


def accepted_version(folder: Path) -> str:
    """Return the key of the version that a person accepted last; "" for none."""
    with suppress(OSError, UnicodeDecodeError):
        return (folder / ACCEPTED).read_text(encoding="utf-8").strip()
    return ""


def state_folders(source: Path) -> Iterator[Path]:
    """Yield the folders that may have the state of a source, the best first.

    A campaign's folder has it in its own `.cache`, so that replicas share it; a single file, and a
    folder that can't be written, in the user's cache.
    """
    if source.is_dir():
        yield source / _PLACE / _NAME
    try:
        root = Path(os.environ.get("XDG_CACHE_HOME", "").strip() or Path.home() / ".cache")
    except RuntimeError:  # a user without a home
        return
    name = hashlib.sha256(str(source.resolve()).encode()).hexdigest()[:24]
    yield root / _PLACE.name / name / _NAME


class StateFolder:
    """The folder with a source's state; made when it is first needed."""

    def __init__(self, source: Path) -> None:
        """Look for an existing one."""
        self._source = source
        self._path = next((path for path in state_folders(source) if path.is_dir()), None)

    @property
    def path(self) -> Path | None:
        """The folder; None if there is none yet."""
        return self._path

    def make(self) -> Path:
        """Return the folder, the first that can be written; else one that goes with the process.

        Raises:
            OSError: Not even that can be made.
        """
        if self._path is not None and os.access(self._path, os.W_OK):
            return self._path
        for path in state_folders(self._source):
            try:
                path.mkdir(parents=True, exist_ok=True)
                probe = path / f"probe-{os.getpid()}"
                probe.touch()
                probe.unlink()
            except OSError:
                continue
            self._path = path
            return path
        temporary = private_folder()
        finalize(self, temporary.cleanup)
        self._path = Path(temporary.name)
        return self._path


def now() -> float:
    """Return the time in seconds since 1970."""
    return time.time()
