"""First views for readers without scripts: drawn in threads, few at a time, and cached."""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from components.first_view.first_view import draw_first_view
from components.server.previews import has_previews
from components.shell.own_list import LIST
from data.filters.address import (
    join_parameters,
    parameters,
    read_view,
    split_parameters,
)
from data.filters.query import Query
from data.model.errors import CampaignError

MOST_CACHED = 16 << 20
"""Bytes of first views in memory, of some 80 kB each."""

AT_ONCE = 2
"""First views that are drawn at a time; who comes then gets Streamlit's page."""

_EMBED = "embed"
_NO_SCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_LONGEST = 2000
"""Letters of a query; a longer one is no link of ours."""


class FirstViews:
    """Returns the first view of a link to Explore, if it can be drawn and says nothing wrong."""

    def __init__(self) -> None:
        """Start with none."""
        self._cached: OrderedDict[str, str] = OrderedDict()
        self._size = 0
        self._drawing = 0

    async def of(
        self,
        campaign: Query | None,
        query: Mapping[str, Sequence[str]],
        languages: Sequence[str],
        default: str,
    ) -> str:
        """Return the first view as HTML; "" if there is none now.

        There is none for a visitor's own list, an embedded page, a link with anything that this
        campaign doesn't know, a campaign in shards or a large one.
        """
        is_another = LIST in query or any(name.startswith(_EMBED) for name in query)
        is_long = len(urlencode(dict(query), doseq=True)) > _LONGEST
        if campaign is None or is_another or is_long or not has_previews(campaign):
            return ""
        shown, of_page = split_parameters(query)
        view, dropped = read_view(shown, campaign, languages, default)
        named = urlencode(join_parameters(parameters(view), of_page), doseq=True)
        key = f"{campaign.settings.id} {campaign.version} {named}"
        if key in self._cached:
            self._cached.move_to_end(key)
            return self._cached[key]
        if dropped or self._drawing >= AT_ONCE:
            return ""
        self._drawing += 1
        try:
            drawn = await asyncio.to_thread(draw_first_view, campaign, view, of_page)
        except CampaignError:
            return ""
        finally:
            self._drawing -= 1
        self._keep(key, drawn)
        return drawn

    def _keep(self, key: str, drawn: str) -> None:
        self._size += len(drawn.encode()) - len(self._cached.pop(key, "").encode())
        self._cached[key] = drawn
        while self._size > MOST_CACHED:
            self._size -= len(self._cached.popitem(last=False)[1].encode())


def with_first_view(page: str, drawn: str) -> str:
    """Put a first view where a page says that it needs scripts."""
    if not drawn:
        return page
    return _NO_SCRIPT.sub(lambda _: f"<noscript>{drawn}</noscript>", page, count=1)
