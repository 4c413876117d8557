"""A campaign folder that was given as a ZIP."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from data.folder_files import HeldFolder
from data.intake.campaign_zip import NAMES, campaign_zip_findings, read_campaign_zip
from data.intake.files.sniffing import kind_of
from data.loading import load_campaign
from data.private_folders import private_folder
from data.tour.notes_file import notes_findings
from data.tour.shipped import tour_findings

if TYPE_CHECKING:
    from data.campaign import Campaign


def is_zipped_campaign(file: str, data: bytes) -> bool:
    """Whether bytes are a campaign folder as a ZIP.

    Raises:
        UnreadableError: They are of no kind that is read at all.
    """
    return kind_of(data, file) == "campaign"


def load_zipped_campaign(file: str, data: bytes, into: str = "") -> Campaign:
    """Read a campaign folder from a ZIP.

    Args:
        file: Its name.
        data: It.
        into: A folder that is empty and is removed later; "" makes one.

    Its photos, tours and notes are held in memory, for no folder stays behind. Tiles of an online
    server are not loaded: who gives a file does not decide what a browser asks the network for.

    Raises:
        CampaignError: It can't be read.
    """
    files = read_campaign_zip(data, file)
    with nullcontext(into) if into else private_folder() as folder:
        for name, content in files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        campaign = load_campaign(folder, keeps=False)
    held = HeldFolder({name: content for name, content in files.items() if name not in NAMES})
    findings = (
        *campaign_zip_findings(data, file), *campaign.findings,
        *tour_findings(held), *notes_findings(held, held.files),
    )  # fmt: skip
    settings = replace(campaign.settings, tiles={})
    return replace(campaign, settings=settings, folder=held, findings=findings)
