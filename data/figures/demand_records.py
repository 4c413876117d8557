"""Demands with everything that is known of them, as it is known today or was on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from data.columnar.texts import is_among
from data.figures.demands import (
    DEMAND_ANSWERS,
    DEMAND_STATUSES,
    Standing,
    end_of,
    known_rows,
    label_ids,
    label_names,
    made_here,
    meeting_counts,
    meetings_of_demands,
    standing,
)
from data.filters.describe import dates_in_words, organization_names, region_names
from data.filters.query import Query
from data.filters.select import only
from data.loading.csv_tables import split_list
from data.loading.ids import match_ids, organization_ids
from data.model.campaign import translated
from data.model.schema import ANSWERS, STATUSES
from data.words.folding import fold


class Named(NamedTuple):
    """An organization, a theme or an addressee: its id, "" if it is in no list, and its name."""

    id: str
    name: str


class Meeting(NamedTuple):
    """A consultation that made a demand; `first` and `last` are ISO days, "" if unknown."""

    id: str
    number: int
    title: str
    region_id: str
    region: str
    first: str
    last: str
    when: str


class Judgement(NamedTuple):
    """What somebody found on a day; "" where nothing is said. `kind` is one of `JUDGES`."""

    on: str
    when: str
    first: str
    by: str
    kind: str
    answer: str
    target: str
    paragraph: str
    quote: str
    match: str
    status: str
    evidence: str
    archived: str
    note: str
    reply: str


class Stance(NamedTuple):
    """What one judge says at present: answer and status, each with the judgement that says it."""

    by: str
    kind: str
    answer: str
    answered: Judgement | None
    status: str
    found: Judgement | None


class Carried(NamedTuple):
    """Where a demand was carried: a consultation by its id, or "" and the title of a document."""

    id: str
    title: str
    first: str
    when: str


class Event(NamedTuple):
    """A step in the thread of a demand.

    Attributes:
        day: Its first day, ISO; "" if unknown.
        when: The date in words.
        kind: "meeting", "carried" or "judgement".
        item: The step itself.
    """

    day: str
    when: str
    kind: str
    item: Meeting | Carried | Judgement


@dataclass(frozen=True)
class Demand:
    """One demand; "" or an empty tuple where unknown.

    Attributes:
        position: Its row in the campaign's table, from 0.
        id: Its id.
        text: What was asked; "" if only the theme is known: never fill it in.
        verbatim: Whether the table's text is the source's words; else it is a summary.
        quotation: The source's words, in the language of the table; "" for a summary.
        page: Where in the source it stands.
        themes: Id and name of each theme.
        meetings: The consultations that made it, in date order, whether selected or not.
        by: Who asked; an organization that is in no list has no id.
        addressed_to: Whom it asks, as ids and names.
        carried_to: Where it was carried.
        sources: Sources: addresses or names.
        notes: Remarks.
        judgements: By date, undated ones last.
        stances: One per judge, in the order of their first judgement.
        joint: Whether several meetings made it together: the source then doesn't say which of
            them asked, so no meeting has it as its own.
        answer: One of `DEMAND_ANSWERS`: what its judges say, `DIFFER` if they contradict each
            other. A judge who says "unknown" contradicts nobody.
        status: One of `DEMAND_STATUSES`, in the same way.
    """

    position: int
    id: str
    text: str
    verbatim: bool
    quotation: str
    page: str
    themes: tuple[Named, ...]
    meetings: tuple[Meeting, ...]
    by: tuple[Named, ...]
    addressed_to: tuple[Named, ...]
    carried_to: tuple[Carried, ...]
    sources: tuple[str, ...]
    notes: str
    judgements: tuple[Judgement, ...]
    stances: tuple[Stance, ...]
    answer: str
    status: str
    joint: bool

    @property
    def thread(self) -> tuple[Event, ...]:
        """The steps by date: meetings, where it was carried, judgements; undated ones last."""
        events = [
            Event(item.first, item.when, kind, item)
            for kind, items in (
                ("meeting", self.meetings), ("carried", self.carried_to),
                ("judgement", self.judgements),
            )
            for item in items
        ]  # fmt: skip
        return tuple(sorted(events, key=lambda event: (not event.day, event.day)))

    @property
    def paths(self) -> tuple[tuple[str, str], ...]:
        """Where the table says it was carried: ids of a meeting that asked and of a later one."""
        later = [carried.id for carried in self.carried_to if carried.id]
        return tuple((meeting.id, id_) for meeting in self.meetings for id_ in later)


def demand_records(
    query: Query, positions: Iterable[int], language: str, asof: str = ""
) -> list[Demand]:
    """Return demands with everything that is known of them, in the order of the positions."""
    chosen = np.fromiter(positions, np.int64)
    tables, demands = query.tables, query.demands.take(chosen)
    if demands.empty:
        return []
    now = standing(tables, asof)
    judgements = _judgements(query, demands["id"], language, asof)
    meetings = _meeting_records(query, chosen, language, asof)
    by = [split_list(cell) for cell in demands["by"]]
    themes = (split_list(cell) for cell in demands["theme"])
    addressees = (split_list(cell) for cell in demands["addressed_to"])
    carried = _carried(query, demands["carried_to"], language, asof)
    stances = _stances(now, chosen, judgements, _judge_names(query.tables.judgements, language))
    is_verbatim = demands["verbatim"].map(fold) == "yes"
    columns: dict[str, Iterable[Any]] = {
        "position": chosen.tolist(),
        "id": demands["id"],
        "text": translated(demands, "text", language),
        "verbatim": is_verbatim.tolist(),
        "quotation": demands["text"].where(is_verbatim, ""),
        "page": translated(demands, "page", language),
        "themes": _labels(query, "theme", themes, language),
        "meetings": (tuple(meetings.get(position, ())) for position in chosen.tolist()),
        "by": _parties(query, by, language),
        "addressed_to": _labels(query, "addressed_to", addressees, language),
        "carried_to": carried,
        "sources": [tuple(dict.fromkeys(split_list(cell))) for cell in demands["sources"]],
        "notes": translated(demands, "notes", language),
        "judgements": [tuple(judgements.get(id_, {}).values()) for id_ in demands["id"]],
        "stances": stances,
        "answer": np.array(DEMAND_ANSWERS)[now.answers[chosen]].tolist(),
        "status": np.array(DEMAND_STATUSES)[now.statuses[chosen]].tolist(),
        "joint": (meeting_counts(query)[chosen] > 1).tolist(),
    }
    rows = zip(*columns.values(), strict=True)
    return [Demand(**dict(zip(columns, row, strict=True))) for row in rows]


def demands_by_meeting(part: Query, language: str) -> dict[str, tuple[Demand, ...]]:
    """Map the consultations of a selection to what each asked for: its own demands first."""
    if not len(part.demands):
        return {}
    found: dict[str, list[Demand]] = {}
    made = demand_records(part, np.flatnonzero(made_here(part)), language)
    for demand in sorted(made, key=lambda each: each.joint):
        for meeting in demand.meetings:
            found.setdefault(meeting.id, []).append(demand)
    return {id_: tuple(each) for id_, each in found.items()}


def demand_of(query: Query, id_: str, language: str, asof: str = "") -> Demand | None:
    """Return the demand with an id; None for an unknown one."""
    positions = np.flatnonzero((query.demands["id"] == id_).to_numpy(dtype=bool))
    return next(iter(demand_records(query, positions, language, asof)), None)


def _judge_names(judgements: pd.DataFrame, language: str) -> dict[str, str]:
    own = judgements.drop_duplicates("by")
    return dict(zip(own["by"], translated(own, "by", language), strict=True))


def _judgements(
    query: Query, ids: pd.Series[str], language: str, asof: str
) -> dict[str, dict[int, Judgement]]:
    """Return the judgements of some demands by their rows, oldest first, undated ones last."""
    order, days = known_rows(query.tables.judgements, asof)
    undated = np.isnat(days)
    order = np.concatenate([order[~undated], order[undated]])
    order = order[is_among(query.tables.judgements["demand"].take(order), ids).to_numpy(dtype=bool)]
    table = query.tables.judgements.take(order)
    first = table["first"].dt.strftime("%Y-%m-%d").fillna("") if len(table) else table["on"]
    words = ("by", "target", "paragraph", "note", "reply")
    texts = {name: translated(table, name, language) for name in words}
    columns = (
        table["on"], dates_in_words(table, language) if len(table) else table["on"], first,
        texts["by"], table["kind_read"], table["answer_read"], texts["target"], texts["paragraph"],
        table["quote"], table["match_read"], table["status_read"], table["evidence_read"],
        table["archived_read"], texts["note"], texts["reply"],
    ) if len(table) else ()  # fmt: skip
    found: dict[str, dict[int, Judgement]] = {}
    for row, demand, *cells in zip(order.tolist(), table["demand"], *columns, strict=True):
        found.setdefault(str(demand), {})[row] = Judgement(*cells)
    return found


def _stances(
    now: Standing, chosen: np.ndarray, judgements: dict[str, dict[int, Judgement]],
    names: dict[str, str],
) -> list[tuple[Stance, ...]]:  # fmt: skip
    by_row = {row: each for rows in judgements.values() for row, each in rows.items()}
    wanted = now.stances[np.isin(now.stances["demand"], chosen)]
    by_demand: dict[int, list[Stance]] = {}
    columns = (wanted[name].tolist() for name in wanted.columns)
    for demand, by, kind, answer, answer_row, status, status_row in zip(*columns, strict=True):
        stance = Stance(
            names.get(by, by), kind, ANSWERS[answer], by_row.get(answer_row),
            STATUSES[status], by_row.get(status_row),
        )  # fmt: skip
        by_demand.setdefault(demand, []).append(stance)
    return [tuple(by_demand.get(position, ())) for position in chosen.tolist()]


def _meeting_records(
    query: Query, chosen: np.ndarray, language: str, asof: str
) -> dict[int, list[Meeting]]:
    table = meetings_of_demands(query.whole)
    table = table[np.isin(table["demand"], chosen)]
    if not np.isnat(end := end_of(asof)):
        table = table[table["first"].to_numpy("datetime64[D]") <= end]
    if table.empty:
        return {}
    regions = table["region"].astype("str")
    names = region_names(query, language)
    columns = (
        table["id"], table["number"].tolist(), translated(table, "title", language), regions,
        regions.map(names), table["first"].dt.strftime("%Y-%m-%d").fillna(""),
        table["last"].dt.strftime("%Y-%m-%d").fillna(""), dates_in_words(table, language),
    )  # fmt: skip
    found: dict[int, list[Meeting]] = {}
    for demand, *cells in zip(table["demand"].tolist(), *columns, strict=True):
        found.setdefault(demand, []).append(Meeting(*cells))
    return found


def _labels(
    query: Query, column: str, items: Iterable[list[str]], language: str
) -> list[tuple[Named, ...]]:
    ids, names = label_ids(query.tables, column), label_names(query.tables, column, language)
    return [tuple(Named(ids[item], names[ids[item]]) for item in each) for each in items]


def _parties(query: Query, by: list[list[str]], language: str) -> list[tuple[Named, ...]]:
    distinct = pd.Series(sorted({name for each in by for name in each}), dtype="str")
    known = organization_ids(query.tables)
    ids = dict(zip(distinct, match_ids(distinct, known), strict=True)) if len(distinct) else {}
    names = organization_names(query, language)
    return [tuple(Named(ids[name], names.get(ids[name], name)) for name in each) for each in by]


def _carried(
    query: Query, cells: pd.Series[str], language: str, asof: str
) -> list[tuple[Carried, ...]]:
    """Return where demands were carried: to consultations, or into documents."""
    named = {item for cell in cells for item in split_list(cell)}
    table = only(query.whole, named).consultations if named else None
    known: dict[str, Carried] = {}
    if table is not None and len(table):
        first = table["first"].dt.strftime("%Y-%m-%d").fillna("")
        titles, dates = translated(table, "title", language), dates_in_words(table, language)
        known = {
            id_: Carried(id_, *rest)
            for id_, *rest in zip(table["id"], titles, first, dates, strict=True)
        }
    documents = _document_titles(query, named, language)
    end = end_of(asof)
    return [
        tuple(
            each
            for item in split_list(cell)
            for each in [known.get(item) or Carried("", documents.get(item, item), "", "")]
            if np.isnat(end) or (each.first and np.datetime64(each.first, "D") <= end)
        )
        for cell in cells
    ]


def _document_titles(query: Query, named: set[str], language: str) -> dict[str, str]:
    """Map titles as written to those in a language; only where the documents are at hand."""
    if not query.is_local or not named:
        return {}
    documents = query.whole.documents
    return dict(zip(documents["title"], translated(documents, "title", language), strict=True))
