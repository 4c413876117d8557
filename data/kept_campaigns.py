"""Cache of loaded campaigns on disk, beside their tables.

A cached campaign is a folder, named by a hash of the tables, the files of the world, `FORMAT` and
the versions of pandas and pyarrow. It is written under another name and renamed, so that readers
see all of it or nothing. Unreadable entries are treated as missing. Only files that this module
writes are ever removed.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import time
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from data import WORLD
from data.campaign_files import (
    FILES,
    UnreadableCampaignFilesError,
    read_campaign_files,
    write_campaign_files,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.campaign import Campaign

LEAST_ROWS = 5_000
"""Smaller campaigns are made as quickly as they are read."""

_HIDDEN = ".cache"
_OWN = "consultation-map"
_LOADED, _WRITING = "loaded-", "writing-"
_OURS = re.compile(rf"{_LOADED}[0-9a-f]{{24}}|{_WRITING}\w+")
_WORDS = re.compile(r"words\.arrow|(words|copy)-\w+\.part")
"""The words of a campaign, also while they are being written, and copies that a server left."""

_ABANDONED_SECONDS = 3600
FORMAT = 1
"""Raise it when the same tables give another campaign, or when its files are written otherwise."""

_WORLD = ("*.csv", "*.sqlite")


def kept_campaign(folder: Path, contents: str) -> Campaign | None:
    """Give the campaign that was kept of a folder.

    Args:
        folder: The campaign's folder.
        contents: Hash of the tables in it.

    Returns:
        The campaign, its `folder` still ""; None if there is none that can be read.
    """
    for place in _places(folder):
        path = place / _name(contents)
        if not path.is_dir():
            continue
        try:
            return read_campaign_files(path)
        except UnreadableCampaignFilesError:
            _remove(path)
    return None


def keep_campaign(campaign: Campaign, folder: Path, contents: str) -> bool:
    """Keep a campaign for the next time, instead of what was kept of other contents.

    Returns:
        Whether it was kept: there may be no room, or nowhere to write.
    """
    return any(_kept_in(place, campaign, _name(contents)) for place in _places(folder))


def _places(folder: Path) -> Iterator[Path]:
    """Where campaigns of a folder may be kept: in it, else in the user's folder for such things."""
    yield folder / _HIDDEN / _OWN
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    yield Path(root) / _OWN / _hash(str(folder.resolve()).encode())


def _name(contents: str) -> str:
    return _LOADED + _hash(contents.encode() + _maker().encode())


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:24]


@cache
def _maker() -> str:
    """What makes campaigns of tables, besides the tables: this code, its libraries, the world."""
    versions = f"{FORMAT} pandas {pd.__version__} pyarrow {pa.__version__}"
    digest = hashlib.sha256(versions.encode())
    for path in sorted(path for pattern in _WORLD for path in WORLD.glob(pattern)):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _kept_in(place: Path, campaign: Campaign, name: str) -> bool:
    writing = None
    try:
        place.mkdir(parents=True, exist_ok=True)
        writing = Path(mkdtemp(prefix=_WRITING, dir=place))
        write_campaign_files(campaign, writing)
        writing.replace(place / name)
    except (OSError, pa.ArrowException):
        # Another server may have kept the same in the meantime.
        return (place / name).is_dir()
    finally:
        if writing is not None and writing.is_dir():
            _remove(writing)
    _prune(place, name)
    return True


def _prune(place: Path, name: str) -> None:
    """Remove what was kept of other contents, and what was begun and left long ago."""
    for path in place.iterdir():
        is_old = path.name.startswith(_LOADED) or (
            time.time() - path.stat().st_mtime > _ABANDONED_SECONDS
        )
        if path.name != name and is_old:
            _remove(path)


def _remove(path: Path) -> None:
    """Remove a folder of ours, unless it holds anything that is not."""
    if path.is_symlink() or not path.is_dir() or not _OURS.fullmatch(path.name):
        return
    names = {one.name for one in path.iterdir()} - set(FILES)
    if all(_WORDS.fullmatch(name) for name in names):
        shutil.rmtree(path, ignore_errors=True)
