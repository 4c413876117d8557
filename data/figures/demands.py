"""Demands of a selection: which ones, what each became, as it is known today or was on a day.

A demand that names no known consultation belongs to every selection that leaves out no consultation
of the campaign's own. With `asof`, a partial date or "", only what was known at the end of it
counts: demands of meetings, and judgements, whose first day is not later. Undated ones count only
without `asof`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from data.columnar.texts import is_among, join_columns, parts
from data.figures.record import Party
from data.filters.describe import dates_in_words, organization_names, region_names
from data.filters.merging import join_frames, unite
from data.filters.query import Query
from data.filters.question import question
from data.filters.search import WordIndex, name_index
from data.filters.select import only
from data.loading.csv_tables import split_list
from data.loading.ids import lookup, match_ids, slugs
from data.loading.iso_dates import last_day
from data.model.campaign import Tables, translated
from data.model.result_cache import cached_on_campaign
from data.model.schema import ANSWERS, STATUSES
from data.words.folding import fold, fold_series

DIFFER = "differ"
"""The answer, or status, of a demand whose judges differ."""

DEMAND_ANSWERS = (*ANSWERS, DIFFER)
DEMAND_STATUSES = (*STATUSES, DIFFER)
UNANSWERED = ("none_found", "unknown")
"""Answers of a demand that nothing answers as far as is known."""


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
        verbatim: Whether the text is the source's words; else it is a summary.
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
        answer: One of `DEMAND_ANSWERS`: what its judges say, `DIFFER` if they contradict each
            other. A judge who says "unknown" contradicts nobody.
        status: One of `DEMAND_STATUSES`, in the same way.
    """

    position: int
    id: str
    text: str
    verbatim: bool
    page: str
    themes: tuple[Party, ...]
    meetings: tuple[Meeting, ...]
    by: tuple[Party, ...]
    addressed_to: tuple[Party, ...]
    carried_to: tuple[Carried, ...]
    sources: tuple[str, ...]
    notes: str
    judgements: tuple[Judgement, ...]
    stances: tuple[Stance, ...]
    answer: str
    status: str

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


class _Pairs(NamedTuple):
    """Distinct pairs of a demand and a consultation, as positions in their tables."""

    demands: np.ndarray
    rows: np.ndarray


@cached_on_campaign(1)
def _pairs(whole: Query) -> _Pairs:
    """Return who made what, of the consultations here: all of them, or those of a shard."""
    named = parts(whole.demands["made_at"])
    ids = whole.campaign.consultations["id"]
    rows = np.flatnonzero(is_among(ids, named.texts).to_numpy(dtype=bool))
    row_of = dict(zip(ids.take(rows), rows.tolist(), strict=True))
    found = named.texts.map(row_of)
    is_here = found.notna().to_numpy(dtype=bool)
    pairs = np.stack([named.rows[is_here], found[is_here].to_numpy("int64")], axis=1)
    pairs = np.unique(pairs, axis=0)
    return _Pairs(pairs[:, 0], pairs[:, 1])


def _of_selection(query: Query) -> _Pairs:
    demands, rows = _pairs(query.whole)
    is_selected = query.mask[rows]
    return _Pairs(demands[is_selected], rows[is_selected])


@question(unite)
def _made_here(query: Query) -> np.ndarray:
    """Return whether each demand was made at a selected consultation."""
    mask = np.zeros(len(query.demands), dtype=bool)
    mask[_of_selection(query).demands] = True
    return mask


@question(unite)
def region_marks(query: Query) -> np.ndarray:
    """Return whether each demand was made for each region: a column per region, one for none."""
    demands, rows = _of_selection(query)
    regions = query.campaign.consultations["region"].astype("str").take(rows)
    columns = pd.Index(query.regions["id"]).get_indexer(pd.Index(regions))
    marks = np.zeros((len(query.demands), len(query.regions) + 1), dtype=bool)
    marks[demands, columns] = True
    return marks


@question(unite)
def _own_size(query: Query) -> int:
    """Count the selected consultations of the campaign's own."""
    own = query.campaign.consultations["own"].to_numpy(dtype=bool)
    return int(np.count_nonzero(own & query.mask))


def _earliest(answers: Sequence[np.ndarray]) -> np.ndarray:
    first: np.ndarray = np.fmin.reduce(list(answers))
    return first


