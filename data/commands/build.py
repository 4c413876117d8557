"""`python -m data build FILE --into folder`: make a campaign folder from a list of events.

A folder that is a campaign is updated: its settings, documents, photos, notes and whatever else was
made by hand stay.
The folder is replaced as a whole: a server shows the old tables until all new ones are complete,
even if the program is killed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from data.commands.reading import (
    Given,
    Online,
    add_online_options,
    more_words,
    needed_settings,
    read_source,
)
from data.commands.shards import add_shard_options, build_with_shards
from data.commands.terminal import add_language_option, refuse
from data.follow.changes import loses_half
from data.importing.campaign_folder import RECIPE_FILE, campaign_files
from data.importing.recipe import read_recipe_file
from data.importing.update_folder import Update, is_campaign_folder, replacing, update_of
from data.loading.assemble import TABLE
from data.loading.demands import DEMANDS, JUDGEMENTS
from data.loading.load import load_campaign
from data.loading.parquet import SUFFIX, as_parquet
from data.model.errors import CampaignError
from data.store.atomic_folder import standing, write_folder
from data.words.languages import number, translations

_MOST_NAMED = 5


def main(arguments: list[str] | None = None) -> int:
    """Write a campaign folder.

    Returns:
        The exit status: 0 written, 1 written with guesses to check (titles, countries, a sheet
        that was not read), 2 not readable or not writable.
    """
    options = _parser().parse_args(arguments)
    if options.shards:
        return build_with_shards(options)
    if len(options.source) > 1:
        return refuse("Several lists need --shards.")
    (options.source,) = options.source
    return _build(options)


def _build(options: argparse.Namespace) -> int:
    into = standing(options.into)
    updates = not options.force and is_campaign_folder(into)
    own_recipe = into / RECIPE_FILE
    if options.recipe is None and updates and own_recipe.is_file():
        options.recipe = own_recipe
    try:
        recipe = read_recipe_file(options.recipe)
        online = Online(needed_settings(), options.yes) if options.online else None
        imported = read_source(options.source, recipe, online)
        files = campaign_files(imported.campaign, imported.recipe)
        updates = updates and imported.is_list
        if refusal := "" if updates else _refusal(options.into, is_forced=options.force):
            return refuse(refusal)
        update = update_of(into, files, imported.campaign.settings.kinds) if updates else None
    except CampaignError as error:
        return refuse(error, options.language)
    if update and (refusal := _refused_update(update, options)):
        return refuse(refusal)
    files = dict(update.files) if update else replacing(into, files, is_list=imported.is_list)
    try:
        _write(options.into, files, is_parquet=options.parquet or (updates and _is_parquet(into)))
    except OSError as error:
        return refuse(
            f"The folder {options.into} can't be written: {error.strerror or error}. "
            "It is unchanged. Free some space, or name another folder."
        )
    if options.parquet:
        # Fill the cache of a large campaign now, so that no visitor waits for it.
        load_campaign(options.into)
    if update:
        _print_update(update, options.language)
    _print_end(imported, options)
    return int(imported.has_guesses)


def _refused_update(update: Update, options: argparse.Namespace) -> str:
    """Explain in a sentence why a folder is not updated; "" if it is."""
    if update.is_other_list:
        return (
            f"None of the consultations in {options.into} is in this list. The folder is "
            "unchanged. Name another folder, or add --force."
        )
    gone = len(update.titles["gone"])
    before = update.staying + gone
    if gone and not options.accept and loses_half(before, update.staying):
        return (
            f"Only {update.staying} of the {before} consultations in {options.into} are in this "
            "list. The folder is unchanged. Check the list, or add --accept to remove the others."
        )
    return ""


def _print_update(update: Update, language: str) -> None:
    """Say what changed: counts, and the first titles and names of each kind."""
    say = translations(language).gettext
    named = [
        (say("New consultations: {count}"), update.titles["new"]),
        (say("Changed consultations: {count}"), update.titles["changed"]),
        (say("Consultations no longer in the list: {count}"), update.titles["gone"]),
        (say("New regions: {count}"), update.added["regions"]),
        (say("New organizations: {count}"), update.added["organizations"]),
        (say("New kinds: {count}"), update.added["kinds"]),
    ]
    if update.files.keys() & {DEMANDS, JUDGEMENTS}:
        named.append((say("New demands: {count}"), update.added["demands"]))
        named.append((say("New judgements: {count}"), update.added["judgements"]))
    print(say("Unchanged consultations: {count}").format(count=number(update.unchanged, language)))
    for words, names in named:
        print(words.format(count=number(len(names), language)))
        for name in names[:_MOST_NAMED]:
            print(f"  {name}")
        if len(names) > _MOST_NAMED:
            print("  " + more_words(len(names) - _MOST_NAMED, language))


def _print_end(imported: Given, options: argparse.Namespace) -> None:
    """Say how many consultations were written, how to serve them, and what to check."""
    say = translations(options.language).gettext
    count = imported.report.shown
    words = translations(options.language).ngettext(
        "{count} consultation written to {folder}.",
        "{count} consultations written to {folder}.",
        count,
    )
    print(words.format(count=count, folder=options.into))
    print(say("Serve them: {command}").format(command=f"make run CAMPAIGN={options.into}"))
    if imported.has_guesses:
        print(
            say("Some columns, titles or sheets were guessed. Check them: {command}").format(
                command=f"python -m data check {options.source}"
            ),
            file=sys.stderr,
        )


def _refusal(folder: Path, *, is_forced: bool) -> str:
    """Explain in a sentence why a folder can't be written; "" if it can."""
    current = standing(folder)
    if current.exists() and not current.is_dir():
        return f"{folder} is a file. Name a folder."
    if current.is_dir() and any(current.iterdir()) and not is_forced:
        return f"{folder} is not empty. Name another folder, or add --force."
    return ""


def _is_parquet(folder: Path) -> bool:
    return not (folder / TABLE).is_file()


def _write(folder: Path, files: Mapping[str, bytes], *, is_parquet: bool) -> None:
    """Write the files of a campaign into a folder at once; its other files stay.

    Raises:
        OSError: They can't be written; the folder is unchanged.
    """

    def fill(new: Path) -> None:
        for name, content in files.items():
            (new / name).write_bytes(content)
        if is_parquet:
            as_parquet(new / TABLE)

    both = {TABLE, Path(TABLE).with_suffix(SUFFIX).name}
    write_folder(folder, fill, without=both)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data build", description=__doc__)
    parser.add_argument(
        "source", type=Path, nargs="+", help="a list of events; several, or folders, with --shards"
    )
    parser.add_argument("--into", type=Path, required=True, help="the folder to write")
    parser.add_argument("--recipe", type=Path, help="recipe.toml with earlier decisions")
    parser.add_argument("--parquet", action="store_true", help="write consultations.parquet")
    add_shard_options(parser)
    add_online_options(parser)
    add_language_option(parser)
    parser.add_argument(
        "--accept",
        action="store_true",
        help="update the folder even if half of its consultations or more are not in the list",
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help="make the tables anew; settings, documents and photos stay",
    )
    return parser
