"""Links to the data of a selection: addresses for programs and calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.exporting.copy_buttons import show_copy_text
from components.shell.streamlit_inside import has_own_routes
from components.shell.words import gettext as _
from data.export.feed import FEEDS, feed_address
from data.export.formats import CALENDAR, formats_of

if TYPE_CHECKING:
    from data.export.extract import Extract
    from data.export.formats import Format


def build_data_links(extract: Extract, group: str) -> list[tuple[Format, str]]:
    """Return each format of a group that has a feed, with the address of the selection.

    Empty for a private list, which has no address, and where the selection is too large for it.
    """
    links = [(form, feed_address(extract, form)) for form in formats_of(group) if form.id in FEEDS]
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