@question(_earliest)
def first_days(query: Query) -> np.ndarray:
    """Return the first day of each demand's earliest dated meeting, `datetime64[D]`, or NaT."""
    demands, rows = _of_selection(query)
    days = query.campaign.consultations["first"].take(rows).to_numpy("datetime64[D]")
    first = np.full(len(query.demands), np.datetime64("NaT"), dtype="datetime64[D]")
    np.fmin.at(first, demands, days)
    return first


@question(lambda answers: join_frames(answers).sort_values(["demand", "number"], ignore_index=True))
def _meetings(query: Query) -> pd.DataFrame:
    """Return one row per demand and meeting, with the columns of the consultation."""
    demands, rows = _of_selection(query)
    table = query.campaign.consultations.take(rows).reset_index(drop=True)
    names = [name for name in table.columns if name.partition("__")[0] == "title"]
    return table[["id", "number", *names, "region", "first", "last", "precision"]].assign(
        demand=demands
    )


def end_of(asof: str) -> np.datetime64:
    """Return the last day of a partial date; NaT for "" or an invalid one."""
    day = last_day(asof)
    return np.datetime64(day, "D") if day else np.datetime64("NaT", "D")


def demand_positions(query: Query, asof: str = "") -> np.ndarray:
    """Return the demands of a selection, as ascending positions in the campaign's table.

    One made at several of its consultations is there once.
    """
    if not len(query.demands):
        return np.zeros(0, dtype=np.int64)
    mask = _made_here(query)
    if query is query.whole or _own_size(query) == _own_size(query.whole):
        mask = mask | ~_made_here(query.whole)
    end = end_of(asof)
    if not np.isnat(end):
        # NaT compares as false: undated demands are left out.
        mask = mask & (first_days(query.whole) <= end)
    return np.flatnonzero(mask)


class Standing(NamedTuple):
    """What the judges say, as positions of `DEMAND_ANSWERS` and `DEMAND_STATUSES`, per demand.

    Attributes:
        answers: Of each demand.
        statuses: Of each demand.
        answered: First day of the earliest judgement that answers it; NaT if none does.
        stances: One row per demand and judge: `demand`, `by`, `kind`, `answer`, `status`, and
            `answer_row`, `status_row`: the judgement that says it, -1 for none.
    """

    answers: np.ndarray
    statuses: np.ndarray
    answered: np.ndarray
    stances: pd.DataFrame


@cached_on_campaign(8)
def standing(tables: Tables, asof: str = "") -> Standing:
    """Return what each demand became; the latest judgement of each judge that says something.

    Of two on the same day the lower row counts; undated ones count as earlier than all others.
    """
    judgements, count = tables.judgements, len(tables.demands)
    order, days = _known_rows(judgements, asof)
    rows = judgements.take(order)
    demand = pd.Index(tables.demands["id"]).get_indexer(pd.Index(rows["demand"]))
    judge = pd.factorize(rows["by"] + "\0" + rows["kind_read"])[0] if len(rows) else order
    keys = demand.astype(np.int64) * (judge.max(initial=0) + 1) + judge
    _, firsts, codes = np.unique(keys, return_index=True, return_inverse=True)
    stances = pd.DataFrame(
        {
            "demand": demand[firsts],
            "by": rows["by"].take(firsts).to_numpy(),
            "kind": rows["kind_read"].take(firsts).to_numpy(),
        }
    )
    for name, words in (("answer", ANSWERS), ("status", STATUSES)):
        said = pd.Index(words).get_indexer(pd.Index(rows[f"{name}_read"])) if len(rows) else order
        latest = np.full(len(firsts), -1, dtype=np.int64)
        says = np.flatnonzero(said >= 0)
        # The rows are in the order of their dates: the last one stays.
        latest[codes[says]] = says
        stances[name] = np.where(latest >= 0, said[latest], words.index(_UNSAID[name]))
        stances[f"{name}_row"] = np.where(latest >= 0, order[latest], -1)
    is_answer = ~rows["answer_read"].isin(("", *UNANSWERED)).to_numpy(dtype=bool)
    answered = np.full(count, np.datetime64("NaT"), dtype="datetime64[D]")
    np.fmin.at(answered, demand[is_answer], days[is_answer])
    answers = _united(stances, "answer", count, ANSWERS.index("unknown"), len(ANSWERS))
    statuses = _united(stances, "status", count, STATUSES.index("no_evidence"), len(STATUSES))
    # By the first judgement of each judge.
    stances = stances.assign(_first=firsts).sort_values(["demand", "_first"], ignore_index=True)
    return Standing(answers, statuses, answered, stances.drop(columns="_first"))


