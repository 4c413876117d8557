"""Import lists of strangers in separate processes.

An uploaded list may be larger or odder than any rule foresees. It occupies one of two processes,
which have limits of time and memory, never the one that shows the pages. They are started
beforehand, so that an answer takes no longer than it would here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.campaign.errors import CampaignError, msgid
from data.importing import campaign_folder, recipe, uploaded_list
from data.importing.import_list import bring
from data.importing.list_messages import pack, unpack
from data.importing.readers.limits import (
    MOST_UNDERSTANDING_MEMORY,
    MOST_UNDERSTANDING_SECONDS,
    MOST_UNPACKED_BYTES,
)
from data.importing.readers.raw_table import UnreadableError
from data.importing.readers.read_file import file_label, read_bytes
from data.importing.recipe import Recipe, RecipeError
from data.importing.uploaded_list import GivenList
from data.storage.temporary_folders import private_folder
from data.workers import BusyError, TooLongError, TooMuchMemoryError, WorkerError, Workers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from data.campaign.campaign import Campaign
    from data.importing.import_list import Brought
    from data.importing.readers.raw_table import RawTable
    from data.importing.row_edits import Edit

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
_ERRORS = {error.__name__: error for error in (CampaignError, UnreadableError, RecipeError)}


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


def bring_list(given: GivenList) -> Brought:
    """Import a list as `uploaded_list.bring_list` does.

    Raises:
        CampaignError: It can't be imported at all, or exceeds the limits.
    """
    arguments = (given.name, given.raw, given.recipe, given.edits)
    brought: Brought = _ask("_bring_list", given.name, *arguments)
    return brought


def load_zipped_campaign(name: str, data: bytes) -> Campaign | None:
    """Read a campaign folder from a ZIP; None if the file is no such ZIP.

    Raises:
        CampaignError: It can't be read, or exceeds the limits.
    """
    # Created here, because a killed process can't remove it.
    with private_folder() as folder:
        campaign: Campaign | None = _ask("_load_zipped_campaign", name, name, data, folder)
    return campaign


def read_recipe(text: str) -> Recipe:
    """Read a recipe as `recipe.read_recipe` does.

    Raises:
        CampaignError: It is not a recipe, or exceeds the limits.
    """
    read: Recipe = _ask("_read_recipe", "recipe.toml", text)
    return read


def _ask(function: str, file: str, *arguments: object) -> Any:  # noqa: ANN401
    """Call a function of this module in a process.

    Raises:
        CampaignError: The function raised it, or there was no answer.
    """
    request = pack((function, arguments))
    file = file_label(file)
    try:
        reply = _WORKERS.ask(request, patience=_PATIENCE)
    except WorkerError as error:
        raise _refusal(error, file) from error
    is_done, value = unpack(reply)
    if not is_done:
        name, problem, action, values = value
        raise _ERRORS[name](problem, action, **values)
    return value


def _refusal(error: WorkerError, file: str) -> UnreadableError:
    """Explain why a process gave no answer for a list."""
    smaller = msgid("Split the file, or keep only the rows and columns you need.")
    if isinstance(error, BusyError):
        problem = msgid("The server is busy reading other files.")
        return UnreadableError(problem, msgid("Try {file} again in a minute."), file=file)
    if isinstance(error, TooLongError):
        problem = msgid("{file} takes too long to read (limit in seconds: {most}).")
        return UnreadableError(problem, smaller, file=file, most=str(MOST_UNDERSTANDING_SECONDS))
    if isinstance(error, TooMuchMemoryError):
        problem = msgid("{file} takes too much memory to read.")
        return UnreadableError(problem, smaller, file=file)
    return uploaded_list.not_a_list(file)


def prepare() -> None:
    """Import a small list when a process starts: later lists reuse what it loads."""
    bring(read_bytes("list.csv", b"title,city,start\nA,Paris,2016-04-29\n"), Recipe())


def answer(request: bytes) -> bytes:
    """Call a function in the process, and return its result or its error."""
    function, arguments = unpack(request)
    try:
        reply: object = (True, _FUNCTIONS[function](*arguments))
    except CampaignError as error:
        name = type(error).__name__
        name = name if name in _ERRORS else CampaignError.__name__
        reply = (False, (name, error.problem, error.action, error.values))
    return pack(reply)


def _read_list(name: str, data: bytes, recipe: Recipe) -> RawTable:
    return uploaded_list.read_list(name, data, recipe, read_bytes)


def _read_again(name: str, data: bytes, recipe: Recipe) -> RawTable:
    return read_bytes(name, data, recipe.sheet, recipe.encoding, recipe.separator)


def _bring_list(name: str, raw: RawTable, recipe: Recipe, edits: tuple[Edit, ...]) -> Brought:
    return uploaded_list.bring_list(GivenList(name, b"", raw, recipe, edits))


def _load_zipped_campaign(name: str, data: bytes, folder: str) -> Campaign | None:
    if not campaign_folder.is_zipped_campaign(name, data):
        return None
    return campaign_folder.load_zipped_campaign(name, data, folder)


_FUNCTIONS: Mapping[str, Callable[..., object]] = {
    "_read_list": _read_list,
    "_read_again": _read_again,
    "_bring_list": _bring_list,
    "_load_zipped_campaign": _load_zipped_campaign,
    "_read_recipe": recipe.read_recipe,
}
