"""Write a long file in a process of its own, with progress and cancel."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from threading import BoundedSemaphore, Event, Lock, Thread
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, TypeAlias, cast

from data import ROOT
from data.choosing.choice import Choice
from data.export.extract import Extract, block_count
from data.export.formats import format_named
from data.storage.store import read_campaign_files, write_campaign_files
from data.storage.temporary_folders import private_folder
from data.tour.edit import AS_MADE, as_table, from_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.export.formats import Format

Asked: TypeAlias = dict[str, Any]

ALL = 1.0
_NEARLY = 0.99
_POLITENESS = 5
"""How far the process steps back behind those that serve pages, as `nice` counts."""


def asked_of(extract: Extract, form: str, kept: Path, file: Path, packed: str = "") -> Asked:
    """What such a process must be told, as plain values.

    Args:
        extract: What the file is made of.
        form: Id of the form.
        kept: Folder of the finished campaign, see `data.storage.store`.
        file: The file to write.
        packed: Name of the file within a ZIP; "" writes it as it is.
    """
    return {
        "kept": str(kept),
        "folder": extract.campaign.folder,
        "choice": asdict(extract.choice),
        "language": extract.language,
        "address": extract.address,
        "day": extract.day.isoformat(),
        "tour": as_table(extract.edit) if extract.edit != AS_MADE else None,
        "form": form,
        "file": str(file),
        "packed": packed,
    }


def _extract(asked: Asked) -> Extract:
    choice: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in asked["choice"].items()
    }
    return Extract(
        # Who cuts off these files ends this process alone.
        campaign=replace(
            read_campaign_files(Path(asked["kept"]), is_shared=True), folder=asked["folder"]
        ),
        choice=Choice(**choice),
        language=asked["language"],
        address=asked["address"],
        day=date.fromisoformat(asked["day"]),
        edit=from_table(asked["tour"]) if asked["tour"] else AS_MADE,
    )


def make(asked: Asked) -> Iterator[float]:
    """Make the file and say how far it has come, a share each time; the last is `DONE`."""
    extract = _extract(asked)
    steps = block_count(extract) + 1
    yield 0.0
    with _opened(Path(asked["file"]), asked["packed"], extract.day) as file:
        for place, piece in enumerate(format_named(asked["form"]).pieces(extract), 1):
            file.write(piece)
            yield min(place / steps, _NEARLY)
    yield ALL


@contextmanager
def _opened(path: Path, packed: str, day: date) -> Iterator[BinaryIO]:
    """The file, or one of this name within it."""
    if not packed:
        with path.open("wb") as file:
            yield file
        return
    entry = zipfile.ZipInfo(packed, (day.year, day.month, day.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(path, "w") as archive, archive.open(entry, "w", force_zip64=True) as file:
        yield cast("BinaryIO", file)


def main() -> int:
    """Make what is asked for on standard input; 0 if the file is there."""
    asked: Asked = json.loads(sys.stdin.readline())
    Thread(target=_end_with_input, daemon=True).start()
    with suppress(AttributeError, OSError):
        os.nice(_POLITENESS)
    for share in make(asked):
        sys.stdout.write(f"{share}\n")
        sys.stdout.flush()
    return 0


def _end_with_input() -> None:
    sys.stdin.read()
    # Nothing to tidy up: whoever asked owns the folder of the file.
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())


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
                [sys.executable, "-m", "data.export.background_job"],
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
