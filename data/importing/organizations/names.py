"""Cells with several organizations, and a name split from its abbreviation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from data.importing.cells import each_once
from data.places.countries import country_codes
from data.words.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

_GAP = r"(?:(?<!\s)\s+)?"
r"""White space, looked for once in each run of it: `\s*` would be tried at each of its letters."""
_SURE = re.compile(rf"{_GAP}[\n\r|•·;]+\s*")
"""Nobody has these in a name."""
_UNSURE = re.compile(
    rf"{_GAP}[,/+]\s*(?:(?:and|et|y|e|und)\s+)?|(?<!\s)\s+(?:&|and|et|y|e|und)\s+", re.IGNORECASE
)
"""These may stand in a name: "Ministry of Labour and Migration"."""
_CAPITALS = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ0-9.-]{1,9}")


def with_lists(columns: Mapping[str, pd.Series[str]]) -> dict[str, pd.Series[str]]:
    """Write the organizations of each cell with semicolons between them.

    A line or a bar always parts two. A comma, a slash or an "and" does only where each part stands
    alone in some other cell, or all parts are abbreviations; elsewhere it may belong to a name.

    Args:
        columns: Columns of organizations by name; text, "" where there is none.

    Returns:
        The same columns; no word is lost but the "and" of a list.
    """
    known = {
        fold(part)
        for cells in columns.values()
        for cell in cells.unique()
        for part in _SURE.split(str(cell))
        if part and not _UNSURE.search(part)
    }
    return {
        name: each_once(cells, lambda cell: _listed(cell, known)) for name, cells in columns.items()
    }


def _listed(cell: str, known: set[str]) -> str:
    parts = [part for part in _SURE.split(cell) if part.strip()]
    return "; ".join(name for part in parts for name in _names(part.strip(), known))


def _names(text: str, known: set[str]) -> list[str]:
    parts = [part.strip() for part in _UNSURE.split(text)]
    if len(parts) < 2 or not all(parts):  # noqa: PLR2004 -- one is no list
        return [text]
    is_told = all(fold(part) in known for part in parts)
    return parts if is_told or all(map(_CAPITALS.fullmatch, parts)) else [text]


_LEGAL_FORMS = (
    "incorporated", "inc", "limited", "ltd", "llc", "llp", "plc", "corp", "e v", "ev",
    "eingetragener verein", "gmbh", "ggmbh", "a s b l", "asbl", "aisbl", "vzw", "i v z w", "s a",
    "s a r l", "sarl", "s r l", "srl", "s l", "n v", "b v", "a c", "a b", "a s", "p l c", "pty ltd",
    "pty", "501 c 3", "501c3", "association loi 1901", "loi 1901", "o n l u s", "onlus", "ets",
)  # fmt: skip
"""At the end of a name, as folding leaves them. Two letters only with their points ("S.A."):
without them they may be a country ("Oxfam SA")."""

_ARTICLES = ("the", "la", "le", "les", "el", "die", "der", "das")
_JOINING = {"and", "et", "y", "und"}
"""What stands where others write "&"."""

SMALL_WORDS = {
    *_JOINING, "of", "in", "the", "for", "on", "to", "at", "a", "an", "with", "by", "from",
    "de", "des", "du", "d", "la", "le", "les", "l", "en", "au", "aux", "pour", "sur", "dans",
    "e", "del", "los", "las", "el", "para", "por", "con", "o", "do", "da", "dos", "das", "em", "no",
    "na", "fur", "der", "die", "im", "zu", "zur", "von", "fuer",
}  # fmt: skip
"""Words whose initials an abbreviation may leave out."""

_NO_ABBREVIATIONS = {
    "ngo", "ong", "ingo", "cso", "cbo", "igo", "un", "eu", "ue", "au", "mena", "lac", "apac",
    "emea", "hq", "tbc", "tbd", "online", "chair", "host", "lead", "secretariat",
}  # fmt: skip
"""What stands in brackets after names without being short for them."""

_BRACKETS = re.compile(r"(?P<before>[^()\[\]]+?)\s*[(\[](?P<inside>[^()\[\]]+)[)\]]\s*")
_SIDES = re.compile(r"(?P<one>.+?)\s*(?:\s[-–—|/]\s|:\s|,\s)\s*(?P<other>.+)")
_ABBREVIATION = re.compile(r"[^\W_][\w.&+/-]*")
_SPACE = re.compile(r"(?<!\d) | (?!\d)")
LONGEST_NAME = 300
"""A longer text is prose, not a name; it is only compared as a whole."""

_LONGEST_ABBREVIATION = 12
_SHORTEST_ABBREVIATION = 2


class NameParts(NamedTuple):
    """A spelling taken apart.

    `key` is equal for spellings that differ in case, accents, punctuation, spaces, an article or a
    legal form alone. `short` is the key of the abbreviation that the spelling itself gives, as
    "Migrant Forum in Asia (MFA)" does, else "". `words` are the folded words of the name.
    """

    key: str
    short: str
    words: tuple[str, ...]


def name_parts(text: str) -> NameParts:
    """Take a spelling apart."""
    long, short = _with_abbreviation(text)
    words = _plain_words(long)
    return NameParts(_joined(words), _joined(fold(short).split()), words)


def is_abbreviation(text: str) -> bool:
    """Whether a text looks like one: `MFA`, `M.F.A.`, `UNHCR`, `OIM`; not `Caritas`, `CSO`."""
    letters = [sign for sign in text if sign.isalpha()]
    capitals = sum(sign.isupper() for sign in letters)
    return (
        _SHORTEST_ABBREVIATION <= len(letters) <= _LONGEST_ABBREVIATION
        and _ABBREVIATION.fullmatch(text.strip()) is not None
        and capitals >= max(_SHORTEST_ABBREVIATION, len(letters) - 2)
        and fold(text).replace(" ", "") not in _NO_ABBREVIATIONS
    )


def initials(words: tuple[str, ...]) -> frozenset[str]:
    """The initials of a name: of all its words, and of all but the small ones."""
    kept = (
        "".join(word[0] for word in words),
        "".join(w[0] for w in words if w not in SMALL_WORDS),
    )
    return frozenset(letters for letters in kept if len(letters) > _SHORTEST_ABBREVIATION)


def _with_abbreviation(text: str) -> tuple[str, str]:
    """The long name and the abbreviation that a spelling gives, "" if it gives none."""
    if len(text) > LONGEST_NAME:
        return text, ""
    if match := _BRACKETS.fullmatch(text):
        before, inside = match["before"].strip(), match["inside"].strip()
        if is_abbreviation(inside) and _fits(inside, before):
            return before, inside
        if is_abbreviation(before) and _has_initials(before, inside):
            return inside, before
    elif match := _SIDES.fullmatch(text):
        one, other = match["one"], match["other"]
        if is_abbreviation(one) and _has_initials(one, other):
            return other, one
        if is_abbreviation(other) and _has_initials(other, one):
            return one, other
    return text, ""


def _fits(short: str, long: str) -> bool:
    """Whether a text in brackets abbreviates what stands before them: `MADE`, but not `UK`."""
    if _has_initials(short, long):
        return True
    letters = iter(fold(long))
    in_order = all(letter in letters for letter in fold(short).replace(" ", ""))
    return in_order and not country_codes(short) and len(fold(long).split()) > 1


def _has_initials(short: str, long: str) -> bool:
    words = _plain_words(long)
    return len(words) > 1 and fold(short).replace(" ", "") in {
        "".join(word[0] for word in words),
        "".join(word[0] for word in words if word not in SMALL_WORDS),
    }


def _plain_words(text: str) -> tuple[str, ...]:
    """The folded words without article and legal form."""
    plain = fold(text)
    for form in sorted(_LEGAL_FORMS, key=len, reverse=True):
        if plain.endswith(f" {form}"):
            plain = plain.removesuffix(f" {form}")
            break
    words = plain.split()
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return tuple(words)


def _joined(words: Sequence[str]) -> str:
    """Words without spaces, for "Help Age" is "HelpAge"; but "1 1" is not "11"."""
    inner = [word for word in words[1:-1] if word not in _JOINING]
    return _SPACE.sub("", " ".join([*words[:1], *inner, *words[1:][-1:]]))
