"""Demands and judgements of a list become the tables of a campaign."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from data.importing.cells import with_plain_letters, without_formula_errors
from data.importing.recipe import Recipe
from data.importing.report import issues_of_rows
from data.lists.dates.columns import read_dates
from data.lists.dates.parts import ACTIONS
from data.lists.readers.demand_tables import (
    DEMANDS,
    EXACT,
    JUDGEMENTS,
    PROGRAMS,
    code_of,
    columns_of,
    program_of,
)
from data.lists.readers.issue_log import Notes
from data.lists.readers.raw_table import Parts, RawTable
from data.lists.readers.sheets import asked_kind
from data.loading.assemble import COLUMNS
from data.loading.contacts import LIST_ACTION, without_contacts
from data.loading.csv_tables import split_list, with_columns
from data.model.errors import Issue, msgid
from data.model.schema import DEMAND_COLUMNS, JUDGEMENT_COLUMNS, ROW
from data.words.folding import fold

READ = msgid("Another table has demands or judgements. They belong to this list.")
_ON_THEIR_PAGE = msgid("Nothing to do. They are on the page Demands.")
_NO_DEMAND = msgid("This text of a report asks for nothing: it is no recommendation.")
_MARK = msgid("If it asks for something, change its type.")

_FILES = {DEMANDS: "demands.csv", JUDGEMENTS: "judgements.csv"}
_LISTS = {"made_at", "by", "addressed_to", "theme", "sources"}
"""Columns that may be several of the file."""

_WORDINGS = ("text", "title", "description")
_NOTES = {"notes", "note", "more"}
_OF_JUDGEMENT = ("answer", "status", "reply", "evidence")
"""What a row of demands may say of what became of it; one of them makes a judgement."""

_BULLET = re.compile(r"^\s*[-•]\s+")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_BREAK = re.compile(r"(?:(?<!\s)\s+)?(?:;|\n|,\s+(?=https?://))\s*")
_ID_LETTERS = 10


@dataclass
class Asked:
    """Tables of demands and judgements.

    Attributes:
        tables: `demands.csv` and `judgements.csv` as text; no key for one without rows. `_row`
            counts on behind the rows of the list.
        parts: The tables of the list and these, see `RawTable.parts`.
        first: The first number in `_row` of these tables; 0 without any.
        headers: The file's header by table and column.
    """

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    parts: Parts = ()
    first: int = 0
    headers: dict[tuple[str, str], str] = field(default_factory=dict)

    def named(self, issue: Issue, file: str) -> Issue:
        """Return an issue of these tables with the names of the file."""
        if issue.file not in _FILES.values():
            return issue
        # A judgement that a row of demands makes names its demand by that row's id.
        names = (issue.file, issue.column), (_FILES[DEMANDS], "id")
        known = names[: 2 if issue.column == "demand" else 1]
        header = next((self.headers[name] for name in known if name in self.headers), issue.column)
        return replace(issue, file=file, column=header)


def read_asked(raw: RawTable, recipe: Recipe, meetings: pd.DataFrame, issues: list[Issue]) -> Asked:
    """Read the tables of demands and judgements beside a list.

    Args:
        raw: The list.
        recipe: The decisions so far.
        meetings: The consultations, which demands name by id, title or address.
        issues: Gets those of these tables.
    """
    asked, notes = Asked(parts=raw.parts), Notes(raw.file)
    if not raw.asked:
        return asked
    is_alone = len(raw.asked) == 1 and not len(raw.frame) and not raw.issues
    offset = 0 if is_alone else _last_row(raw)
    asked.first = offset + 1
    asked.parts = raw.parts or (("", 0),) * (not is_alone)
    found: dict[str, list[pd.DataFrame]] = {DEMANDS: [], JUDGEMENTS: []}
    counts = []
    for table in raw.asked:
        name = table.sheet or table.file
        kind = asked_kind(
            name.rsplit(".", 1)[0], [str(each) for each in table.frame if each != ROW]
        )
        asked.parts += ((name, offset),) * (not is_alone)
        issues += [replace(each, row=each.row + offset if each.row else 0) for each in table.issues]
        frame = table.frame.assign(**{ROW: table.frame[ROW] + offset})
        counts.append(f"{name} ({len(frame):,})")
        frame = with_plain_letters(without_formula_errors(frame, notes), notes)
        read = _Table(kind, frame, asked.headers, recipe, notes)
        found[kind].append(read.demands() if kind == DEMANDS else read.judgements())
        if kind == DEMANDS:
            found[JUDGEMENTS].append(read.answers())
        issues += read.issues
        offset += _last_row(table)
    notes.add(0, "", ", ".join(counts), READ, _ON_THEIR_PAGE, level="noted")
    joined = {
        _FILES[kind]: pd.concat(frames, ignore_index=True).fillna("")
        for kind, frames in found.items()
        if sum(map(len, frames))
    }
    asked.tables = _connected(joined, meetings)
    issues += notes.issues()
    return asked


def _last_row(table: RawTable) -> int:
    return max([1, *map(int, table.frame[ROW]), *(issue.row for issue in table.issues)])


class _Table:
    """One table of the file, with the columns of the campaign's table."""

    def __init__(
        self, kind: str, frame: pd.DataFrame, headers: dict[tuple[str, str], str],
        recipe: Recipe, notes: Notes,
    ) -> None:  # fmt: skip
        names = [str(name) for name in frame.columns if name != ROW]
        self.kind, self.frame, self.notes = kind, frame, notes
        self.headers, self.recipe = headers, recipe
        self.program = program_of(names) if kind == DEMANDS else ""
        self.columns = columns_of(kind, names)
        for header, column in self.columns.items():
            file = _FILES[JUDGEMENTS if column in _OF_JUDGEMENT or column == "on" else kind]
            headers.setdefault((file, column), header)
        self.issues: list[Issue] = []
        if not recipe.keeps_contacts:
            self.frame, contacts = without_contacts(frame, list(self.columns))
            self.issues += contacts.issues(notes.file, LIST_ACTION)

    def texts(self, column: str) -> pd.Series[str]:
        """Return the cells of a column, joined if the file has several; "" if it has none."""
        headers = [header for header, name in self.columns.items() if name == column]
        headers = [header for header in headers if header in self.frame]
        if not headers:
            return pd.Series("", index=self.frame.index, dtype="str")
        if column in _NOTES:
            own = {"note", "notes"}
            named = {h: "" if fold(h) in own else f"{h}: " for h in headers}
            cells = [(named[h] + self.frame[h]).where(self.frame[h] != "", "") for h in headers]
            return _lines(cells)
        if column in _LISTS or column == "more":
            return _lines([self.frame[header] for header in headers]).map(_items)
        filled = self.frame[headers].replace("", pd.NA).bfill(axis="columns").iloc[:, 0]
        return filled.fillna("").astype("str")

    def demands(self) -> pd.DataFrame:
        """Return the rows of `demands.csv`, further columns last."""
        frame = self._known(DEMAND_COLUMNS)
        wordings = [self.texts(name).map(_plain_text) for name in _WORDINGS]
        frame["text"], rest = _first_of(wordings)
        frame["notes"] = _lines([self.texts("notes"), *rest, self.texts("more")])
        is_exact = (wordings[0] != "") & (self.program in EXACT)
        frame["verbatim"] = self._codes("verbatim").mask(is_exact, "yes")
        made = frame["text"] + "\n" + frame["theme"] + "\n" + frame["made_at"]
        prefix = f"{self.program}-" if self.program else ""
        frame["id"] = (prefix + frame["id"]).where(frame["id"] != "", made.map(_made_id))
        kinds = self.texts("type")
        is_other = (kinds != "") & ~kinds.map(fold).str.contains("recom", regex=False)
        self.issues += issues_of_rows(
            frame.assign(type=kinds), is_other, (_FILES[DEMANDS], "type"),
            (_NO_DEMAND, _MARK), "skipped",
        )  # fmt: skip
        self.ids, self.is_shown = frame["id"], ~is_other
        used = {*self.columns, ROW}
        extras = self.frame.drop(columns=[name for name in self.frame if name in used])
        extras.columns = [_free_name(str(name), frame.columns) for name in extras.columns]
        frame = pd.concat([frame, extras], axis="columns")
        return frame[self.is_shown]

    def answers(self) -> pd.DataFrame:
        """Return a judgement for each row of demands that says what became of it."""
        frame = with_columns(pd.DataFrame(index=self.frame.index), JUDGEMENT_COLUMNS)
        frame = frame.assign(**{ROW: self.frame[ROW], "demand": self.ids})
        for name in ("reply", "evidence", "note"):
            frame[name] = self.texts(name).map(_plain_text)
        frame["on"], frame["by"] = self._days(), self.texts("judge")
        frame["kind"] = "addressee" if self.program else self._codes("kind")
        for name in ("answer", "status"):
            frame[name] = self._codes(name)
            # What says that there is no answer yet is kept, but is no answer.
            said = self.texts(name)
            frame["note"] = _lines([frame["note"], said.where(frame[name] == "", "")])
        is_judged = (frame[list(_OF_JUDGEMENT)] != "").any(axis="columns") | (frame["note"] != "")
        if self.program == "decidim":
            frame["evidence"] = frame["evidence"].where(frame["evidence"] != "", self._address())
        if self.program == "uhri":
            frame["by"] = frame["by"].where(frame["by"] != "", self.texts("addressed_to"))
        return frame[is_judged & self.is_shown]

    def judgements(self) -> pd.DataFrame:
        """Return the rows of `judgements.csv`."""
        frame = self._known(JUDGEMENT_COLUMNS)
        frame["on"] = self._days()
        for name in ("answer", "status", "kind", "match"):
            frame[name] = self._codes(name)
        return frame

    def _known(self, columns: Sequence[str]) -> pd.DataFrame:
        """Return the columns of the table and their translations."""
        translated = [name for name in dict.fromkeys(self.columns.values()) if "__" in name]
        kept = [name for name in translated if name.partition("__")[0] in columns]
        frame = pd.DataFrame({name: self.texts(name) for name in (*columns, *kept)})
        return frame.assign(**{ROW: self.frame[ROW]})

    def _codes(self, column: str) -> pd.Series[str]:
        """Return codes instead of words; an unknown word stays, and is named when it is checked."""
        texts = self.texts(column)
        codes = {text: code_of(column, text) for text in texts.unique()}
        return texts.map({text: text if code is None else code for text, code in codes.items()})

    def _address(self) -> pd.Series[str]:
        """Return the web address of each row's own page, where its answer is published."""
        return self.texts("sources").map(
            lambda cell: next((one for one in split_list(cell) if one.startswith("http")), "")
        )

    def _days(self) -> pd.Series[str]:
        """Return days as ISO text; what is no single day stays, and is named when it is checked."""
        texts = self.texts("on")
        header = self.headers.get((_FILES[JUDGEMENTS], "on"), "on")
        read = read_dates(texts, self.recipe.date_order).frame
        is_guess = read["guessed"] & (read["end"] == "")
        for i in read.index[is_guess]:
            problem = read["problem"][i]
            row = int(self.frame[ROW][i])
            action = ACTIONS[problem]
            self.notes.add(row, header, texts[i], problem, action, level="guessed")
        return read["start"].where((read["start"] != "") & (read["end"] == ""), texts)


