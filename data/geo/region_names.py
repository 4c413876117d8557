"""Names of the regions of the world."""

from __future__ import annotations

from functools import cache

from babel import Locale

from data.geo.countries import subregions
from data.words.folding import fold

_WORLD = "001"
_WORDS = frozenset({
    "africa", "afrique", "america", "americas", "amerique", "ameriques", "asia", "asie", "europe",
    "europa", "oceania", "oceanie", "pacific", "pacifique", "caribbean", "caribe", "caraibes",
    "balkans", "mena", "eca", "region",
})  # fmt: skip
"""Words in names of regions."""


def is_region(text: str) -> bool:
    """Whether a text names a region of the world, or a part of one."""
    folded = fold(text)
    return folded in m49_codes() or not _WORDS.isdisjoint(folded.split())


@cache
def m49_codes() -> dict[str, str]:
    """Return M49 codes by folded names of regions, in English and from Babel, without the world."""
    table = subregions()
    codes = [code for code in table["code"] if code != _WORLD]
    by_name: dict[str, str] = {}
    for language in ("en", "fr", "es", "pt", "de"):
        names = Locale(language).territories
        by_name |= {fold(str(names[code])): code for code in codes if code in names}
    english = zip(table["name"], table["code"], strict=True)
    return by_name | {fold(name): code for name, code in english if code != _WORLD}