_UNSAID = {"answer": "unknown", "status": "no_evidence"}


def _known_rows(judgements: pd.DataFrame, asof: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the judgements that count, oldest first, and their days."""
    if not len(judgements):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype="datetime64[D]")
    days = judgements["first"].to_numpy("datetime64[D]")
    numbers = days.astype(np.int64)  # NaT is the least number: undated ones come first.
    order = np.argsort(numbers, kind="stable")
    end = end_of(asof)
    if not np.isnat(end):
        order = order[days[order] <= end]
    return order, days[order]


def _united(stances: pd.DataFrame, name: str, count: int, unsaid: int, differ: int) -> np.ndarray:
    """Return what all judges of each demand say: nothing, the same, or different things."""
    says = stances[stances[name] != unsaid]
    demand, codes = says["demand"].to_numpy(), says[name].to_numpy()
    least, most = np.full(count, differ), np.full(count, -1)
    np.minimum.at(least, demand, codes)
    np.maximum.at(most, demand, codes)
    united: np.ndarray = np.where(most < 0, unsaid, np.where(least == most, least, differ))
    return united


@dataclass(frozen=True)
class DemandChoice:
    """Filters of demands; "" or an empty tuple lets all through.

    Attributes:
        themes: Ids of themes.
        addressees: Ids of addressees.
        answers: Of `DEMAND_ANSWERS`.
        statuses: Of `DEMAND_STATUSES`.
        words: Each must begin a word of the demand, its theme, addressee or judgements' targets.
    """

    themes: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    words: str = ""


def find_demands(query: Query, choice: DemandChoice, asof: str = "") -> np.ndarray:
    """Return the demands of a selection that a choice lets through, as ascending positions."""
    positions = demand_positions(query, asof)
    if choice == DemandChoice() or not len(positions):
        return positions
    now = standing(query.tables, asof)
    mask = np.ones(len(query.demands), dtype=bool)
    for column, wanted in (("theme", choice.themes), ("addressed_to", choice.addressees)):
        if wanted:
            rows, ids = labels_of(query.tables, column)
            has = np.zeros(len(mask), dtype=bool)
            has[rows[ids.isin(wanted).to_numpy(dtype=bool)]] = True
            mask &= has
    if choice.answers:
        mask &= np.isin(np.array(DEMAND_ANSWERS)[now.answers], choice.answers)
    if choice.statuses:
        mask &= np.isin(np.array(DEMAND_STATUSES)[now.statuses], choice.statuses)
    for word in fold(choice.words).split():
        mask &= _words(query.tables).find(word)
    return positions[mask[positions]]


@cached_on_campaign(1)
def _words(tables: Tables) -> WordIndex:
    """Index the words of the demands, in every language."""
    demands, searched = tables.demands, ("text", "theme", "addressed_to", "by", "notes")
    columns = [name for name in demands.columns if name.partition("__")[0] in searched]
    return name_index(join_columns([fold_series(demands[name]) for name in columns]))


@cached_on_campaign(2)
def labels_of(tables: Tables, column: str) -> tuple[np.ndarray, pd.Series[str]]:
    """Return the rows and ids of the items of a list column: themes, addressees."""
    rows, _, texts = parts(tables.demands[column])
    return rows, slugs(texts)


@cached_on_campaign(2)
def _label_ids(tables: Tables, column: str) -> dict[str, str]:
    """Map the items of a list column to their ids."""
    items = parts(tables.demands[column]).texts.drop_duplicates()
    return dict(zip(items, slugs(items), strict=True))


@cached_on_campaign(16)
def label_names(tables: Tables, column: str, language: str) -> dict[str, str]:
    """Map the ids of themes or addressees to their names, in the order of the table."""
    ids, cells = _label_ids(tables, column), tables.demands[column]
    spoken = translated(tables.demands, column, language)
    names: dict[str, str] = {}
    for text, other in dict.fromkeys(zip(cells, spoken, strict=True)):
        items, others = split_list(text), split_list(other)
        # A translation with another number of items can't be told apart.
        for item, name in zip(items, others if len(others) == len(items) else items, strict=True):
            names.setdefault(ids[item], name)
    return names


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
    stances = _stances(now, chosen, judgements, _judge_names(query.judgements, language))
    columns: dict[str, Iterable[Any]] = {
        "position": chosen.tolist(),
        "id": demands["id"],
        "text": translated(demands, "text", language),
        "verbatim": [fold(cell) == "yes" for cell in demands["verbatim"]],
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
    }
    rows = zip(*columns.values(), strict=True)
    return [Demand(**dict(zip(columns, row, strict=True))) for row in rows]


def demands_of(query: Query, language: str, asof: str = "") -> list[Demand]:
    """Return the demands of a selection, such as one consultation or region."""
    return demand_records(query, demand_positions(query, asof), language, asof)


def demands_of_consultation(query: Query, id_: str, language: str, asof: str = "") -> list[Demand]:
    """Return what one consultation of a campaign asked for; [] for an unknown one."""
    if not len(query.demands):
        return []
    made = np.flatnonzero(_made_here(only(query.whole, [id_])))
    return demand_records(query, np.intersect1d(made, demand_positions(query.whole, asof)),
                          language, asof)  # fmt: skip


def demand_of(query: Query, id_: str, language: str, asof: str = "") -> Demand | None:
    """Return the demand with an id; None for an unknown one."""
    positions = np.flatnonzero((query.demands["id"] == id_).to_numpy(dtype=bool))
    return next(iter(demand_records(query, positions, language, asof)), None)


def demands_by_organization(query: Query, organization: str, asof: str = "") -> np.ndarray:
    """Return what an organization asked for in a selection, as ascending positions."""
    positions = demand_positions(query, asof)
    rows, _, names = parts(query.demands["by"])
    ids = match_ids(names, lookup(query.organizations, ("name", "short", "aliases")))
    return np.intersect1d(positions, rows[(ids == organization).to_numpy(dtype=bool)])


def _judge_names(judgements: pd.DataFrame, language: str) -> dict[str, str]:
    own = judgements.drop_duplicates("by")
    return dict(zip(own["by"], translated(own, "by", language), strict=True))


def _judgements(
    query: Query, ids: pd.Series[str], language: str, asof: str
) -> dict[str, dict[int, Judgement]]:
    """Return the judgements of some demands by their rows, oldest first, undated ones last."""
    order, days = _known_rows(query.judgements, asof)
    undated = np.isnat(days)
    order = np.concatenate([order[~undated], order[undated]])
    order = order[is_among(query.judgements["demand"].take(order), ids).to_numpy(dtype=bool)]
    table = query.judgements.take(order)
    first = table["first"].dt.strftime("%Y-%m-%d").fillna("") if len(table) else table["on"]
    words = ("by", "target", "paragraph", "quote", "note", "reply")
    said = {name: translated(table, name, language) for name in words}
    columns = (
        table["on"], dates_in_words(table, language) if len(table) else table["on"], first,
        said["by"], table["kind_read"], table["answer_read"], said["target"], said["paragraph"],
        said["quote"], table["match_read"], table["status_read"], table["evidence_read"],
        table["archived_read"], said["note"], said["reply"],
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
    table = _meetings(query.whole)
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
) -> list[tuple[Party, ...]]:
    ids, names = _label_ids(query.tables, column), label_names(query.tables, column, language)
    return [tuple(Party(ids[item], names[ids[item]]) for item in each) for each in items]


def _parties(query: Query, by: list[list[str]], language: str) -> list[tuple[Party, ...]]:
    distinct = pd.Series(sorted({name for each in by for name in each}), dtype="str")
    known = lookup(query.organizations, ("name", "short", "aliases")) if len(distinct) else {}
    ids = dict(zip(distinct, match_ids(distinct, known), strict=True)) if len(distinct) else {}
    names = organization_names(query, language)
    return [tuple(Party(ids[name], names.get(ids[name], name)) for name in each) for each in by]


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
