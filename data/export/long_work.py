"""A file that takes a while, made in a process of its own while pages go on as before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import BoundedSemaphore, Event, Lock, Thread
from typing import TYPE_CHECKING, NamedTuple

from data import ROOT
from data.campaign_files import write_campaign_files
from data.export.made_aside import asked_of
from data.private_folders import private_folder

if TYPE_CHECKING:
    from data.export.extract import Extract
    from data.export.form import Format

MOST_PLAIN = 50_000
"""Texts of more consultations are packed as ZIP: a server holds in memory what it hands over."""

WAITING, MAKING, DONE, FAILED, CANCELLED = "waiting", "making", "done", "failed", "cancelled"
_TURNS = BoundedSemaphore(max(1, (os.cpu_count() or 2) // 2))
"""So many are made at a time, whoever asks: half of the processors stay with the pages."""

_LOOK = 0.2
"""Seconds between two looks whether it was cancelled meanwhile."""

_PACKED = ("csv", "json", "geojson")
_ZIP = "application/zip"
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")


class Progress(NamedTuple):
    """How far a file has come: one of the five states, and a share from 0 to 1."""

    state: str
    share: float


class LongWork:
    """One file that is being made, or was."""

    def __init__(self, extract: Extract, form: Format) -> None:
        """Begin to make it; nothing here waits for it."""
        self.title = form.title
        inner = extract.file_name(form.ending)
        self.packed = form.id in _PACKED and extract.chosen.size > MOST_PLAIN
        self.name = f"{inner}.zip" if self.packed else inner
        self.mime = _ZIP if self.packed else form.mime
        self._folder = private_folder()
        self._cancelled, self._lock = Event(), Lock()
        self._process: subprocess.Popen[str] | None = None
        self._progress = Progress(WAITING, 0.0)
        Thread(target=self._run, args=(extract, form, inner), daemon=True).start()

    @property
    def progress(self) -> Progress:
        """How far it has come."""
        return self._progress

    @property
    def is_going_on(self) -> bool:
        """Whether it is neither done nor given up."""
        return self._progress.state in (WAITING, MAKING)

    @property
    def size(self) -> int:
        """Bytes of the file; 0 while it is not done."""
        return self._path.stat().st_size if self._progress.state == DONE else 0

    @property
    def pid(self) -> int | None:
        """The process that makes it; None while there is none."""
        return self._process.pid if self._process else None

    @property
    def _path(self) -> Path:
        return Path(self._folder.name) / "file"

    def read(self) -> bytes:
        """The file.

        Raises:
            OSError: It is not done, or was given up.
        """
        return self._path.read_bytes()

    def give_up(self) -> None:
        """End the process and remove the file; what is over already stays so."""
        with self._lock:
            self._cancelled.set()
            if self._process:
                self._process.kill()
            if self._progress.state == DONE:
                self._folder.cleanup()

    def _run(self, extract: Extract, form: Format, inner: str) -> None:
        state = FAILED
        try:
            while not _TURNS.acquire(timeout=_LOOK):
                if self._cancelled.is_set():
                    return
            try:
                state = self._made(extract, form, inner)
            finally:
                _TURNS.release()
        finally:
            self._end(state)

    def _end(self, state: str) -> None:
        """Say how it ended; a file that is not done, or not wanted any more, is removed."""
        with self._lock:
            if self._cancelled.is_set():
                state = CANCELLED
            if state != DONE:
                self._folder.cleanup()
            # Last: whoever sees that it is over finds nothing left of it.
            self._progress = Progress(state, self._progress.share)

    def _made(self, extract: Extract, form: Format, inner: str) -> str:
        """Follow the process that makes it to its end."""
        self._progress = Progress(MAKING, 0.0)
        kept = _kept(extract, Path(self._folder.name))
        asked = asked_of(extract, form.id, kept, self._path, inner if self.packed else "")
        process = self._started()
        if process is None:
            return CANCELLED
        with process, suppress(OSError):
            self._follow(process, json.dumps(asked))
        return DONE if process.returncode == 0 else FAILED

    def _started(self) -> subprocess.Popen[str] | None:
        with self._lock:
            if self._cancelled.is_set():
                return None
            self._process = subprocess.Popen(
                [sys.executable, "-m", "data.export.made_aside"],
                cwd=ROOT,
                env={**os.environ, **_ONE_THREAD},
                text=True,
                encoding="utf-8",
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            return self._process

    def _follow(self, process: subprocess.Popen[str], asked: str) -> None:
        """Tell the process what is asked for, and listen how far it comes."""
        if process.stdin and process.stdout:
            process.stdin.write(asked + "\n")
            process.stdin.flush()
            for line in process.stdout:
                self._progress = Progress(MAKING, float(line))
            process.wait()


def _kept(extract: Extract, folder: Path) -> Path:
    """The folder of the finished campaign: the one it was mapped from, else one of its own."""
    if extract.campaign.kept and Path(extract.campaign.kept).is_dir():
        return Path(extract.campaign.kept)
    own = folder / "campaign"
    own.mkdir()
    write_campaign_files(extract.campaign, own)
    return own
