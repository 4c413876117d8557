"""The extract of a view, the input of all exports."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import streamlit as st

from components.shell.own_list import is_in_use
from data.export.extract import Extract, today
from data.tour.edit import AS_MADE

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign
    from data.choosing.choice import View
    from data.tour.edit import TourEdit


def current_extract(
    campaign: Campaign,
    view: View,
    edit: TourEdit = AS_MADE,
) -> Extract:
    """Return the selection in the language of the page, with links back to this server.

    A list that only this session sees has no links: they would lead to the server's campaign.
    """
    return Extract(
        campaign=campaign,
        choice=view.choice,
        language=view.language,
        address="" if is_in_use() else start_page(),
        day=today(),
        edit=edit,
        lines=view.lines,
    )


def start_page() -> str:
    """Return the address of the start page for this browser; "" if unknown."""
    page = urlsplit(st.context.url or "")
    if not page.netloc:
        return ""
    folder = page.path.rpartition("/")[0]
    return urlunsplit((page.scheme, page.netloc, f"{folder}/", "", ""))
