"""The view of this browser session: one frozen value, the only one that widgets change.

Widgets are shown what it says and call `choose`, `open_consultation`, ... when they change;
`components/shell/url.py` keeps it and the address in step.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from data.choosing.choice import BACKWARD, SORTS, Choice, View
from data.choosing.filters import filter_named

VIEW = "view"
"""Session key of the view."""

ADDRESS_READ = "address_read"
"""Session key: whether the view of this run is that of a new address, as after Back: the browser
then forgets what its buttons showed, so that each is told, be it the same as before."""

_BEFORE = "widget_values_before"


def current_view() -> View:
    """What is chosen and looked at."""
    view = st.session_state.get(VIEW)
    return view if isinstance(view, View) else View()


def set_view(view: View) -> None:
    """Look at something else."""
    st.session_state[VIEW] = view


def choose(**changes: Any) -> None:  # noqa: ANN401
    """Change parts of the choice, by the names of `Choice`.

    Whoever chooses another region wants to see it: an open card is closed.
    """
    view = current_view()
    selected = "" if "regions" in changes else view.selected
    set_view(replace(view, choice=replace(view.choice, **changes), selected=selected, page=1))


def loosen(*parts: str) -> None:
    """Drop filters."""
    view = current_view()
    for part in parts:
        view = replace(view, choice=filter_named(part).without(view.choice), page=1)
    set_view(view)


def reset_choice() -> None:
    """Drop all filters."""
    set_view(replace(current_view(), choice=Choice(), page=1))


def open_consultation(consultation: str) -> None:
    """Open the card of a consultation everywhere; "" closes it."""
    set_view(replace(current_view(), selected=consultation))


def open_tile(tile: str) -> None:
    """List the consultations in a tile of the map; "" closes the list."""
    set_view(replace(current_view(), tile=tile, selected=""))


def sort_table(sort: str, *, down: bool) -> None:
    """Sort a long table, and begin at its first page."""
    order = "" if (sort, down) == (SORTS[0], False) else (BACKWARD if down else "") + sort
    set_view(replace(current_view(), sort=order, page=1))


def turn_page(page: int) -> None:
    """Look at another page of a long table."""
    set_view(replace(current_view(), page=page))


def show_widget_value(key: str, value: Any) -> str:  # noqa: ANN401
    """Tell the widget of this key what to show; call it right before the widget.

    Returns:
        The key.
    """
    before = st.session_state.setdefault(_BEFORE, {})
    before.pop(key, None)
    if st.session_state.get(ADDRESS_READ) or st.session_state.get(key) != value:
        before[key] = st.session_state.get(key)
        st.session_state[key] = value
    return key


def show_hidden_widget_value(key: str, value: list[str]) -> str:
    """The same for options in a popover: while it is closed they are not in the browser.

    What is not there can't be told: it would send its old value with the next click on anything
    else. So a value that the visitor has not chosen in the widget itself makes it a new one.

    Returns:
        The key for the widget now.
    """
    told = f"{key}_told"
    name = str(st.session_state.setdefault(told, key))
    if sorted(st.session_state.get(name, value)) != sorted(value):
        number = int(name.removeprefix(key).removeprefix("-") or 0)
        name = st.session_state[told] = f"{key}-{number + 1}"
    if name not in st.session_state:
        st.session_state[name] = value
    return name


def shows_value_before(key: str) -> bool:
    """Whether a widget still has the value that the last run told it to change."""
    before = st.session_state.get(_BEFORE, {})
    return key in before and before[key] == st.session_state.get(key)
