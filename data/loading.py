"""From a folder of tables to a `Campaign`."""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from data.arrow_texts import give_back_memory
from data.campaign_tables import OPTIONAL_TABLES, TABLE, campaign_from
from data.errors import CampaignFolderMissingError, msgid
from data.geocoding.gazetteer import Gazetteer
from data.progress import READING, begin, untold
from data.settings import read_settings
from data.tables import read_table

if TYPE_CHECKING:
    import pandas as pd
    from geopy.geocoders.base import Geocoder

    from data.campaign import Campaign
    from data.errors import Finding
    from data.progress import Progress

_BLOCK = 8_000_000


def load_campaign(
    folder: Path | str, geocoder: Geocoder | None = None, progress: Progress = untold
) -> Campaign:
    """Read a campaign's folder.

    Args:
        folder: Holds `consultations.csv` and, as far as it likes, `campaign.toml`,
            `regions.csv`, `organizations.csv`, `documents.csv`, `photos.csv`.
        geocoder: Finds cities; the built-in gazetteer unless given.
        progress: Is told how far it has come: a share and what comes next, a message id.

    Raises:
        CampaignFolderMissingError: There is no such folder.
        CampaignUnreadableError: It has no readable `consultations.csv` with an id and a title.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise CampaignFolderMissingError(
            msgid("The campaign folder {folder} does not exist."),
            msgid("Set CAMPAIGN to a folder with a consultations.csv."), folder=str(folder),
        )  # fmt: skip
    begin(progress, READING)
    settings, findings = read_settings(folder)
    version = _version(folder)
    with closing(Gazetteer()) as gazetteer:
        campaign = campaign_from(
            settings, _tables(folder, findings), findings, geocoder or gazetteer, progress,
            folder=str(folder), version=version,
        )  # fmt: skip
    give_back_memory()
    return campaign


def _tables(folder: Path, findings: list[Finding]) -> dict[str, pd.DataFrame]:
    """The tables of a folder as text, by name; what was wrong with them is added."""
    texts: dict[str, pd.DataFrame] = {}
    for name in (TABLE, *OPTIONAL_TABLES):
        texts[name], found = read_table(folder / name)
        findings += found
    return texts


def _version(folder: Path) -> str:
    """A hash of the names and contents of the folder's files."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.*")):
        if path.is_file():
            digest.update(path.name.encode() + b"\0")
            with path.open("rb") as file:
                while block := file.read(_BLOCK):
                    digest.update(block)
            digest.update(b"\0")
    return digest.hexdigest()[:12]
