"""The extract of a view, the input of all exports."""

from __future__ import annotations

from components.shell.campaign_cache import current_campaign
from components.shell.own_list import is_in_use
from components.shell.url import start_page
from data.export.extract import Extract, today
from data.filters.choice import View
from data.filters.query import Query
from data.tour.edit import AS_MADE, TourEdit


def current_extract(
    campaign: Query,
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
        address="" if is_in_use() or campaign is not current_campaign() else start_page(),
        day=today(),
        edit=edit,
        lines=view.lines,
    )
