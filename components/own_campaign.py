"""The list that this browser session has brought in: one frozen value that no other session sees.

It lives in the session's own state, never in a cache that sessions share.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import streamlit as st

from components.view_state import set_view
from components.words import filled, language
from data.choice import View
from data.intake.bring import bring
from data.intake.raw_table import UnreadableError
from data.intake.recipe import Recipe
from data.intake.row_edits import Edit, edited
from data.intake.sandbox import read_safely
from data.intake.zipped_campaign import is_zipped_campaign, load_zipped_campaign

if TYPE_CHECKING:
    import pandas as pd

    from data.campaign import Campaign
    from data.errors import CampaignError
    from data.intake.bring import Brought
    from data.intake.raw_table import RawTable

_OWN = "own_list"
_FOLDER = "own_folder"
_GENERATION = "own_generation"
_BROUGHT = "own_brought"
_IN_USE = "own_in_use"
_RECIPE = "own_recipe"
"""Session keys: the list; a whole campaign instead of it; how often it was thrown away; what was
made of it; whether all pages show it; a recipe that was given before its list."""


@dataclass(frozen=True, eq=False)
class OwnList:
    """A list as it was given and what was decided about it.

    Attributes:
        name: Of the file.
        data: The file, to be read again in another encoding.
        raw: What was read of it.
        recipe: The decisions.
        edits: The corrections of its rows.
    """

    name: str
    data: bytes
    raw: RawTable
    recipe: Recipe
    edits: tuple[Edit, ...] = ()

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows as corrected, see `RawTable.frame`."""
        return edited(self.raw.frame, self.edits)


@dataclass(frozen=True, eq=False)
class OwnFolder:
    """A campaign folder that was given as a ZIP: nothing about it is asked."""

    name: str
    campaign: Campaign


def current_own() -> OwnList | None:
    """The list of this session, if one was given."""
    own = st.session_state.get(_OWN)
    return own if isinstance(own, OwnList) else None


def current_folder() -> OwnFolder | None:
    """The campaign folder of this session, if one was given instead of a list."""
    folder = st.session_state.get(_FOLDER)
    return folder if isinstance(folder, OwnFolder) else None


def give(name: str, data: bytes) -> None:
    """Read a file and make it the list, or the campaign folder, of this session.

    Decisions are kept if a recipe was given, or if it has the columns of the list before.

    Raises:
        CampaignError: It is neither; what was there before stays.
    """
    before = current_own()
    if is_zipped_campaign(name, data):
        campaign = load_zipped_campaign(name, data)
        forget_own()
        st.session_state[_FOLDER] = OwnFolder(name, campaign)
        return
    recipe: Recipe | None = st.session_state.get(_RECIPE)
    raw = _read(name, data, recipe or Recipe())
    if recipe is None:
        same = before is not None and list(before.raw.frame) == list(raw.frame)
        recipe = before.recipe if before and same else Recipe()
    st.session_state.pop(_FOLDER, None)
    _keep(OwnList(name, data, raw, recipe))


def _read(name: str, data: bytes, recipe: Recipe) -> RawTable:
    """Read a file as the recipe says, or as is found where that fails."""
    how = (recipe.sheet, recipe.encoding, recipe.separator)
    try:
        return read_safely(name, data, *how)
    except UnreadableError:
        if not any(how):
            raise
        return read_safely(name, data)


def read_again(**how: Any) -> None:  # noqa: ANN401
    """Read the file with another `sheet`, `encoding` or `separator`; corrections are lost.

    Raises:
        UnreadableError: It is no table then; the list stays as it was.
    """
    own = current_own()
    if own is None:
        return
    recipe = replace(own.recipe, **how)
    raw = read_safely(own.name, own.data, recipe.sheet, recipe.encoding, recipe.separator)
    _keep(OwnList(own.name, own.data, raw, recipe))


def use_recipe(recipe: Recipe) -> None:
    """Take the decisions of a recipe for the list, and for the next one that is given."""
    st.session_state[_RECIPE] = recipe
    own = current_own()
    if own is not None:
        raw = _read(own.name, own.data, recipe)
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

    Raises:
        LookupError: There is no list.
    """
    own = current_own()
    if own is None:
        raise LookupError(_OWN)
    kept: tuple[OwnList, Brought] | None = st.session_state.get(_BROUGHT)
    if kept is None or not _is_same(kept[0], own):
        kept = (own, bring(replace(own.raw, frame=own.rows), own.recipe))
        st.session_state[_BROUGHT] = kept
    return kept[1]


def _is_same(one: OwnList, other: OwnList) -> bool:
    same_rows = one.raw is other.raw and one.edits == other.edits
    return same_rows and one.recipe == other.recipe


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
    if st.session_state.get(_IN_USE):
        leave_own()
    for key in (_OWN, _FOLDER, _BROUGHT, _IN_USE, _RECIPE):
        st.session_state.pop(key, None)
    st.session_state[_GENERATION] = own_generation() + 1


def own_generation() -> int:
    """How often a list was thrown away, for keys of widgets that must forget it."""
    return int(st.session_state.get(_GENERATION, 0))


def said_error(error: CampaignError) -> str:
    """Why something can't be read and what to do, as Markdown in the language of the page."""
    return f"{filled(error.problem, error.values)} {filled(error.action, error.values)}"


def _keep(own: OwnList) -> None:
    """Keep a list; if it is in use, a view of the list before may name what is no longer there."""
    before = current_own()
    st.session_state[_OWN] = own
    if st.session_state.get(_IN_USE) and before is not None and before.raw is not own.raw:
        set_view(View(language=language()))
