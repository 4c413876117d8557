"""Open the shards of a campaign: each is a `Campaign` that is mapped from disk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from data.campaign.errors import CampaignUnreadableError, msgid
from data.shards.manifest import SMALL, checksum_of, folder_of
from data.storage.store import UnreadableCampaignFilesError, read_campaign_files

if TYPE_CHECKING:
    from pathlib import Path

    from data.campaign.campaign import Campaign
    from data.shards.manifest import Manifest, Shard


def read_small(folder: Path, manifest: Manifest) -> Campaign:
    """Read what all shards share: settings, regions, organizations, issues; no consultations.

    Documents and photos are those of the campaign as a whole.

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
    return replace(small, kept="")


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
    campaign = read_campaign_files(path, is_shared=True)
    return replace(
        campaign,
        settings=small.settings,
        regions=small.regions,
        organizations=small.organizations,
        folder=str(folder),
        version=manifest.version,
    )
