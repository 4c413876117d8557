"""Decisions of last time, given with the next version of the same list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.words import gettext as _
from components.your_data.own_campaign import own_generation, said_error, use_recipe
from data.errors import CampaignError
from data.intake.list_workers import read_recipe

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

_TAKEN = "own_recipe_taken"
_MOST_MEGABYTES = 1


def show_own_recipe() -> None:
    """Show a field for `recipe.toml`, behind a button."""
    with st.popover(_("Recipe of the last time"), type="tertiary", icon=":material/history:"):
        file = st.file_uploader(
            _("recipe.toml, as it was downloaded here"),
            ["toml"],
            key=f"own_recipe-{own_generation()}",
            max_upload_size=_MOST_MEGABYTES,
        )
        if file is not None:
            _take(file)


def _take(file: UploadedFile) -> None:
    """Use the decisions once, or say why they can't be read.

    They count as taken only when the list has them: a click in between ends this run, and the next
    one begins again.
    """
    try:
        recipe = read_recipe(file.getvalue().decode("utf-8", "replace"))
        if st.session_state.get(_TAKEN) != file.file_id:
            use_recipe(recipe)
            st.session_state[_TAKEN] = file.file_id
    except CampaignError as error:
        st.error(said_error(error), icon=":material/block:")
