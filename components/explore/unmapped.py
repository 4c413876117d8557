"""Unmapped consultations, without a place or a date: a list in the line below map and timeline."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import streamlit as st

from components.shell.view_state import open_consultation
from components.shell.words import gettext as _
from components.shell.words import language, ngettext, plain
from data.filters.choice import View
from data.filters.nouns import count_message, noun_of
from data.filters.query import Calls, Query
from data.filters.rows import of_rows
from data.filters.select import unmapped_part
from data.model.campaign import translated
from data.words.languages import number
from data.words.online import is_online

_MOST_SHOWN = 3
_FEW = 12
"""If there are more, the line has no titles: they would take three lines."""
_MOST_LISTED = 100


class Entry(NamedTuple):
    """One unmapped consultation."""

    consultation: str
    number: int
    title: str
    placed: bool
    dated: bool
    venue: str


def unmapped_questions(selection: Query) -> Calls:
    """Yield what the line of unmapped consultations asks."""
    part = unmapped_part(selection)
    yield lambda: part.size
    yield lambda: _entries(part, part.rows_between(0, _MOST_LISTED))


def show_unmapped(selection: Query, view: View) -> None:
    """Show unmapped consultations in one line. Its style keeps the line's room without any."""
    part = unmapped_part(selection)
    entries = _entries(part, part.rows_between(0, _MOST_LISTED))
    shown = _MOST_SHOWN if part.size <= _FEW else 0
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="tray"):
        if not entries:
            return
        st.caption(_("Not on the map or timeline:"), width="content")
        for entry in entries[:shown]:
            _show_entry(entry, view)
        if part.size > shown:
            _show_more(selection.whole, entries[shown:], part.size, shown, view)


def _show_more(campaign: Query, entries: list[Entry], count: int, shown: int, view: View) -> None:
    """Show the rest in a popover, which is filled only when open."""
    label = (
        ngettext("{count} more", "{count} more", count - shown)
        if shown
        else count_message(noun_of(campaign.settings), count, language())
    )
    label = label.format(count=number(count - shown, language()))
    with st.popover(label, key="tray_more", on_change="rerun") as more:
        if not more.open:
            return
        for entry in entries:
            _show_entry(entry, view)
        if count > _MOST_LISTED:
            show_limit(_MOST_LISTED)


def show_limit(count: int) -> None:
    """Say that only the first consultations are listed, and that the table has all."""
    message = _("Shown here: {count}. The table shows all.")
    st.caption(message.format(count=number(count, language())))


def _entries(selection: Query, rows: np.ndarray) -> list[Entry]:
    table = of_rows(selection, rows).consultations
    titles = translated(table, "title", language())
    columns = [table["id"], table["number"], titles, table["placed"], table["dated"]]
    columns.append(table["venue"].astype("str"))
    return [Entry(*row) for row in zip(*columns, strict=True)]


def build_reason(entry: Entry) -> str:
    """Return why it is unmapped: `no place or date`, `online` ..."""
    if entry.placed:
        return "" if entry.dated else _("no date")
    if is_online(entry.venue):
        return _("online") if entry.dated else _("online, no date")
    return _("no place") if entry.dated else _("no place or date")


def _show_entry(entry: Entry, view: View) -> None:
    selected = entry.consultation == view.selected
    st.button(
        f"**{entry.number}** {plain(entry.title)} ({build_reason(entry)})",
        key=f"tray-{entry.consultation}",
        type="tertiary",
        icon=":material/radio_button_checked:" if selected else ":material/inbox:",
        on_click=open_consultation,
        args=(entry.consultation,),
        help=None if entry.placed else _("Open to see why."),
    )
