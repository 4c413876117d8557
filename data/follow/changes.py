"""What differs between two versions of a campaign, and whether the new one loses too much."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.filters.query import Query
from data.model.schema import CONSULTATION_COLUMNS

_MOST_COMPARED = 200_000
"""Rows up to which cells are compared: three seconds. Of more, only ids are."""

_MOST_NAMED = 20
_LEAST_CELLS = 4
"""Columns with fewer cells may become empty without a person's consent."""

_MADE = ("number", "first", "last", "precision", "own", "placed", "dated", "words", "_row")
"""Columns that loading adds."""

ROWS, PLACED, DATED = "rows", "placed", "dated"
DEMANDS, JUDGEMENTS = "demands", "judgements"
"""What may be lost besides the cells of a column."""

CHANGED_DEMANDS, GONE_DEMANDS = "demands_changed", "demands_gone"
"""Names of further counts of a `Change`."""

_SAME = {
    DEMANDS: ("id",),
    JUDGEMENTS: ("demand", "on", "by", "answer", "target", "paragraph", "match", "status"),
}
"""Columns by which a row is the same as before: a corrected note is no new judgement."""


@dataclass(frozen=True)
class Change:
    """What changed with one version.

    Attributes:
        time: When it was shown first, in seconds since 1970.
        version: Of the campaign.
        rows: How many consultations it has.
        counts: How many are new, changed and gone; "changed" is missing for large campaigns.
            Where there are any: how many "demands" and "judgements" are new, and how many
            demands are changed and gone.
        new: Ids and titles of the first new ones.
        changed: The same of changed ones.
        gone: The same of those that are gone.
        asked: Ids and words of the first demands that are new, changed or have a new judgement.
    """

    time: float
    version: str
    rows: int
    counts: dict[str, int]
    new: tuple[list[str], ...] = ()
    changed: tuple[list[str], ...] = ()
    gone: tuple[list[str], ...] = ()
    asked: tuple[list[str], ...] = ()


@dataclass(frozen=True)
class Loss:
    """What a version loses: the name of a column or of a count above, and its counts."""

    what: str
    before: int
    after: int


def change_between(old: Query, new: Query, time: float) -> Change:
    """Compare two versions by the ids of consultations; in shards, only their numbers."""
    if not (old.is_local and new.is_local):
        count, earlier = new.size, old.size
        counts = {"new": max(count - earlier, 0), "gone": max(earlier - count, 0)}
        return Change(time, new.version, count, counts)
    before, after = old.consultations, new.consultations
    old_ids, new_ids = before["id"].astype("str"), after["id"].astype("str")
    is_new, is_gone = ~new_ids.isin(old_ids), ~old_ids.isin(new_ids)
    parts = {"new": after[is_new.to_numpy()], "gone": before[is_gone.to_numpy()]}
    if max(len(before), len(after)) <= _MOST_COMPARED:
        parts["changed"] = after[_differ(before, after) & ~is_new.to_numpy()]
    named = {
        name: tuple([str(row.id), str(row.title)] for row in part.head(_MOST_NAMED).itertuples())
        for name, part in parts.items()
    }
    counts = {name: len(part) for name, part in parts.items()}
    news, named["asked"] = _demand_changes(old, new)
    return Change(time, new.version, len(after), counts | news, **named)


