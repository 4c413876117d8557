"""Add a list: a file, a pasted table, saved settings, or an empty template."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from components.shell.download_button import show_download_button
from components.shell.own_list import give, is_in_use, own_generation, said_error, use_recipe
from components.shell.words import gettext as _
from components.shell.words import language, plain
from data.campaign.errors import CampaignError
from data.campaign.schema import GLOBAL
from data.importing.list_workers import read_recipe, warm_list_workers
from data.importing.readers.limits import MOST_BYTES, stated_limits
from data.importing.template import template_csv, template_xlsx
from data.words.describe import names_of, region_names
from data.words.languages import number

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from data.campaign.campaign import Campaign


def show_own_limits() -> None:
    """Show the limits behind a button."""
    with st.popover(_("Limits"), type="tertiary", icon=":material/straighten:"):
        st.markdown(build_limits())


def build_limits() -> str:
    """A line a limit, as a table in Markdown."""
    rows = [f"| {_(said)} | {number(most, language())} |" for said, most in stated_limits()]
    title = _("At most")
    return "\n".join([f"| {title} | |", "| --- | ---: |", *rows])


_RECIPE_TAKEN = "own_recipe_taken"
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
            _take_recipe(file)


def _take_recipe(file: UploadedFile) -> None:
    """Use the decisions once, or say why they can't be read.

    They count as taken only when the list has them: a click in between ends this run, and the next
    one begins again.
    """
    try:
        recipe = read_recipe(file.getvalue().decode("utf-8", "replace"))
        if st.session_state.get(_RECIPE_TAKEN) != file.file_id:
            use_recipe(recipe)
            st.session_state[_RECIPE_TAKEN] = file.file_id
    except CampaignError as error:
        st.error(said_error(error), icon=":material/block:")


def show_own_template(campaign: Campaign) -> None:
    """Show buttons that download it; the workbook offers the kinds and regions of a campaign."""
    kinds = list(names_of(campaign.kinds, "title", language()).values())
    names = region_names(campaign, language())
    regions = [name for one, name in names.items() if one not in ("", GLOBAL)]
    with st.popover(_("Template"), type="tertiary", icon=":material/table:"):
        st.markdown(_("All columns, with one example row. Only a title must be there."))
        show_download_button(
            _("Excel, with lists to choose from and a sheet that explains the columns"),
            partial(template_xlsx, kinds, regions, language()),
            "consultations.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key="own_template_xlsx",
        )
        show_download_button(
            _("CSV"),
            partial(template_csv, language()),
            "consultations.csv",
            "text/csv",
            key="own_template_csv",
        )


TYPES = ["csv", "tsv", "txt", "xlsx", "json", "geojson", "ics", "zip", "text/csv"]
"""Files that are offered in the browser's dialog; the content decides.

With one type that is no ending, Streamlit leaves other endings to us: we answer with a sentence.
"""

_TAKEN = "own_file_taken"
_ERROR = "own_error"
_PASTED = "own_pasted"
_READ = "own_pasted_read"
"""Session keys: the file that was read last, why it could not be, the text that was pasted, whether
it is to be read."""


def show_own_upload() -> None:
    """Show a field for a file and one for a table; what is given is read at once."""
    warm_list_workers()
    file_tab, paste_tab = st.tabs([_("A file"), _("A pasted table")])
    with file_tab:
        _show_file()
    with paste_tab:
        _show_paste()
    error = st.session_state.get(_ERROR)
    if isinstance(error, CampaignError):
        st.error(said_error(error), icon=":material/block:")


def _show_file() -> None:
    file = st.file_uploader(
        _("CSV, Excel, JSON, GeoJSON, calendar (ICS), or a campaign folder as ZIP"),
        TYPES,
        key=f"own_file-{own_generation()}",
        max_upload_size=MOST_BYTES // 1_000_000,
    )
    taken = st.session_state.get(_TAKEN)
    if file is None and taken:
        for key in (_TAKEN, _ERROR):
            st.session_state.pop(key, None)
    elif file is not None and file.file_id != taken:
        _take(file.name, file.getvalue, file.file_id)


def _show_paste() -> None:
    text = st.text_area(
        _("Cells as copied from a spreadsheet, the names of the columns first"),
        key=_PASTED,
        height=120,
    )
    st.button(
        _("Read it"),
        key="own_paste",
        icon=":material/content_paste:",
        on_click=lambda: st.session_state.update({_READ: True}),
    )
    if st.session_state.pop(_READ, False) and text.strip():
        _take(_("pasted table"), text.encode)


def _take(name: str, content: Callable[[], bytes], file_id: str = "") -> None:
    """Read what was given, or keep the reason why it can't be.

    A file counts as taken only then: whoever clicks while it is read has it read again.
    """
    st.session_state.pop(_ERROR, None)
    with st.spinner(_("Reading {file}").format(file=plain(name))):
        try:
            give(name, content())
        except CampaignError as error:
            st.session_state[_ERROR] = error
        if file_id:
            st.session_state[_TAKEN] = file_id
    if is_in_use() and _ERROR not in st.session_state:
        # The top of the page still names the list before.
        st.rerun()
