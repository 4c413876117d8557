"""The panel that lists the consultations of one place on the map, where marks are grouped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.consultation_lines import build_lines, show_lines
from components.view_state import open_tile
from components.words import gettext as _
from components.words import language, ngettext, plain
from data.grouping import nearest_place, rows_in_tile
from data.languages import number
from data.part import of_rows
from data.saying import said_where

if TYPE_CHECKING:
    import numpy as np

    from data.choice import View
    from data.part import Part

_PAGE = 25
_KEY = "tile_page"


def show_tile_panel(chosen: Part, view: View) -> None:
    """Show what is chosen in the tile of a view, in date order, a page at a time."""
    rows = rows_in_tile(chosen, view.tile)
    _show_title(chosen, rows, view.tile)
    if not len(rows):
        st.caption(_("Nothing that is chosen took place here."))
        return
    pages = -(-len(rows) // _PAGE)
    page = 1
    if pages > 1:
        page = int(st.pagination(pages, max_visible_pages=5, key=f"{_KEY}-{view.tile}-{pages}"))
    start = (page - 1) * _PAGE
    listed = of_rows(chosen, rows[start : start + _PAGE])
    show_lines(listed.consultations["id"], build_lines(listed, with_title=True), key="tile")


def _show_title(chosen: Part, rows: np.ndarray, tile: str) -> None:
    count = len(rows)
    # The first consultation may have been in several places: this is the one that was clicked.
    where = said_where(nearest_place(of_rows(chosen, rows[:1]).places, tile), language())
    with st.container(horizontal=True, vertical_alignment="center"):
        name = plain(str(where.iloc[0])) if len(where) else _("Here")
        said = ngettext("{count} consultation", "{count} consultations", count)
        said = said.format(count=number(count, language()))
        st.markdown(f"#### {name}: {said}", width="stretch")
        st.button(
            _("Close"), key="tile-close", icon=":material/close:", type="tertiary",
            on_click=open_tile, args=("",),
        )  # fmt: skip
