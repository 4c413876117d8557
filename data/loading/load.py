"""Load a campaign: from its folder's tables, or from the cache."""

from __future__ import annotations

import hashlib
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from data.arrays.memory import give_back_memory, uncollected
from data.campaign.errors import CampaignFolderMissingError, msgid
from data.campaign.settings import read_settings
from data.loading.assemble import COLUMNS, OPTIONAL_TABLES, TABLE, campaign_from
from data.loading.contacts import FOLDER_ACTION, without_contacts
from data.loading.csv_tables import read_table
from data.loading.parquet import SUFFIX, read_parquet
from data.loading.progress import KEEPING, READING, begin, untold
from data.places.gazetteer import Gazetteer
from data.storage.atomic_folder import standing
from data.storage.store import LEAST_ROWS, keep_campaign, kept_campaign

if TYPE_CHECKING:
    import pandas as pd
    from geopy.geocoders.base import Geocoder

    from data.campaign.campaign import Campaign
    from data.campaign.errors import Finding
    from data.loading.progress import Progress

_BLOCK = 8_000_000
_VERSION_LENGTH = 12
_TRIES = 3
"""How often tables that change while they are read are read again."""


def load_campaign(
    folder: Path | str,
    geocoder: Geocoder | None = None,
    progress: Progress = untold,
    *,
    keeps: bool = True,
) -> Campaign:
    """Read a campaign's folder.

    Args:
        folder: Holds `consultations.csv` (or `consultations.parquet`) and, as far as it likes,
            `campaign.toml`, `regions.csv`, `organizations.csv`, `documents.csv`, `photos.csv`.
        geocoder: Finds cities; the built-in gazetteer unless given.
        progress: Is told how far it has come: a share and what comes next, a message id.
        keeps: Whether a large campaign, once made, is kept beside its tables and read the next
            time; never with a geocoder of one's own.

    Raises:
        CampaignFolderMissingError: There is no such folder.
        CampaignUnreadableError: It has no readable `consultations.csv` with an id and a title.
    """
    folder = standing(Path(folder))
    if not folder.is_dir():
        raise CampaignFolderMissingError(
            msgid("The campaign folder {folder} does not exist."),
            msgid("Set CAMPAIGN to a folder with a consultations.csv."), folder=str(folder),
        )  # fmt: skip
    begin(progress, READING)
    for _ in range(_TRIES):
        state = _state(folder)
        campaign = _read(folder, geocoder, progress, keeps=keeps and geocoder is None)
        # New tables may have taken the place of the old ones meanwhile: some of each were read.
        if _state(folder) == state:
            break
    give_back_memory(len(campaign.consultations))
    return replace(campaign, folder=str(folder), state=state)


def _read(folder: Path, geocoder: Geocoder | None, progress: Progress, *, keeps: bool) -> Campaign:
    """Read the campaign that was kept of a folder, or make and keep it."""
    state, contents = _state(folder), _contents(folder)
    campaign = kept_campaign(folder, contents) if keeps else None
    if campaign is not None:
        return campaign
    asked = (folder, contents[:_VERSION_LENGTH], geocoder, progress)
    campaign = made_of_tables(*asked)
    rows = len(campaign.consultations)
    # What was made of tables that changed meanwhile is not what the name says.
    if keeps and rows >= LEAST_ROWS and _state(folder) == state:
        begin(progress, KEEPING)
        if keep_campaign(campaign, folder, contents):
            # What is mapped takes no memory: the one that was made is let go before.
            del campaign
            give_back_memory(rows)
            campaign = kept_campaign(folder, contents) or made_of_tables(*asked)
    return campaign


def made_of_tables(
    folder: Path, version: str, geocoder: Geocoder | None, progress: Progress
) -> Campaign:
    """Make the campaign of the tables in its folder, whatever was kept of it.

    Args:
        folder: Of the campaign; it is there.
        version: Of the campaign.
        geocoder: Finds cities; the built-in gazetteer unless given.
        progress: Is told how far it has come.

    Raises:
        CampaignUnreadableError: It has no readable table of consultations.
    """
    settings, findings = read_settings(folder)
    with uncollected(), closing(Gazetteer()) as gazetteer:
        tables = _tables(folder, findings, shows_contacts=settings.shows_contacts)
        return campaign_from(
            settings, tables, findings, geocoder or gazetteer, progress,
            folder=str(folder), version=version,
        )  # fmt: skip


def _tables(
    folder: Path, findings: list[Finding], *, shows_contacts: bool
) -> dict[str, pd.DataFrame]:
    """The tables of a folder as text, by name; what was wrong with them is added.

    Contacts are set aside in all of them, unless they are to be shown.
    """
    texts: dict[str, pd.DataFrame] = {}
    for name in (TABLE, *OPTIONAL_TABLES):
        path = folder / name
        is_parquet = not path.exists() and path.with_suffix(SUFFIX).is_file()
        read = read_parquet if is_parquet else read_table
        texts[name], found = read(path.with_suffix(SUFFIX) if is_parquet else path)
        findings += found
        if not shows_contacts:
            texts[name], contacts = without_contacts(texts[name], COLUMNS[name])
            findings += contacts.findings(name, FOLDER_ACTION)
    return texts


def has_changed(campaign: Campaign) -> bool:
    """Whether the files of a campaign's folder are no longer those that it was read from.

    They are read again only where a name, a size or a time is another. A campaign that no folder
    was read for has not changed.
    """
    folder = Path(campaign.folder)
    try:
        return bool(campaign.state) and (
            _state(folder) != campaign.state
            and _contents(folder)[:_VERSION_LENGTH] != campaign.version
        )
    except OSError:
        return True


def _state(folder: Path) -> tuple[tuple[str, int, int, int], ...]:
    """What tells whether a file of the folder was changed or replaced, without reading it."""
    files = [(path.name, path.stat()) for path in sorted(folder.glob("*.*")) if path.is_file()]
    return tuple((name, one.st_ino, one.st_size, one.st_mtime_ns) for name, one in files)


def _contents(folder: Path) -> str:
    """A hash of the names and contents of the folder's files."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.*")):
        if path.is_file():
            digest.update(path.name.encode() + b"\0")
            with path.open("rb") as file:
                while block := file.read(_BLOCK):
                    digest.update(block)
            digest.update(b"\0")
    return digest.hexdigest()
