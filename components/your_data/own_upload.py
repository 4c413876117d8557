"""Where a list is given: a file, or a table that is pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.words import gettext as _
from components.words import plain
from components.your_data.own_campaign import give, is_in_use, own_generation, said_error
from data.errors import CampaignError
from data.intake.files.limits import MOST_BYTES
from data.intake.list_workers import warm_list_workers

if TYPE_CHECKING:
    from collections.abc import Callable

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
