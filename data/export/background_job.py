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
from data.cluster.opening import open_campaign
from data.export.extract import Extract, block_count
from data.export.formats import format_named
from data.filters.choice import Choice
from data.filters.query import Query
from data.store.store import read_campaign_files, write_campaign_files
from data.store.temporary_folders import private_folder
from data.tour.edit import AS_MADE, as_table, from_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.export.formats import Format

Request: TypeAlias = dict[str, Any]

ALL = 1.0
_NEARLY = 0.99
_POLITENESS = 5
"""Niceness of the process, so that pages come first."""


def request_of(extract: Extract, form: str, folder: Path, file: Path, packed: str = "") -> Request:
    """Return the request to the process, as plain values.

    Args:
        extract: The input of the file.
        form: Id of the format.
        folder: Folder of the stored campaign, see `data.store.store`.
        file: The file to write.
        packed: Name of the file within a ZIP; "" writes it as it is.
    """
    return {
        "campaign": str(folder),
        "in_shards": not extract.campaign.is_local,
        "folder": extract.campaign.folder,
        "choice": asdict(extract.choice),
        "language": extract.language,
        "address": extract.address,
        "day": extract.day.isoformat(),
        "lines": extract.lines,
        "tour": as_table(extract.edit) if extract.edit != AS_MADE else None,
        "form": form,
        "file": str(file),
        "packed": packed,
    }


def _extract(request: Request) -> Extract:
    choice: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in request["choice"].items()
    }
    return Extract(
        campaign=_campaign(request),
        choice=Choice(**choice),
        language=request["language"],
        address=request["address"],
        day=date.fromisoformat(request["day"]),
        edit=from_table(request["tour"]) if request["tour"] else AS_MADE,
        lines=request["lines"],
    )


def _campaign(request: Request) -> Query:
    folder = Path(request["campaign"])
    if request["in_shards"]:
        return open_campaign(folder)
    # Truncating these files ends this process alone.
    campaign = read_campaign_files(folder, is_shared=True)
    return Query.everything(replace(campaign, folder=request["folder"]))


def make(request: Request) -> Iterator[float]:
    """Write the file and yield its progress as shares; the last one is `ALL`."""
    extract = _extract(request)
    steps = block_count(extract) + 1
    yield 0.0
    with _open(Path(request["file"]), request["packed"], extract.day) as file:
        for count, piece in enumerate(format_named(request["form"]).pieces(extract), 1):
            file.write(piece)
            yield min(count / steps, _NEARLY)
    yield ALL


@contextmanager
def _open(path: Path, packed: str, day: date) -> Iterator[BinaryIO]:
    """Open the file, or an entry of this name in it as a ZIP."""
    if not packed:
        with path.open("wb") as file:
            yield file
        return
    entry = zipfile.ZipInfo(packed, (day.year, day.month, day.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(path, "w") as archive, archive.open(entry, "w", force_zip64=True) as file:
        yield cast("BinaryIO", file)


def main() -> int:
    """Make the file of the request on standard input; return 0 when it is there."""
    request: Request = json.loads(sys.stdin.readline())
    Thread(target=_end_with_input, daemon=True).start()
    with suppress(AttributeError, OSError):
        os.nice(_POLITENESS)
    for share in make(request):
        sys.stdout.write(f"{share}\n")
        sys.stdout.flush()
    return 0


def _end_with_input() -> None:
    sys.stdin.read()
    # Nothing to tidy up: the caller owns the folder of the file.
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())


MOST_PLAIN = 50_000
"""Text files of more consultations are zipped, because a server holds downloads in memory."""

WAITING, MAKING, DONE, FAILED, CANCELLED = "waiting", "making", "done", "failed", "cancelled"
_TURNS = BoundedSemaphore(max(1, (os.cpu_count() or 2) // 2))
"""Files made at a time, for all visitors: half of the processors stay with the pages."""

_LOOK = 0.2
"""Seconds between two checks for cancellation."""

_PACKED = ("csv", "json", "geojson")
_ZIP = "application/zip"
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")


class Progress(NamedTuple):
    """The progress of a file: one of the five states, and a share from 0 to 1."""

    state: str
    share: float


class LongWork:
    """One file that is being made or is done."""

    def __init__(self, extract: Extract, form: Format) -> None:
        """Start making it, without waiting for it."""
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
        """Its state and share."""
        return self._progress

    @property
    def is_going_on(self) -> bool:
        """Whether it is waiting or being made."""
        return self._progress.state in (WAITING, MAKING)

    @property
    def size(self) -> int:
        """The size of the file in bytes; 0 until it is done."""
        return self._path.stat().st_size if self._progress.state == DONE else 0

    @property
    def pid(self) -> int | None:
        """The id of the process that makes it; None while there is none."""
        return self._process.pid if self._process else None

    @property
    def _path(self) -> Path:
        return Path(self._folder.name) / "file"

    def read(self) -> bytes:
        """Return the file.

        Raises:
            OSError: It is not done, or was cancelled.
        """
        return self._path.read_bytes()

    def give_up(self) -> None:
        """End the process and remove the file; a finished state stays as it is."""
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
                state = self._make(extract, form, inner)
            finally:
                _TURNS.release()
        finally:
            self._end(state)

    def _end(self, state: str) -> None:
        """Set the final state, and remove a file that is not done or was cancelled."""
        with self._lock:
            if self._cancelled.is_set():
                state = CANCELLED
            if state != DONE:
                self._folder.cleanup()
            # Last, so that nothing is left when a reader sees the final state.
            self._progress = Progress(state, self._progress.share)

    def _make(self, extract: Extract, form: Format, inner: str) -> str:
        """Start the process, follow it to its end, and return the final state."""
        self._progress = Progress(MAKING, 0.0)
        folder = _campaign_folder(extract, Path(self._folder.name))
        request = request_of(extract, form.id, folder, self._path, inner if self.packed else "")
        process = self._start()
        if process is None:
            return CANCELLED
        with process, suppress(OSError):
            self._follow(process, json.dumps(request))
        return DONE if process.returncode == 0 else FAILED

    def _start(self) -> subprocess.Popen[str] | None:
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

    def _follow(self, process: subprocess.Popen[str], request: str) -> None:
        """Send the request to the process and read its progress."""
        if process.stdin and process.stdout:
            process.stdin.write(request + "\n")
            process.stdin.flush()
            for line in process.stdout:
                self._progress = Progress(MAKING, float(line))
            process.wait()


def _campaign_folder(extract: Extract, folder: Path) -> Path:
    """Return the folder of the stored campaign: the one it was mapped from, else a new one."""
    if not extract.campaign.is_local:
        return Path(extract.campaign.folder)
    if extract.campaign.kept and Path(extract.campaign.kept).is_dir():
        return Path(extract.campaign.kept)
    own = folder / "campaign"
    own.mkdir()
    write_campaign_files(extract.campaign.campaign, own)
    return own
