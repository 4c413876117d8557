"""Import lists of strangers in a pool of processes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from data.importing import campaign_folder, recipe, uploaded_list
from data.importing.import_list import ImportedList, import_table
from data.importing.recipe import Recipe, RecipeError
from data.importing.report import Report
from data.importing.row_edits import Edit
from data.importing.uploaded_list import UploadedList
from data.lists.columns.column_names import ColumnMatch
from data.lists.dates.columns import DatesRead
from data.lists.dates.order import Statement
from data.lists.dates.row_dates import RowDates
from data.lists.organizations.merging import MergeProposal
from data.lists.places.questions import Candidate, Question
from data.lists.readers.limits import (
    MOST_UNDERSTANDING_MEMORY,
    MOST_UNDERSTANDING_SECONDS,
    MOST_UNPACKED_BYTES,
)
from data.lists.readers.raw_table import RawTable, UnreadableError
from data.lists.readers.read_file import file_label, read_bytes
from data.lists.readers.sandbox import refusal
from data.lists.tables.shape import with_one_shape
from data.loading.contacts import Contacts
from data.model.campaign import Campaign
from data.model.errors import CampaignError, Issue
from data.model.settings import Settings
from data.store.messages import Messages
from data.store.temporary_folders import private_folder
from data.store.workers import WorkerError, Workers

_MESSAGES = Messages(
    (
        ImportedList, Campaign, Candidate, ColumnMatch, Contacts, DatesRead, Edit, Issue,
        MergeProposal, Question, RawTable, Recipe, Report, RowDates, Settings, Statement,
    ),
    (CampaignError, UnreadableError, RecipeError),
)  # fmt: skip

_PATIENCE = 60.0
"""Seconds that a visitor waits for a free process."""

_WORKERS = Workers(
    "data.importing.list_workers:answer",
    count=2,
    seconds=MOST_UNDERSTANDING_SECONDS,
    memory=MOST_UNDERSTANDING_MEMORY,
    resident=1_000_000_000,
    written=MOST_UNPACKED_BYTES,
)


def warm_list_workers() -> None:
    """Start a process before a list arrives, without waiting for it."""
    _WORKERS.warm()


def read_list(name: str, data: bytes, recipe: Recipe) -> RawTable:
    """Read a file as `uploaded_list.read_list` does.

    Raises:
        UnreadableError: It is not a table, or exceeds the limits.
    """
    table: RawTable = _ask("_read_list", name, name, data, recipe)
    return table


def read_again(name: str, data: bytes, recipe: Recipe) -> RawTable:
    """Read a file exactly as a recipe says.

    Raises:
        UnreadableError: It is not a table then, or exceeds the limits.
    """
    table: RawTable = _ask("_read_again", name, name, data, recipe)
    return table


def import_uploaded_list(given: UploadedList) -> ImportedList:
    """Import a list as `uploaded_list.bring_list` does.

    Raises:
        CampaignError: It can't be imported at all, or exceeds the limits.
    """
    arguments = (given.name, given.raw, given.recipe, given.edits)
    imported: ImportedList = _ask("_import_list", given.name, *arguments)
    return imported


def load_zipped_campaign(name: str, data: bytes) -> Campaign | None:
    """Read a campaign folder from a ZIP; None if the file is no such ZIP.

    Raises:
        CampaignError: It can't be read, or exceeds the limits.
    """
    # Created here, because a killed process can't remove it.
    with private_folder() as folder:
        campaign: Campaign | None = _ask("_load_zipped_campaign", name, name, data, folder)
    return campaign


def read_zipped_list(name: str, data: bytes) -> tuple[bytes, Recipe] | None:
    """Read the list of a folder as `campaign_folder.list_in_folder` does; None if there is none.

    Raises:
        CampaignError: It can't be read, or exceeds the limits.
    """
    list_: tuple[bytes, Recipe] | None = _ask("_read_zipped_list", name, name, data)
    return list_


def read_recipe(text: str) -> Recipe:
    """Read a recipe as `recipe.read_recipe` does.

    Raises:
        CampaignError: It is not a recipe, or exceeds the limits.
    """
    read: Recipe = _ask("_read_recipe", "recipe.toml", text)
    return read


def _ask(function: str, file: str, *arguments: object) -> Any:
    """Call a function of this module in a process.

    Raises:
        CampaignError: The function raised it, or there was no answer.
    """
    try:
        reply = _WORKERS.ask(_MESSAGES.pack((function, arguments)), patience=_PATIENCE)
    except WorkerError as error:
        raise refusal(error, file_label(file), MOST_UNDERSTANDING_SECONDS) from error
    return _MESSAGES.result(reply)


def prepare() -> None:
    """Import a small list when a process starts: later lists reuse what it loads."""
    import_table(read_bytes("list.csv", b"title,city,start\nA,Paris,2016-04-29\n"), Recipe())


def answer(request: bytes) -> bytes:
    """Call a function in the process, and return its result or its error."""
    function, arguments = _MESSAGES.unpack(request)
    return _MESSAGES.answer(_FUNCTIONS[function], arguments)


def _read_list(name: str, data: bytes, recipe: Recipe) -> RawTable:
    return uploaded_list.read_list(name, data, recipe, read_bytes)


def _read_again(name: str, data: bytes, recipe: Recipe) -> RawTable:
    how = (recipe.sheet, recipe.encoding, recipe.separator)
    return with_one_shape(read_bytes(name, data, *how))


def _import_list(name: str, raw: RawTable, recipe: Recipe, edits: tuple[Edit, ...]) -> ImportedList:
    return uploaded_list.import_list(UploadedList(name, b"", raw, recipe, edits))


def _load_zipped_campaign(name: str, data: bytes, folder: str) -> Campaign | None:
    if not campaign_folder.is_zipped_campaign(name, data):
        return None
    return campaign_folder.load_zipped_campaign(name, data, folder)


def _read_zipped_list(name: str, data: bytes) -> tuple[bytes, Recipe] | None:
    if not campaign_folder.is_zipped_campaign(name, data):
        return None
    return campaign_folder.list_in_folder(campaign_folder.read_campaign_zip(data, name))


_FUNCTIONS: Mapping[str, Callable[..., object]] = {
    "_read_list": _read_list,
    "_read_again": _read_again,
    "_import_list": _import_list,
    "_load_zipped_campaign": _load_zipped_campaign,
    "_read_zipped_list": _read_zipped_list,
    "_read_recipe": recipe.read_recipe,
}
