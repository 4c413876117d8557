"""The second step of a build: where to cut, which ids are used twice, where follow-ups lead."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from data.cluster.survey import NO_DATE, Days, hashes_of, links_file, read_days
from data.loading.assemble import TABLE
from data.model.errors import Issue, msgid

_BUCKETS = 16
"""Number of shares in which ids are compared: 50 MB at a time for a hundred million rows."""


class Slice(NamedTuple):
    """The rows of a piece that go into a shard: positions in date order, and those to skip."""

    piece: int
    start: int
    stop: int
    without: list[int]


class ShardPlan(NamedTuple):
    """A shard to build.

    Attributes:
        slices: Its rows, piece by piece.
        rows: How many consultations it will have.
        first_number: The number of its first consultation, from 1.
    """

    slices: list[Slice]
    rows: int
    first_number: int


def duplicates(folder: Path, pieces: int) -> dict[int, list[int]]:
    """Return the positions, by piece, of rows whose id an earlier row has."""
    repeats: dict[int, list[int]] = {}
    for bucket in range(_BUCKETS):
        hashes, rows, numbers, positions = [], [], [], []
        for number in range(pieces):
            days = read_days(folder, number)
            is_in = np.flatnonzero((days.hashes % _BUCKETS) == bucket)
            hashes.append(days.hashes[is_in])
            rows.append(days.rows[is_in])
            numbers.append(np.full(len(is_in), number, dtype=np.int32))
            positions.append(is_in.astype(np.int32))
        every = np.concatenate(hashes)
        order = np.lexsort((np.concatenate(rows), every))
        ordered = every[order]
        later = order[1:][ordered[1:] == ordered[:-1]]
        number, position = np.concatenate(numbers)[later], np.concatenate(positions)[later]
        for piece in np.unique(number).tolist():
            repeats.setdefault(piece, []).extend(position[number == piece].tolist())
    return {piece: sorted(positions) for piece, positions in repeats.items()}


def shard_plans(
    folder: Path, pieces: int, size: int, repeats: dict[int, list[int]]
) -> list[ShardPlan]:
    """Cut the rows of all pieces in date order into shards of about equal size.

    A cut is between two days, or between pieces where very many rows have the same days.
    """
    groups = pd.concat(
        [_groups(read_days(folder, number), number) for number in range(pieces)], ignore_index=True
    ).sort_values(["first", "last", "piece"], ignore_index=True)
    total = int(groups["rows"].sum())
    count = max(round(total / size), 1)
    after = groups["rows"].cumsum().to_numpy()
    # The group in whose middle a cut would fall goes to the nearer side.
    middle = after - groups["rows"].to_numpy() / 2
    groups["shard"] = np.minimum(middle * count / max(total, 1), count - 1).astype(int)
    plans: list[ShardPlan] = []
    begins = dict.fromkeys(range(pieces), 0)
    first_number = 1
    for _, shard in groups.groupby("shard"):
        slices = []
        for piece, rows in shard.groupby("piece")["rows"].sum().items():
            start = begins[int(str(piece))]
            stop = begins[int(str(piece))] = start + int(rows)
            without = [
                position - start
                for position in repeats.get(int(str(piece)), [])
                if start <= position < stop
            ]
            slices.append(Slice(int(str(piece)), start, stop, without))
        rows = sum(each.stop - each.start - len(each.without) for each in slices)
        if rows:
            plans.append(ShardPlan(slices, rows, first_number))
            first_number += rows
    return plans


def _groups(days: Days, piece: int) -> pd.DataFrame:
    """One row per first and last day in a piece: `first`, `last`, `rows`, `piece`."""
    first, last = days.first, days.last
    is_new = np.ones(len(first), dtype=bool)
    is_new[1:] = (first[1:] != first[:-1]) | (last[1:] != last[:-1])
    starts = np.flatnonzero(is_new)
    rows = np.diff(np.append(starts, len(first)))
    return pd.DataFrame({"first": first[starts], "last": last[starts], "rows": rows}).assign(
        piece=piece
    )


def follow_ups(
    folder: Path, pieces: int, repeats: dict[int, list[int]]
) -> tuple[pd.DataFrame, list[Issue]]:
    """Resolve the follow-ups of all pieces.

    Returns:
        One row per link in the order of the parts: `consultation`, `into`, `days` as in
        `data.loading.assemble.read_feeds`, and `from_piece`, `from_position`, `to_piece`,
        `to_position`; and one issue per id that no consultation has.
    """
    links = pd.concat([_read_links(folder, number) for number in range(pieces)])
    links = links.sort_values("row", kind="stable", ignore_index=True)
    is_repeat = np.zeros(len(links), dtype=bool)
    for piece, positions in repeats.items():
        is_repeat |= ((links["from_piece"] == piece) & links["from_position"].isin(positions)).array
    links = links[~is_repeat].drop_duplicates(["consultation", "into"], ignore_index=True)
    ends = pd.DataFrame({"hash": hashes_of(links["into"])})
    wanted = np.unique(ends["hash"].to_numpy())
    targets = pd.concat(
        [_targets(read_days(folder, number), number, wanted) for number in range(pieces)]
    ).sort_values("row", kind="stable")
    targets = targets.drop_duplicates("hash").set_index("hash").reindex(ends["hash"])
    targets = targets.reset_index(drop=True)
    is_known = targets["row"].notna() & (links["into"] != links["consultation"])
    issues = [
        Issue(
            TABLE, int(row), "feeds_into", str(into),
            msgid("No other consultation has this id."),
            msgid("Correct the id. The link is not shown."),
        )
        for row, into in links.loc[~is_known, ["row", "into"]].itertuples(index=False)
    ]  # fmt: skip
    links, targets = links[is_known], targets[is_known]
    sources = _sources(folder, links)
    is_exact = sources["exact"].to_numpy(dtype=bool) & targets["exact"].to_numpy(dtype=bool)
    days = (targets["first"].to_numpy() - sources["last"].to_numpy()).astype(np.int64)
    resolved = pd.DataFrame(
        {
            "consultation": links["consultation"].array,
            "into": links["into"].array,
            "days": pd.arrays.IntegerArray(np.where(is_exact, days, 0), ~is_exact),
            "from_piece": links["from_piece"].to_numpy(),
            "from_position": links["from_position"].to_numpy(),
            "to_piece": targets["piece"].to_numpy(dtype=np.int64),
            "to_position": targets["position"].to_numpy(dtype=np.int64),
        }
    )
    return resolved, issues


def _read_links(folder: Path, number: int) -> pd.DataFrame:
    links = pd.read_parquet(links_file(folder, number))
    return links.rename(columns={"position": "from_position"}).assign(from_piece=number)


def _targets(days: Days, piece: int, wanted: np.ndarray) -> pd.DataFrame:
    """The rows of a piece that links lead to."""
    places = np.searchsorted(wanted, days.hashes)
    places[places == len(wanted)] = 0
    is_hit = (wanted[places] == days.hashes) if len(wanted) else np.zeros(len(places), dtype=bool)
    at = np.flatnonzero(is_hit)
    return pd.DataFrame(
        {
            "hash": days.hashes[at], "first": days.first[at].astype(np.int64),
            "exact": days.exact[at], "row": days.rows[at], "position": at,
        }
    ).assign(piece=piece)  # fmt: skip


def unknown_consultations(folder: Path, pieces: int, ids: pd.Series[str]) -> np.ndarray:
    """Return which texts, such as ids in a table of documents, are not ids of consultations."""
    hashes = hashes_of(ids)
    wanted = np.unique(hashes)
    hits = [_targets(read_days(folder, number), number, wanted)["hash"] for number in range(pieces)]
    is_known = np.isin(hashes, np.concatenate([hit.to_numpy() for hit in hits]))
    return (ids != "").to_numpy(dtype=bool) & ~is_known


def _sources(folder: Path, links: pd.DataFrame) -> pd.DataFrame:
    """Last day and precision of the consultation that each link starts from."""
    last = np.full(len(links), NO_DATE, dtype=np.int64)
    exact = np.zeros(len(links), dtype=bool)
    pieces, positions = links["from_piece"].to_numpy(), links["from_position"].to_numpy()
    for piece in np.unique(pieces).tolist():
        days, is_it = read_days(folder, piece), pieces == piece
        last[is_it], exact[is_it] = days.last[positions[is_it]], days.exact[positions[is_it]]
    return pd.DataFrame({"last": last, "exact": exact})


def links_of(links: pd.DataFrame, plan: ShardPlan) -> pd.DataFrame:
    """Return the links with an end in a shard: `consultation`, `into`, `days`."""
    is_in = np.zeros(len(links), dtype=bool)
    for end in ("from", "to"):
        pieces = links[f"{end}_piece"].to_numpy()
        positions = links[f"{end}_position"].to_numpy()
        for each in plan.slices:
            at = (positions >= each.start) & (positions < each.stop)
            is_in |= (pieces == each.piece) & at
    return links.loc[is_in, ["consultation", "into", "days"]].reset_index(drop=True)


def duplicate_issues(
    folder: Path, repeats: dict[int, list[int]], most: int
) -> tuple[list[dict[str, Any]], int]:
    """Return issues for the first repeats of ids, and how many more there are."""
    rows = sorted(
        int(row)
        for piece, positions in repeats.items()
        for row in read_days(folder, piece).rows[positions]
    )
    issues = [
        Issue(
            TABLE, row, "id", "", msgid("A row above has the same id."),
            msgid("Give the row its own id."), left_out=True,
        )
        for row in rows[:most]
    ]  # fmt: skip
    return [asdict(issue) for issue in issues], max(len(rows) - most, 0)
