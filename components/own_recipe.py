"""Decisions of last time, given with the next version of the same list."""

from __future__ import annotations

import streamlit as st

from components.own_campaign import own_generation, said_error, use_recipe
from components.words import gettext as _
from data.errors import CampaignError
from data.intake.recipe import read_recipe

_TAKEN = "own_recipe_taken"
_MOST_MEGABYTES = 1


def show_own_recipe() -> None:
    """Show a field for `recipe.toml`."""
    file = st.file_uploader(
        _("recipe.toml of the last time, if there is one"),
        ["toml"],
        key=f"own_recipe-{own_generation()}",
        max_upload_size=_MOST_MEGABYTES,
    )
    if file is None:
        return
    try:
        recipe = read_recipe(file.getvalue().decode("utf-8", "replace"))
        if st.session_state.get(_TAKEN) != file.file_id:
            st.session_state[_TAKEN] = file.file_id
            use_recipe(recipe)
    except CampaignError as error:
        st.error(said_error(error), icon=":material/block:")
