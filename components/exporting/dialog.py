"""The download dialog: every format of the selection on screen, and a file that takes a while."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic_ns
from typing import Literal

import streamlit as st

from components.exporting.copy_buttons import show_copy_text
from components.exporting.embed import show_embed
from components.exporting.view_extract import current_extract
from components.shell.download_button import follow_downloads, show_download_button
from components.shell.streamlit_inside import has_own_routes
from components.shell.words import gettext as _
from components.shell.words import language, plain
from data.export import renderer
from data.export.about import citation
from data.export.background_job import DONE, FAILED, MAKING, LongWork
from data.export.extract import Extract
from data.export.feed import FEEDS, feed_address
from data.export.fonts import boxes_warning
from data.export.formats import (
    CALENDAR,
    CITATION,
    DOCUMENTS,
    PICTURES,
    TABLES,
    Format,
    format_named,
    formats_of,
)
from data.filters.choice import View
from data.filters.query import Query
from data.tour.edit import AS_MADE, TourEdit
from data.words.languages import number
from data.words.links import is_public

_REQUESTED = "take_away_asked"
"""Session key: the button was pressed; survives a rerun."""

_BUTTON_WIDTH = 220


def show_download(campaign: Query, view: View, edit: TourEdit = AS_MADE, slide: int = 0) -> None:
    """Show the button that opens the dialog, or one that downloads a slide as PowerPoint.

    Args:
        campaign: The whole campaign.
        view: Its filters set the selection.
        edit: A presenter's changes to its tour.
        slide: The number of the only slide of the edit; 0 for the dialog.
    """
    if slide:
        form, extract = format_named("pptx"), current_extract(campaign, view, edit)
        # Translators: verb, a button: one slide as PowerPoint
        label, name = _("Download this slide"), extract.file_name(f"slide-{slide}.pptx")
        write = partial(form.write, extract)
        show_download_button(label, write, name, form.mime, key="slide-download")
        return
    st.button(_("Download & share"), key="take_away", icon=":material/download:", on_click=_request)
    _show_if_requested(campaign, view, edit)


def _show_if_requested(campaign: Query, view: View, edit: TourEdit) -> None:
    if st.session_state.pop(_REQUESTED, False):
        st.dialog(_("Download & share"), width="medium")(_show_dialog)(campaign, view, edit)


def _request() -> None:
    st.session_state[_REQUESTED] = True


def _begin(extract: Extract, form: Format) -> None:
    """Start a long file and show its progress."""
    desk().begin(extract, form)
    _request()


def show_csv_download(campaign: Query, view: View) -> None:
    """Show a button that downloads the table as CSV, made on click."""
    _show_one_download(campaign, view, "csv", _("Download CSV"))


def show_page_download(campaign: Query, view: View) -> None:
    """Show a button that saves the view of a private list as a web page, in place of a link."""
    st.caption(_("A link would hold no data. Mail this page instead."), width="content")
    _show_one_download(campaign, view, "html", _("Save as web page"))


def show_list_page(campaign: Query, view: View) -> None:
    """Show a button that saves a list as a web page; a slow one shows its progress below.

    Args:
        campaign: The visitor's list, which need not be in use yet.
        view: What the page shows first.
    """
    extract, form = current_extract(campaign, view), format_named("html")
    if form.refusal(extract) is not None:
        return
    keys = ("download_html", "make_list_page")
    if _show_file(extract, form, _("Save as web page"), keys, begin=desk().begin):
        show_long_file()


def _show_one_download(campaign: Query, view: View, id_: str, label: str) -> None:
    extract, keys = current_extract(campaign, view), (f"download_{id_}", f"make_{id_}")
    if _show_file(extract, format_named(id_), label, keys, begin=_begin):
        # Open the dialog from here, as the page may have no button for it.
        _show_if_requested(campaign, view, AS_MADE)


def _show_file(
    extract: Extract,
    form: Format,
    label: str,
    keys: tuple[str, str],
    *,
    begin: Callable[[Extract, Format], None],
    width: int | Literal["content"] = "content",
) -> bool:
    """Show a button that downloads a file, or that begins it if it takes a while.

    Args:
        extract: The selection.
        form: The format; disabled if it can't hold the selection.
        label: Of the button.
        keys: Of the button that downloads, and of the one that begins.
        begin: Begins a file that takes a while.
        width: Of the button.

    Returns:
        Whether it takes a while.
    """
    can_hold = form.refusal(extract) is None
    if can_hold and form.takes_long(extract):
        st.button(
            label,
            icon=":material/hourglass_top:",
            on_click=begin,
            args=(extract, form),
            key=keys[1],
            width=width,
        )
        return True
    show_download_button(
        label,
        partial(form.write, extract),
        extract.file_name(form.ending),
        form.mime,
        disabled=not can_hold,
        key=keys[0],
        width=width,
    )
    return False


def _show_dialog(campaign: Query, view: View, edit: TourEdit) -> None:
    """Show a tab per group of formats; a click on a button makes its file."""
    renderer.warm()
    extract = current_extract(campaign, view, edit)
    with st.container(gap=None):
        st.markdown(plain(extract.words))
        if extract.address and not is_public(extract.address):
            st.caption(
                _("This address works only on this computer, so files and citations leave it out.")
            )
        follow_downloads()
    show_long_file()
    # Translators: verb, tab with the citation of this view
    cite_label = _("Cite")
    # Translators: verb, tab with the code that shows this view in another website
    embed_label = _("Embed")
    names = [_(DOCUMENTS), _("Pictures"), _(TABLES), cite_label, embed_label]
    documents, pictures, tables, cite, embed = st.tabs(names)
    for tab, group in ((documents, DOCUMENTS), (pictures, PICTURES), (tables, TABLES)):
        with tab:
            _show_forms(extract, group)
            show_data_links(extract, group)
    with documents:
        _show_boxes(extract)
        _show_forms(extract, CALENDAR)
        show_data_links(extract, CALENDAR)
    with cite:
        _show_citation(extract)
        _show_forms(extract, CITATION)
    with embed:
        if extract.link():
            show_embed(extract, view)
        elif extract.address:
            st.caption(_("Other websites can’t show this page: only this computer knows it."))
        else:
            st.caption(_("Only you can see this list, so there is no page to embed."))


def _show_forms(extract: Extract, group: str) -> None:
    """Show a row per format: its button, and its content or why it is not offered."""
    for form in formats_of(group, extract.campaign):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            _show_form(extract, form)


def _show_form(extract: Extract, form: Format) -> None:
    keys = (f"take-{form.id}", f"make-{form.id}")
    _show_file(extract, form, _(form.title), keys, begin=desk().begin, width=_BUTTON_WIDTH)
    refusal = form.refusal(extract)
    note = refusal.explain(language()) if refusal else _(form.inside)
    st.caption(plain(note), width="stretch")


def _show_boxes(extract: Extract) -> None:
    """Show which letters the brief can't draw, if any."""
    if note := boxes_warning(extract):
        st.caption(f":material/font_download_off: {plain(note)}")


