"""First views that stand in the page: drawn in threads, few at a time, and cached."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import OrderedDict
from collections.abc import Coroutine, Mapping, Sequence
from urllib.parse import urlencode

from components.first_view.first_view import draw_first_view
from components.shell.own_list import LIST
from data.filters.address import join_parameters, parameters, read_view, split_parameters
from data.filters.query import Query

MOST_CACHED = 16 << 20
"""Bytes of first views in memory, of some 100 kB each."""

AT_ONCE = 2
"""First views that are drawn at a time; who comes then gets Streamlit's page."""

PATIENCE = 0.5
"""Seconds that a page waits for its first view; one that takes longer is for the next visitor."""

_OTHER = (LIST, "embed", "embed_options", "map")
"""Parameters of a visitor's own list, of embedded pages, and of a map that was moved."""

_NO_SCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_ROOT = '<div id="root">'
_FONT = re.compile(r'href="(\./static/media/SourceSansVF-Upright[^"]+)"')
"""Streamlit's own font, which its page loads first but names only once its scripts run."""

_LONGEST = 2000
"""Letters of a query; a longer one is no link of ours."""

_log = logging.getLogger(__name__)


class FirstViews:
    """Returns the first view of a link to Explore, if it can be drawn and says nothing wrong."""

    def __init__(self) -> None:
        """Start with none."""
        self._cached: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0
        self._coming: dict[str, asyncio.Task[None]] = {}

    async def of(
        self,
        campaign: Query | None,
        query: Mapping[str, Sequence[str]],
        languages: tuple[str, ...],
        default: str,
    ) -> str:
        """Return the first view as HTML; "" if there is none now.

        There is none for a visitor's own list, an embedded page, a link with anything that this
        campaign doesn't know, and a campaign in shards.
        """
        is_long = len(urlencode(dict(query), doseq=True)) > _LONGEST
        if campaign is None or not campaign.is_local or is_long or any(map(query.get, _OTHER)):
            return ""
        shown, of_page = split_parameters(query)
        view, dropped = read_view(shown, campaign, languages, default)
        if dropped:
            return ""
        named = urlencode(join_parameters(parameters(view), of_page), doseq=True)
        key = f"{campaign.settings.id} {campaign.version} {named}"
        if key not in self._cached:
            if key not in self._coming and len(self._coming) < AT_ONCE:
                drawing = asyncio.to_thread(draw_first_view, campaign, view, of_page, languages)
                self._coming[key] = asyncio.create_task(self._draw(key, drawing))
            if key in self._coming:
                await asyncio.wait([self._coming[key]], timeout=PATIENCE)
        if key in self._cached:
            self._cached.move_to_end(key)
        return self._cached.get(key, b"").decode()

    async def _draw(self, key: str, drawing: Coroutine[None, None, str]) -> None:
        """Cache a first view, or "" where drawing fails: the page is worth more."""
        (found,) = await asyncio.gather(drawing, return_exceptions=True)
        del self._coming[key]
        if isinstance(found, BaseException):
            _log.error("No first view", exc_info=found)
        drawn = b"" if isinstance(found, BaseException) else found.encode()
        self._cached[key] = drawn
        self._size += len(drawn) + len(key)
        while self._size > MOST_CACHED:
            first, old = self._cached.popitem(last=False)
            self._size -= len(old) + len(first)


def with_first_view(page: str, drawn: str) -> str:
    """Put a first view before the root of a page, in place of the words that it needs scripts."""
    if not drawn:
        return page
    font = _FONT.search(page)
    face = (
        # A font that comes late must not move words that somebody reads: "optional".
        '<style>@font-face { font-family: "First view"; font-weight: 200 900;'
        f' font-display: optional; src: url("{font[1]}") }}</style>'
        if font
        else ""
    )
    return _NO_SCRIPT.sub("", page, count=1).replace(_ROOT, face + drawn + _ROOT, 1)
