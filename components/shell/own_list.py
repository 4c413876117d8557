"""The visitor's own list: a frozen value in this browser session that no other session sees.

It lives in the session's state, never in a cache that sessions share. Without a window the session
expires after `server.disconnectedSessionTTL` seconds, and the list with it: see
`components/server/startup.py`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePath
from typing import Any
from weakref import WeakSet

import streamlit as st

from components.shell.pages import EXPLORE
from components.shell.turns import out_of_turn
from components.shell.view_state import open_page, set_view
from components.shell.words import fill, language
from components.shell.words import gettext as _
from data.filters.choice import View
from data.importing import list_workers
from data.importing.import_list import ImportedList
from data.importing.list_workers import (
    import_uploaded_list,
    load_zipped_campaign,
    read_list,
    read_zipped_list,
)
from data.importing.recipe import Recipe
from data.importing.row_edits import Edit
from data.importing.uploaded_list import UploadedList
from data.lists.readers.raw_table import UnreadableError
from data.model.campaign import Campaign
from data.model.errors import CampaignError, msgid
from data.model.result_cache import forget

_OWN = "own"
"""Session key of the `OwnState`."""

LIST = "list"
"""Parameter in the address of pages with the visitor's own list: a reload can offer it again."""

MOST_OF_ALL = 1_500_000_000
"""Bytes of the files and tables of all visitors' lists and folders. Their caches take about as much
again."""

_ZIP = b"PK"
"""First bytes of a ZIP file; a workbook is one too."""


@dataclass(frozen=True, eq=False)
class OwnFolder:
    """A campaign folder, uploaded as a ZIP; it needs no decisions."""

    name: str
    campaign: Campaign
    data: bytes = b""

    @cached_property
    def digest(self) -> str:
        """A hash of the file."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, eq=False)
class OwnState:
    """What a session has of its own: a list or a campaign folder, or neither.

    Attributes:
        list: The list.
        source: The list as it was imported last, before later decisions.
        imported: Its import.
        folder: A campaign folder instead of a list.
        is_in_use: Whether all pages show the list or folder.
        recipe: An uploaded recipe, for the next list too.
        room: The share of `MOST_OF_ALL` that the list or folder takes.
        generation: How many lists were discarded, for keys of widgets that must forget them.
    """

    list: UploadedList | None = None
    source: UploadedList | None = None
    imported: ImportedList | None = None
    folder: OwnFolder | None = None
    is_in_use: bool = False
    recipe: Recipe | None = None
    room: _Room | None = None
    generation: int = 0


def own_state() -> OwnState:
    """Return what this session has of its own."""
    state = st.session_state.get(_OWN)
    return state if isinstance(state, OwnState) else OwnState()


def _change(**changes: Any) -> None:
    st.session_state[_OWN] = replace(own_state(), **changes)


def current_own() -> UploadedList | None:
    """Return the list of this session, if there is one."""
    return own_state().list


def current_recipe() -> Recipe:
    """Return the decisions about the list; those of a new one without a list."""
    own = current_own()
    return own.recipe if own else Recipe()


def current_folder() -> OwnFolder | None:
    """Return the campaign folder of this session, if there is one instead of a list."""
    return own_state().folder


def add_list(
    name: str, data: bytes, recipe: Recipe | None = None, edits: tuple[Edit, ...] = ()
) -> None:
    """Read a file and make it this session's list or campaign folder.

    Args:
        name: Name of the file.
        data: Contents of the file.
        recipe: The decisions. By default, a file with the same columns as the last list keeps that
            list's decisions; any other gets those of the uploaded recipe, if any.
        edits: The corrections of rows.

    Raises:
        CampaignError: The file is neither; the last list or folder stays.
    """
    is_zip = data.startswith(_ZIP)
    if is_zip and (zipped := read_zipped_list(name, data)):
        # A list that was saved as a folder: its open questions are asked again.
        data, recipe = zipped
        name, is_zip = f"{PurePath(name).stem}.csv", False
    campaign = load_zipped_campaign(name, data) if is_zip else None
    if campaign is not None:
        room = _room_for(campaign, len(data))
        forget_own()
        _change(folder=OwnFolder(name, campaign, data), room=room)
        return
    before = None if recipe else current_own()
    fresh = recipe or own_state().recipe or Recipe()
    recipe = before.recipe if before else fresh
    raw = read_list(name, data, recipe)
    if before and list(before.raw.frame) != list(raw.frame):
        recipe, raw = fresh, read_list(name, data, fresh)
    own = UploadedList(name, data, raw, recipe, edits)
    imported = import_uploaded_list(own)
    room = _room_for(imported.campaign, len(data) + raw.cells.nbytes)
    _forget_campaign()
    _change(source=own, imported=imported, folder=None, room=room)
    _store(own)


def read_again(**how: Any) -> None:
    """Read the file with another `sheet`, `encoding` or `separator`; corrections are lost.

    Raises:
        CampaignError: It gives no table that way; the list stays as it was.
    """
    own = current_own()
    if own is not None:
        recipe = replace(own.recipe, **how)
        raw = list_workers.read_again(own.name, own.data, recipe)
        _store(UploadedList(own.name, own.data, raw, recipe))


def use_recipe(recipe: Recipe) -> None:
    """Apply the decisions of a recipe to the list, and to the next one.

    Raises:
        CampaignError: The list gives no table that way; it stays as it was.
    """
    _change(recipe=recipe)
    own = current_own()
    if own is not None:
        raw = read_list(own.name, own.data, recipe)
        _store(replace(own, raw=raw, recipe=recipe))


def change_recipe(**changes: Any) -> None:
    """Change decisions, by the field names of `Recipe`; without a list do nothing.

    Args:
        changes: New values, or functions from the current value to the new one.
    """
    own = current_own()
    if own is not None:
        values = {
            name: change(getattr(own.recipe, name)) if callable(change) else change
            for name, change in changes.items()
        }
        _store(replace(own, recipe=replace(own.recipe, **values)))


def edit_rows(edit: Edit) -> None:
    """Add a correction of rows."""
    own = current_own()
    if own is not None:
        _store(replace(own, edits=(*own.edits, edit)))


def undo_edits(count: int = 1) -> None:
    """Undo the last corrections."""
    own = current_own()
    if own is not None:
        _store(replace(own, edits=own.edits[: max(len(own.edits) - count, 0)]))


def imported_list() -> ImportedList:
    """Return the imported list, imported again if the list or a decision has changed.

    If that fails, undo the change and say why.

    Raises:
        LookupError: There is no list.
    """
    state = own_state()
    own, source, imported = state.list, state.source, state.imported
    if own is None or source is None or imported is None:
        raise LookupError(_OWN)
    if own.is_as(source):
        return imported
    try:
        with st.spinner(_("Reading columns, dates and places")), out_of_turn():
            imported = import_uploaded_list(own)
    except CampaignError as error:
        st.toast(error_text(error), icon=":material/block:")
        _change(list=source)
        return imported
    _forget_campaign()
    _change(source=own, imported=imported)
    return imported


def campaign_in_use() -> Campaign | None:
    """Return this session's own campaign, if all pages show it."""
    if not is_in_use():
        return None
    folder = current_folder()
    return folder.campaign if folder else imported_list().campaign


