"""Add a list: a file, a pasted table, saved settings, or an empty template."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from components.shell.download_button import show_download_button
from components.shell.file_field import show_file_field
from components.shell.own_list import (
    add_list,
    current_folder,
    current_own,
    error_text,
    own_state,
    use_recipe,
)
from components.shell.words import gettext as _
from components.shell.words import language, plain
from data.filters.describe import names_of, region_names
from data.importing.list_workers import read_recipe, warm_list_workers
from data.importing.template import template_csv, template_xlsx
from data.lists.readers.file_kinds import FILE_KINDS
from data.lists.readers.limits import MOST_BYTES, limits_to_show
from data.model.campaign import Campaign
from data.model.errors import CampaignError
from data.model.schema import GLOBAL
from data.words.languages import number

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

_RECIPE_USED = "own_recipe_taken"
_MOST_MEGABYTES = 1

_SCRIPT = Path(__file__).parent / "static" / "load_pasted.js"
_load_pasted = st.components.v2.component("load_pasted", js=_SCRIPT.read_text(encoding="utf-8"))

TYPES = [ending for kind in FILE_KINDS.values() for ending in kind.endings] + ["zip", "text/csv"]
"""Files that the browser's dialog offers; their content decides.

One entry is no file extension, so Streamlit passes other extensions on to us, and we can explain.
"""

_FILE_READ = "own_file_taken"
_ERROR = "own_error"
_PASTED = "own_pasted"
_READ_PASTED = "own_pasted_read"
"""Session keys: the file read last, its error, the pasted text, whether to read that text now."""


def show_own_limits() -> None:
    """Show the limits behind a button."""
    # Translators: noun, button that opens a table of limits, such as rows and columns.
    label = _("Limits")
    with st.popover(label, type="tertiary", icon=":material/straighten:"):
        st.markdown(build_limits())


def build_limits() -> str:
    """Build a table in Markdown, one line per limit."""
    rows = [f"| {_(label)} | {number(most, language())} |" for label, most in limits_to_show()]
    # Translators: heading of a table of limits, such as rows and columns.
    title = _("Maximum")
    return "\n".join([f"| {title} | |", "| --- | ---: |", *rows])


def show_own_recipe() -> None:
    """Show a field for `recipe.toml`, behind a button."""
    with st.popover(_("Saved settings (recipe)"), type="tertiary", icon=":material/history:"):
        file = show_file_field(
            _("recipe.toml saved from this page"),
            ["toml"],
            key=f"own_recipe-{own_state().generation}",
            megabytes=_MOST_MEGABYTES,
        )
        if file is not None:
            _use_recipe(file)


def _use_recipe(file: UploadedFile) -> None:
    """Use the decisions once, or say why they can't be read.

    The file is marked as used only after the list has them: a click in between ends this run, and
    the next run starts again.
    """
    try:
        recipe = read_recipe(file.getvalue().decode("utf-8", "replace"))
        if st.session_state.get(_RECIPE_USED) != file.file_id:
            use_recipe(recipe)
            st.session_state[_RECIPE_USED] = file.file_id
    except CampaignError as error:
        st.error(error_text(error), icon=":material/block:")


def show_own_template(campaign: Campaign) -> None:
    """Show buttons that download a template; the workbook lists a campaign's kinds and regions."""
    kinds = list(names_of(campaign.kinds, "title", language()).values())
    names = region_names(campaign, language())
    regions = [name for id_, name in names.items() if id_ not in ("", GLOBAL)]
    # Translators: noun, button that offers an empty table to fill in.
    label = _("Template")
    with st.popover(label, type="tertiary", icon=":material/table:"):
        st.markdown(_("All columns and one example row. Only the title is required."))
        st.caption(_("The Excel file has drop-down lists and explains each column."))
        show_download_button(
            _("Download Excel"),
            partial(template_xlsx, kinds, regions, language()),
            "consultations.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key="own_template_xlsx",
        )
        show_download_button(
            _("Download CSV"),
            partial(template_csv, language()),
            "consultations.csv",
            "text/csv",
            key="own_template_csv",
        )


def show_own_box(campaign: Campaign) -> None:
    """Show all ways to add a list, in a box that is closed once there is one.

    Args:
        campaign: The workbook of the template lists its kinds and regions.
    """
    is_empty = current_own() is None and current_folder() is None
    label = _("Upload or paste a list") if is_empty else _("Add another list")
    with st.expander(label, expanded=is_empty):
        show_own_upload()
        with st.container(horizontal=True, gap="small"):
            show_own_template(campaign)
            show_own_recipe()
            show_own_limits()
    error = st.session_state.get(_ERROR)
    if isinstance(error, CampaignError):
        st.error(error_text(error), icon=":material/block:")


def show_own_upload() -> None:
    """Show a field for a file and one for a pasted table."""
    warm_list_workers()
    file_tab, paste_tab = st.tabs([_("Upload a file"), _("Paste a table")])
    with file_tab:
        _show_file()
    with paste_tab:
        _show_paste()


def _show_file() -> None:
    file = show_file_field(
        _("CSV, Excel, OpenDocument, JSON, GeoJSON, calendar (ICS) or zipped campaign folder"),
        TYPES,
        key=f"own_file-{own_state().generation}",
        megabytes=MOST_BYTES // 1_000_000,
    )
    file_read = st.session_state.get(_FILE_READ)
    if file is None and file_read:
        for key in (_FILE_READ, _ERROR):
            st.session_state.pop(key, None)
    elif file is not None and file.file_id != file_read:
        _read(file.name, file.getvalue, file.file_id)


def _show_paste() -> None:
    text = st.text_area(
        _("Paste cells from a spreadsheet, header row first"),
        key=_PASTED,
        height=120,
        on_change=lambda: st.session_state.update({_READ_PASTED: True}),
    )
    _load_pasted(key="own_load_pasted", height="content")
    st.button(
        # Translators: verb, button that reads the pasted table.
        _("Load"),
        key="own_paste",
        icon=":material/content_paste:",
        on_click=lambda: st.session_state.update({_READ_PASTED: True}),
    )
    if st.session_state.pop(_READ_PASTED, False) and text.strip():
        # Translators: noun, used as the name of the list.
        _read(_("pasted table"), text.encode)


def _read(name: str, content: Callable[[], bytes], file_id: str = "") -> None:
    """Read the file, or store the error.

    The file is marked as read only afterwards: a click during the reading ends this run, and the
    next run reads the file again.
    """
    st.session_state.pop(_ERROR, None)
    with st.spinner(_("Reading {file}").format(file=plain(name))):
        try:
            add_list(name, content())
        except CampaignError as error:
            st.session_state[_ERROR] = error
        if file_id:
            st.session_state[_FILE_READ] = file_id
    if _ERROR not in st.session_state:
        # The box is still open, and the top of the page may name the previous list.
        st.rerun()
