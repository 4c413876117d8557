"""Consultations that stand nowhere on the map or in time: visible, and a click away."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from components.view_state import open_consultation
from components.words import gettext as _
from components.words import language, ngettext, plain
from data.campaign import translated

if TYPE_CHECKING:
    from data.campaign import Campaign
    from data.choice import View

_MOST_SHOWN = 3
_MOST_LISTED = 200


class _Entry(NamedTuple):
    """One consultation of the tray."""

    consultation: str
    number: int
    title: str
    placed: bool
    dated: bool


def show_tray(chosen: Campaign, view: View) -> None:
    """Show what has no place or no date, in a line that is always there so that nothing jumps."""
    entries = _entries(chosen)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="tray"):
        if not entries:
            st.caption(_("Everything chosen has a place and a date."))
            return
        st.caption(_("Not on the map or timeline:"), width="content")
        for entry in entries[:_MOST_SHOWN]:
            _show_entry(entry, view)
        if len(entries) > _MOST_SHOWN:
            more = len(entries) - _MOST_SHOWN
            label = ngettext("{count} more", "{count} more", more).format(count=more)
            with st.popover(label, key="tray_more"):
                for entry in entries[_MOST_SHOWN:_MOST_LISTED]:
                    _show_entry(entry, view)


def _entries(chosen: Campaign) -> list[_Entry]:
    table = chosen.consultations
    kept = table[~(table["placed"] & table["dated"])]
    titles = translated(kept, "title", language())
    columns = [kept["id"], kept["number"], titles, kept["placed"], kept["dated"]]
    return [_Entry(*row) for row in zip(*columns, strict=True)]


def _show_entry(entry: _Entry, view: View) -> None:
    what = {
        (False, False): _("no place, no date"),
        (False, True): _("no place"),
        (True, False): _("no date"),
    }[(bool(entry.placed), bool(entry.dated))]
    selected = entry.consultation == view.selected
    st.button(
        f"**{entry.number}** {plain(entry.title)} ({what})",
        key=f"tray-{entry.consultation}",
        type="tertiary",
        icon=":material/radio_button_checked:" if selected else ":material/inbox:",
        on_click=open_consultation,
        args=(entry.consultation,),
        help=None if entry.placed else _("Open it to see why."),
    )
