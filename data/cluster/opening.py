"""Open the folder of a campaign, be it of tables or of shards."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from data.cluster.cluster import Cluster
from data.cluster.load import OnDisk, read_shards, read_small
from data.cluster.manifest import FILE, Manifest, read_manifest
from data.cluster.settings import cluster_settings
from data.filters.query import Query
from data.loading.load import folder_state, load_campaign
from data.loading.progress import READING, Progress, begin, ignore_progress
from data.model.campaign import Campaign
from data.model.errors import CampaignUnreadableError, msgid
from data.store.atomic_folder import standing


def open_campaign(folder: Path | str, progress: Progress = ignore_progress) -> Query:
    """Open a campaign from its folder: shards if it has a manifest of some, else its tables.

    Args:
        folder: As in `load_campaign`, or with `shards.json`.
        progress: Called with the share that is done and the next step, a message id.

    Raises:
        CampaignFolderMissingError: There is no such folder.
        CampaignUnreadableError: It can't be read.
    """
    folder = standing(Path(folder))
    if not (folder / FILE).is_file():
        return Query.everything(load_campaign(folder, progress=progress))
    begin(progress, READING)
    state = folder_state(folder)
    return load_sharded(folder, state)


def load_sharded(folder: Path, state: tuple[tuple[str, int, int, int], ...] = ()) -> Query:
    """Load a campaign of shards: from this machine's disk, or on the cluster that is set.

    Raises:
        CampaignUnreadableError: The manifest, the small tables or every shard is damaged, or the
            settings of the cluster are wrong.
    """
    manifest = read_manifest(folder)
    small = replace(
        read_small(folder, manifest), folder=str(folder), version=manifest.version, state=state
    )
    settings = cluster_settings(folder)
    if settings is None:
        return Cluster(small, _on_disk(folder, manifest, small)).whole
    # Dask takes half a second to import, and is not installed for one machine.
    from data.cluster.on_dask import OnDask

    shards = OnDask(folder, manifest, settings)
    cluster = Cluster(small, shards)
    shards.on_complete(cluster.complete)
    return cluster.whole


def _on_disk(folder: Path, manifest: Manifest, small: Campaign) -> OnDisk:
    shards, faults = read_shards(folder, manifest, manifest.shards, small)
    if not shards:
        raise CampaignUnreadableError(
            msgid("All shards in {folder} are missing or damaged."),
            msgid("Build the shards again: python -m data.build --shards."), folder=str(folder),
        )  # fmt: skip
    return OnDisk(shards, faults)