def _show_citation(extract: Extract) -> None:
    """Show the citation, with buttons that copy it and the link."""
    text = citation(extract)
    with st.container(border=True):
        st.markdown(plain(text))
    with st.container(horizontal=True, gap="small"):
        show_copy_text(text, key="copy_citation", label=_("Copy citation"))
        if extract.link():
            show_copy_text(extract.link(), key="copy_view", label=_("Copy link"))


def build_data_links(extract: Extract, group: str) -> list[tuple[Format, str]]:
    """Return each format of a group that has a feed, with the address of the selection.

    Empty for a private list, which has no address, and where the selection is too large for it.
    """
    links = [
        (form, feed_address(extract, form))
        for form in formats_of(group, extract.campaign)
        if form.id in FEEDS
    ]
    return [(form, link) for form, link in links if link and not form.takes_long(extract)]


def show_data_links(extract: Extract, group: str) -> None:
    """Show a button per link that copies it; nothing if there is none, or no feed is served."""
    links = build_data_links(extract, group) if has_own_routes() else []
    if not links:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(_("Link to this data"), width="content")
        for form, link in links:
            # Translators: button that copies a link for calendar programs
            label = _("Copy link") if group == CALENDAR else _(form.title)
            show_copy_text(link, key=f"feed-{form.id}", label=label)
    st.caption(
        _("Subscribe to this address in a calendar program, and the calendar stays current.")
        if group == CALENDAR
        else _("Each button copies an address. Programs that open it get the current data.")
    )


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
            data=look,
            key="next_look",
            on_look_change=_do_nothing,
            width="content",
            height="content",
        )


def _do_nothing() -> None:
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
