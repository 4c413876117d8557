"""The list that this browser session has brought in: a frozen value that no other session sees.

It lives in the session's own state, never in a cache that sessions share.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

import streamlit as st

from components.server.turns import out_of_turn
from components.shell.view_state import set_view
from components.shell.words import filled, language
from components.shell.words import gettext as _
from data.campaign.errors import CampaignError, msgid
from data.campaign.result_cache import forget
from data.choosing.choice import View
from data.importing import list_workers
from data.importing.list_workers import bring_list, load_zipped_campaign, read_list
from data.importing.readers.raw_table import UnreadableError
from data.importing.recipe import Recipe
from data.importing.uploaded_list import GivenList

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign
    from data.importing.import_list import Brought
    from data.importing.row_edits import Edit

_OWN = "own_list"
_BROUGHT = "own_brought"
_FOLDER = "own_folder"
_IN_USE = "own_in_use"
_RECIPE = "own_recipe"
_GENERATION = "own_generation"
"""Session keys: the list; the list and what was made of it; a whole campaign instead of it; whether
all pages show it; a recipe that was given; how often a list was thrown away."""

_ROOM = "own_room"
"""Session key: what the session's list or folder takes of `MOST_OF_ALL`."""

MOST_OF_ALL = 1_500_000_000
"""Bytes of the files and tables of all lists and folders that visitors have brought in. What is
cached of them takes about as much again."""

_ZIP = b"PK"
"""How a ZIP begins, a workbook too."""


@dataclass(frozen=True, eq=False)
class OwnFolder:
    """A campaign folder that was given as a ZIP: nothing about it is asked."""

    name: str
    campaign: Campaign


def current_own() -> GivenList | None:
    """The list of this session, if one was given."""
    own = st.session_state.get(_OWN)
    return own if isinstance(own, GivenList) else None


def current_folder() -> OwnFolder | None:
    """The campaign folder of this session, if one was given instead of a list."""
    folder = st.session_state.get(_FOLDER)
    return folder if isinstance(folder, OwnFolder) else None


def give(name: str, data: bytes) -> None:
    """Read a file and make it the list, or the campaign folder, of this session.

    Decisions are kept if it has the columns of the list before; else those of a recipe that was
    given hold.

    Raises:
        CampaignError: It is neither; what was there before stays.
    """
    campaign = load_zipped_campaign(name, data) if data.startswith(_ZIP) else None
    if campaign is not None:
        room = _room_for(campaign, len(data))
        forget_own()
        st.session_state[_FOLDER] = OwnFolder(name, campaign)
        st.session_state[_ROOM] = room
        return
    before = current_own()
    fresh: Recipe = st.session_state.get(_RECIPE) or Recipe()
    recipe = before.recipe if before else fresh
    raw = read_list(name, data, recipe)
    if before and list(before.raw.frame) != list(raw.frame):
        recipe, raw = fresh, read_list(name, data, fresh)
    own = GivenList(name, data, raw, recipe)
    brought = bring_list(own)
    room = _room_for(brought.campaign, len(data) + raw.cells.nbytes)
    _forget_campaign()
    st.session_state[_ROOM] = room
    st.session_state.pop(_FOLDER, None)
    st.session_state[_BROUGHT] = (own, brought)
    _keep(own)


def read_again(**how: Any) -> None:  # noqa: ANN401
    """Read the file with another `sheet`, `encoding` or `separator`; corrections are lost.

    Raises:
        CampaignError: It is no table then; the list stays as it was.
    """
    own = current_own()
    if own is not None:
        recipe = replace(own.recipe, **how)
        raw = list_workers.read_again(own.name, own.data, recipe)
        _keep(GivenList(own.name, own.data, raw, recipe))


def use_recipe(recipe: Recipe) -> None:
    """Take the decisions of a recipe for the list, and for the next one that is given.

    Raises:
        CampaignError: The list is no table when it is read so; it stays as it was.
    """
    st.session_state[_RECIPE] = recipe
    own = current_own()
    if own is not None:
        raw = read_list(own.name, own.data, recipe)
        _keep(replace(own, raw=raw, recipe=recipe))


