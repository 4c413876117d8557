"""A list or buttons to choose one of several from.

A browser tells the label of what is chosen, and with each click elsewhere too. Labels with counts,
or in another language, may have changed since, and buttons that just went may tell that nothing is
chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from components.shell.url import unless_echo
from components.shell.view_state import show_widget_value

_LABELS = "labels_before"
"""Session key: per widget, the ids of its labels in the last run."""


def show_list(
    label: str,
    offered: Mapping[str, str],
    value: str | None,
    on_choose: Callable[[str], object],
    *,
    key: str,
    is_clearable: bool = False,
    **look: Any,
) -> None:
    """Show a list with a value of it.

    Args:
        label: What is chosen.
        offered: Ids and their labels.
        value: The id that is chosen; None for none.
        on_choose: Called with the id that is chosen instead; "" for none, if it `is_clearable`.
        key: Of the widget.
        is_clearable: Whether none can be chosen.
        look: Further arguments of `st.selectbox`.
    """
    before = _labels_before(key, offered)
    show_widget_value(key, value)
    text = offered.get(value or "")
    if text is not None and before and text not in before:
        st.session_state[key] = value  # the browser gets the new label
    st.selectbox(
        label,
        list(offered),
        index=None if is_clearable else 0,
        format_func=offered.__getitem__,
        key=key,
        on_change=_follower(key, value, offered, before, on_choose, is_clearable=is_clearable),
        **look,
    )


def show_buttons(
    label: str,
    offered: Mapping[str, str],
    value: str | None,
    on_choose: Callable[[str], object],
    *,
    key: str,
    is_clearable: bool = False,
    **look: Any,
) -> None:
    """Show a row of buttons, as `show_list` shows a list; `look` is of `st.segmented_control`."""
    before = _labels_before(key, offered)
    show_widget_value(key, value)
    st.segmented_control(
        label,
        list(offered),
        required=not is_clearable,
        format_func=offered.__getitem__,
        key=key,
        on_change=_follower(key, value, offered, before, on_choose, is_clearable=is_clearable),
        **look,
    )


def _labels_before(key: str, offered: Mapping[str, str]) -> dict[str, str]:
    """Return the ids of the labels in the last run, and remember these; empty in the first."""
    labels = st.session_state.setdefault(_LABELS, {})
    before: dict[str, str] = labels.get(key, {})
    labels[key] = {text: id_ for id_, text in offered.items()}
    return before


def _follower(
    key: str,
    value: str | None,
    offered: Mapping[str, str],
    before: Mapping[str, str],
    on_choose: Callable[[str], object],
    *,
    is_clearable: bool,
) -> Callable[[], None]:
    """Return a callback that passes a new choice on, unless it is an older label of the value."""

    def follow() -> None:
        label = st.session_state.get(key)
        if label is None:
            chosen = "" if is_clearable else value
        else:
            chosen = label if label in offered else before.get(label, value)
        if chosen is not None and chosen != value:
            on_choose(chosen)

    return unless_echo(key, follow)