def _demand_changes(old: Query, new: Query) -> tuple[dict[str, int], tuple[list[str], ...]]:
    """Count what differs of demands, where there is any; give their present ids and words."""
    before, after = old.demands, new.demands
    is_new, is_gone = ~after["id"].isin(before["id"]), ~before["id"].isin(after["id"])
    is_changed = np.zeros(len(after), dtype=bool)
    if max(len(before), len(after)) <= _MOST_COMPARED:
        is_changed = _differ(before, after) & ~is_new.to_numpy()
    is_judged = ~np.isin(_keys(new.judgements, JUDGEMENTS), _keys(old.judgements, JUDGEMENTS))
    found = {
        DEMANDS: after.loc[is_new, "id"],
        CHANGED_DEMANDS: after.loc[is_changed, "id"],
        JUDGEMENTS: new.judgements.loc[is_judged, "demand"],
    }
    counts = {name: len(ids) for name, ids in found.items() if len(ids)}
    if gone := int(is_gone.sum()):
        counts[GONE_DEMANDS] = gone
    ids = [id_ for each in found.values() for id_ in each.astype("str")]
    words = new.demands["text"].where(new.demands["text"] != "", new.demands["theme"])
    named = dict(zip(new.demands["id"].astype("str"), words.astype("str"), strict=True))
    return counts, tuple([id_, named[id_]] for id_ in list(dict.fromkeys(ids))[:_MOST_NAMED])


def _keys(rows: pd.DataFrame, table: str) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """Return a number for each row by which to know it again."""
    keys = pd.util.hash_pandas_object(_texts(rows, [*_SAME[table]]), index=False)
    return np.asarray(keys, dtype=np.uint64)


def _differ(
    before: pd.DataFrame, after: pd.DataFrame
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return whether each row of `after` has another text than the row of its id before."""
    columns = sorted({*before.columns, *after.columns} - {*_MADE})
    # As objects: a missing one would make floats of them, and floats are equal too soon.
    old, new = (
        pd.util.hash_pandas_object(_texts(frame, columns), index=False)
        .astype("object")
        .set_axis(frame["id"].astype("str"))
        for frame in (before, after)
    )
    return (old[~old.index.duplicated()].reindex(new.index) != new).to_numpy(dtype=bool)


def _texts(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return columns as texts; one that is missing is empty."""
    texts = frame.reindex(columns=columns).astype("object")
    return texts.where(texts.notna(), "").astype("str")


def losses_between(old: Query, new: Query, *, by_hand: bool = False) -> tuple[Loss, ...]:
    """Name what the new version has at most half of: rows, placed or dated ones, cells of a column.

    The rows of demands and of judgements count as those of consultations do.

    Args:
        old: The version that is shown.
        new: The next one.
        by_hand: Whether a person edits its tables here: then only rows count, as in a table of
            which half is copied yet.

    Returns:
        Empty if it may be shown. A column with a name that was not understood counts as empty.
    """
    if not (old.is_local and new.is_local):
        earlier, count = old.size, new.size
        return _losses({ROWS: (earlier, min(earlier, count))}, least=1)
    before, after = old.consultations, new.consultations
    stays = before["id"].astype("str").isin(after["id"].astype("str"))
    stay = {ROWS: (len(before), int(stays.sum()))}
    for name in (DEMANDS, JUDGEMENTS):
        keys_before, keys_after = (_keys(getattr(each, name), name) for each in (old, new))
        stay[name] = len(keys_before), int(np.isin(keys_before, keys_after).sum())
    rows = _losses(stay, least=1)
    if by_hand or rows:
        return rows
    # Of the rows that both have: cells may go with their rows.
    before = before[stays]
    after = after[after["id"].astype("str").isin(before["id"].astype("str"))]
    pairs = {name: (int(before[name].sum()), int(after[name].sum())) for name in (PLACED, DATED)}
    for name in CONSULTATION_COLUMNS:
        if name not in {"id", "lat", "lon"}:
            pairs[name] = (_filled(before, name), _filled(after, name))
    return _losses(pairs, least=_LEAST_CELLS)


def _losses(pairs: dict[str, tuple[int, int]], least: int) -> tuple[Loss, ...]:
    return tuple(
        Loss(name, before, after)
        for name, (before, after) in pairs.items()
        if before >= least and loses_half(before, after)
    )


def loses_half(before: int, after: int) -> bool:
    """Tell whether so much goes that a person must accept it."""
    return after * 2 <= before


def _filled(frame: pd.DataFrame, name: str) -> int:
    if name not in frame:
        return 0
    cells = frame[name]
    return int(((cells != "") & cells.notna()).sum())
