"""The view of this browser session: one frozen value, the only one that widgets change.

Widgets show its values and call `choose`, `open_consultation`, ... when they change;
`components/shell/url.py` synchronizes it with the address.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from components.shell.pages import CONSULTATION, ORGANIZATIONS
from data.filters.choice import BACKWARD, SORTS, Choice, View
from data.filters.filters import filter_named

VIEW = "view"
"""Session key of the view."""

ADDRESS_READ = "address_read"
"""Session key: whether this run's view comes from a new address, as after Back. The browser has
then forgotten the values of its widgets, so each must be set again, even to the same value."""

PLAYED = "played_view"
"""Session key: the view that a running play of the timeline has set last."""

ADDRESS_HELD = "address_held"
"""Session key: whether the address stays as it is after this run."""
PAGE_REQUESTED = "page_requested"
"""Session key: the file of the page that a widget's callback wants to show."""

_BEFORE = "widget_values_before"


def current_view() -> View:
    """Return the view of this session."""
    view = st.session_state.get(VIEW)
    return view if isinstance(view, View) else View()


def set_view(view: View) -> None:
    """Replace the view of this session."""
    st.session_state[VIEW] = view


def is_playing() -> bool:
    """Return whether the view is a step of a running play: nothing else should move."""
    return st.session_state.get(PLAYED) == current_view()


def hold_address() -> None:
    """Leave the address as it is after this run: Back must not go through the steps of a play."""
    st.session_state[ADDRESS_HELD] = True


def choose(**changes: Any) -> None:
    """Change filters, by the field names of `Choice`.

    A new region closes an open card, so that the visitor sees the region.
    """
    view = current_view()
    selected = "" if "regions" in changes else view.selected
    set_view(replace(view, choice=replace(view.choice, **changes), selected=selected, page=1))


def loosen(*parts: str) -> None:
    """Clear filters, by the field names of `Choice`."""
    view = current_view()
    for part in parts:
        view = replace(view, choice=filter_named(part).without(view.choice), page=1)
    set_view(view)


def reset_choice() -> None:
    """Clear all filters."""
    set_view(replace(current_view(), choice=Choice(), page=1))


def open_consultation(consultation: str) -> None:
    """Open a consultation's card on all pages; "" closes it."""
    set_view(replace(current_view(), selected=consultation))


def open_page(page: str) -> None:
    """Go to another page in this run, with the view as it is then; for callbacks of widgets."""
    st.session_state[PAGE_REQUESTED] = page


def open_organization(organization: str) -> None:
    """Go to the page of one organization, without other filters than the kinds."""
    view = current_view()
    choice = Choice(kinds=view.choice.kinds, organizations=(organization,))
    set_view(replace(view, choice=choice, page=1))
    open_page(ORGANIZATIONS.file)


def open_consultation_page(consultation: str) -> None:
    """Go to the page of one consultation."""
    open_consultation(consultation)
    open_page(CONSULTATION.file)


def open_tile(tile: str) -> None:
    """List the consultations in a tile of the map; "" closes the list."""
    set_view(replace(current_view(), tile=tile, selected=""))


def sort_table(sort: str, *, down: bool) -> None:
    """Sort a long table, and show its first page."""
    order = "" if (sort, down) == (SORTS[0], False) else (BACKWARD if down else "") + sort
    set_view(replace(current_view(), sort=order, page=1))


def turn_page(page: int) -> None:
    """Show another page of a long table."""
    set_view(replace(current_view(), page=page))


def show_widget_value(key: str, value: Any) -> str:
    """Set the value that a widget shows; call it right before the widget.

    Returns:
        The key.
    """
    before = st.session_state.setdefault(_BEFORE, {})
    before.pop(key, None)
    if st.session_state.get(ADDRESS_READ) or st.session_state.get(key) != value:
        before[key] = st.session_state.get(key)
        st.session_state[key] = value
    return key


def fresh_key(name: str) -> str:
    """Return the key of a widget that a click acts on, until `renew_key`."""
    return f"{name}-{st.session_state.setdefault(f'{name}-generation', 0)}"


def renew_key(name: str) -> None:
    """Clear the selection that a widget has of its own: with another key it starts anew."""
    generation = f"{name}-generation"
    st.session_state[generation] = st.session_state.get(generation, 0) + 1


def show_hidden_widget_value(key: str, value: list[str]) -> str:
    """Set the value of a multiple choice in a popover, which may be closed.

    While the popover is closed, the widget is not in the browser and can't be changed: it would
    send its old value with the next click elsewhere. So if the value was changed outside the
    widget, the widget gets a new key.

    Returns:
        The widget's current key.
    """
    current_key = f"{key}_current"
    name = str(st.session_state.setdefault(current_key, key))
    if sorted(st.session_state.get(name, value)) != sorted(value):
        number = int(name.removeprefix(key).removeprefix("-") or 0)
        name = st.session_state[current_key] = f"{key}-{number + 1}"
    if name not in st.session_state:
        st.session_state[name] = value
    return name


def shows_value_before(key: str) -> bool:
    """Return whether a widget still has the value that the last run replaced."""
    before = st.session_state.get(_BEFORE, {})
    return key in before and before[key] == st.session_state.get(key)
