"""The cache of loaded campaigns on disk, beside their tables."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pandas as pd
import pyarrow as pa

from data import WORLD
from data.model.campaign import Campaign
from data.model.errors import Issue
from data.model.settings import Settings
from data.store.mapped_files import (
    read_checked,
    read_frame,
    write_checked,
    write_frame,
)
from data.words.languages import available_languages

FRAMES = (
    "consultations", "places", "roles", "feeds", "documents", "photos", "regions", "organizations",
    "demands", "judgements",
)  # fmt: skip
_KINDS = "kinds"
_FACTS = "campaign.json"
FILES = (*(f"{name}.arrow" for name in (*FRAMES, _KINDS)), _FACTS)
"""Names of the files of a cached campaign."""

LEAST_ROWS = 5_000
"""Smaller campaigns are built as fast as they are read."""

_HIDDEN = ".cache"
_OWN = "consultation-map"
_LOADED, _WRITING = "loaded-", "writing-"
_OURS = re.compile(rf"{_LOADED}[0-9a-f]{{24}}|{_WRITING}\w+")
_WORDS = re.compile(r"words\.arrow|(words|copy)-\w+\.part")
"""The search index of a campaign, also while it is being written, and leftover copies."""

_ABANDONED_SECONDS = 3600
FORMAT = 6
"""Raise it when the same tables give another campaign, or when the files' format changes."""

_WORLD = ("*.csv", "*.sqlite")


class UnreadableCampaignFilesError(Exception):
    """The files of a cached campaign are missing or damaged."""


def write_campaign_files(campaign: Campaign, folder: Path) -> None:
    """Write a campaign into an existing folder.

    Its `folder` is not written: the files may be read elsewhere.
    """
    frames: dict[str, pd.DataFrame] = {name: getattr(campaign, name) for name in FRAMES}
    frames[_KINDS] = campaign.kinds
    settings = {name: value for name, value in vars(campaign.settings).items() if name != _KINDS}
    facts = {
        "frames": {
            name: write_frame(frame, folder / f"{name}.arrow") for name, frame in frames.items()
        },
        "settings": settings,
        "issues": [asdict(issue) for issue in campaign.issues],
        "version": campaign.version,
    }
    write_checked(json.dumps(facts).encode(), folder / _FACTS)


def read_campaign_files(
    folder: Path, *, is_shared: bool = False, is_unchecked: bool = False
) -> Campaign:
    """Map a campaign of `write_campaign_files`; its `folder` is "".

    Args:
        folder: Has the files. They may be changed or removed afterwards.
        is_shared: Map the files themselves, not copies: then they must not be changed.
        is_unchecked: Leave the contents of large ones to `check_contents`.

    Raises:
        UnreadableCampaignFilesError: A file is missing or damaged.
    """
    try:
        facts = json.loads(read_checked(folder / _FACTS))
        frames: dict[str, Any] = {
            name: read_frame(
                folder / f"{name}.arrow",
                facts["frames"][name],
                is_shared=is_shared,
                is_unchecked=is_unchecked,
            )
            for name in (*FRAMES, _KINDS)
        }
        return Campaign(
            settings=_settings(facts["settings"], frames.pop(_KINDS)),
            issues=tuple(Issue(**issue) for issue in facts["issues"]),
            version=facts["version"],
            cache_folder=str(folder),
            **frames,
        )
    except (
        OSError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        pa.ArrowException,
    ) as error:
        raise UnreadableCampaignFilesError(folder) from error


def _settings(facts: dict[str, Any], kinds: pd.DataFrame) -> Settings:
    # JSON has no tuples.
    lists = {name: tuple(value) for name, value in facts.items() if isinstance(value, list)}
    return Settings(**facts | lists, kinds=kinds)


def read_cached_campaign(folder: Path, contents: str) -> Campaign | None:
    """Read the cached campaign of a folder.

    Args:
        folder: The campaign's folder.
        contents: Hash of the tables in it.

    Returns:
        The campaign, its `folder` still ""; None if no readable one is cached.
    """
    for parent in _cache_parents(folder):
        path = parent / _name(contents)
        if not path.is_dir():
            continue
        try:
            return read_campaign_files(path)
        except UnreadableCampaignFilesError:
            _remove(path)
    return None


def cache_campaign(campaign: Campaign, folder: Path, contents: str) -> bool:
    """Cache a campaign, replacing those of other contents.

    Returns:
        Whether it was cached: the disk may be full or read-only.
    """
    name = _name(contents)
    return any(_write_in(parent, campaign, name) for parent in _cache_parents(folder))


def _cache_parents(folder: Path) -> Iterator[Path]:
    """Yield the folders that may have the cache: in the campaign's, then in the user's cache."""
    yield folder / _HIDDEN / _OWN
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    yield Path(root) / _OWN / _hash(str(folder.resolve()).encode())


def _name(contents: str) -> str:
    return _LOADED + _hash(contents.encode() + _maker().encode())


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:24]


@cache
def _maker() -> str:
    """Hash what a campaign depends on besides its tables: format, catalogs, libraries, world files.

    Places have a name in the language of each catalog.
    """
    languages = " ".join(available_languages())
    versions = f"{FORMAT} {languages} pandas {pd.__version__} pyarrow {pa.__version__}"
    digest = hashlib.sha256(versions.encode())
    for path in sorted(path for pattern in _WORLD for path in WORLD.glob(pattern)):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _write_in(parent: Path, campaign: Campaign, name: str) -> bool:
    writing = None
    try:
        parent.mkdir(parents=True, exist_ok=True)
        writing = Path(mkdtemp(prefix=_WRITING, dir=parent))
        write_campaign_files(campaign, writing)
        writing.replace(parent / name)
    except (OSError, pa.ArrowException):
        # Another server may have cached the same campaign meanwhile.
        return (parent / name).is_dir()
    finally:
        if writing is not None and writing.is_dir():
            _remove(writing)
    _prune(parent, name)
    return True


def _prune(parent: Path, name: str) -> None:
    """Remove campaigns of other contents, and abandoned ones."""
    for path in parent.iterdir():
        is_old = path.name.startswith(_LOADED) or (
            time.time() - path.stat().st_mtime > _ABANDONED_SECONDS
        )
        if path.name != name and is_old:
            _remove(path)


def _remove(path: Path) -> None:
    """Remove a folder of the cache, unless it has other files."""
    if path.is_symlink() or not path.is_dir() or not _OURS.fullmatch(path.name):
        return
    names = {file.name for file in path.iterdir()} - set(FILES)
    if all(_WORDS.fullmatch(name) for name in names):
        shutil.rmtree(path, ignore_errors=True)
