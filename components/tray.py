"""Consultations that stand nowhere on the map or in time: visible, and a click away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.view_state import open_consultation
from components.words import gettext as _
from components.words import language, ngettext, plain
from data.campaign import translated
from data.placing import REASONS

if TYPE_CHECKING:
    from data.campaign import Campaign
    from data.choice import View

_MOST_SHOWN = 3


def show_tray(chosen: Campaign, view: View) -> None:
    """Show what has no place or no date, in a line that is always there so that nothing jumps."""
    table = chosen.consultations
    kept = table[~(table["placed"] & table["dated"])]
    if kept.empty:
        with st.container(horizontal=True, key="tray", height=36, border=False):
            st.caption(_("Everything chosen has a place and a date."))
        return
    titles = translated(kept, "title", language())
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="tray"):
        st.caption(_("Not on the map or timeline:"), width="content")
        rows = list(zip(kept["id"], kept["number"], titles, kept["placed"], kept["dated"], strict=True))
        for row in rows[:_MOST_SHOWN]:
            _show_entry(*row, selected=row[0] == view.selected)
        if len(rows) > _MOST_SHOWN:
            more = len(rows) - _MOST_SHOWN
            label = ngettext("{count} more", "{count} more", more).format(count=more)
            with st.popover(label, key="tray_more"):
                for row in rows[_MOST_SHOWN:200]:
                    _show_entry(*row, selected=row[0] == view.selected)


def _show_entry(  # noqa: PLR0913
    consultation: str, place: int, title: str, placed: bool, dated: bool, *, selected: bool  # noqa: FBT001
) -> None:
    what = {
        (False, False): _("no place, no date"),
        (False, True): _("no place"),
        (True, False): _("no date"),
    }[(placed, dated)]
    st.button(
        f"**{place}** {plain(title)} ({what})",
        key=f"tray-{consultation}",
        type="tertiary",
        icon=":material/radio_button_checked:" if selected else ":material/inbox:",
        on_click=open_consultation,
        args=(consultation,),
        help=_reason(placed),
    )


def _reason(placed: bool) -> str | None:  # noqa: FBT001
    return None if placed else _("Open it to see why.")
