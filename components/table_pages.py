"""Pages of a long table, and what it is sorted by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.words import gettext as _
from components.words import language
from data.facts.table_pages import PAGE, SORTS, page_count, page_rows
from data.languages import number

if TYPE_CHECKING:
    import numpy as np

    from data.part import Part

_SORT = "table_sort"
_DOWN = "table_down"
_PAGE = "table_page"
_SHOWN = "table_pages_of"
"""Session keys of the three widgets, and of how many consultations the pages were of."""


def show_table_pages(chosen: Part) -> np.ndarray:
    """Show what a long table is sorted by and its pages; the first one after another choice.

    Returns:
        The consultations of the page as positions in the whole campaign, in its order.
    """
    if st.session_state.get(_SHOWN) != (chosen.size, _first(chosen)):
        st.session_state[_SHOWN] = (chosen.size, _first(chosen))
        st.session_state.pop(_PAGE, None)
    names = {
        "date": _("Date"),
        "title": _("Title"),
        "region": _("Region"),
        "kind": _("Kind"),
        "country": _("Country"),
    }
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        sort = st.segmented_control(
            _("Sorted by"), SORTS, default="date", required=True,
            format_func=names.__getitem__, key=_SORT, label_visibility="collapsed",
        )  # fmt: skip
        down = st.toggle(_("The other way round"), key=_DOWN, width="stretch")
        page = int(st.pagination(page_count(chosen), max_visible_pages=7, key=_PAGE))
        last = min(page * PAGE, chosen.size)
        said = _("Rows {first}–{last} of {count}").format(
            first=number((page - 1) * PAGE + 1, language()),
            last=number(last, language()),
            count=number(chosen.size, language()),
        )
        st.caption(said, width="content")
    return page_rows(chosen, language(), str(sort), page, down=down)


def _first(chosen: Part) -> int:
    return int(chosen.rows[0]) if chosen.size else -1
