"""`python -m data build LIST... --into folder --shards`: cut a campaign of any size into shards."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from data.cluster.build import SHARD_ROWS, Source, build_shards
from data.cluster.manifest import FILE
from data.cluster.parts import is_part, parts_in
from data.cluster.settings import settings_of_build
from data.cluster.tasks import Run, in_processes, on_dask
from data.commands.reading import read_source
from data.commands.terminal import refuse, show_bar
from data.importing.campaign_folder import campaign_files
from data.importing.recipe import read_recipe_file
from data.loading.assemble import OPTIONAL_TABLES, TABLE
from data.model.errors import CampaignError, msgid
from data.model.settings import FILE as SETTINGS
from data.words.languages import translations

_COMPLETE = 0


def add_shard_options(parser: argparse.ArgumentParser) -> None:
    """Add `--shards`, `--shard-rows`, `--workers` and `--scheduler`."""
    parser.add_argument(
        "--shards",
        action="store_true",
        help="for many million rows: cut the campaign into shards, also from a folder of parts "
        "(Parquet or CSV) that is larger than memory; stopped, it goes on where it was",
    )
    parser.add_argument(
        "--shard-rows", type=int, default=SHARD_ROWS, help="about how many rows a shard has"
    )
    parser.add_argument("--workers", type=int, help="processes; by default one per core")
    parser.add_argument(
        "--scheduler",
        default="",
        help="make the shards on this Dask cluster: tcp://host:8786, or tls:// with the "
        "certificates under [engine] of INTO/campaign.toml",
    )


def build_with_shards(options: argparse.Namespace) -> int:
    """Write the shards of a campaign.

    Returns:
        The exit status: 0 written, 2 not readable or not writable.
    """
    into: Path = options.into
    if refusal := _refusal(into, options.source, is_forced=options.force):
        return refuse(refusal)
    try:
        with TemporaryDirectory() as folder:
            source = _source(options.source, Path(folder), options.recipe)
            into.mkdir(parents=True, exist_ok=True)
            _copy_small(source.tables, into)
            run = _run(options)
            manifest = build_shards(
                source, into, run, partial(_show, options.language), max(options.shard_rows, 1)
            )
    except CampaignError as error:
        return refuse(error, options.language)
    except OSError as error:
        return refuse(
            f"The shards in {into} can't be written: {error.strerror or error}. "
            "Free some space and run the same command again: it goes on where it was."
        )
    print(f"{manifest.rows:,} consultations written to {into}, in {len(manifest.shards)} shards.")
    print(f"Serve them: make run CAMPAIGN={into}")
    return _COMPLETE


def _source(sources: Sequence[Path], folder: Path, recipe: Path | None) -> Source:
    """Return the parts of all sources; lists of other columns are imported into `folder` first.

    Raises:
        CampaignError: A source is missing, has no part, or can't be imported.
    """
    parts: list[Path] = []
    tables = next((source for source in sources if source.is_dir()), None)
    for number, source in enumerate(sources):
        if not source.exists():
            raise CampaignError(
                msgid("There is no file {file}."), msgid("Give an existing file or folder."),
                file=str(source),
            )  # fmt: skip
        ours = parts_in(source) if source.is_dir() or is_part(source) else []
        if source.is_dir() and not ours:
            raise CampaignError(
                msgid("{file} has no table with the columns id and title."),
                msgid("Add Parquet or CSV files with these columns."), file=str(source),
            )  # fmt: skip
        if not ours:
            given = read_source(source, read_recipe_file(recipe))
            own = folder / str(number)
            own.mkdir()
            for name, content in campaign_files(given.campaign, given.recipe).items():
                (own / name).write_bytes(content)
            ours, tables = [own / TABLE], tables or own
        parts += ours
    return Source(parts, tables or folder)


def _run(options: argparse.Namespace) -> Run:
    if options.scheduler:
        # Dask is an extra.
        from data.cluster.connection import security_of

        settings = settings_of_build(options.into, options.scheduler)
        return on_dask(settings.scheduler, security_of(settings))
    return in_processes(options.workers)


def _copy_small(tables: Path, into: Path) -> None:
    """Copy settings, photos' files and small tables that the folder lacks: they stay editable."""
    for name in (SETTINGS, *OPTIONAL_TABLES):
        if (tables / name).is_file() and not (into / name).exists():
            shutil.copyfile(tables / name, into / name)


def _refusal(into: Path, sources: Sequence[Path], *, is_forced: bool) -> str:
    """Explain in a sentence why a folder can't be written; "" if it can."""
    if into.exists() and not into.is_dir():
        return f"{into} is a file. Name a folder."
    is_source = any(source.resolve() == into.resolve() for source in sources)
    if is_forced or is_source or (into / FILE).is_file() or not (into / TABLE).exists():
        return ""
    return f"{into} has a campaign of its own. Name another folder, or add --force."


def _show(language: str, step: str, count: int, every: int) -> None:
    """Show progress on standard error: a bar on a terminal, otherwise one line per task."""
    line = f"{translations(language).gettext(step)}: {count}/{every}"
    if sys.stderr.isatty():
        show_bar(line, count, every)
    else:
        print(line, file=sys.stderr, flush=True)
