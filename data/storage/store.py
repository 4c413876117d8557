"""Cache of loaded campaigns and their search words on disk, beside their tables."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import time
from dataclasses import asdict
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile, mkdtemp
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa

from data import WORLD
from data.campaign.campaign import Campaign
from data.campaign.errors import Finding
from data.campaign.settings import Settings
from data.choosing.search import WordIndex, Words, word_index
from data.storage.mapped_files import (
    read_checked,
    read_frame,
    read_mapped,
    write_checked,
    write_frame,
    write_mapped,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


FRAMES = (
    "consultations", "places", "roles", "feeds", "documents", "photos", "regions", "organizations",
)  # fmt: skip
_KINDS = "kinds"
_SAID = "campaign.json"
FILES = (*(f"{name}.arrow" for name in (*FRAMES, _KINDS)), _SAID)
"""Names of the files of such a folder."""

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

FILE = "words.arrow"
WRITING, ENDING = "words-", ".part"
"""How the name of the file begins and ends while it is being written."""

_SCHEMA = pa.schema(
    {
        "words": pa.large_list(pa.large_string()),
        "starts": pa.large_list(pa.int32()),
        "rows": pa.large_list(pa.uint16()),
    }
)
"""One batch of one row a part of the index."""


class UnreadableCampaignFilesError(Exception):
    """The folder does not hold what was written, or not all of it."""


def write_campaign_files(campaign: Campaign, folder: Path) -> None:
    """Write a campaign into a folder that is there.

    Its `folder` is not written: the files may be read elsewhere.
    """
    frames: dict[str, pd.DataFrame] = {name: getattr(campaign, name) for name in FRAMES}
    frames[_KINDS] = campaign.kinds
    settings = {name: value for name, value in vars(campaign.settings).items() if name != _KINDS}
    said = {
        "frames": {
            name: write_frame(frame, folder / f"{name}.arrow") for name, frame in frames.items()
        },
        "settings": settings,
        "findings": [asdict(finding) for finding in campaign.findings],
        "version": campaign.version,
    }
    write_checked(json.dumps(said).encode(), folder / _SAID)


def read_campaign_files(folder: Path, *, is_shared: bool = False) -> Campaign:
    """Map a campaign that `write_campaign_files` wrote; its `folder` is "".

    Args:
        folder: Has the files. They may be changed or removed afterwards.
        is_shared: Map the files themselves, not copies: they must not be changed then.

    Raises:
        UnreadableCampaignFilesError: Something is missing, damaged, or not what was written.
    """
    try:
        said = json.loads(read_checked(folder / _SAID))
        frames: dict[str, Any] = {
            name: read_frame(folder / f"{name}.arrow", said["frames"][name], is_shared=is_shared)
            for name in (*FRAMES, _KINDS)
        }
        return Campaign(
            settings=_settings(said["settings"], frames.pop(_KINDS)),
            findings=tuple(Finding(**finding) for finding in said["findings"]),
            version=said["version"],
            kept=str(folder),
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


def _settings(said: dict[str, Any], kinds: pd.DataFrame) -> Settings:
    lists = {name: tuple(said[name]) for name in ("languages", "sources")}
    return Settings(**said | lists, kinds=kinds)


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


def words_of(campaign: Campaign) -> WordIndex:
    """The words of a campaign's consultations: those that were kept, else made and kept."""
    if not campaign.kept:
        return word_index(campaign.consultations)
    path = Path(campaign.kept, FILE)
    kept = _read(path, len(campaign.consultations))
    if kept is not None:
        return kept
    made = word_index(campaign.consultations)
    return (_read(path, made.length) if _written(made, path) else None) or made


def _written(index: WordIndex, path: Path) -> bool:
    """Write the words, under another name first, so that they are there as a whole or not."""
    writing = None
    try:
        with NamedTemporaryFile(
            dir=path.parent, prefix=WRITING, suffix=ENDING, delete=False
        ) as file:
            writing = Path(file.name)
        write_mapped([_batch(part) for part in index.parts], _SCHEMA, writing)
        writing.replace(path)
    except (OSError, pa.ArrowException):
        if writing is not None:
            writing.unlink(missing_ok=True)
        return False
    return True


def _batch(part: Words) -> Any:  # noqa: ANN401 (pyarrow has no types)
    values = (part.words, pa.array(part.starts), pa.array(part.rows))
    return pa.RecordBatch.from_arrays(
        [pa.LargeListArray.from_arrays(pa.array([0, len(one)], pa.int64()), one) for one in values],
        schema=_SCHEMA,
    )


def _read(path: Path, length: int) -> WordIndex | None:
    """The words in a file; None if it is not there, or is not what was written."""
    try:
        batches = read_mapped(path)
        if not all(batch.schema.equals(_SCHEMA) for batch in batches):
            return None
        return WordIndex([_part(batch) for batch in batches], length)
    except (OSError, ValueError, LookupError, pa.ArrowException):
        return None


def _part(batch: Any) -> Words:  # noqa: ANN401
    words, starts, rows = (batch.column(name)[0].values for name in _SCHEMA.names)  # noqa: PD011 -- Arrow
    return Words(words, np.asarray(starts), np.asarray(rows))
