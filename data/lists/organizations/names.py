"""Cells with several organizations, and a name split from its abbreviation."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import pandas as pd

from data.columnar.texts import each_once
from data.geo.countries import country_codes
from data.words.folding import fold

_GAP = r"(?:(?<!\s)\s+)?"
r"""White space, tried once per run of it: `\s*` would be tried at each character of the run."""
_AND = "and|et|y|e|und|и|og|och|en|ve|dan|na|with|avec|con|mit|com"
_SURE = re.compile(rf"{_GAP}[\n\r|•·;；、\u061b]+\s*")
"""These are never part of a name."""
_UNSURE = re.compile(
    rf"{_GAP}[,/+،，]\s*(?:(?:{_AND})\s+)?|(?<!\s)\s+(?:&|{_AND})\s+|{_GAP}[和及與]\s*"
    r"|(?<!\s)\s+و(?:\s+)?(?=\w)",
    re.IGNORECASE,
)
"""These may be part of a name: "Ministry of Labour and Migration"."""
_COMMA = re.compile(r"[,،，]")
_TOGETHER = re.compile(
    r"(?<!\s)\s+(?i:in (?:cooperation|co-operation|collaboration|partnership|association) with|"
    r"together with|jointly with|along with|"
    r"en (?:cooperation|coopération|collaboration|partenariat) avec|en (?:colaboración|"
    r"cooperación|alianza) con|em (?:parceria|colaboração|cooperação) com|"
    r"in (?:zusammenarbeit|kooperation) mit|in collaborazione con|в сотрудничестве с|совместно с|"
    r"بالتعاون مع|بالشراكة مع)\s+(?:the\s+(?=[A-Z]))?(?=[^\W\d_a-zß-ÿ])"
)
"""After these, the next organization follows."""
_ROLE = re.compile(
    r"^(?:(?:co-?)?(?:organi[sz]e[dr]s?|host(?:ed|s)?|conven(?:ed|ers?|ors?)|led|lead)(?: by)?"
    r"|organisé(?:e)? par|organisateurs?|organizado por|organiza(?:dores)?|veranstalter|"
    r"organisiert von|организаторы?|المنظم(?:ون)?|主办(?:方|单位)?)\s*[:：]\s*"
    r"|^jointly (?:(?:organi[sz]ed|hosted|convened) )?by\s+",
    re.IGNORECASE,
)
_NUMBERING = re.compile(r"^(?:\(?\d{1,2}[.)]|\d{1,2}\s*[-–]|[-–*]|[a-h]\))\s+")
_FIRST_NUMBER = re.compile(r"^(?:\(?1[.)]|[-–*]|a\))\s+")
_NUMBERED = re.compile(r"(?<!\S)\(?(?P<number>\d{1,2})[.)]\s+")
_ROLE_AFTER = re.compile(
    r"(?<!\s)\s*[(\[](?:(?:co-?)?(?:lead|host|organi[sz]er|chair|convener|secretariat|partner)s?"
    r"|chef de file|líder|trekker|lider|penanggung jawab|federführend|ведущая организация)"
    r"[)\]]\s*$",
    re.IGNORECASE,
)
_NOBODY = {
    "", "tbc", "tbd", "tba", "na", "n a", "none", "nil", "nobody", "unknown", "not known",
    "to be confirmed", "to be announced", "to be determined", "not applicable", "not available",
    "a confirmer", "a determiner", "inconnu", "sans objet", "neant", "aucun", "por confirmar",
    "por definir", "desconocido", "ninguno", "no aplica", "a definir", "desconhecido", "nenhum",
    "unbekannt", "offen", "keine", "keiner", "sconosciuto", "nessuno", "onbekend", "geen",
    "n v t", "nvt", "nader te bepalen", "belum ada", "tidak ada", "yok", "belirlenecek", "brak",
    "n d", "nd", "a preciser", "por determinar", "wird noch bekannt gegeben", "akan dikonfirmasi",
    "akan ditentukan", "belum ditentukan", "itathibitishwa", "haijulikani", "bilinmiyor",
    "неизвестно", "нет", "не указано", "уточняется", "لا يوجد", "غير معروف", "无", "未知", "待定",
    "未定", "なし",
}  # fmt: skip
"""Cells that name no organization, folded; also a dash or a question mark."""
_CAPITALS = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ0-9.-]{1,9}")

_LEGAL_FORMS = (
    "incorporated", "inc", "limited", "ltd", "llc", "llp", "plc", "corp", "e v", "ev",
    "eingetragener verein", "gmbh", "ggmbh", "a s b l", "asbl", "aisbl", "vzw", "i v z w", "s a",
    "s a r l", "sarl", "s r l", "srl", "s l", "n v", "b v", "a c", "a b", "a s", "p l c", "pty ltd",
    "pty", "501 c 3", "501c3", "association loi 1901", "loi 1901", "o n l u s", "onlus", "ets",
)  # fmt: skip
"""Legal forms at the end of a name, folded. Those of two letters only with their points ("S.A."):
without points they may be a country ("Oxfam SA")."""

_ARTICLES = ("the", "la", "le", "les", "el", "die", "der", "das")
_JOINING = {"and", "et", "y", "und"}
"""Words that others write as "&"."""

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
"""What people write in brackets after a name that is not its abbreviation."""

_BRACKETS = re.compile(r"(?P<before>[^()\[\]]+?)\s*[(\[](?P<inside>[^()\[\]]+)[)\]]\s*")
_SIDES = re.compile(r"(?P<one>.+?)\s*(?:\s[-–—|/]\s|:\s|,\s)\s*(?P<other>.+)")
_ABBREVIATION = re.compile(r"[^\W_][\w.&+/-]*")
_SPACE = re.compile(r"(?<!\d) | (?!\d)")
LONGEST_NAME = 300
"""A longer text is prose, not a name; it is compared only as a whole."""

_LONGEST_ABBREVIATION = 12
_SHORTEST_ABBREVIATION = 2
_LONG_WORD = 4


def with_lists(
    columns: Mapping[str, pd.Series[str]], at_commas: Collection[str] = ()
) -> dict[str, pd.Series[str]]:
    """Separate the organizations of each cell with semicolons.

    A line break, a bar, a numbering and "in cooperation with" always separate. A comma, a slash or
    an "and" does only if each part is alone in some other cell, or all parts are abbreviations or
    end in one; otherwise it may belong to a name. Words for a role and for nobody are left out.

    Args:
        columns: Columns of organizations by name; text, "" for none.
        at_commas: Columns whose commas always separate.

    Returns:
        The same columns; no word is lost except those between and around the names.
    """
    single_names = {
        fold(_plain(part))
        for cells in columns.values()
        for cell in cells.unique()
        for part in _sure_parts(str(cell))
        if part and not _UNSURE.search(part)
    }
    return {
        name: each_once(
            cells, partial(_split_cell, single_names=single_names, at_commas=name in at_commas)
        )
        for name, cells in columns.items()
    }


def count_possible_lists(cells: pd.Series[str]) -> int:
    """Count the cells of a column, after `with_lists`, with a comma that may separate names."""
    has_comma = cells.str.contains(_COMMA.pattern, regex=True)
    return int(has_comma.sum())


def _split_cell(cell: str, single_names: set[str], *, at_commas: bool) -> str:
    parts = _sure_parts(cell)
    if at_commas:
        parts = [piece for part in parts for piece in _COMMA.split(part)]
    names = [name for part in parts for name in _split_names(_plain(part), single_names)]
    return "; ".join(name for name in map(_plain, names) if fold(name) not in _NOBODY)


def _sure_parts(cell: str) -> list[str]:
    """Split a cell where names certainly end."""
    parts = [
        part
        for line in _SURE.split(_ROLE.sub("", cell.strip()))
        for piece in _number(line)
        for part in _TOGETHER.split(piece)
    ]
    return [_NUMBERING.sub("", part.strip()) for part in parts] if len(parts) > 1 else parts


def _number(text: str) -> list[str]:
    """Split "1. Alpha 2. Beta" at its numbers; other texts are one piece."""
    marks = list(_NUMBERED.finditer(text))
    numbers = [int(mark["number"]) for mark in marks]
    if len(marks) < 2 or numbers != list(range(1, len(marks) + 1)) or marks[0].start():
        return [text]
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [text[mark.end() : end].strip(" ,;") for mark, end in zip(marks, ends, strict=True)]


def _plain(text: str) -> str:
    """Return a name without its role and the number of a list: "1. Alpha (lead)" is "Alpha"."""
    text = _ROLE.sub("", _FIRST_NUMBER.sub("", text.strip()))
    return _ROLE_AFTER.sub("", text).strip()


def _split_names(text: str, single_names: set[str]) -> list[str]:
    parts = [part.strip() for part in _UNSURE.split(text)]
    if len(parts) < 2 or not all(parts):
        return [text]
    is_list = all(fold(_plain(part)) in single_names for part in parts)
    are_short = all(map(_CAPITALS.fullmatch, parts))
    if is_list or are_short or _are_abbreviated(parts) or _begin_alike(parts):
        return parts
    return [text]


def _begin_alike(parts: Sequence[str]) -> bool:
    """Whether each part has words behind the same first one: "Ministry of A and Ministry of B"."""
    words = [fold(part).split() for part in parts]
    first = words[0][0] if words[0] else ""
    return len(first) >= _LONG_WORD and all(len(each) > 1 and each[0] == first for each in words)


def _are_abbreviated(parts: Sequence[str]) -> bool:
    """Whether each part ends in its abbreviation: "Alpha Beta Gamma (ABG), Delta Forum (DF)"."""
    ends = [_BRACKETS.fullmatch(part) for part in parts]
    return all(end and is_abbreviation(end["inside"].strip()) for end in ends)


class NameParts(NamedTuple):
    """The parts of a spelling.

    Attributes:
        key: Equal for spellings that differ only in case, accents, punctuation, spaces, an article
            or a legal form.
        short: The key of the abbreviation in the spelling, as in "Migrant Forum in Asia (MFA)",
            else "".
        words: The folded words of the name.
    """

    key: str
    short: str
    words: tuple[str, ...]


def name_parts(text: str) -> NameParts:
    """Split a spelling into its parts."""
    long, short = _with_abbreviation(text)
    words = _plain_words(long)
    return NameParts(_join(words), _join(fold(short).split()), words)


def is_abbreviation(text: str) -> bool:
    """Whether a text looks like an abbreviation: `MFA`, `M.F.A.`, `UNHCR`; not `Caritas`, `CSO`."""
    letters = [sign for sign in text if sign.isalpha()]
    capitals = sum(sign.isupper() for sign in letters)
    return (
        _SHORTEST_ABBREVIATION <= len(letters) <= _LONGEST_ABBREVIATION
        and _ABBREVIATION.fullmatch(text.strip()) is not None
        and capitals >= max(_SHORTEST_ABBREVIATION, len(letters) - 2)
        and fold(text).replace(" ", "") not in _NO_ABBREVIATIONS
    )


def initials(words: tuple[str, ...]) -> frozenset[str]:
    """The initials of a name: of all its words, and without the small words."""
    variants = (
        "".join(word[0] for word in words),
        "".join(w[0] for w in words if w not in SMALL_WORDS),
    )
    return frozenset(letters for letters in variants if len(letters) > _SHORTEST_ABBREVIATION)


def _with_abbreviation(text: str) -> tuple[str, str]:
    """The long name and the abbreviation in a spelling, "" without one."""
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
    """Whether a text in brackets abbreviates the text before: `MADE`, but not `UK`."""
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
    """The folded words, without article and legal form."""
    plain = fold(text)
    for form in sorted(_LEGAL_FORMS, key=len, reverse=True):
        if plain.endswith(f" {form}"):
            plain = plain.removesuffix(f" {form}")
            break
    words = plain.split()
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return tuple(words)


def _join(words: Sequence[str]) -> str:
    """Join words without spaces: "Help Age" is "HelpAge", but "1 1" is not "11"."""
    inner = [word for word in words[1:-1] if word not in _JOINING]
    return _SPACE.sub("", " ".join([*words[:1], *inner, *words[1:][-1:]]))
