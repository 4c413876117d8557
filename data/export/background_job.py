"""Write a long file in a process of its own, with progress and cancel."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from threading import Lock, Thread
from typing import Any, BinaryIO, NamedTuple, cast

from data.cluster.opening import open_campaign
from data.cluster.settings import SCHEDULER
from data.export.extract import Extract, block_count
from data.export.formats import Format, format_named
from data.export.renderer import FONT_FOLDERS
from data.filters.choice import Choice
from data.filters.query import Query
from data.store.messages import Messages
from data.store.store import read_campaign_files, write_campaign_files
from data.store.temporary_folders import private_folder
from data.store.workers import UNLIMITED, Stop, WorkerError, Workers
from data.tour.edit import TextSlide, TourEdit

ALL = 1.0
_NEARLY = 0.99
_DAY = 86_400
"""Seconds; a person who waits cancels the job."""


@dataclass(frozen=True)
class Job:
    """A file to write, as plain values for the process.

    Attributes:
        campaign: Folder of the stored campaign, see `data.store.store`; else that of its shards.
        in_shards: Whether it is in shards.
        extract: The fields of the `Extract` but the campaign.
        folder: The campaign's own folder.
        form: Id of the format.
        file: The file to write.
        packed: Name of the file within a ZIP; "" writes it as it is.
    """

    campaign: str
    in_shards: bool
    extract: dict[str, Any]
    folder: str
    form: str
    file: str
    packed: str = ""


_MESSAGES = Messages((Job, Choice, TourEdit, TextSlide))
_FIELDS = tuple(field.name for field in fields(Extract) if field.name != "campaign")


def job_for(extract: Extract, form: str, folder: Path, file: Path, packed: str = "") -> Job:
    """Return the job of writing an extract in a format; see `Job` for the rest."""
    values = {name: getattr(extract, name) for name in _FIELDS}
    return Job(
        campaign=str(folder),
        in_shards=not extract.campaign.is_local,
        extract=values | {"day": extract.day.isoformat()},
        folder=str(extract.campaign.folder),
        form=form,
        file=str(file),
        packed=packed,
    )


def _campaign(job: Job) -> Query:
    folder = Path(job.campaign)
    if job.in_shards:
        return open_campaign(folder)
    # Truncating these files ends this process alone.
    campaign = read_campaign_files(folder, is_shared=True)
    return Query.everything(replace(campaign, folder=job.folder))


def make(request: bytes) -> Iterator[bytes]:
    """Write the file in the process, and yield its progress as shares; the last one is `ALL`."""
    job: Job = _MESSAGES.unpack(request)
    values = job.extract | {"day": date.fromisoformat(job.extract["day"])}
    extract = Extract(campaign=_campaign(job), **values)
    steps = block_count(extract) + 1
    yield str(0.0).encode()
    with _open(Path(job.file), job.packed, extract.day) as file:
        for count, piece in enumerate(format_named(job.form).pieces(extract), 1):
            file.write(piece)
            yield str(min(count / steps, _NEARLY)).encode()
    yield str(ALL).encode()


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


MOST_PLAIN = 50_000
"""Text files of more consultations are zipped, because a server holds downloads in memory."""

WAITING, MAKING, DONE, FAILED, CANCELLED = "waiting", "making", "done", "failed", "cancelled"


def writing_pool(count: int) -> Workers:
    """Return a pool that makes so many files at a time, each in a process of its own."""
    return Workers(
        "data.export.background_job:make",
        count=count,
        seconds=_DAY,
        memory=UNLIMITED,
        written=UNLIMITED,
        requests=1,
        keeps=(*FONT_FOLDERS, SCHEDULER, "XDG_CACHE_HOME", "USERPROFILE", "SOURCE_DATE_EPOCH"),
    )


_WORKERS = writing_pool(max(1, (os.cpu_count() or 2) // 2))
"""For all visitors: half of the processors stay with the pages."""

_PACKED = ("csv", "json", "geojson")
_ZIP = "application/zip"


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
        self._stop, self._lock = Stop(), Lock()
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
        return self._stop.pid

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
            self._stop.set()
            if self._progress.state == DONE:
                self._folder.cleanup()

    def _run(self, extract: Extract, form: Format, inner: str) -> None:
        folder = _campaign_folder(extract, Path(self._folder.name))
        job = job_for(extract, form.id, folder, self._path, inner if self.packed else "")

        def follow(share: bytes) -> None:
            """Note the progress; at the beginning, store a campaign that isn't stored yet."""
            self._progress = Progress(MAKING, float(share or 0))
            if not share and not folder.exists():
                folder.mkdir()
                write_campaign_files(extract.campaign.campaign, folder)

        try:
            _WORKERS.ask(_MESSAGES.pack(job), patience=_DAY, progress=follow, stop=self._stop)
            state = DONE
        except (WorkerError, OSError):
            state = FAILED
        finally:
            self._end(state)

    def _end(self, state: str) -> None:
        """Set the final state, and remove a file that is not done or was cancelled."""
        with self._lock:
            if self._stop.is_set:
                state = CANCELLED
            if state != DONE:
                self._folder.cleanup()
            # Last, so that nothing is left when a reader sees the final state.
            self._progress = Progress(state, self._progress.share)


def _campaign_folder(extract: Extract, folder: Path) -> Path:
    """Return the folder of the stored campaign: the one it was mapped from, else one to make."""
    if not extract.campaign.is_local:
        return Path(extract.campaign.folder)
    if extract.campaign.cache_folder and Path(extract.campaign.cache_folder).is_dir():
        return Path(extract.campaign.cache_folder)
    return folder / "campaign"
