"""Campaigns and servers that all processes of one run of the tests have in common.

To start a server, and let it read a campaign and see its first visitor, takes seconds of work. So
whoever comes first starts it, and stops it when all others have left.
"""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tests.browser.server import Server


class Shared:
    """What this process uses of the things in the folder that all processes have in common."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._folder.mkdir(exist_ok=True)
        self._campaigns: dict[str, Path] = {}
        self._urls: dict[str, str] = {}
        self._used: dict[str, IO[bytes]] = {}
        self._own: dict[str, Server] = {}

    def campaign(self, name: str, write: Callable[[Path], Path]) -> Path:
        """Give the campaign of this name; the first who asks writes it."""
        if name not in self._campaigns:
            place = self._folder / f"{name}.campaign"
            with self._alone(name):
                if not place.exists():
                    (self._folder / name).mkdir(exist_ok=True)
                    place.write_text(str(write(self._folder / name)))
            self._campaigns[name] = type(place)(place.read_text())
        return self._campaigns[name]

    def url(self, name: str, campaign: Path | None) -> str:
        """Give the address of the server of this name; the first who asks starts it."""
        if name not in self._urls:
            place = self._folder / f"{name}.url"
            # This waits while one is being stopped.
            self._used[name] = _locked(self._folder / f"{name}.used", fcntl.LOCK_SH)
            with self._alone(name):
                if not place.exists():
                    self._own[name] = Server(self._folder, campaign)
                    self._own[name].wait_until_ready()
                    place.write_text(self._own[name].url)
            self._urls[name] = place.read_text()
        return self._urls[name]

    def leave(self) -> None:
        """Stop what this process has started, once nobody uses it any more."""
        for name in self._used.keys() - self._own.keys():
            self._used[name].close()
        for name, server in self._own.items():
            fcntl.flock(self._used[name], fcntl.LOCK_EX)
            (self._folder / f"{name}.url").unlink(missing_ok=True)
            server.stop()
            self._used[name].close()

    @contextmanager
    def _alone(self, name: str) -> Iterator[None]:
        """Let one process after the other look whether something is there, and make it."""
        with _locked(self._folder / f"{name}.making", fcntl.LOCK_EX):
            yield


def _locked(path: Path, how: int) -> IO[bytes]:
    """Lock a file until it is closed; it is unlocked too when the process dies."""
    file = path.open("ab")
    fcntl.flock(file, how)
    return file
