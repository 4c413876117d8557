"""The third step of a build: write one shard from its rows of the pieces."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from data.cluster.load import with_small
from data.cluster.manifest import checksum_of
from data.cluster.plan import ShardPlan
from data.cluster.stored_index import write_index
from data.cluster.survey import MOST_ISSUES, read_rows, rows_file
from data.columnar.memory import pause_collection, return_all_memory
from data.columnar.texts import is_among
from data.filters.stored_words import words_of
from data.geo.gazetteer import Gazetteer
from data.loading.assemble import TABLE, campaign_from
from data.loading.csv_tables import with_columns
from data.model.campaign import Campaign
from data.model.schema import CONSULTATION_COLUMNS
from data.store.store import read_campaign_files, write_campaign_files

_OF_CONSULTATIONS = ("documents.csv", "photos.csv")
_PART = ".part"
OF_WHOLE = "_of_whole"
"""Column of a small table: whether a row belongs to the whole campaign."""


class ShardTask(NamedTuple):
    """A shard to make.

    Attributes:
        plan: Its rows.
        number: Of the shard, from 0.
        work: The folder of surveys, links and texts of small tables.
        small: The folder of the small tables.
        into: The shard's folder, which appears when it is complete.
        columns: All columns of the table, in order.
    """

    plan: ShardPlan
    number: int
    work: str
    small: str
    into: str
    columns: list[str]


def shard_links_file(work: Path, number: int) -> Path:
    """The file with the follow-ups that have an end in a shard."""
    return work / f"links-{number:04}.parquet"


def texts_file(work: Path, table: str) -> Path:
    """The file with the text of a small table whose rows belong to consultations."""
    return work / f"{table}.parquet"


def make_shard(task: ShardTask) -> dict[str, Any]:
    """Build a shard and write it, with its search index.

    Returns:
        `rows`, `first_number`, `first_day`, `last_day` (ISO, "" if none is dated), `checksum`,
        `issues`, `more_issues`.
    """
    into = Path(task.into)
    with pause_collection():
        small = read_campaign_files(Path(task.small), is_shared=True)
        campaign = _campaign(task, small)
        if len(campaign.consultations) != task.plan.rows:
            raise ValueError(f"Shard {task.number}: {len(campaign.consultations)} rows")
        writing = into.with_name(into.name + _PART)
        shutil.rmtree(writing, ignore_errors=True)
        writing.mkdir(parents=True)
        write_campaign_files(campaign, writing)
        first, last = campaign.consultations["first"].min(), campaign.consultations["last"].max()
        issues = [issue for issue in campaign.issues if issue.column != "feeds_into"]
        del campaign
        return_all_memory()
        campaign = with_small(read_campaign_files(writing, is_shared=True), small)
        words_of(campaign)
        write_index(campaign, writing)
        del campaign
    shutil.rmtree(into, ignore_errors=True)
    writing.replace(into)
    return_all_memory()
    return {
        "rows": task.plan.rows,
        "first_number": task.plan.first_number,
        "first_day": "" if pd.isna(first) else f"{first:%Y-%m-%d}",
        "last_day": "" if pd.isna(last) else f"{last:%Y-%m-%d}",
        "checksum": checksum_of(into),
        "issues": [asdict(issue) for issue in issues[:MOST_ISSUES]],
        "more_issues": max(len(issues) - MOST_ISSUES, 0),
    }


def _campaign(task: ShardTask, small: Campaign) -> Campaign:
    work = Path(task.work)
    table = _rows(task, work)
    texts = {TABLE: table, **_lists_of(small)}
    for name in _OF_CONSULTATIONS:
        every = pd.read_parquet(texts_file(work, name))
        is_ours = (every["consultation"] != "") & is_among(every["consultation"], table["id"])
        if task.number == 0:
            is_ours |= every[OF_WHOLE]
        texts[name] = every[is_ours].drop(columns=OF_WHOLE).reset_index(drop=True)
    del table
    with closing(Gazetteer()) as gazetteer:
        campaign = campaign_from(small.settings, texts, [], gazetteer, version=small.version)
    consultations = campaign.consultations
    consultations["number"] += task.plan.first_number - 1
    return replace(
        campaign,
        settings=small.settings,
        consultations=consultations,
        feeds=pd.read_parquet(shard_links_file(work, task.number)),
        # The small tables have these, once for all shards.
        regions=small.regions.iloc[:0],
        organizations=small.organizations.iloc[:0],
    )


def _lists_of(small: Campaign) -> dict[str, pd.DataFrame]:
    """Return regions and organizations as tables of text with every name that is numbered."""
    return {
        "regions.csv": small.regions.drop(columns="iso3"),
        "organizations.csv": small.organizations,
    }


def _rows(task: ShardTask, work: Path) -> pd.DataFrame:
    """Read the shard's rows of each piece, with all columns in the same order."""
    frames = []
    for each in task.plan.slices:
        rows = read_rows(rows_file(work, each.piece), each.start, each.stop)
        if each.without:
            rows = rows.drop(index=each.without).reset_index(drop=True)
        frames.append(with_columns(rows, tuple(task.columns)))
    table = pd.concat(frames, ignore_index=True)
    others = [name for name in table.columns if name not in task.columns]
    return table[[*task.columns, *(name for name in others if name.startswith("_"))]]


def columns_of(surveys: list[dict[str, Any]]) -> list[str]:
    """Return the columns of all pieces, in order; without those that have contacts anywhere."""
    contacts = {name for facts in surveys for name in facts["contacts"]}
    every = dict.fromkeys([*(name for facts in surveys for name in facts["columns"])])
    names = [name for name in every if name not in contacts]
    return names or list(CONSULTATION_COLUMNS)
