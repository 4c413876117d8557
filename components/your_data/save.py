"""What to do with the list: look at it on every page, or take it away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from components.shell.download_button import show_download_button
from components.shell.own_list import (
    change_recipe,
    current_folder,
    current_own,
    own_brought,
    use_own,
)
from components.shell.url import link_parameters
from components.shell.view_state import show_widget_value
from components.shell.words import gettext as _
from data.importing.campaign_folder import campaign_zip, folder_name
from data.importing.recipe import write_recipe

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign
    from data.importing.recipe import Recipe

_TITLE = "own_title"
_EXPLORE = "pages/explore.py"


def show_own_use() -> None:
    """Show a field for the title, and buttons to explore and to take away."""
    own, folder = current_own(), current_folder()
    if own is None and folder is None:
        st.caption(_("Then every page can show it, and you can save it."))
        return
    campaign = folder.campaign if folder else own_brought().campaign
    if own is not None:
        show_widget_value(_TITLE, own.recipe.title or campaign.settings.text("title", "en"))
        st.text_input(
            _("Title of the campaign"),
            key=_TITLE,
            max_chars=120,
            on_change=lambda: change_recipe(title=st.session_state[_TITLE].strip()),
            width=480,
        )
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if st.button(
            _("Explore it"),
            icon=":material/travel_explore:",
            key="own_explore",
            on_click=use_own,
        ):
            st.switch_page(_EXPLORE, query_params=link_parameters())
        if own is not None:
            _show_downloads(campaign, own.recipe)
    st.caption(
        _("Only you see it, in this browser session: closing or reloading the page forgets it.")
    )
    if own is not None:
        st.caption(
            _(
                "The folder is for whoever serves the map to everybody; the recipe keeps your "
                "decisions for the next version of the same list."
            )
        )


def _show_downloads(campaign: Campaign, recipe: Recipe) -> None:
    show_download_button(
        _("Save as a campaign folder (ZIP)"),
        partial(campaign_zip, campaign, recipe),
        f"{folder_name(campaign.settings.id)}.zip",
        "application/zip",
        icon=":material/folder_zip:",
        key="own_zip_download",
    )
    show_download_button(
        _("Download recipe.toml"),
        partial(write_recipe, recipe),
        "recipe.toml",
        "application/toml",
        key="own_recipe_download",
    )
