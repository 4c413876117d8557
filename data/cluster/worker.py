"""A worker of a cluster: it maps shards and answers questions on them.

Nothing here imports Dask: a worker calls `answer_on` like any function. Start workers with
`--preload data.cluster.worker`: then they have imported everything before the first question.
"""

from __future__ import annotations

import mmap
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from data.cluster.asking import Merged, answer_each, merge_each, shards_to_ask
from data.cluster.checking import Checking
from data.cluster.load import read_shard, read_small
from data.cluster.manifest import Manifest, reaches_of, read_manifest
from data.cluster.stored_index import forget_answers
from data.columnar.memory import prepare_process, return_all_memory
from data.filters.question import Question
from data.model.campaign import Campaign
from data.store.mapped_files import cut_files, release_pages
from data.store.store import UnreadableCampaignFilesError

_ASKED_FIRST = (
    "data.filters.select", "data.filters.suggestions", "data.map.clusters", "data.map.extent",
    "data.figures.organizations", "data.figures.table_pages", "data.figures.timeline",
    "data.figures.totals",
)  # fmt: skip
"""Modules with the questions of the first page."""


PROTOCOL = 4
"""Raise it when questions, their answers or their meaning change."""

_MOST_BYTES_PER_ROW = 60
"""Limit of the cached results of earlier views; those of the current question come on top."""

_LEAST_BYTES = 50_000_000
"""Caches smaller than this are never dropped."""


def dask_setup(_worker: object) -> None:
    """Import what the first questions need; Dask calls this in a worker that starts."""
    prepare_process()
    for module in _ASKED_FIRST:
        import_module(module)
    code_version()


class OtherCodeError(Exception):
    """The web server and a worker run different versions of this program."""


class OtherShardsError(Exception):
    """A worker sees other shards than the web server, or none."""


class Group(NamedTuple):
    """Shards of a campaign that one worker answers for.

    Attributes:
        folder: The campaign's folder as the worker sees it.
        version: Of the campaign.
        shards: Names of the shards.
        code: `code_version` of the web server.
    """

    folder: str
    version: str
    shards: tuple[str, ...]
    code: str


class GroupAnswer(NamedTuple):
    """The answers of a group of shards.

    Attributes:
        values: One merged answer per question of the shards that were asked; None if none was.
        damaged: Names of shards that can't be read.
    """

    values: list[Merged | None]
    damaged: tuple[str, ...]


@lru_cache(maxsize=1)
def code_version() -> str:
    """Return the protocol and the versions of libraries, which server and workers must share."""
    libraries = ("distributed", "numpy", "pandas", "pyarrow")
    return " ".join([str(PROTOCOL), *(f"{name} {_version(name)}" for name in libraries)])


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def own_memory() -> int:
    """Return how many bytes this process has for itself, mapped files aside; 0 if unknown."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()
    except OSError:
        return 0
    return (int(pages[1]) - int(pages[2])) * mmap.PAGESIZE


class _Shards:
    """The shards of one campaign that this process has opened."""

    def __init__(self, folder: str, manifest: Manifest) -> None:
        self._folder, self._manifest = Path(folder), manifest
        self.reaches = reaches_of(manifest)
        self._small = read_small(self._folder, manifest)
        self._open: dict[str, Campaign | None] = {}
        self._start = own_memory()
        self._lock = Lock()
        self._checking = Checking(self._close_damaged)

    def campaign(self, name: str) -> Campaign | None:
        """Return a shard, opened on its first use; None if it is damaged."""
        with self._lock:
            self._close_cut()
            self._limit_memory()
            if name not in self._open:
                self._open[name] = shard = self._read(name)
                if shard is not None:
                    self._checking.add(Path(shard.cache_folder))
            return self._open[name]

    def _close_damaged(self, name: str) -> None:
        """Close a shard whose rows are damaged, and don't open it again."""
        with self._lock:
            self._open[name] = None

    def _close_cut(self) -> None:
        """Close shards with truncated files: reading those would end the process."""
        for path in cut_files():
            self._open.pop(path.parent.name, None)

    def _limit_memory(self) -> None:
        """Drop cached results of earlier views if they take much memory."""
        shards = [shard for shard in self._open.values() if shard is not None]
        rows = sum(len(shard.consultations) for shard in shards)
        if own_memory() - self._start < max(_MOST_BYTES_PER_ROW * rows, _LEAST_BYTES):
            return
        for shard in shards:
            forget_answers(shard)
        return_all_memory()
        # What is still there can't be helped: don't look for it at every question.
        self._start = max(self._start, own_memory() - _LEAST_BYTES // 2)

    def _read(self, name: str) -> Campaign | None:
        shard = next(one for one in self._manifest.shards if one.name == name)
        try:
            return read_shard(self._folder, self._manifest, shard, self._small)
        except UnreadableCampaignFilesError:
            return None


@lru_cache(maxsize=4)
def _shards_of(folder: str, version: str) -> _Shards:
    """Return the shards of a campaign; a worker opens those it is asked for."""
    manifest = read_manifest(Path(folder))
    if manifest.version != version:
        raise OtherShardsError(manifest.version)
    return _Shards(folder, manifest)


def answer_on(group: Group, questions: Sequence[Question]) -> GroupAnswer:
    """Answer questions on a group of shards.

    Raises:
        OtherCodeError: The web server's program is another version.
        OtherShardsError: The folder has other shards, or none.
    """
    if group.code != code_version():
        raise OtherCodeError(code_version())
    try:
        shards = _shards_of(group.folder, group.version)
    except Exception as error:
        raise OtherShardsError(str(error)) from error
    campaigns = {name: shards.campaign(name) for name in group.shards}
    asked = [shards_to_ask(shards.reaches, question) for question in questions]
    answers = [
        answer_each(
            campaign,
            [
                question if name in names else None
                for question, names in zip(questions, asked, strict=True)
            ],
        )
        for name, campaign in campaigns.items()
        if campaign is not None
    ]
    release_pages()
    damaged = tuple(name for name, campaign in campaigns.items() if campaign is None)
    return GroupAnswer(merge_each(questions, answers), damaged)


def open_on(group: Group) -> None:
    """Open shards before the first question; errors are raised when a question needs them."""
    with suppress(Exception):
        shards = _shards_of(group.folder, group.version)
        for name in group.shards:
            shards.campaign(name)
        release_pages()
