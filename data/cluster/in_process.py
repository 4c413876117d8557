"""Shards in this process: in memory, or mapped from this disk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import pandas as pd

from data.cluster.asking import Reach, answer_each, merge_each, shards_to_ask
from data.filters.index import index_of
from data.filters.question import Answer, Fault, Question, start_of
from data.model.campaign import Campaign

_THREADS = 4


class InProcess:
    """Asks a list of shards, a few at a time."""

    def __init__(self, shards: Sequence[Campaign]) -> None:
        """Ask these shards."""
        self._shards = {str(position): shard for position, shard in enumerate(shards)}
        self._reaches = {name: reach_of(shard) for name, shard in self._shards.items()}
        self._pool = ThreadPoolExecutor(min(_THREADS, len(self._shards)), "shard")

    def faults(self) -> Sequence[Fault]:
        """Return none: shards in this process are read before they are asked."""
        return ()

    def ask_all(self, questions: Sequence[Question]) -> list[Answer | None]:
        """Ask each shard all the questions that it may have rows for, and merge the answers."""
        reaches = self._reaches
        asked = [set(shards_to_ask(reaches, question)) for question in questions]

        def answers_of(name: str) -> list[list[object]]:
            own = [
                question if name in names else None
                for question, names in zip(questions, asked, strict=True)
            ]
            return answer_each(self._shards[name], own)

        of_shards = list(self._pool.map(answers_of, sorted(set().union(*asked))))
        whole = len(reaches)
        return [
            Answer(merged.value, whole, whole) if merged else None
            for merged in merge_each(questions, of_shards)
        ]


def reach_of(shard: Campaign) -> Reach:
    """Return the days and rows of a shard."""
    index, first = index_of(shard), start_of(shard)
    days = None
    if index.dated.any():
        days = int(index.first[index.dated].min()), int(index.last[index.dated].max())
    return Reach(days, first, first + len(shard.consultations))


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
        demands=campaign.demands,
        judgements=campaign.judgements,
        issues=campaign.issues,
        folder=campaign.folder,
        version=campaign.version,
    )
