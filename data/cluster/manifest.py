"""`shards.json`: the shards of a campaign, with facts about each that need no opening."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from data.cluster.asking import Reach
from data.filters.stored_words import FILE as WORDS
from data.model.errors import CampaignUnreadableError, msgid
from data.model.folder import text_of
from data.store.atomic_folder import write_file
from data.store.store import FILES

FILE = "shards.json"
FOLDER = "shards"
SMALL = "small"
"""The folder with the tables that all shards share."""

FORMAT = 3
"""Raise it when shards on disk change, so that older ones are refused."""

INDEX = "index.arrow"
"""The file of a shard's index, see `data.cluster.stored_index`."""

_SHARD_FILES = (*FILES, WORDS, INDEX)
_SUM_BYTES = 4
"""Bytes of the checksum at the end of each file of a shard, see `data.store.mapped_files`."""


@dataclass(frozen=True)
class Shard:
    """Facts about a shard.

    Attributes:
        name: Of its folder.
        rows: How many consultations it has, at least one.
        first_number: The number of its first consultation, from 1.
        first_day: The first day of any of its consultations, ISO; "" if none is dated.
        last_day: The last day of any, ISO; "" if none is dated.
        checksum: Of its files, see `checksum_of`.
    """

    name: str
    rows: int
    first_number: int
    first_day: str
    last_day: str
    checksum: str

    def may_overlap(self, since: date | None, until: date | None) -> bool:
        """Tell whether a consultation may take place in a time; both days count, None is open."""
        if since is None and until is None:
            return True
        if not self.first_day:
            return False
        is_before = until is not None and date.fromisoformat(self.first_day) > until
        is_after = since is not None and date.fromisoformat(self.last_day) < since
        return not (is_before or is_after)


@dataclass(frozen=True)
class Manifest:
    """The shards of a campaign, in date order, undated consultations last.

    Attributes:
        version: Of the campaign: 12 hexadecimal digits of its tables.
        shards: At least one.
    """

    version: str
    shards: tuple[Shard, ...]

    @property
    def rows(self) -> int:
        """How many consultations the campaign has."""
        return sum(shard.rows for shard in self.shards)


def reaches_of(manifest: Manifest) -> dict[str, Reach]:
    """Return the days and rows of each shard, by its name."""
    return {
        shard.name: Reach(_days(shard), shard.first_number - 1, shard.first_number - 1 + shard.rows)
        for shard in manifest.shards
    }


def _days(shard: Shard) -> tuple[int, int] | None:
    """Return the first and last day of a shard, in days since 1970; None if it has none."""
    if not shard.first_day:
        return None
    first, last = (np.datetime64(day, "D").astype(int) for day in (shard.first_day, shard.last_day))
    return int(first), int(last)


def folder_of(campaign: Path, manifest: Manifest, name: str) -> Path:
    """Return the folder of a shard, or of the small tables."""
    return campaign / FOLDER / manifest.version / name


def write_manifest(manifest: Manifest, campaign: Path) -> None:
    """Write the manifest into a campaign's folder at once: readers see the old one or the new."""
    facts = {
        "format": FORMAT,
        "version": manifest.version,
        "rows": manifest.rows,
        "shards": [asdict(shard) for shard in manifest.shards],
    }
    write_file(campaign / FILE, (json.dumps(facts, indent=1) + "\n").encode())


def read_manifest(campaign: Path) -> Manifest:
    """Read the manifest of a campaign's folder.

    Raises:
        CampaignUnreadableError: It is missing, damaged, or of another version of this program.
    """
    path = campaign / FILE
    try:
        facts: dict[str, Any] = json.loads(text_of(path))
        is_ours = facts["format"] == FORMAT
        shards = tuple(Shard(**shard) for shard in facts["shards"]) if is_ours else ()
        manifest = Manifest(facts["version"], shards)
        _check(manifest)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise CampaignUnreadableError(
            msgid("{file} is damaged, or another version of this program wrote it."),
            msgid("Build the shards again: python -m data.build --shards."), file=str(path),
        ) from error  # fmt: skip
    return manifest


def _check(manifest: Manifest) -> None:
    """Raise `ValueError` unless the shards follow each other and their names are plain."""
    names = [manifest.version, *(shard.name for shard in manifest.shards)]
    if not manifest.shards or not all(name.isalnum() and name.isascii() for name in names):
        raise ValueError(FILE)
    number = 1
    for shard in manifest.shards:
        if shard.first_number != number or shard.rows < 1:
            raise ValueError(shard.name)
        date.fromisoformat(shard.first_day or "2000-01-01")
        date.fromisoformat(shard.last_day or "2000-01-01")
        number += shard.rows


def checksum_of(folder: Path) -> str:
    """Return a checksum of a shard's files: of their sizes and of the checksum that each ends with.

    Mapping a file compares it with its own checksum.

    Raises:
        OSError: A file is missing.
    """
    digest = hashlib.sha256()
    for name in sorted(_SHARD_FILES):
        with (folder / name).open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(size - _SUM_BYTES, 0))
            digest.update(f"{name} {size} ".encode() + file.read())
    return digest.hexdigest()[:24]
