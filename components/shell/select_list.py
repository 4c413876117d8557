"""A list to choose one of several from, whose labels may change while one is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from components.shell.view_state import show_widget_value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LABELS = "select_list_labels"
"""Session key: per list, the ids of its labels in the last run."""


def show_select_list(
    label: str,
    offered: Mapping[str, str],
    value: str | None,
    on_choose: Callable[[str | None], object],
    *,
    key: str,
    **look: Any,  # noqa: ANN401
) -> None:
    """Show a list with a value of it, and call `on_choose` with the id that is chosen instead.

    A browser sends the label of what is chosen, with each click elsewhere too. Labels with counts,
    or in another language, may have changed since.

    Args:
        label: What is chosen.
        offered: Ids and their labels.
        value: The id that is chosen; None for none, with `index=None` in the look.
        on_choose: Called when another is chosen.
        key: Of the widget.
        look: Further arguments of `st.selectbox`.
    """
    before = st.session_state.setdefault(_LABELS, {}).get(key, {})
    st.session_state[_LABELS][key] = {text: id_ for id_, text in offered.items()}
    show_widget_value(key, value)
    if value in offered and before and offered[value] not in before:
        st.session_state[key] = value  # the browser gets the new label
    st.selectbox(
        label,
        list(offered),
        format_func=offered.__getitem__,
        key=key,
        on_change=lambda: _follow(key, value, before, offered, on_choose),
        **look,
    )


def _follow(
    key: str,
    value: str | None,
    before: Mapping[str, str],
    offered: Mapping[str, str],
    on_choose: Callable[[str | None], object],
) -> None:
    """Tell what was chosen, unless it is an older label of what is chosen already."""
    chosen = st.session_state[key]
    if chosen is not None and chosen not in offered:
        chosen = before.get(chosen, value)
    if chosen != value:
        on_choose(chosen)
