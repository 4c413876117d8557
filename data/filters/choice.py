"""The choice of filters and the view: frozen values that every part of a page reads."""

from __future__ import annotations

from dataclasses import dataclass

ALL_KINDS = "all"
"""Instead of a kind's id: all kinds, related ones included."""

SORTS = ("date", "title", "region", "kind", "country")
"""Sort orders of a table; "date" is the order of the numbers."""

DEEPEST = 16
"""Highest zoom of tiles: 600 m at the equator."""

BACKWARD = "-"
"""Prefix of a descending sort order."""


@dataclass(frozen=True)
class Choice:
    """The filters that are set. An empty part filters nothing.

    Attributes:
        regions: Ids of regions; "global" for consultations without one.
        kinds: Ids of kinds; none means the campaign's own, `ALL_KINDS` every kind.
        countries: ISO 3166 alpha-2 codes of the countries where they took place.
        organizations: Ids of organizations.
        role: What the organizations did: "organizer", "host", "partner", or "" for any. Without
            organizations: the role that any organization had.
        since: First day, a partial ISO date; what ends before it is left out.
        until: Last day, a partial ISO date; what starts after it is left out.
        words: Words that must all occur in the texts; accents and case are ignored.
    """

    regions: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    role: str = ""
    since: str = ""
    until: str = ""
    words: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter is set."""
        return self != Choice()


@dataclass(frozen=True)
class View:
    """Everything that an address stores: the filters and what is open.

    Attributes:
        choice: The consultations that are chosen.
        selected: Id of the consultation whose card is open, or "".
        lines: Whether all lines to what was fed are drawn, not only the selected ones; None is the
            default, see `draws_lines`.
        language: Code of the language of the page.
        tile: The tile of the map ("zoom/column/line") whose consultations are listed, or "".
        sort: Sort order of a long table, one of `SORTS`, after `BACKWARD` if descending; "" is by
            date.
        page: Page of a long table, from 1.
    """

    choice: Choice = Choice()
    selected: str = ""
    lines: bool | None = None
    language: str = "en"
    tile: str = ""
    sort: str = ""
    page: int = 1

    @property
    def order(self) -> tuple[str, bool]:
        """The sort order of a long table, and whether it is descending."""
        return self.sort.removeprefix(BACKWARD) or SORTS[0], self.sort.startswith(BACKWARD)


def parse_tile(tile: str) -> tuple[int, int, int] | None:
    """Parse "zoom/column/line"; None if there is no such tile."""
    parts = tile.split("/")
    if len(parts) != 3 or not all(part.isdecimal() and len(part) < 7 for part in parts):
        return None
    zoom, column, line = map(int, parts)
    scale = 1 << min(zoom, DEEPEST)
    return (zoom, column, line) if zoom <= DEEPEST and max(column, line) < scale else None
