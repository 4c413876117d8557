"""What is chosen and looked at: frozen values that travel from the address to every view."""

from __future__ import annotations

from dataclasses import dataclass

ALL_KINDS = "all"
"""Stands for every kind, the related ones too, where a kind's id is asked for."""

SORTS = ("date", "title", "region", "kind", "country")
"""What a table can be sorted by; "date" is the order of the numbers."""

DEEPEST = 16
"""Highest zoom of tiles: 600 m at the equator."""

BACKWARD = "-"
"""Stands before what a table is sorted by the other way round."""


@dataclass(frozen=True)
class Choice:
    """Which consultations are chosen. An empty part chooses nothing away.

    Attributes:
        regions: Ids of regions; "global" for consultations without one.
        kinds: Ids of kinds; none means the campaign's own, `ALL_KINDS` every kind.
        countries: ISO 3166 alpha-2 codes of the countries where they took place.
        organizations: Ids of organizations.
        role: What the organizations did: "organizer", "host", "partner", or "" for any. Without
            organizations: the role that any organization had.
        since: First day, a partial ISO date; what ends before it is left out.
        until: Last day, a partial ISO date; what starts after it is left out.
        words: Words that must all stand somewhere in the texts, accents and case forgiven.
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
        """Whether anything is chosen at all."""
        return self != Choice()


@dataclass(frozen=True)
class View:
    """Everything that an address says: the choice and what is looked at within it.

    Attributes:
        choice: The consultations that are chosen.
        selected: Id of the consultation whose card is open, or "".
        lines: Whether all lines to what was fed are drawn, not only the selected ones.
        language: Code of the language of the page.
        tile: The tile of the map ("zoom/column/line") whose consultations are listed, or "".
        sort: What a long table is sorted by, one of `SORTS`, after `BACKWARD` if the other way
            round; "" is by date.
        page: Page of a long table, from 1.
    """

    choice: Choice = Choice()
    selected: str = ""
    lines: bool = False
    language: str = "en"
    tile: str = ""
    sort: str = ""
    page: int = 1

    @property
    def order(self) -> tuple[str, bool]:
        """What a long table is sorted by, and whether the other way round."""
        return self.sort.removeprefix(BACKWARD) or SORTS[0], self.sort.startswith(BACKWARD)


def parse_tile(tile: str) -> tuple[int, int, int] | None:
    """Parse "zoom/column/line"; None if there is no such tile."""
    parts = tile.split("/")
    if len(parts) != 3 or not all(part.isdecimal() and len(part) < 7 for part in parts):
        return None
    zoom, column, line = map(int, parts)
    scale = 1 << min(zoom, DEEPEST)
    return (zoom, column, line) if zoom <= DEEPEST and max(column, line) < scale else None