def _connected(tables: dict[str, pd.DataFrame], meetings: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Write ids instead of other names of demands and consultations."""
    demands, judgements = (tables.get(file, pd.DataFrame()) for file in _FILES.values())
    if len(demands):
        tables[_FILES[DEMANDS]] = with_meeting_ids(demands, meetings)
    if len(judgements) and len(demands):
        ids = demands["id"]
        known = dict(zip(demands["text"].map(fold), ids, strict=True))
        # Exports of programs have ids with the program's name.
        known |= {fold(id_.partition("-")[2]): id_ for id_ in ids if id_.startswith(PROGRAMS)}
        known |= {fold(id_): id_ for id_ in ids}
        names = judgements["demand"]
        tables[_FILES[JUDGEMENTS]] = judgements.assign(
            demand=[known.get(fold(name), name) for name in names]
        )
    return tables


def with_meeting_ids(demands: pd.DataFrame, meetings: pd.DataFrame) -> pd.DataFrame:
    """Write the ids of consultations instead of their titles and addresses; others stay.

    Args:
        demands: Has `made_at`.
        meetings: `id`, `title` and `sources`, each if there is one.
    """
    known: dict[str, str] = {}
    for column in ("sources", "title", "id"):
        if column in meetings:
            for id_, cell in zip(meetings["id"], meetings[column], strict=True):
                names = split_list(cell) if column == "sources" else [cell]
                known |= {_name_key(name): id_ for name in names}
    made = demands["made_at"].map(
        lambda cell: "; ".join(known.get(_name_key(name), name) for name in split_list(cell))
    )
    return demands.assign(made_at=made)


def _name_key(name: str) -> str:
    return name.rstrip("/") if name.startswith("http") else fold(name)


def _lines(columns: Sequence[pd.Series[str]], separator: str = "; ") -> pd.Series[str]:
    """Join the filled cells of each row."""
    rows = zip(*columns, strict=True)
    joined = [separator.join(dict.fromkeys(filter(None, cells))) for cells in rows]
    return pd.Series(joined, index=columns[0].index, dtype="str")


def _first_of(
    columns: Sequence[pd.Series[str]],
) -> tuple[pd.Series[str], list[pd.Series[str]]]:
    """Return the first filled cell of each row, and the cells that are left."""
    text, rest = columns[0], []
    for cells in columns[1:]:
        is_free = text == ""
        text = text.where(~is_free, cells)
        rest.append(cells.mask(is_free, ""))
    return text, rest


def _items(cell: str) -> str:
    """`- Health; - Water` is `Health; Water`."""
    items = (_BULLET.sub("", item).strip() for item in _BREAK.split(cell))
    return "; ".join(dict.fromkeys(filter(None, items)))


def _plain_text(text: str) -> str:
    """A text without the tags of a web page."""
    return " ".join(_TAG.sub(" ", text).split()) if "<" in text else text


def _made_id(text: str) -> str:
    return "d-" + hashlib.sha256(fold(text).encode()).hexdigest()[:_ID_LETTERS]


def _free_name(name: str, used: Mapping[str, object] | pd.Index) -> str:
    free = name.lower()
    while free in used or free in COLUMNS[_FILES[DEMANDS]]:
        free += " (2)"
    return free
