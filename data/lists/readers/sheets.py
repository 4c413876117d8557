"""Choose the sheet of a workbook that has the list of events, and name the others."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from data.lists.readers.demand_tables import EXACT, kind_of_table, program_of
from data.lists.readers.issue_log import Notes
from data.lists.readers.limits import SHEET
from data.lists.readers.raw_table import RawTable, UnreadableError
from data.model.errors import Issue, msgid

ALIKE_SHEET = msgid("Another sheet has a table of the same kind. It was not read.")
UNREAD_SHEETS = (ALIKE_SHEET,)
_OTHER_SHEET = msgid("Another sheet has no list of events. It was left aside.")
CHOOSE_SHEET = msgid("Choose that sheet to read it instead, or put all rows on one sheet.")
_NOTHING = msgid("There is nothing to do. If it has events, choose that sheet.")

_NAMES = Path(__file__).parent.parent / "columns" / "column_names.toml"
_QUESTIONS = {
    "title": "what", "start": "when", "end": "when", "dates": "when", "year": "when",
    "city": "where", "place": "where", "country": "where", "venue": "where",
    "coordinates": "where", "lat": "where",
}  # fmt: skip
"""What columns tell about an event; a list of events tells most of it."""
_ENOUGH_ROWS = 2
_FIRST_ROWS = 12


class Sheet(NamedTuple):
    """A sheet before it is read.

    Attributes:
        name: Its name.
        first: The texts of its first rows.
        count_rows: Returns its number of filled rows, and whether there are more.
        is_hidden: Whether it is hidden: it is read only if somebody chooses it.
    """

    name: str
    first: Sequence[Sequence[str]]
    count_rows: Callable[[], tuple[int, bool]]
    is_hidden: bool = False

    @property
    def filled(self) -> list[list[str]]:
        """The first rows with text, without empty cells."""
        rows = ([text for text in row if text.strip()] for row in self.first)
        return [row for row in rows if row]

    @property
    def header(self) -> set[str]:
        """The texts of the first row with two cells."""
        wide = (row for row in self.filled if len(row) > 1)
        return {" ".join(text.split()).casefold() for text in next(wide, [])}

    @property
    def answers(self) -> int:
        """How many of what, when and where the names of its columns tell."""
        rows = self.filled[:_FIRST_ROWS]
        return max((len(set(map(_question, row)) - {""}) for row in rows), default=0)

    @property
    def is_of_demands(self) -> bool:
        """Whether it has demands, or judgements of them."""
        return any(asked_kind(self.name, row) for row in self.filled[:_FIRST_ROWS])


def asked_kind(name: str, headers: Sequence[str]) -> str:
    """Return whether a table has demands or judgements, see `kind_of_table`.

    A list of events that has columns of what was asked is no table of demands.
    """
    is_of_events = len(set(map(_question, headers)) - {""}) == len(set(_QUESTIONS.values()))
    return "" if is_of_events and program_of(headers) not in EXACT else kind_of_table(name, headers)


def choose_named(sheets: Sequence[Sheet], name: str, notes: Notes) -> list[int]:
    """Return the positions of the sheets to read.

    The first is the sheet of a name, or else the visible one with the events. Others may have the
    same table; there are none beside a sheet of that name.
    """
    wished = next((sheet for sheet in sheets if name and sheet.name == name), None)
    if wished is None:
        _note_choice(name, [sheet.name for sheet in sheets if sheet.is_hidden], notes)
    visible = [sheet for sheet in sheets if not sheet.is_hidden] or sheets
    return [sheets.index(sheet) for sheet in choose(visible, notes, wished)]


def read_chosen(
    sheets: Sequence[Sheet], name: str, notes: Notes, read: Callable[[int, Notes], RawTable]
) -> RawTable:
    """Read the sheets that `choose_named` chooses: the first, and others beside it.

    Args:
        sheets: All sheets of the workbook.
        name: Name of the sheet that somebody chose; "" for none.
        notes: Collects issues.
        read: Reads the sheet of a position.
    """
    first, *others = choose_named(sheets, name, notes)
    chosen, more = read(first, notes), []
    cells = chosen.cells.num_rows * chosen.cells.num_columns
    for i in others:
        try:
            table = read(i, type(notes)(notes.file)) if cells < SHEET.cells else None
        except UnreadableError:
            table = None
        if table:
            cells += table.cells.num_rows * table.cells.num_columns
            more.append(table)
        else:
            note_unread(sheets[i].name, sheets[i].count_rows(), notes)
    return replace(chosen, others=tuple(more), issues=notes.issues())


def note_unread(name: str, count: tuple[int, bool], notes: Notes, level: str = "guessed") -> None:
    """Note a sheet with a list of events that isn't read.

    Args:
        name: Name of the sheet.
        count: Its filled rows with the header, and whether there are more.
        notes: Gets the issue.
        level: One of `data.model.errors.LEVELS`.
    """
    rows, is_more = count
    seen = f"{name} ({max(rows - 1, 0):,}{'+' if is_more else ''})"
    notes.add(0, "", seen, ALIKE_SHEET, CHOOSE_SHEET, level=level)


def _note_choice(name: str, hidden: Sequence[str], notes: Notes) -> None:
    """Note that a sheet is chosen for the visitor: theirs is missing, or some are hidden."""
    if name:
        notes.add(
            0, "", name, msgid("There is no sheet with this name."),
            msgid("Choose a sheet. Another one was read."), level="guessed",
        )  # fmt: skip
    elif hidden:
        notes.add(
            0, "", ", ".join(hidden), msgid("Some sheets are hidden."),
            msgid("Choose a hidden sheet to read it."), level="noted",
        )  # fmt: skip


def choose(sheets: Sequence[Sheet], notes: Notes, wished: Sheet | None = None) -> list[Sheet]:
    """Return the sheet with a list of events, those that may have the same table, and demands.

    What is left aside is noted.

    Args:
        sheets: At least one.
        notes: Gets an issue for each other sheet with a table; if one is wished, only for lists.
        wished: The sheet that somebody chose.
    """
    tables = [sheet for sheet in sheets if len(sheet.filled) >= _ENOUGH_ROWS]
    # The first one, unless a later one says more about events.
    asked = [sheet for sheet in tables if sheet.is_of_demands]
    events = [sheet for sheet in tables if sheet not in asked] or tables
    likeliest = max(events, key=lambda sheet: sheet.answers) if events else sheets[0]
    chosen = wished or likeliest
    same = []
    for sheet in tables:
        if sheet.name == chosen.name or _explains(sheet, chosen):
            continue
        if sheet in asked or (not wished and _share_names(chosen, sheet)):
            same.append(sheet)
        elif _are_alike(chosen, sheet):
            note_unread(sheet.name, sheet.count_rows(), notes, "noted" if wished else "guessed")
        elif not wished:
            count, is_more = sheet.count_rows()
            seen = f"{sheet.name} ({max(count - 1, 0):,}{'+' if is_more else ''})"
            notes.add(0, "", seen, _OTHER_SHEET, _NOTHING, level="noted")
    return [chosen, *same]


def alike_sheets(issues: Iterable[Issue]) -> list[str]:
    """Return the names of the other sheets with a list of events, as `choose` noted them."""
    return [each.seen.rpartition(" (")[0] for each in issues if each.expected == ALIKE_SHEET]


def _are_alike(chosen: Sheet, other: Sheet) -> bool:
    tells_all = other.answers == len(set(_QUESTIONS.values())) == chosen.answers
    return tells_all or _share_names(chosen, other)


def _share_names(chosen: Sheet, other: Sheet) -> bool:
    header = chosen.header
    return bool(header) and 2 * len(header & other.header) >= len(header)


def _explains(other: Sheet, chosen: Sheet) -> bool:
    """Return whether a sheet explains the columns of the chosen one, as our template's does."""
    header = chosen.header
    firsts = {" ".join(row[0].split()).casefold() for row in other.filled[1:]}
    return bool(header) and 2 * len(header & firsts) >= len(header)


def _question(text: str) -> str:
    """Return which question about events a column's name answers; "" if none."""
    return _names().get(_plain(text), "")


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.sub(r"[\W_]+", " ", _without_accents(letters)).split())


def _without_accents(letters: Iterable[str]) -> str:
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def _names() -> dict[str, str]:
    """Return the question of each name; read here, as the worker that reads has no pandas."""
    table = tomllib.loads(_NAMES.read_text(encoding="utf-8"))
    return {
        _plain(name): question
        for kind in ("words", "whole")
        for column, by_language in table[kind].items()
        if (question := _QUESTIONS.get(column))
        for names in by_language.values()
        for name in names
    }
