"""Demands of a selection in numbers. "unknown" is in every total.

A demand counts once in totals, and once in each of its themes, addressees and regions. `among`
limits what is counted to these positions, such as those that a `DemandChoice` lets through.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from data.figures.demands import (
    DEMAND_ANSWERS,
    DEMAND_STATUSES,
    UNANSWERED,
    demand_positions,
    first_days,
    label_names,
    labels_of,
    region_marks,
    standing,
)
from data.filters.query import Query
from data.model.campaign import Tables
from data.model.result_cache import cached_on_campaign
from data.model.schema import GLOBAL


class Totals(NamedTuple):
    """How many demands have each answer and status; `themes_only` have no wording."""

    demands: int
    themes_only: int
    answers: dict[str, int]
    statuses: dict[str, int]


def demand_totals(query: Query, asof: str = "") -> Totals:
    """Count the demands of a selection; every answer and status is there, also with 0."""
    return totals_of(query, demand_positions(query, asof), asof)


def totals_of(query: Query, positions: np.ndarray, asof: str = "") -> Totals:
    """Count some demands, as `demand_totals` does."""
    now = standing(query.tables, asof)
    texts = query.demands["text"].take(positions)
    return Totals(
        len(positions),
        int((texts == "").sum()),
        _counts(now.answers[positions], DEMAND_ANSWERS),
        _counts(now.statuses[positions], DEMAND_STATUSES),
    )


def _positions(query: Query, asof: str, among: np.ndarray | None) -> np.ndarray:
    return demand_positions(query, asof) if among is None else among


def _counts(codes: np.ndarray, words: tuple[str, ...]) -> dict[str, int]:
    return dict(zip(words, np.bincount(codes, minlength=len(words)).tolist(), strict=True))


def theme_answers(
    query: Query, language: str, asof: str = "", among: np.ndarray | None = None
) -> pd.DataFrame:
    """Return one row per theme with demands, most first: `id`, `name`, an answer each, `total`."""
    return _by_label(query, "theme", language, _labels(query, "theme", asof, among), asof)


def addressee_answers(
    query: Query, language: str, asof: str = "", among: np.ndarray | None = None
) -> pd.DataFrame:
    """Return one row per addressee, as `theme_answers`; id "" for those without one."""
    return _by_label(
        query, "addressed_to", language, _labels(query, "addressed_to", asof, among), asof
    )


def _by_label(
    query: Query, column: str, language: str, labels: tuple[np.ndarray, pd.Series[str]], asof: str
) -> pd.DataFrame:
    rows, ids = labels
    answers = standing(query.tables, asof).answers[rows]
    codes, names = pd.factorize(ids)
    counts = np.zeros((len(names), len(DEMAND_ANSWERS)), dtype=np.int64)
    np.add.at(counts, (codes, answers), 1)
    known = label_names(query.tables, column, language)
    frame = pd.DataFrame(counts, columns=list(DEMAND_ANSWERS))
    frame.insert(0, "name", pd.Series([known.get(id_, "") for id_ in names], dtype="str"))
    frame.insert(0, "id", pd.Series(names, dtype="str"))
    frame["total"] = counts.sum(axis=1)
    return frame.sort_values("total", ascending=False, kind="stable", ignore_index=True)


def _labels(
    query: Query, column: str, asof: str, among: np.ndarray | None
) -> tuple[np.ndarray, pd.Series[str]]:
    """Return each label of each demand of a selection once; "" for a demand without one."""
    return _labels_among(
        query.tables, column, _positions(query, asof, among).astype(np.int64).tobytes()
    )


@cached_on_campaign(8)
def _labels_among(
    tables: Tables, column: str, positions: bytes
) -> tuple[np.ndarray, pd.Series[str]]:
    """Return the labels of some demands; as bytes, their positions can be compared quickly."""
    rows, ids = labels_of(tables, column)
    is_left = np.zeros(len(tables.demands), dtype=bool)
    is_left[np.frombuffer(positions, np.int64)] = True
    is_among = is_left[rows]
    rows, ids = rows[is_among], ids[is_among]
    is_left[rows] = False
    without = np.flatnonzero(is_left)
    none = pd.Series("", index=range(len(without)), dtype="str")
    return np.concatenate([rows, without]).astype(np.int64), pd.concat(
        [ids, none], ignore_index=True
    )


def by_theme(query: Query, asof: str = "", among: np.ndarray | None = None) -> pd.DataFrame:
    """Return one row per theme and demand: `id` of the theme, `position`; largest theme first."""
    rows, ids = _labels(query, "theme", asof, among)
    frame = pd.DataFrame({"id": ids, "position": rows})
    sizes = frame.groupby("id", sort=False)["position"].transform("size")
    first = frame.groupby("id", sort=False).ngroup()
    order = np.lexsort((frame["position"], first, -sizes))
    return frame.take(order).reset_index(drop=True)


def theme_regions(
    query: Query, language: str, asof: str = "", among: np.ndarray | None = None
) -> pd.DataFrame:
    """Return one row per theme and region of the campaign, also those without a demand.

    Returns:
        `id` and `name` of the theme, `region` ("global" for none), `demands`, and `worded`: how
        many of these have a published wording. Themes are in the order of `theme_answers`. A
        demand without a known consultation is in no region.
    """
    labels = rows, ids = _labels(query, "theme", asof, among)
    themes = _by_label(query, "theme", language, labels, asof)
    marks = region_marks(query)[rows]
    codes = pd.Index(themes["id"]).get_indexer(pd.Index(ids))
    has_text = (query.demands["text"] != "").to_numpy(dtype=bool)[rows]
    regions = [*query.regions["id"], GLOBAL]
    demands, worded = (np.zeros((len(themes), len(regions)), dtype=np.int64) for _ in range(2))
    np.add.at(demands, codes, marks.astype(np.int64))
    np.add.at(worded, codes, (marks & has_text[:, None]).astype(np.int64))
    return pd.DataFrame(
        {
            "id": themes["id"].repeat(len(regions)).reset_index(drop=True),
            "name": themes["name"].repeat(len(regions)).reset_index(drop=True),
            "region": pd.Series(regions * len(themes), dtype="str"),
            "demands": demands.ravel(),
            "worded": worded.ravel(),
        }
    )


def region_answers(query: Query, asof: str = "", among: np.ndarray | None = None) -> pd.DataFrame:
    """Return one row per region of the campaign, "global" last: `region`, answers, `total`."""
    positions = _positions(query, asof, among)
    marks = region_marks(query)[positions] if len(positions) else np.zeros((0, 0), dtype=bool)
    regions = [*query.regions["id"], GLOBAL]
    answers = standing(query.tables, asof).answers[positions]
    counts = np.zeros((len(DEMAND_ANSWERS), len(regions)), dtype=np.int64)
    if len(positions):
        np.add.at(counts, answers, marks.astype(np.int64))
    frame = pd.DataFrame(counts.T, columns=list(DEMAND_ANSWERS))
    frame.insert(0, "region", pd.Series(regions, dtype="str"))
    return frame.assign(total=counts.sum(axis=0))


class Times(NamedTuple):
    """Days from the first day of the earliest meeting to the first answer.

    Attributes:
        median: Of those that have both dates; None if there is none.
        answered: How many have both dates.
        demands: How many demands there are.
    """

    median: float | None
    answered: int
    demands: int


def time_to_answer(query: Query, asof: str = "", among: np.ndarray | None = None) -> Times:
    """Return the median time to an answer; a partial date counts from its first day.

    An answer is any but "none found" and "unknown".
    """
    positions = _positions(query, asof, among)
    if not len(positions):
        return Times(None, 0, 0)
    days = (standing(query.tables, asof).answered - first_days(query.whole))[positions]
    days = days[~np.isnat(days)].astype(np.int64)
    return Times(float(np.median(days)) if len(days) else None, len(days), len(positions))


def unanswered(
    query: Query, on: date, asof: str = "", among: np.ndarray | None = None
) -> pd.DataFrame:
    """Return the demands without an answer, the longest waiting first.

    Args:
        query: The selection.
        on: The day until which they wait.
        asof: What was known then.
        among: See the top of this file.

    Returns:
        `position`, `id`, `days` since the first day of the earliest meeting (`Int64`, NA if no
        meeting is dated; those come last).
    """
    positions = _positions(query, asof, among)
    open_ = [DEMAND_ANSWERS.index(answer) for answer in UNANSWERED]
    positions = positions[np.isin(standing(query.tables, asof).answers[positions], open_)]
    first = first_days(query.whole)[positions] if len(positions) else np.zeros(0, "datetime64[D]")
    days = np.datetime64(on, "D") - first
    frame = pd.DataFrame(
        {
            "position": positions,
            "id": query.demands["id"].take(positions).to_numpy(),
            "days": pd.Series(days.astype(np.int64)).mask(np.isnat(days)).astype("Int64"),
        }
    )
    return frame.sort_values("days", ascending=False, kind="stable", ignore_index=True)
