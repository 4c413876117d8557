"""`python -m data.build FILE --into folder`: make a campaign folder from a list of events.

The folder is replaced as a whole: a server shows the old tables until all new ones are complete,
even if the program is killed.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from data.campaign.errors import CampaignError
from data.importing.campaign_folder import campaign_files
from data.importing.command import (
    Given,
    Online,
    add_language_option,
    add_online_options,
    needed_settings,
    read_recipe_file,
    read_source,
)
from data.loading.assemble import OPTIONAL_TABLES, TABLE
from data.loading.load import load_campaign
from data.loading.parquet import SUFFIX, as_parquet
from data.storage.atomic_folder import standing, write_folder
from data.terminal import run_command
from data.words.languages import translations


def main(arguments: list[str] | None = None) -> int:
    """Write a campaign folder.

    Returns:
        The exit status: 0 written, 1 written with guesses to check (titles, countries, a sheet
        that was not read), 2 not readable or not writable.
    """
    options = _parser().parse_args(arguments)
    say = translations(options.language).gettext
    try:
        recipe = read_recipe_file(options.recipe)
        online = Online(needed_settings(), options.yes) if options.online else None
        imported = read_source(options.source, recipe, online)
    except CampaignError as error:
        print(error.explain(options.language), file=sys.stderr)
        return 2
    if refusal := _refusal(options.into, is_forced=options.force):
        print(refusal, file=sys.stderr)
        return 2
    try:
        _write(options.into, imported, is_parquet=options.parquet)
    except OSError as error:
        print(
            f"The folder {options.into} can't be written: {error.strerror or error}. "
            "It is unchanged. Free some space, or name another folder.",
            file=sys.stderr,
        )
        return 2
    if options.parquet:
        # Fill the cache of a large campaign now, so that no visitor waits for it.
        load_campaign(options.into)
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
                command=f"python -m data.check {options.source}"
            ),
            file=sys.stderr,
        )
    return int(imported.has_guesses)


def _refusal(folder: Path, *, is_forced: bool) -> str:
    """Explain in a sentence why a folder can't be written; "" if it can."""
    current = standing(folder)
    if current.exists() and not current.is_dir():
        return f"{folder} is a file. Name a folder."
    if current.is_dir() and any(current.iterdir()) and not is_forced:
        return f"{folder} is not empty. Name another folder, or add --force."
    return ""


def _write(folder: Path, imported: Given, *, is_parquet: bool) -> None:
    """Write the files of a campaign into a folder at once; its other files stay.

    A table without rows doesn't replace one that is there.

    Raises:
        OSError: They can't be written; the folder is unchanged.
    """
    files = campaign_files(imported.campaign, imported.recipe)
    for name in OPTIONAL_TABLES:
        if (folder / name).exists() and files[name].count(b"\n") <= 1:
            del files[name]

    def fill(new: Path) -> None:
        for name, content in files.items():
            (new / name).write_bytes(content)
        if is_parquet:
            as_parquet(new / TABLE)

    both = {TABLE, Path(TABLE).with_suffix(SUFFIX).name}
    write_folder(folder, fill, without=both)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data.build", description=__doc__)
    parser.add_argument("source", type=Path, help="a list of events")
    parser.add_argument("--into", type=Path, required=True, help="the folder to write")
    parser.add_argument("--recipe", type=Path, help="recipe.toml with earlier decisions")
    parser.add_argument("--parquet", action="store_true", help="write consultations.parquet")
    add_online_options(parser)
    add_language_option(parser)
    parser.add_argument("--force", action="store_true", help="write into a folder with files")
    return parser


if __name__ == "__main__":
    run_command(main)
