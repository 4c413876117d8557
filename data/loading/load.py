"""Load a campaign from its folder's tables, or from the cache."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from data.columnar.memory import give_back_memory, pause_collection
from data.geo.gazetteer import Gazetteer
from data.loading.assemble import COLUMNS, OPTIONAL_TABLES, TABLE, campaign_from
from data.loading.contacts import FOLDER_ACTION, without_contacts
from data.loading.csv_tables import read_table
from data.loading.demands import DEMANDS, JUDGEMENTS
from data.loading.parquet import SUFFIX, read_parquet
from data.loading.progress import KEEPING, READING, Progress, begin, ignore_progress
from data.model.campaign import Campaign
from data.model.errors import CampaignFolderMissingError, Issue, msgid
from data.model.settings import read_settings
from data.store.atomic_folder import standing
from data.store.store import LEAST_ROWS, cache_campaign, read_cached_campaign

if TYPE_CHECKING:
    from geopy.geocoders.base import Geocoder

_BLOCK = 8_000_000
VERSION_LENGTH = 12
_TRIES = 3
"""How often to read tables that change meanwhile."""


def load_campaign(
    folder: Path | str,
    geocoder: Geocoder | None = None,
    progress: Progress = ignore_progress,
    *,
    keeps: bool = True,
) -> Campaign:
    """Load a campaign from the tables in its folder.

    `data.cluster.opening.open_campaign` also opens folders with shards.

    Args:
        folder: Has `consultations.csv` (or `consultations.parquet`) and, optionally,
            `campaign.toml`, `regions.csv`, `organizations.csv`, `documents.csv`, `photos.csv`,
            `demands.csv`, `judgements.csv`.
        geocoder: Finds cities; by default the built-in gazetteer.
        progress: Called with the share that is done and the next step, a message id.
        keeps: Whether to cache a large campaign beside its tables; never with another geocoder.

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
        state = folder_state(folder)
        campaign = _read(folder, geocoder, progress, keeps=keeps and geocoder is None)
        # Tables may have been replaced meanwhile, so that old and new ones were mixed.
        if folder_state(folder) == state:
            break
    give_back_memory(len(campaign.consultations))
    return replace(campaign, folder=str(folder), state=state)


def _read(folder: Path, geocoder: Geocoder | None, progress: Progress, *, keeps: bool) -> Campaign:
    """Read the cached campaign of a folder, or build and cache it."""
    state, contents = folder_state(folder), folder_contents(folder)
    campaign = read_cached_campaign(folder, contents) if keeps else None
    if campaign is not None:
        return campaign
    source = (folder, contents[:VERSION_LENGTH], geocoder, progress)
    campaign = load_tables(*source)
    rows = len(campaign.consultations)
    # If the tables changed meanwhile, the campaign doesn't match their hash.
    if keeps and rows >= LEAST_ROWS and folder_state(folder) == state:
        begin(progress, KEEPING)
        if cache_campaign(campaign, folder, contents):
            # Free the built campaign first: the mapped one takes no memory.
            del campaign
            give_back_memory(rows)
            campaign = read_cached_campaign(folder, contents) or load_tables(*source)
    return campaign


def load_tables(
    folder: Path, version: str, geocoder: Geocoder | None, progress: Progress
) -> Campaign:
    """Build the campaign from the tables in its folder, without the cache.

    Args:
        folder: The campaign's folder, which exists.
        version: Of the campaign.
        geocoder: Finds cities; by default the built-in gazetteer.
        progress: Called with the progress.

    Raises:
        CampaignUnreadableError: It has no readable table of consultations.
    """
    settings, issues = read_settings(folder)
    with pause_collection(), closing(Gazetteer()) as gazetteer:
        names = (TABLE, *OPTIONAL_TABLES)
        tables = text_tables(folder, names, issues, shows_contacts=settings.shows_contacts)
        return campaign_from(
            settings, tables, issues, geocoder or gazetteer, progress,
            folder=str(folder), version=version,
        )  # fmt: skip


def text_tables(
    folder: Path, names: Iterable[str], issues: list[Issue], *, shows_contacts: bool
) -> dict[str, pd.DataFrame]:
    """Read tables of a folder as text, by name, and add issues.

    Contacts are removed from all of them unless `shows_contacts`.
    """
    texts: dict[str, pd.DataFrame] = {}
    for name in names:
        path = folder / name
        is_parquet = not path.exists() and path.with_suffix(SUFFIX).is_file()
        read = read_parquet if is_parquet else read_table
        texts[name], found = read(path.with_suffix(SUFFIX) if is_parquet else path)
        # Most campaigns have no demands: that is no gap.
        is_needless = not path.exists() and not is_parquet and name in (DEMANDS, JUDGEMENTS)
        issues += [] if is_needless else found
        if not shows_contacts:
            texts[name], contacts = without_contacts(texts[name], COLUMNS[name])
            issues += contacts.issues(name, FOLDER_ACTION)
    return texts


def has_changed(campaign: Campaign) -> bool:
    """Tell whether the files of a campaign's folder have changed since they were read.

    Contents are compared only if a name, size or time has changed. A campaign that was not loaded
    from a folder never changes.
    """
    folder = Path(campaign.folder)
    try:
        return bool(campaign.state) and (
            folder_state(folder) != campaign.state
            and folder_contents(folder)[:VERSION_LENGTH] != campaign.version
        )
    except OSError:
        return True


def folder_state(folder: Path) -> tuple[tuple[str, int, int, int], ...]:
    """Return what shows, without reading them, whether the folder's files have changed."""
    files = [(path.name, path.stat()) for path in sorted(folder.glob("*.*")) if path.is_file()]
    return tuple((name, stat.st_ino, stat.st_size, stat.st_mtime_ns) for name, stat in files)


def folder_contents(folder: Path) -> str:
    """Hash the names and contents of the folder's files."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.*")):
        if path.is_file():
            digest.update(path.name.encode() + b"\0")
            with path.open("rb") as file:
                while block := file.read(_BLOCK):
                    digest.update(block)
            digest.update(b"\0")
    return digest.hexdigest()
