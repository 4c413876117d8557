"""The questions of Explore about a view, named once, so that shards get all in one message."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from components.explore.filter_bar import COUNTED
from components.map.viewport import viewport_of, window_shown
from data.figures.table_pages import page_rows
from data.figures.timeline import time_bins, timeline_bins
from data.figures.totals import figures
from data.filters.choice import View
from data.filters.facets import facets
from data.filters.nouns import meetings_of
from data.filters.options import country_ids, some_without_region
from data.filters.query import Query
from data.filters.select import select, unmapped_part
from data.map.clusters import groups, marks_count
from data.map.markers import has_lines


def ask_view(campaign: Query, view: View) -> Query:
    """Return the selection of a view, after asking what the page will ask of it.

    Nothing is asked ahead of a campaign in this process.
    """
    selection = select(campaign, view.choice)
    campaign.ask_together(_calls(campaign, selection, view))
    return selection


def _calls(campaign: Query, selection: Query, view: View) -> Iterator[Callable[[], object]]:
    sort, is_down = view.order
    yield lambda: selection.size
    yield lambda: meetings_of(selection)
    yield lambda: figures(selection)
    yield lambda: marks_count(selection)
    yield lambda: groups(selection, *window_shown(selection, viewport_of("map")))
    yield lambda: has_lines(campaign)
    yield lambda: time_bins(campaign)
    yield lambda: timeline_bins(selection)
    yield lambda: some_without_region(campaign)
    yield lambda: country_ids(campaign)
    yield lambda: unmapped_part(selection).size
    yield lambda: page_rows(selection, view.language, sort, view.page, down=is_down)
    yield lambda: facets(campaign, view.choice, *COUNTED)
