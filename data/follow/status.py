"""What is known of a campaign's source: when it was read, what failed, what changed, what waits.

It is a file beside the versions, so that it outlives the server and replicas share it.
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from typing import Any

from data.follow.changes import Change, Loss

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


_NAMED = ("new", "changed", "gone", "asked")
"""What a change names: lists in JSON, of which an older status has fewer."""


def status_text(status: Status) -> str:
    """Write a status as JSON."""
    return json.dumps(asdict(status), ensure_ascii=False, indent=1)


def parse_status(text: str) -> Status:
    """Read a status; an unreadable one is as if nothing had been read yet."""
    try:
        return _status(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError):
        return Status()


def _status(raw: dict[str, Any]) -> Status:
    problem, waiting = raw.pop("problem"), raw.pop("waiting")
    changes = [
        Change(**change | {name: tuple(each) for name, each in change.items() if name in _NAMED})
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


def now() -> float:
    """Return the time in seconds since 1970."""
    return time.time()
