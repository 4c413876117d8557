"""Unused columns that look like names of people or organizations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import pandas as pd

from data.lists.columns.column_names import ColumnMatch
from data.lists.columns.guesses import Cells
from data.model.errors import Issue, msgid
from data.model.schema import ROW
from data.words.folding import fold

ORGANIZATIONS = msgid("The column looks like names of organizations. Kept as an extra field.")
PEOPLE = msgid("The column looks like names of people. Kept as an extra field.")
_USE = msgid("If they organized, hosted or supported the events, set the column type.")
_CHECK = msgid("Check that these names may be published, or delete the column.")

_LEAST_CELLS = 3
_SHARE = 0.5
_LONGEST_NAME = 80
_LEAST_NAME_WORDS, _MOST_NAME_WORDS = 2, 4

_WORDS_OF_ORGANIZATIONS = """
academy agency alliance assembly association authority bureau centre center chamber coalition
college commission committee confederation cooperative corporation council department embassy
federation forum foundation initiative institute institution league limited llc ltd
ministry movement network ngo office organisation organization partnership programme secretariat
society undp unesco unhcr unicef union university gmbh verein verband stiftung
ministerium universitat association fondation ministere universite reseau syndicat
organisme fundacion asociacion ministerio universidad sindicato consejo fundacao associacao
universidade conselho fondazione associazione ministero universita stichting vereniging
министерство университет фонд ассоциация союз وزارة جامعة مؤسسة منظمة
"""
_HEADS_OF_ORGANIZATIONS = """
organization organisation organizations organisations institution agency ngo company employer
affiliation organismo organizacion institucion organizacao instituicao institut organisme
einrichtung verein
"""
_HEADS_OF_PEOPLE = """
person people contact speaker speakers moderator facilitator facilitators chair focal rapporteur
presenter trainer interviewer firstname lastname surname forename staff author personne
intervenant intervenants moderateur persona ponente ponentes facilitador redner referent
ansprechpartner moderation pessoa palestrante
"""
"""Words in names of organizations, and in headers of organizations and people; folded."""

_NAME = re.compile(r"(?:(?:dr|mr|mrs|ms|prof|sr|sra|mme|hon)\.? )?[^\W\d_]['’.\w-]*", re.IGNORECASE)
_LIST = re.compile(r"(?<!\s)\s*[;,/&\n]\s*|(?<!\s)\s+(?:and|et|y|und|e)\s+")


def name_issues(
    frame: pd.DataFrame, matches: Iterable[ColumnMatch], decided: Iterable[str], file: str
) -> list[Issue]:
    """Point out extra fields that look like names, one remark for each.

    Args:
        frame: The rows of the list.
        matches: The type of each column.
        decided: Headers whose type somebody chose.
        file: Name of the list.
    """
    chosen = {*decided, ROW}
    free = [each.header for each in matches if not each.column and each.header not in chosen]
    kinds = {header: kind_of_names(header, Cells(frame[header])) for header in free}
    actions = {ORGANIZATIONS: _USE, PEOPLE: _CHECK}
    return [
        Issue(file, 0, header, "", kind, actions[kind], level="noted")
        for header, kind in kinds.items()
        if kind
    ]


def kind_of_names(header: str, cells: Cells) -> str:
    """Whether a column looks like names: `ORGANIZATIONS`, `PEOPLE` or ""."""
    if len(cells.sample) < _LEAST_CELLS:
        return ""
    words = set(fold(header).split())
    if cells.share(_names_organization) >= _SHARE or (
        words & _words(_HEADS_OF_ORGANIZATIONS) and cells.share(_is_short_name) >= _SHARE
    ):
        return ORGANIZATIONS
    return (
        PEOPLE if words & _words(_HEADS_OF_PEOPLE) and cells.share(_names_person) >= _SHARE else ""
    )


@cache
def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _names_organization(text: str) -> bool:
    return _is_short_name(text) and not _words(_WORDS_OF_ORGANIZATIONS).isdisjoint(
        fold(text).split()
    )


def _is_short_name(text: str) -> bool:
    parts = _LIST.split(text)
    return all(len(part) <= _LONGEST_NAME for part in parts) and any(map(str.isalpha, text))


def _names_person(text: str) -> bool:
    """Whether a cell has two to four words that begin with capitals, or a list of such names."""
    first = _LIST.split(text.strip())[0]
    words = first.split()
    return (
        _LEAST_NAME_WORDS <= len(words) <= _MOST_NAME_WORDS
        and all(_NAME.fullmatch(word) for word in words)
        and words[0][0].isupper()
        and words[-1][0].isupper()
    )
