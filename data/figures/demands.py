"""Demands of a selection: which ones there are, and what their judges say of each.

A demand that names no known consultation belongs to every selection that leaves out no consultation
of the campaign's own. With `asof`, a partial date or "", only what was known at the end of it
counts: demands of meetings, and judgements, whose first day is not later. Undated ones count only
without `asof`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from data.columnar.texts import join_columns, parts
from data.filters.index import index_of
from data.filters.merging import join_frames, unite
from data.filters.query import Query
from data.filters.question import question
from data.filters.search import WordIndex, name_index
from data.loading.csv_tables import split_list
from data.loading.ids import match_ids, organization_ids, slugs
from data.loading.iso_dates import last_day
from data.model.campaign import Campaign, Tables, translated
from data.model.result_cache import cached_on_campaign
from data.model.schema import ANSWERS, STATUSES
from data.words.folding import fold, fold_series

DIFFER = "differ"
"""The answer, or status, of a demand whose judges differ."""

DEMAND_ANSWERS = (*ANSWERS, DIFFER)
DEMAND_STATUSES = (*STATUSES, DIFFER)
UNANSWERED = ("none_found", "unknown")
"""Answers of a demand that nothing answers as far as is known."""


def _of_selection(query: Query) -> tuple[np.ndarray, np.ndarray]:
    """Return the demands and rows of the pairs of a demand and a selected consultation."""
    pairs = index_of(query.campaign).demands
    is_selected = query.mask[pairs.rows]
    return pairs.codes[is_selected], pairs.rows[is_selected]


@question(unite)
@cached_on_campaign(16)
def made_here(query: Query) -> np.ndarray:
    """Return whether each demand was made at a selected consultation."""
    mask = np.zeros(len(query.demands), dtype=bool)
    mask[_of_selection(query)[0]] = True
    return mask


@question(unite)
@cached_on_campaign(4)
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
@cached_on_campaign(4)
def first_days(query: Query) -> np.ndarray:
    """Return the first day of each demand's earliest dated meeting, `datetime64[D]`, or NaT."""
    demands, rows = _of_selection(query)
    days = query.campaign.consultations["first"].take(rows).to_numpy("datetime64[D]")
    first = np.full(len(query.demands), "NaT", dtype="datetime64[D]")
    np.fmin.at(first, demands, days)
    return first


@question(lambda answers: join_frames(answers).sort_values(["demand", "number"], ignore_index=True))
@cached_on_campaign(4)
def meetings_of_demands(query: Query) -> pd.DataFrame:
    """Return one row per demand and meeting, with the columns of the consultation."""
    demands, rows = _of_selection(query)
    table = query.campaign.consultations
    names = [name for name in table.columns if name.partition("__")[0] == "title"]
    columns = ["id", "number", "kind", *names, "region", "first", "last", "precision"]
    return table[columns].take(rows).reset_index(drop=True).assign(demand=demands)


def meeting_counts(query: Query) -> np.ndarray:
    """Return how many consultations made each demand, whether they are selected or not."""
    return np.bincount(meetings_of_demands(query.whole)["demand"], minlength=len(query.demands))


def asking_kinds(query: Query) -> frozenset[str]:
    """Return the kinds of consultation that made a demand: others are not expected to."""
    if not len(query.demands):
        return frozenset()
    return frozenset(meetings_of_demands(query.whole)["kind"].astype("str"))


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
    mask = made_here(query)
    if query is query.whole or _own_size(query) == _own_size(query.whole):
        mask = mask | ~made_here(query.whole)
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
def standing(tables: Campaign, asof: str = "") -> Standing:
    """Return what each demand became; the latest judgement of each judge that says something.

    Of two on the same day the lower row counts; undated ones count as earlier than all others.
    """
    judgements, count = tables.judgements, len(tables.demands)
    order, days = known_rows(judgements, asof)
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
        found = pd.Index(words).get_indexer(pd.Index(rows[f"{name}_read"])) if len(rows) else order
        latest = np.full(len(firsts), -1, dtype=np.int64)
        says = np.flatnonzero(found >= 0)
        # The rows are in the order of their dates: the last one stays.
        latest[codes[says]] = says
        stances[name] = np.where(latest >= 0, found[latest], words.index(_UNSAID[name]))
        stances[f"{name}_row"] = np.where(latest >= 0, order[latest], -1)
    is_answer = ~rows["answer_read"].isin(("", *UNANSWERED)).to_numpy(dtype=bool)
    answered = np.full(count, "NaT", dtype="datetime64[D]")
    np.fmin.at(answered, demand[is_answer], days[is_answer])
    answers = _united(stances, "answer", count, ANSWERS.index("unknown"), len(ANSWERS))
    statuses = _united(stances, "status", count, STATUSES.index("no_evidence"), len(STATUSES))
    # By the first judgement of each judge.
    stances = stances.assign(_first=firsts).sort_values(["demand", "_first"], ignore_index=True)
    return Standing(answers, statuses, answered, stances.drop(columns="_first"))


_UNSAID = {"answer": "unknown", "status": "no_evidence"}


def known_rows(judgements: pd.DataFrame, asof: str) -> tuple[np.ndarray, np.ndarray]:
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
        words: Each must begin a word of the demand, its theme, its addressee or who asked.
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
    demands, searched = tables.demands, ("text", "theme", "addressed_to", "by")
    columns = [name for name in demands.columns if name.partition("__")[0] in searched]
    return name_index(join_columns([fold_series(demands[name]) for name in columns]))


@cached_on_campaign(2)
def labels_of(tables: Tables, column: str) -> tuple[np.ndarray, pd.Series[str]]:
    """Return the rows and ids of the items of a list column, each once: themes, addressees."""
    rows, _, texts = parts(tables.demands[column])
    pairs = pd.DataFrame({"row": rows, "id": slugs(texts)}).drop_duplicates(ignore_index=True)
    return pairs["row"].to_numpy(), pairs["id"]


@cached_on_campaign(2)
def label_ids(tables: Tables, column: str) -> dict[str, str]:
    """Map the items of a list column to their ids."""
    items = parts(tables.demands[column]).texts.drop_duplicates()
    return dict(zip(items, slugs(items), strict=True))


@cached_on_campaign(16)
def label_names(tables: Tables, column: str, language: str) -> dict[str, str]:
    """Map the ids of themes or addressees to their names, in the order of the table."""
    ids, cells = label_ids(tables, column), tables.demands[column]
    spoken = translated(tables.demands, column, language)
    names: dict[str, str] = {}
    for text, other in dict.fromkeys(zip(cells, spoken, strict=True)):
        items, others = split_list(text), split_list(other)
        # A translation with another number of items can't be told apart.
        for item, name in zip(items, others if len(others) == len(items) else items, strict=True):
            names.setdefault(ids[item], name)
    return names


def demands_by_organization(query: Query, organization: str, asof: str = "") -> np.ndarray:
    """Return what an organization asked for in a selection, as ascending positions."""
    positions = demand_positions(query, asof)
    rows, _, names = parts(query.demands["by"])
    ids = match_ids(names, organization_ids(query.tables))
    return np.intersect1d(positions, rows[(ids == organization).to_numpy(dtype=bool)])
