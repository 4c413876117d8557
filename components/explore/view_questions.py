"""What Explore asks of a campaign, beside its timeline."""

from __future__ import annotations

from collections.abc import Callable

from components.consultation.card import card_questions
from components.explore.filter_bar import filter_questions
from components.explore.panel import panel_questions
from components.explore.table import table_questions
from components.explore.unmapped import unmapped_questions
from components.map.world_map import map_questions
from data.filters.choice import View
from data.filters.query import Calls, Query
from data.filters.select import select


def ask_view(campaign: Query, view: View, also: Callable[[Query, Query, View], Calls]) -> Query:
    """Return the selection of a view, after asking what the page and `also` will ask of it."""
    selection = select(campaign, view.choice)
    campaign.ask_together(_questions(campaign, selection, view), also(campaign, selection, view))
    return selection


def _questions(campaign: Query, selection: Query, view: View) -> Calls:
    """Yield what filters, map, panel and table of a view ask."""
    yield from filter_questions(campaign, view)
    yield from map_questions(campaign, selection, view)
    yield from unmapped_questions(selection)
    yield from panel_questions(campaign, selection, view)
    yield from card_questions(campaign, selection, view.selected)
    yield from table_questions(selection, view)
