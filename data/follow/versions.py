"""Versions of a campaign that is a list, a ZIP, or a folder with a list at an address.

A version is a campaign folder of its own beside the status. A process with limits of time and
memory makes it, so that no list stops the server.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from errno import ENOENT
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from data.cluster.opening import open_campaign
from data.follow.record import Record
from data.importing.campaign_folder import (
    NAMES,
    RECIPE_FILE,
    campaign_files,
    is_zipped_campaign,
    read_campaign_zip,
)
from data.importing.import_list import ImportedList
from data.importing.recipe import Recipe, read_recipe_file
from data.importing.update_folder import CellChange, is_campaign_folder, update_of
from data.importing.uploaded_list import UploadedList, import_list, read_list
from data.lists.readers.limits import MOST_UNDERSTANDING_MEMORY, MOST_UNDERSTANDING_SECONDS
from data.lists.readers.read_file import check_bytes, read_bytes
from data.loading.assemble import OPTIONAL_TABLES, TABLE
from data.loading.csv_tables import read_table
from data.loading.load import VERSION_LENGTH, folder_contents, load_campaign
from data.loading.parquet import SUFFIX
from data.model.errors import CampaignError, SourceError, msgid
from data.model.settings import FILE
from data.store.atomic_folder import carry_over, write_file, write_folder
from data.store.messages import Messages
from data.store.workers import UNLIMITED, WorkerError, Workers

FORMAT = 1
"""Raise it when the same list gives another folder."""

_MOST_WAIT = 900
"""Seconds of a clock on the wall: other work may have the processor."""

_RETIRED_SECONDS = 3600
"""How long the files of a version stay after it was replaced."""

_KEY_LENGTH = 24
_READY = ".ready"
_VERSIONS, _LISTS = "versions", "lists"

_BEFORE = "before-"
"""Beginning of the names of versions that commands keep before they write a folder's tables."""

_WRITTEN = "written.csv"
_MOST_KEPT = 10
_TABLES = (*NAMES, Path(TABLE).with_suffix(SUFFIX).name)
"""Files that commands write, and that a kept version brings back."""


@dataclass(frozen=True)
class Plan:
    """What a version is made of.

    Attributes:
        base: The campaign folder that the list updates; "" if the list or ZIP is all.
        list: The file with the list, or the ZIP; "" loads the base, which fills its cache.
        name: Of the list, for messages and for the campaign's id.
        into: The folder to fill.
    """

    base: str
    list: str
    name: str
    into: str


_MESSAGES = Messages((Plan,), (CampaignError, OSError))
_MAKERS = Workers(
    "data.follow.versions:answer",
    count=2,
    seconds=MOST_UNDERSTANDING_SECONDS,
    slowness=_MOST_WAIT / MOST_UNDERSTANDING_SECONDS,
    memory=MOST_UNDERSTANDING_MEMORY,
    requests=1,
    keeps=("HOME", "XDG_CACHE_HOME"),
    written=UNLIMITED,
)


class Version(NamedTuple):
    """What is shown: a folder's own tables, or what a list and a folder give together.

    Attributes:
        key: Its name; it changes with the contents.
        list: The digest of its list; "" for a folder's own tables.
    """

    key: str = ""
    list: str = ""


def key_of(base: Path | None, digest: str) -> str:
    """Return the key of a version: without a list it is the version of the folder's campaign."""
    if base and not digest:
        return folder_contents(base)[:VERSION_LENGTH]
    own = (folder_contents(base), str(tree_state(base))) if base else ()
    return hashlib.sha256("\n".join([str(FORMAT), digest, *own]).encode()).hexdigest()[:_KEY_LENGTH]


def tree_state(base: Path) -> list[tuple[str, int, int]]:
    """Return names, sizes and times of the files in folders of a campaign: photos, tours."""
    return [
        (path.relative_to(base).as_posix(), stat.st_size, stat.st_mtime_ns)
        for path in sorted(base.glob("[!.]*/*"))
        if path.is_file() and (stat := path.stat())
    ]


def list_path(state: Path, digest: str) -> Path:
    """Return where the contents of a list are."""
    return state / _LISTS / digest