def is_in_use() -> bool:
    """Return whether all pages of this session show its own list or folder."""
    state = own_state()
    return state.is_in_use and not (state.list is None and state.folder is None)


def use_own() -> None:
    """Show the session's list or folder on all pages."""
    _change(is_in_use=True)
    set_view(View(language=language()))


def explore_own() -> None:
    """Show it on all pages, and go to Explore; for callbacks of widgets."""
    use_own()
    open_page(EXPLORE.file)


def leave_own(new_language: str = "") -> None:
    """Show the server's campaign on all pages again, in one of its languages."""
    _change(is_in_use=False)
    st.query_params.pop(LIST, None)
    set_view(View(language=new_language or language()))


def forget_own() -> None:
    """Discard the list or folder and all decisions."""
    if is_in_use():
        leave_own()
    _forget_campaign()
    st.session_state[_OWN] = OwnState(generation=own_state().generation + 1)


def error_text(error: CampaignError) -> str:
    """Return what is wrong and what to do, as Markdown in the language of the page."""
    return f"{fill(error.problem, error.values)} {fill(error.action, error.values)}"


class _Room:
    """The memory that one session takes; it is free again when the session ends."""

    def __init__(self, size: int) -> None:
        """Reserve `size` bytes of the shared budget."""
        self.size = size


_rooms: WeakSet[_Room] = WeakSet()


def _room_for(campaign: Campaign, more: int) -> _Room:
    """Reserve memory for a session's campaign, beside those of all other sessions.

    Args:
        campaign: The campaign of the list or folder.
        more: Bytes of the file and of its raw rows.

    Raises:
        UnreadableError: There is not enough.
    """
    frames = (campaign.consultations, campaign.places, campaign.roles)
    size = more + sum(int(frame.memory_usage().sum()) for frame in frames)
    own = own_state().room
    others = sum(room.size for room in list(_rooms) if room is not own)
    if others + size > MOST_OF_ALL:
        raise UnreadableError(
            msgid("This server has no room for another list right now."),
            msgid("Try again in a few minutes, or add a smaller list."),
        )
    room = _Room(size)
    _rooms.add(room)
    return room


def _forget_campaign() -> None:
    """Free the caches of the session's campaign now, without waiting for garbage collection."""
    for each in (own_state().imported, current_folder()):
        if each is not None:
            forget(each.campaign)


def _store(own: UploadedList) -> None:
    """Store a list, and reset the view if all pages show it: its ids may be gone."""
    _change(list=own)
    if is_in_use():
        set_view(View(language=language()))
