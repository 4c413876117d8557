"""Cut a campaign into shards: survey the parts, plan the cuts, make each shard.

Each step leaves its results in `shards/VERSION/work` of the campaign's folder, so that a build that
was stopped resumes. The manifest is written last: until then servers show the earlier version.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from data.cluster.make import (
    OF_WHOLE,
    ShardTask,
    columns_of,
    make_shard,
    shard_links_file,
    texts_file,
)
from data.cluster.manifest import FOLDER, FORMAT, SMALL, Manifest, Shard, write_manifest
from data.cluster.parts import fingerprint, pieces_of
from data.cluster.plan import (
    ShardPlan,
    duplicate_issues,
    duplicates,
    follow_ups,
    links_of,
    shard_plans,
    unknown_consultations,
)
from data.cluster.survey import MOST_ISSUES, NAMED, Survey, names_without, survey
from data.cluster.tasks import Run, run_step
from data.columnar.texts import parts
from data.geo.gazetteer import Gazetteer
from data.loading.assemble import OPTIONAL_TABLES, TABLE, campaign_from
from data.loading.csv_tables import with_columns
from data.loading.demands import DEMANDS, JUDGEMENTS, Meetings, read_demands
from data.loading.load import text_tables
from data.model.campaign import Campaign
from data.model.errors import CampaignUnreadableError, Issue, msgid
from data.model.schema import CONSULTATION_COLUMNS, DOCUMENT_COLUMNS, PHOTO_COLUMNS, ROW
from data.model.settings import FILE as SETTINGS
from data.model.settings import Settings, read_settings
from data.store import store
from data.store.store import write_campaign_files
from data.words.languages import available_languages

SHARD_ROWS = 1_000_000
"""Approximate consultations per shard: 1.5 GB of memory while it is built."""

READING, CUTTING, MAKING = (
    msgid("Reading the parts"), msgid("Finding where to cut"), msgid("Making the shards"),
)  # fmt: skip

_OF_CONSULTATIONS = {"documents.csv": DOCUMENT_COLUMNS, "photos.csv": PHOTO_COLUMNS}


class Source(NamedTuple):
    """What a campaign of shards is built from.

    Attributes:
        parts: Files of consultations, in order.
        tables: A folder that may have `campaign.toml` and the small tables.
    """

    parts: Sequence[Path]
    tables: Path


def build_shards(
    source: Source,
    into: Path,
    run: Run,
    report: Callable[[str, int, int], None],
    size: int = SHARD_ROWS,
) -> Manifest:
    """Write the shards of a campaign into its folder, and the manifest when all are complete.

    Args:
        source: Parts and small tables.
        into: The campaign's folder; its `campaign.toml` counts if it has one.
        run: Where tasks run; all of them see `source` and `into`.
        report: Called with a step, and how many of how many tasks are complete.
        size: About how many consultations a shard has.

    Raises:
        CampaignUnreadableError: A part can't be read, or there is no consultation.
    """
    tables = into if (into / SETTINGS).is_file() else source.tables
    settings, issues = read_settings(tables)
    contacts = settings.shows_contacts
    texts = text_tables(source.tables, OPTIONAL_TABLES, issues, shows_contacts=contacts)
    version = _version(source, tables, size)
    folder = into.resolve() / FOLDER / version
    work = folder / "work"
    work.mkdir(parents=True, exist_ok=True)
    pieces = [
        Survey(piece, number, str(work), contacts)
        for number, piece in enumerate(pieces_of(source.parts))
    ]
    surveys, repeats = _survey_parts(pieces, work, run, report)
    plans = shard_plans(work, len(surveys), size, repeats)
    if not plans:
        raise CampaignUnreadableError(
            msgid("{file} has no consultation with an id and a title."),
            msgid("Add rows, or name other parts."), file=str(source.tables),
        )  # fmt: skip
    found, more = duplicate_issues(work, repeats, MOST_ISSUES)
    issues += [Issue(**issue) for issue in found]
    small = replace(small_campaign(settings, texts, surveys, issues), version=version)
    small = _with_demands(small, texts, work, len(surveys))
    links, unknown = follow_ups(work, len(surveys), repeats)
    _prepare(work, plans, texts, links, len(surveys))
    _write_small(small, folder / SMALL)
    report(CUTTING, 1, 1)
    columns = columns_of(surveys)
    tasks = [
        ShardTask(
            plan, number, str(work), str(folder / SMALL), str(folder / f"{number:04}"), columns
        )
        for number, plan in enumerate(plans)
    ]
    shards = run_step(make_shard, tasks, work / "shards", run, _counter(report, MAKING, len(plans)))
    every = _all_issues(small.issues, [*surveys, *shards], unknown, more)
    _write_small(replace(small, issues=every), folder / SMALL)
    manifest = _manifest(version, shards)
    write_manifest(manifest, into)
    _remove_others(into, version, work)
    return manifest


def _with_demands(
    small: Campaign, texts: dict[str, pd.DataFrame], work: Path, pieces: int
) -> Campaign:
    """Add demands and judgements, which all shards share; dates of meetings are not compared."""
    issues = list(small.issues)
    if len(texts[DEMANDS]) and "made_at" in texts[DEMANDS]:
        named = parts(texts[DEMANDS]["made_at"]).texts.drop_duplicates().reset_index(drop=True)
        known = named[~unknown_consultations(work, pieces, named)]
    else:
        known = pd.Series(dtype="str")
    meetings = Meetings(known, pd.Series(pd.NaT, known.index, dtype="datetime64[s]"))
    demands, judgements = read_demands(texts[DEMANDS], texts[JUDGEMENTS], meetings, issues)
    return replace(small, demands=demands, judgements=judgements, issues=tuple(issues))


def _survey_parts(
    pieces: list[Survey], work: Path, run: Run, report: Callable[[str, int, int], None]
) -> tuple[list[dict[str, Any]], dict[int, list[int]]]:
    """Return the facts of each piece, and which of its rows have the id of an earlier one."""
    counter = _counter(report, READING, len(pieces))
    surveys = run_step(survey, pieces, work / "surveys", run, counter)
    report(CUTTING, 0, 1)
    repeats = duplicates(work, len(surveys))
    for number, positions in repeats.items():
        surveys[number]["names"] = names_without(work, number, positions)
    return surveys, repeats


def _all_issues(
    first: Sequence[Issue], steps: Sequence[dict[str, Any]], last: Sequence[Issue], more: int
) -> tuple[Issue, ...]:
    """Unite the issues of the small tables, of every step, and of links; the first ones of many."""
    more += sum(facts["more_issues"] for facts in steps)
    every = [Issue(**issue) for facts in steps for issue in facts["issues"]]
    return _first((*first, *every, *last), more)


def _version(source: Source, tables: Path, size: int) -> str:
    """Return the version of a campaign: it changes with parts, tables, format and catalogs."""
    small = [tables / SETTINGS, *(source.tables / name for name in OPTIONAL_TABLES)]
    files = [*source.parts, *(path for path in small if path.is_file())]
    return fingerprint(files, f"{FORMAT} {store.FORMAT} {size}", *available_languages())


def _counter(
    report: Callable[[str, int, int], None], step: str, count: int
) -> Callable[[int], None]:
    return lambda done: report(step, done, count)


def _prepare(
    work: Path,
    plans: list[ShardPlan],
    texts: dict[str, pd.DataFrame],
    links: pd.DataFrame,
    pieces: int,
) -> None:
    """Write what the shards need: their follow-ups, and the tables that belong to consultations."""
    for number, plan in enumerate(plans):
        links_of(links, plan).to_parquet(shard_links_file(work, number), index=False)
    for name, columns in _OF_CONSULTATIONS.items():
        table = with_columns(texts[name], columns)
        # The first shard has what belongs to the campaign as a whole.
        is_unknown = unknown_consultations(work, pieces, table["consultation"])
        of_whole = is_unknown | (table["consultation"] == "").to_numpy()
        table.assign(**{OF_WHOLE: of_whole}).to_parquet(texts_file(work, name), index=False)


def _write_small(small: Campaign, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    write_campaign_files(small, folder)


def _first(issues: tuple[Issue, ...], more: int) -> tuple[Issue, ...]:
    """Return the first issues, and an issue that counts the rest."""
    more += max(len(issues) - MOST_ISSUES, 0)
    if not more:
        return issues
    rest = Issue(
        TABLE, 0, "", f"{more:,}", msgid("There are more issues. Their number is shown."),
        msgid("Correct the ones above, and build the shards again."), level="noted",
    )  # fmt: skip
    return (*issues[:MOST_ISSUES], rest)


def _manifest(version: str, shards: list[dict[str, Any]]) -> Manifest:
    names = ("rows", "first_number", "first_day", "last_day", "checksum")
    return Manifest(
        version,
        tuple(
            Shard(name=f"{number:04}", **{name: facts[name] for name in names})
            for number, facts in enumerate(shards)
        ),
    )


def _remove_others(into: Path, version: str, work: Path) -> None:
    """Remove the files of the build, and shards of earlier versions."""
    shutil.rmtree(work, ignore_errors=True)
    for path in (into / FOLDER).iterdir():
        if path.is_dir() and path.name != version:
            shutil.rmtree(path, ignore_errors=True)


_FRAMES = ("consultations", "places", "roles", "feeds", "documents", "photos")
_LISTS = ("regions.csv", "organizations.csv")


def small_campaign(
    settings: Settings,
    texts: Mapping[str, pd.DataFrame],
    surveys: Iterable[Mapping[str, Any]],
    issues: list[Issue],
) -> Campaign:
    """Return what all shards share: settings with all kinds, regions, organizations.

    Names outside the lists get the numbers that one table of all parts would give them.

    Args:
        settings: The contents of `campaign.toml`.
        texts: The tables of regions and organizations, as text.
        surveys: The facts of each piece, in order.
        issues: Issues found before; further ones are added: one per unlisted name.

    Returns:
        The campaign without rows of consultations.
    """
    names: dict[str, dict[str, int]] = {column: {} for column in NAMED}
    for facts in surveys:
        for column, firsts in facts["names"].items():
            for text, row in firsts:
                names[column].setdefault(text, row)
    nothing = dict.fromkeys(CONSULTATION_COLUMNS, "")
    rows = [
        nothing | {"id": f"{column} {row} {text}", "title": text, column: text, ROW: row}
        for column, firsts in names.items()
        for text, row in firsts.items()
    ]
    table = pd.DataFrame(rows, columns=[*CONSULTATION_COLUMNS, ROW])
    table = table.astype(dict.fromkeys(CONSULTATION_COLUMNS, "str") | {ROW: "int64"})
    tables = {TABLE: table} | {
        name: texts[name] if name in _LISTS else with_columns(pd.DataFrame(), columns)
        for name, columns in OPTIONAL_TABLES.items()
    }
    with closing(Gazetteer()) as gazetteer:
        campaign = campaign_from(settings, tables, issues, gazetteer)
    empty = {name: getattr(campaign, name).iloc[:0] for name in _FRAMES}
    return replace(campaign, **empty)
