"""Pages of a long table, and what it is sorted by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.url import unless_echo
from components.view_state import current_view, show_widget_value, sort_table, turn_page
from components.words import gettext as _
from components.words import language
from data.choice import SORTS
from data.facts.table_pages import PAGE, page_count, page_rows
from data.languages import number

if TYPE_CHECKING:
    import numpy as np

    from data.part import Part

_SORT = "table_sort"
_DOWN = "table_down"
_PAGE = "table_page"
"""Session keys of the three widgets."""


def show_table_pages(chosen: Part) -> np.ndarray:
    """Show what a long table is sorted by and its pages, as the view says.

    Returns:
        The consultations of the page as positions in the whole campaign, in its order.
    """
    view = current_view()
    sort, down = view.order
    last = page_count(chosen)
    page = min(view.page, last)
    names = {
        "date": _("Date"),
        "title": _("Title"),
        "region": _("Region"),
        "kind": _("Kind"),
        "country": _("Country"),
    }
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.segmented_control(
            _("Sorted by"), SORTS, required=True, format_func=names.__getitem__,
            key=show_widget_value(_SORT, sort), label_visibility="collapsed",
            on_change=unless_echo(_SORT, _sort),
        )  # fmt: skip
        st.toggle(
            _("The other way round"), key=show_widget_value(_DOWN, down), width="stretch",
            on_change=unless_echo(_DOWN, _sort),
        )  # fmt: skip
        st.pagination(
            last, max_visible_pages=7, key=show_widget_value(_PAGE, page),
            on_change=unless_echo(_PAGE, lambda: turn_page(int(st.session_state[_PAGE]))),
        )  # fmt: skip
        said = _("Rows {first}–{last} of {count}").format(
            first=number((page - 1) * PAGE + 1, language()),
            last=number(min(page * PAGE, chosen.size), language()),
            count=number(chosen.size, language()),
        )
        st.caption(said, width="content")
    return page_rows(chosen, language(), sort, page, down=down)


def _sort() -> None:
    sort_table(st.session_state[_SORT], down=st.session_state[_DOWN])
