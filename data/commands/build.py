"""`python -m data build FILE --into folder`: make a campaign folder from a list of events.

A folder that is a campaign is updated: its settings, documents, photos, notes and whatever else was
made by hand stay.
The folder is replaced as a whole: a server shows the old tables until all new ones are complete,
even if the program is killed. Its tables before are kept as a version; `--back` brings them back.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
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
from data.follow.versions import (
    bring_back,
    edits_by_hand,
    keep_tables,
    kept_versions,
    note_written,
)
from data.importing.campaign_folder import RECIPE_FILE, campaign_files
from data.importing.recipe import read_recipe_file
from data.importing.update_folder import (
    CellChange,
    Update,
    is_campaign_folder,
    replacing,
    update_of,
)
from data.loading.assemble import TABLE
from data.loading.demands import DEMANDS, JUDGEMENTS
from data.loading.load import load_campaign
from data.loading.parquet import SUFFIX, as_parquet
from data.model.errors import CampaignError, msgid
from data.store.atomic_folder import standing, write_folder
from data.words.languages import number, translations

_MOST_NAMED = 5

_CHANGES = {
    "new": msgid("New consultations: {count}"),
    "changed": msgid("Changed consultations: {count}"),
    "gone": msgid("Consultations no longer in the list: {count}"),
    "regions": msgid("New regions: {count}"),
    "organizations": msgid("New organizations: {count}"),
    "kinds": msgid("New kinds: {count}"),
    "demands": msgid("New demands: {count}"),
    "judgements": msgid("New judgements: {count}"),
}


def main(arguments: list[str] | None = None) -> int:
    """Write a campaign folder.

    Returns:
        The exit status: 0 written, 1 written with guesses to check (titles, countries, a sheet
        that was not read), 2 not readable or not writable.
    """
    options = _parser().parse_args(arguments)
    if options.back is not None:
        return _bring_back(options.into, options.back)
    if not options.source:
        return refuse("Name a list.")
    if options.shards:
        return build_with_shards(options)
    if len(options.source) > 1:
        return refuse("Several lists need --shards.")
    (options.source,) = options.source
    return _build(options)


def _bring_back(folder: Path, key: str) -> int:
    """Bring back a version that was kept; without a name, the last one."""
    kept = kept_versions(folder)
    if not kept:
        return refuse(f"No earlier tables of {folder} are kept.")
    try:
        present = bring_back(folder, key or kept[0])
    except OSError as error:
        names = ", ".join(kept)
        return refuse(
            f"The tables {key} can't be brought back: {error.strerror}. Kept are: {names}."
        )
    print(f"The tables of {folder} are again those of {key or kept[0]}.")
    print(f"To undo this: {_back(folder, present)}")
    return 0


def _back(folder: Path, key: str) -> str:
    return f"python -m data build --into {folder} --back {key}"


def _build(options: argparse.Namespace) -> int:
    into = standing(options.into)
    updates = not options.force and is_campaign_folder(into)
    own_recipe = into / RECIPE_FILE
    if options.recipe is None and updates and own_recipe.is_file():
        options.recipe = own_recipe
    try:
        recipe = read_recipe_file(options.recipe)
        recipe = replace(recipe, same={**recipe.same, **dict(options.same)})
        online = Online(needed_settings(), options.yes) if options.online else None
        imported = read_source(options.source, recipe, online)
        files = campaign_files(imported.campaign, imported.recipe)
        updates = updates and imported.is_list
        update = _update(into, imported, files, options)
    except CampaignError as error:
        return refuse(error, options.language)
    if updates and update:
        refusal, files = _refused_update(update, options), dict(update.files)
    else:
        refusal = _refusal(options.into, is_forced=options.force)
        files = replacing(into, files, is_list=imported.is_list)
    if refusal:
        return refuse(refusal)
    edits = edits_by_hand(into, update.cells if update else ())
    if options.dry_run:
        _print_edits(edits)
        return _print_dry(imported, update, options.language)
    try:
        kept = keep_tables(into)
        _write(options.into, files, is_parquet=options.parquet or (updates and _is_parquet(into)))
    except OSError as error:
        return refuse(
            f"The folder {options.into} can't be written: {error.strerror or error}. "
            "It is unchanged. Free some space, or name another folder."
        )
    note_written(options.into, files[TABLE])
    if options.parquet:
        # Fill the cache of a large campaign now, so that no visitor waits for it.
        load_campaign(options.into)
    _print_edits(edits)
    _print_end(imported, update, kept, options)
    return int(imported.has_guesses)


def _update(
    into: Path, imported: Given, files: Mapping[str, bytes], options: argparse.Namespace
) -> Update | None:
    """Compare a folder with what is to be written; None for a new one, or a broken one to replace.

    Raises:
        CampaignError: The folder's table can't be read.
    """
    if not is_campaign_folder(into):
        return None
    untitled = imported.untitled if options.add else None
    kinds, same = imported.campaign.settings.kinds, imported.recipe.same
    try:
        return update_of(into, files, kinds, same, untitled=untitled)
    except CampaignError:
        if options.force:
            return None
        raise


def _refused_update(update: Update, options: argparse.Namespace) -> str:
    """Explain in sentences why a folder is not updated; "" if it is."""
    gone, into = update.titles["gone"], options.into
    if update.is_other_list and not options.accept:
        return (
            f"None of the consultations in {into} is in this list. The folder is unchanged. Name "
            "another folder, or add --add to add the list to it, or --force to make it anew."
        )
    if update.reworded and not options.others:
        pairs = "\n".join(
            f"  {each.old_title} → {each.title}\n    --same {each.new}={each.old}"
            for each in update.reworded
        )
        return (
            "Is this the same meeting? A reworded title would give it another id, and links to it "
            f"would end.\n{pairs}\nThe folder is unchanged. Add --same for each that is the same, "
            "or --others if the others are other meetings."
        )
    before = update.staying + len(gone)
    if gone and not options.accept and loses_half(before, update.staying):
        return (
            f"Only {update.staying} of the {before} consultations in {into} are in this list. "
            "These would go:\n" + "".join(f"  {title}\n" for title in gone) + "The folder is "
            "unchanged. Check the list, or add --add to leave them, or --accept to remove them."
        )
    return ""


def _print_update(update: Update, language: str, most: int | None = _MOST_NAMED) -> None:
    """Say what changed: counts, titles and names of each kind, and the cells that were replaced.

    Args:
        update: The changes.
        language: Of the words.
        most: How many of what is new and changed are named; None for all. All that is gone is.
    """
    say = translations(language).gettext
    changes: dict[str, list[str]] = {}
    for cell in update.cells:
        words = f"  {cell.column}: {cell.old or '–'} → {cell.new or '–'}"
        changes.setdefault(cell.id, [cell.title]).append(words)
    everything = {**update.titles, **update.added}
    lines = {
        **{name: list(names[:most]) for name, names in everything.items()},
        "changed": [line for each in list(changes.values())[:most] for line in each],
        "gone": list(update.titles["gone"]),
    }
    counts = {name: len(names) for name, names in everything.items()}
    print(say("Unchanged consultations: {count}").format(count=number(update.unchanged, language)))
    for name, words in _CHANGES.items():
        if name in {"demands", "judgements"} and not update.files.keys() & {DEMANDS, JUDGEMENTS}:
            continue
        print(say(words).format(count=number(counts[name], language)))
        for line in lines[name]:
            print(f"  {line}")
        if most and name != "gone" and counts[name] > most:
            print("  " + more_words(counts[name] - most, language))


def _print_edits(edits: Sequence[CellChange]) -> None:
    """Name the cells that a person edited and that the list replaces."""
    if edits:
        print(f"Edits by hand that the list replaces: {len(edits)}")
    for edit in edits:
        print(f"  {edit.title}: {edit.column}: {edit.old or '–'} → {edit.new or '–'}")


def _print_dry(imported: Given, update: Update | None, language: str) -> int:
    if update:
        _print_update(update, language, most=None)
    print("Nothing was written.")
    return int(imported.has_guesses)


def _print_end(
    imported: Given, update: Update | None, kept: str, options: argparse.Namespace
) -> None:
    """Say what changed and how many consultations were read, how to go back, what to check."""
    if update:
        _print_update(update, options.language)
    say = translations(options.language).gettext
    count = imported.report.shown
    words = translations(options.language).ngettext(
        "{count} consultation written to {folder}.",
        "{count} consultations written to {folder}.",
        count,
    )
    print(words.format(count=count, folder=options.into))
    print(say("Serve them: {command}").format(command=f"make run CAMPAIGN={options.into}"))
    if kept:
        print(f"The tables before are kept. Bring them back: {_back(options.into, kept)}")
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


def _pair(text: str) -> tuple[str, str]:
    new, mark, old = text.partition("=")
    if not (new and mark and old):
        raise argparse.ArgumentTypeError("write NEW=OLD")
    return new, old


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data build", description=__doc__)
    parser.add_argument(
        "source", type=Path, nargs="*", help="a list of events; several, or folders, with --shards"
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
        help="update the folder even if half of its consultations or more are not in the list: "
        "they are removed",
    )
    parser.add_argument(
        "--add",
        action="store_true",
        help="the list has some rows only, such as corrections: all others stay, and so do the "
        "cells that it leaves empty",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="print what would change, and write nothing"
    )
    parser.add_argument(
        "--same",
        type=_pair,
        action="append",
        default=[],
        metavar="NEW=OLD",
        help="a reworded title: the meeting keeps its id OLD; remembered in recipe.toml",
    )
    parser.add_argument(
        "--others", action="store_true", help="similar titles are other meetings, with new ids"
    )
    parser.add_argument(
        "--back",
        nargs="?",
        const="",
        metavar="VERSION",
        help="bring back the tables as they were before the last build, or those of a version",
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help="make the tables anew; settings, documents and photos stay",
    )
    return parser
