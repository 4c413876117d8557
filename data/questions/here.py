"""An engine in the process: it asks shards that are in this memory or mapped from this disk."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from data.campaign.campaign import Campaign
from data.choosing.index import index_of
from data.loading.iso_dates import first_day, last_day
from data.questions.question import Answer, Fault, answer, merge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from data.questions.question import Question

_THREADS = 4


class Here:
    """Asks a list of shards, a few at a time."""

    def __init__(self, shards: Sequence[Campaign]) -> None:
        self._shards = list(shards)
        self._days = {id(shard): _days(shard) for shard in self._shards}
        self._pool = ThreadPoolExecutor(min(_THREADS, len(self._shards)), "shard")

    def faults(self) -> Sequence[Fault]:
        """Return none: shards in this process are read before they are asked."""
        return ()

    def ask(self, question: Question) -> Answer:
        """Ask every shard that has a say, and unite the answers."""
        asked = [shard for shard in self._shards if has_say(self._days[id(shard)], question)]
        answers = list(
            self._pool.map(lambda shard: answer(shard, question), asked or self._shards[:1])
        )
        return Answer(merge(question, answers), len(self._shards), len(self._shards))


def _days(shard: Campaign) -> tuple[int, int] | None:
    """Return the first and last day of a shard, in days since 1970; None without any."""
    index = index_of(shard)
    if not index.dated.any():
        return None
    return int(index.first[index.dated].min()), int(index.last[index.dated].max())


def has_say(days: tuple[int, int] | None, question: Question) -> bool:
    """Tell whether a shard with these first and last days can have anything that is asked about."""
    since, until = (first_day(question.time[0]), last_day(question.time[1]))
    if since is None and until is None:
        return True
    if days is None:
        return False
    starts = np.datetime64(since, "D").astype(np.int64) if since else days[0]
    ends = np.datetime64(until, "D").astype(np.int64) if until else days[1]
    return bool(days[1] >= starts and days[0] <= ends)


def cut(campaign: Campaign, starts: Iterable[int]) -> list[Campaign]:
    """Cut a campaign in memory into shards that begin at these positions, and at 0."""
    size = len(campaign.consultations)
    edges = sorted({0, *(start for start in starts if 0 < start < size), size})
    return [_shard(campaign, first, end) for first, end in pairwise(edges)]


def _shard(campaign: Campaign, first: int, end: int) -> Campaign:
    consultations = campaign.consultations.iloc[first:end].reset_index(drop=True)
    ids = consultations["id"]
    index = index_of(campaign)

    def rows_of(frame: pd.DataFrame, rows: np.ndarray) -> pd.DataFrame:
        inside = (rows >= first) & (rows < end)
        return frame[inside].assign(row=rows[inside] - first).reset_index(drop=True)

    def of_ids(frame: pd.DataFrame) -> pd.DataFrame:
        # What belongs to the campaign alone is in the first shard.
        alone = (frame["consultation"] == "") if not first else False
        return frame[frame["consultation"].isin(ids) | alone].reset_index(drop=True)

    feeds = campaign.feeds
    return Campaign(
        settings=campaign.settings,
        consultations=consultations,
        places=rows_of(campaign.places, index.place_rows),
        roles=rows_of(campaign.roles, index.role_rows),
        feeds=feeds[feeds["consultation"].isin(ids) | feeds["into"].isin(ids)],
        documents=of_ids(campaign.documents),
        photos=of_ids(campaign.photos),
        regions=campaign.regions,
        organizations=campaign.organizations,
        issues=campaign.issues,
        folder=campaign.folder,
        version=campaign.version,
    )
