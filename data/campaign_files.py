"""A whole campaign, finished, as a folder of files that are mapped and one of JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from data.campaign import Campaign
from data.errors import Finding
from data.mapped_file import read_checked, write_checked
from data.mapped_frames import read_frame, write_frame
from data.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

FRAMES = (
    "consultations", "places", "roles", "feeds", "documents", "photos", "regions", "organizations",
)  # fmt: skip
_KINDS = "kinds"
_SAID = "campaign.json"
FILES = (*(f"{name}.arrow" for name in (*FRAMES, _KINDS)), _SAID)
"""Names of the files of such a folder."""


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