def change_recipe(**changes: Any) -> None:  # noqa: ANN401
    """Decide something, by the names of `Recipe`."""
    own = current_own()
    if own is not None:
        _keep(replace(own, recipe=replace(own.recipe, **changes)))


def edit_rows(edit: Edit) -> None:
    """Correct rows."""
    own = current_own()
    if own is not None:
        _keep(replace(own, edits=(*own.edits, edit)))


def undo_edits(count: int = 1) -> None:
    """Take back the last corrections."""
    own = current_own()
    if own is not None:
        _keep(replace(own, edits=own.edits[: max(len(own.edits) - count, 0)]))


def own_brought() -> Brought:
    """What was made of the list, made anew when the list or a decision has changed.

    A change that nothing can be made of is taken back with a word.

    Raises:
        LookupError: There is no list.
    """
    own, kept = current_own(), st.session_state.get(_BROUGHT)
    if own is None or kept is None:
        raise LookupError(_OWN)
    if not own.is_as(kept[0]):
        try:
            with st.spinner(_("Reading columns, dates and places")), out_of_turn():
                brought_now = bring_list(own)
            _forget_campaign()
            kept = (own, brought_now)
        except CampaignError as error:
            st.toast(said_error(error), icon=":material/block:")
            st.session_state[_OWN] = kept[0]
        st.session_state[_BROUGHT] = kept
    brought: Brought = kept[1]
    return brought


def campaign_in_use() -> Campaign | None:
    """The campaign of this session, if all pages show it."""
    if not is_in_use():
        return None
    folder = current_folder()
    return folder.campaign if folder else own_brought().campaign


def is_in_use() -> bool:
    """Whether all pages of this session show its own list."""
    is_there = current_own() is not None or current_folder() is not None
    return bool(st.session_state.get(_IN_USE)) and is_there


def use_own() -> None:
    """Let all pages of this session show the list."""
    st.session_state[_IN_USE] = True
    set_view(View(language=language()))


def leave_own(speaks: str = "") -> None:
    """Let all pages show the campaign of the server again, in a language that it speaks."""
    st.session_state[_IN_USE] = False
    set_view(View(language=speaks or language()))


def forget_own() -> None:
    """Throw the list and all decisions away."""
    if is_in_use():
        leave_own()
    _forget_campaign()
    for key in (_OWN, _BROUGHT, _FOLDER, _IN_USE, _RECIPE, _ROOM):
        st.session_state.pop(key, None)
    st.session_state[_GENERATION] = own_generation() + 1


def own_generation() -> int:
    """How often a list was thrown away, for keys of widgets that must forget it."""
    return int(st.session_state.get(_GENERATION, 0))


def said_error(error: CampaignError) -> str:
    """Why something can't be read and what to do, as Markdown in the language of the page."""
    return f"{filled(error.problem, error.values)} {filled(error.action, error.values)}"


class _Room:
    """What one session takes; it is free again when the session goes."""

    def __init__(self, size: int) -> None:
        """Take so many bytes."""
        self.size = size


_rooms: WeakSet[_Room] = WeakSet()


def _room_for(campaign: Campaign, more: int) -> _Room:
    """Take room for a session's campaign, beside those of all other sessions.

    Args:
        campaign: What was made of a list or folder.
        more: Bytes of the file and of the rows as they were read.

    Raises:
        UnreadableError: There is not enough.
    """
    frames = (campaign.consultations, campaign.places, campaign.roles)
    size = more + sum(int(frame.memory_usage().sum()) for frame in frames)
    own = st.session_state.get(_ROOM)
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
    """Free what was made of the campaign that is about to go, without waiting for the collector."""
    kept, folder = st.session_state.get(_BROUGHT), current_folder()
    if kept is not None:
        forget(kept[1].campaign)
    if folder is not None:
        forget(folder.campaign)


def _keep(own: GivenList) -> None:
    """Keep a list; if it is in use, the view may name what is no longer in it."""
    st.session_state[_OWN] = own
    if is_in_use():
        set_view(View(language=language()))
