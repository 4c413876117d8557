"""A decision about the list: a sentence, and a button for each answer or for the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

import streamlit as st

from components.shell.words import gettext as _


class Answer(NamedTuple):
    """A button: its label and key, what a click does, its icon, whether it is a quiet one."""

    label: str
    key: str
    apply: Callable[..., None]
    icon: str = ""
    is_quiet: bool = False
    help: str | None = None
    is_disabled: bool = False


def show_decision(
    sentence: str, *answers: Answer, width: Literal["content", "stretch"] = "content"
) -> None:
    """Show a sentence, "" for none, and its answers in one row."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if sentence:
            st.caption(sentence, width=width)
        show_answers(*answers)


def show_answers(*answers: Answer) -> None:
    """Show the buttons alone, where the page puts them."""
    for answer in answers:
        st.button(
            answer.label,
            key=answer.key,
            on_click=answer.apply,
            icon=f":material/{answer.icon}:" if answer.icon else None,
            type="tertiary" if answer.is_quiet else "secondary",
            help=answer.help,
            disabled=answer.is_disabled,
        )


def undo(key: str, apply: Callable[..., None]) -> Answer:
    """The quiet answer that takes a decision back."""
    # Translators: verb, button.
    return Answer(_("Undo"), key, apply, "undo", is_quiet=True)
