"""Open the shards of a campaign: each is a `Campaign` that is mapped from disk."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from data.cluster.checking import Checking
from data.cluster.in_process import InProcess
from data.cluster.manifest import SMALL, Manifest, Shard, checksum_of, folder_of
from data.cluster.stored_index import read_index
from data.filters.question import Fault
from data.model.campaign import Campaign
from data.model.errors import CampaignUnreadableError, msgid
from data.store.store import UnreadableCampaignFilesError, read_campaign_files

_READERS = 4
"""Threads that check and map shards; they run in parallel while files are read."""


def read_small(folder: Path, manifest: Manifest) -> Campaign:
    """Read what all shards share: settings, regions, organizations, issues; no consultations.

    Raises:
        CampaignUnreadableError: The files are missing or damaged.
    """
    path = folder_of(folder, manifest, SMALL)
    try:
        small = read_campaign_files(path, is_shared=True)
    except UnreadableCampaignFilesError as error:
        raise CampaignUnreadableError(
            msgid("The small tables in {folder} are missing or damaged."),
            msgid("Build the shards again: python -m data.build --shards."), folder=str(path),
        ) from error  # fmt: skip
    return replace(small, cache_folder="")


def read_shard(folder: Path, manifest: Manifest, shard: Shard, small: Campaign) -> Campaign:
    """Map a shard.

    Args:
        folder: The campaign's folder.
        manifest: Of the campaign.
        shard: Of the manifest.
        small: The result of `read_small`, which all shards of a process share.

    Returns:
        The campaign of the shard's consultations, numbered through the whole campaign, with its
        search index on disk.

    Raises:
        UnreadableCampaignFilesError: A file is missing or damaged, or is not that of the manifest.
    """
    path = folder_of(folder, manifest, shard.name)
    try:
        is_right = checksum_of(path) == shard.checksum
    except OSError as error:
        raise UnreadableCampaignFilesError(path) from error
    if not is_right:
        raise UnreadableCampaignFilesError(path)
    campaign = with_small(read_campaign_files(path, is_shared=True, is_unchecked=True), small)
    campaign = replace(campaign, folder=str(folder), version=manifest.version)
    try:
        read_index(campaign, path, small)
    except (OSError, ValueError, LookupError, TypeError, pa.ArrowException) as error:
        raise UnreadableCampaignFilesError(path) from error
    return campaign


def with_small(shard: Campaign, small: Campaign) -> Campaign:
    """Return a shard with the tables that all shards share."""
    return replace(
        shard,
        settings=small.settings,
        regions=small.regions,
        organizations=small.organizations,
        demands=small.demands,
        judgements=small.judgements,
    )


class OnDisk(InProcess):
    """Answers from shards that this process maps from disk, without those that are damaged."""

    def __init__(self, shards: Sequence[Campaign], faults: Sequence[Fault]) -> None:
        """Answer from shards, at least one, and check their rows meanwhile."""
        super().__init__(shards)
        self._faults = tuple(faults)
        self._names = {Path(shard.cache_folder).name: name for name, shard in self._shards.items()}
        self._checking = Checking(self._leave_out)
        for shard in shards:
            self._checking.add(Path(shard.cache_folder))

    def _leave_out(self, name: str) -> None:
        """Leave a shard out of every answer, unless no other is left."""
        own = self._names[name]
        if len(self._reaches) > 1:
            self._faults += (Fault(name, len(self._shards[own].consultations)),)
            # Those who ask at present go on with what they have.
            self._reaches = {one: reach for one, reach in self._reaches.items() if one != own}

    def faults(self) -> tuple[Fault, ...]:
        """Return the shards that can't be read."""
        return self._faults

    def is_reachable(self) -> bool:
        """Return true: the shards are mapped."""
        return True


def read_shards(
    folder: Path, manifest: Manifest, shards: Sequence[Shard], small: Campaign
) -> tuple[list[Campaign], list[Fault]]:
    """Map shards, and name those that are missing or damaged."""

    def read(shard: Shard) -> Campaign | Fault:
        try:
            return read_shard(folder, manifest, shard, small)
        except UnreadableCampaignFilesError:
            return Fault(shard.name, shard.rows)

    with ThreadPoolExecutor(_READERS) as threads:
        results = list(threads.map(read, shards))
    faults = [one for one in results if isinstance(one, Fault)]
    return [one for one in results if not isinstance(one, Fault)], faults
