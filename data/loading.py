"""From a folder of tables to a `Campaign`."""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from data.campaign_tables import OPTIONAL_TABLES, TABLE, campaign_from
from data.errors import CampaignFolderMissingError, msgid
from data.geocoding.gazetteer import Gazetteer
from data.settings import read_settings
from data.tables import read_table

if TYPE_CHECKING:
    import pandas as pd
    from geopy.geocoders.base import Geocoder

    from data.campaign import Campaign


def load_campaign(folder: Path | str, geocoder: Geocoder | None = None) -> Campaign:
    """Read a campaign's folder.

    Args:
        folder: Holds `consultations.csv` and, as far as it likes, `campaign.toml`,
            `regions.csv`, `organizations.csv`, `documents.csv`, `photos.csv`.
        geocoder: Finds cities; the built-in gazetteer unless given.

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
    settings, findings = read_settings(folder)
    texts: dict[str, pd.DataFrame] = {}
    for name in (TABLE, *OPTIONAL_TABLES):
        texts[name], found = read_table(folder / name)
        findings += found
    source = {"folder": str(folder), "version": _version(folder)}
    if geocoder is not None:
        return campaign_from(settings, texts, findings, geocoder, **source)
    with closing(Gazetteer()) as gazetteer:
        return campaign_from(settings, texts, findings, gazetteer, **source)


def _version(folder: Path) -> str:
    """A hash of the names and contents of the folder's files."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.*")):
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