def save_list(state: Path, data: bytes) -> str:
    """Write a list whole, and return its digest.

    Raises:
        OSError: It can't be written.
    """
    digest = hashlib.sha256(data).hexdigest()[:_KEY_LENGTH]
    path = list_path(state, digest)
    if not path.is_file():
        write_file(path, data)
    return digest


def version_folder(state: Path, key: str) -> Path | None:
    """Return the campaign folder of a version; None if it was not made, or not to its end."""
    outer = state / _VERSIONS / key
    if not key or not (outer / _READY).is_file():
        return None
    return next((path for path in outer.iterdir() if path.is_dir()), None)


def make_version(state: Path, key: str, base: Path | None, digest: str, name: str) -> Path:
    """Return the campaign folder of a version; make it if need be.

    Raises:
        CampaignError: The list can't be read, or takes too much time or memory.
        OSError: It can't be written.
    """
    made = version_folder(state, key)
    if made is not None:
        return made
    outer = state / _VERSIONS / key
    building = outer.with_name(f"{key}.{os.getpid()}")
    into = building / (base.resolve().name if base else Path(name).stem or "campaign")
    try:
        into.mkdir(parents=True)
        run_plan(Plan(str(base or ""), str(list_path(state, digest)), name, str(into)))
        (building / _READY).touch()
        with contextlib.suppress(OSError):  # Another replica may have made it meanwhile.
            building.rename(outer)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    made = version_folder(state, key)
    if made is None:
        raise OSError(ENOENT, os.strerror(ENOENT))
    return made


def retire(state: Path, key: str) -> None:
    """Note that a version is not shown any more; visitors may still see it for a while."""
    if version_folder(state, key):
        with contextlib.suppress(OSError):
            (state / _VERSIONS / key / _READY).touch()


def prune(state: Path, keys: set[str], lists: set[str]) -> None:
    """Remove lists and versions other than these, except those that were shown until recently."""
    for path in state.glob(f"{_VERSIONS}/*"):
        mark = path / _READY
        changed = (mark if mark.exists() else path).stat().st_mtime
        is_used = path.name in keys or path.name.startswith(_BEFORE)
        if not is_used and abs(time.time() - changed) > _RETIRED_SECONDS:
            shutil.rmtree(path, ignore_errors=True)
    for path in state.glob(f"{_LISTS}/*"):
        if path.name not in lists:
            path.unlink(missing_ok=True)


def keep_tables(folder: Path) -> str:
    """Keep the tables and settings of a campaign folder as a version, before they are written.

    Returns:
        The name to bring it back by; "" if there is nothing to keep. The ten newest are kept.

    Raises:
        OSError: They can't be copied.
    """
    files = [path for name in _TABLES if (path := folder / name).is_file()]
    if not files:
        return ""
    kept = Record(folder).folder() / _VERSIONS
    key = free = f"{_BEFORE}{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}"
    number = 1
    while (kept / key).exists():
        key, number = f"{free}-{number:03}", number + 1
    into = kept / key / folder.resolve().name
    into.mkdir(parents=True)
    for path in files:
        shutil.copy2(path, into)
    (kept / key / _READY).touch()
    for old in kept_versions(folder)[_MOST_KEPT:]:
        shutil.rmtree(kept / old, ignore_errors=True)
    return key


def kept_versions(folder: Path) -> list[str]:
    """Return the names of the versions that `keep_tables` kept of a folder, the newest first."""
    state = Record(folder).path
    kept = sorted(state.glob(f"{_VERSIONS}/{_BEFORE}*/{_READY}"), reverse=True) if state else []
    return [mark.parent.name for mark in kept]


def bring_back(folder: Path, key: str) -> str:
    """Replace the tables and settings of a folder by those of a kept version; its other files stay.

    Returns:
        The name of the version that was replaced, to come back to it.

    Raises:
        OSError: There is no such version, or it can't be written; the folder is unchanged.
    """
    version = version_folder(Record(folder).path or folder, key)
    if version is None or key not in kept_versions(folder):
        raise OSError(ENOENT, os.strerror(ENOENT), key)
    contents = {path.name: path.read_bytes() for path in version.iterdir()}
    present = keep_tables(folder)

    def fill(new: Path) -> None:
        for name, content in contents.items():
            (new / name).write_bytes(content)

    write_folder(folder, fill, without=_TABLES)
    return present


