"""Explore the list on every page, or save it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from components.shell.download_button import show_download_button
from components.shell.options import show_list
from components.shell.own_list import (
    change_recipe,
    current_folder,
    current_own,
    explore_own,
    imported_list,
)
from components.shell.view_state import show_widget_value
from components.shell.words import gettext as _
from components.shell.words import language
from components.your_data.decision import Answer, show_answers
from data.filters.choice import View
from data.filters.nouns import NOUN_LABELS, noun_label, noun_of
from data.filters.query import Query
from data.importing.campaign_folder import campaign_zip, folder_name
from data.importing.recipe import Recipe, write_recipe
from data.model.campaign import Campaign

_TITLE, _NOUN = "own_title", "own_noun"


def show_own_use(show_page: Callable[[Query, View], None]) -> None:
    """Show a field for the title, and buttons to explore and to save.

    Args:
        show_page: Shows a button that saves a view of the list as a web page.
    """
    own, folder = current_own(), current_folder()
    if own is None and folder is None:
        st.caption(_("Then explore it on every page, or save it."))
        return
    campaign = folder.campaign if folder else imported_list().campaign
    if own is not None:
        _show_names(campaign, own.recipe)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        show_answers(Answer(_("Explore your list"), "own_explore", explore_own, "travel_explore"))
        if own is not None:
            _show_downloads(campaign, own.recipe, imported_list().region_rule)
        show_page(Query.everything(campaign), View(language=language()))
    st.caption(_("Only you can see this. Save it to keep it for good."))
    if own is not None:
        st.caption(
            _(
                "Send the folder to whoever runs the map. Keep the recipe to reuse your answers "
                "next time."
            )
        )


def _show_names(campaign: Campaign, recipe: Recipe) -> None:
    """Show fields for the title of the campaign, and for what its rows are called."""
    show_widget_value(_TITLE, recipe.title or campaign.settings.text("title", "en"))
    labels = {noun: noun_label(noun, language()) for noun in NOUN_LABELS}
    with st.container(horizontal=True, gap="small"):
        st.text_input(
            _("Campaign title"),
            key=_TITLE,
            max_chars=120,
            on_change=lambda: change_recipe(title=st.session_state[_TITLE].strip()),
            width=480,
        )
        show_list(
            # Translators: label of a choice: consultations, events, hearings ...
            _("What your rows are"),
            labels,
            noun_of(campaign.settings),
            lambda noun: change_recipe(noun=noun),
            key=_NOUN,
            width=240,
        )


def _show_downloads(campaign: Campaign, recipe: Recipe, rule: str) -> None:
    # The folder keeps the rule of regions that was proposed: its questions are asked again.
    show_download_button(
        _("Save campaign folder (ZIP)"),
        partial(campaign_zip, campaign, replace(recipe, region_rule=rule)),
        f"{folder_name(campaign.settings.id)}.zip",
        "application/zip",
        icon=":material/folder_zip:",
        key="own_zip_download",
    )
    show_download_button(
        _("Save settings (recipe)"),
        partial(write_recipe, recipe),
        "recipe.toml",
        "application/toml",
        key="own_recipe_download",
    )
