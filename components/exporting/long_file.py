"""A file that takes a while: its progress, a cancel button, then the download."""

from __future__ import annotations

from pathlib import Path
from time import monotonic_ns
from typing import TYPE_CHECKING

import streamlit as st

from components.shell.download_button import show_download_button
from components.shell.words import gettext as _
from components.shell.words import language, plain
from data.export.background_job import DONE, FAILED, MAKING, LongWork
from data.words.languages import number

if TYPE_CHECKING:
    from data.export.extract import Extract
    from data.export.formats import Format

_PAUSE = 400
"""Milliseconds between two checks of the progress."""

_SCRIPT = Path(__file__).parent / "static" / "next_look.js"
_next_look = st.components.v2.component(
    "next_look", html="<span></span>", js=_SCRIPT.read_text(encoding="utf-8")
)


class Desk:
    """The long file of a browser session: a new one replaces the last."""

    def __init__(self) -> None:
        """Start without a file."""
        self.work: LongWork | None = None

    def begin(self, extract: Extract, form: Format) -> None:
        """Start a file in place of the last one, unless that one is in progress."""
        if self.work and self.work.is_going_on:
            st.toast(_("Only one file at a time. Cancel this one first."), icon=":material/block:")
            return
        self.clear()
        self.work = LongWork(extract, form)

    def clear(self) -> None:
        """Cancel and remove the file."""
        if self.work:
            self.work.give_up()
        self.work = None


@st.cache_resource(scope="session", on_release=Desk.clear, show_spinner=False)
def desk() -> Desk:
    """Return the desk of this session; closing the session cancels its file."""
    return Desk()


def show_long_button(extract: Extract, form: Format, width: int) -> None:
    """Show the button of a slow format, which starts its file."""
    st.button(
        _(form.title),
        icon=":material/hourglass_top:",
        on_click=desk().begin,
        args=(extract, form),
        key=f"make-{form.id}",
        width=width,
    )


@st.fragment
def show_long_file() -> None:
    """Show the session's long file and follow its progress; nothing if there is none.

    The browser asks for the next check, only while the page is open and the file is not done. A
    fragment with `run_every` would run for ever and recreate the save button.
    """
    work = desk().work
    if work is None:
        return
    with st.container(border=True):
        if work.is_going_on:
            _show_going_on(work)
        elif work.progress.state == DONE:
            _show_done(work)
        elif work.progress.state == FAILED:
            st.markdown(_("{file} could not be made.").format(file=plain(work.name)))
            st.caption(_("Try again, or narrow the selection."))


def _show_going_on(work: LongWork) -> None:
    state, share = work.progress
    text = _("Preparing {file}") if state == MAKING else _("{file} is in the queue")
    st.progress(share, text.format(file=plain(work.name)))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        # Translators: verb, button that stops making a file
        st.button(_("Cancel"), icon=":material/close:", on_click=desk().clear, key="cancel_file")
        st.caption(
            _("You can close this window. The file will be here when you return."), width="stretch"
        )
        look = {"look": monotonic_ns(), "pause": _PAUSE}
        _next_look(
            data=look, key="next_look", on_look_change=_nothing, width="content", height="content"
        )


def _nothing() -> None:
    """Do nothing; Streamlit reruns the fragment only if there is a callback."""


def _show_done(work: LongWork) -> None:
    size = number(round(work.size / 1e6, 1), language())
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        show_download_button(
            # Translators: verb, button that downloads the finished file
            _("Save"),
            work.read,
            work.name,
            work.mime,
            key="save_file",
        )
        message = _("{file} is ready ({size} MB).").format(file=plain(work.name), size=size)
        st.markdown(message, width="stretch")