def note_written(folder: Path, table: bytes) -> None:
    """Remember the table that a command wrote, to tell edits by hand from it."""
    with contextlib.suppress(OSError):
        write_file(Record(folder).folder() / _WRITTEN, table)


def edits_by_hand(folder: Path, changes: Sequence[CellChange]) -> list[CellChange]:
    """Return those of the changed cells that a person edited since a command wrote the table."""
    path = (Record(folder).path or folder) / _WRITTEN
    if not changes or not path.is_file():
        return []
    table = read_table(path)[0].drop_duplicates("id").set_index("id")
    return [
        change
        for change in changes
        if change.column in table
        and change.id in table.index
        and table.loc[change.id, change.column] != change.old
    ]


def run_plan(plan: Plan) -> None:
    """Carry a plan out in a process of its own.

    Raises:
        CampaignError: The list can't be read, or takes too much time or memory.
        OSError: The folder can't be written.
    """
    try:
        _MESSAGES.result(_MAKERS.ask(_MESSAGES.pack(plan)))
    except WorkerError as error:
        raise SourceError(
            msgid("{file} takes too much time or memory to read."),
            msgid("Split the file, or keep only the rows and columns you need."),
            file=plan.name,
        ) from error


def answer(request: bytes) -> bytes:
    """Carry a plan out in the process."""
    return _MESSAGES.answer(carry_out, [_MESSAGES.unpack(request)])


def carry_out(plan: Plan) -> None:
    """Fill the folder of a plan, and load it, which checks it and fills its cache.

    Raises:
        ExplainedError: The list can't be read.
        OSError: The folder can't be written.
    """
    if not plan.list:
        open_campaign(plan.base)
        return
    into, data = Path(plan.into), Path(plan.list).read_bytes()
    check_bytes(plan.name, len(data))
    base = Path(plan.base) if plan.base else None
    if base is None and is_zipped_campaign(plan.name, data):
        for path, content in read_campaign_zip(data, plan.name).items():
            (into / path).parent.mkdir(parents=True, exist_ok=True)
            (into / path).write_bytes(content)
    else:
        recipe = _recipe(base)
        imported, files = _imported(plan, data, recipe)
        if base is not None:
            files = _updated(base, files, imported, recipe.same)
        for name, content in files.items():
            (into / name).write_bytes(content)
        if base is not None:
            carry_over(base, into, without={".cache"})
    load_campaign(into)


def _recipe(base: Path | None) -> Recipe:
    """Return the decisions that are in a folder; empty without a file of them."""
    file = base / RECIPE_FILE if base else None
    return read_recipe_file(file if file and file.is_file() else None)


def _imported(plan: Plan, data: bytes, recipe: Recipe) -> tuple[ImportedList, dict[str, bytes]]:
    """Import a list with earlier decisions."""
    given = UploadedList(plan.name, data, read_list(plan.name, data, recipe, read_bytes), recipe)
    imported = import_list(given)
    # With a recipe, the countries that were found for cities are filled in.
    return imported, campaign_files(imported.campaign, recipe)


def _updated(
    base: Path, files: Mapping[str, bytes], imported: ImportedList, same: Mapping[str, str]
) -> dict[str, bytes]:
    """Return the files that a list changes in a campaign folder, which may have no table yet."""
    kinds = imported.campaign.settings.kinds
    if is_campaign_folder(base):
        updated = dict(update_of(base, files, kinds, same).files)
    else:
        with TemporaryDirectory() as stand_in:
            for name in (FILE, *OPTIONAL_TABLES):
                if (base / name).is_file():
                    shutil.copyfile(base / name, Path(stand_in, name))
            Path(stand_in, TABLE).write_text("id,title\n", encoding="utf-8")
            updated = dict(update_of(Path(stand_in), files, kinds, same).files)
    updated.pop(RECIPE_FILE, None)
    return updated
