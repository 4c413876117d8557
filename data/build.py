"""`python -m data.build FILE --into folder`: make a campaign folder of a list of events.

The folder is written as a whole: one that is served shows the old tables until all new ones are
there, whatever ends the program.
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
    add_online_options,
    given,
    needed_settings,
    read_recipe_file,
)
from data.loading.assemble import OPTIONAL_TABLES, TABLE
from data.loading.load import load_campaign
from data.loading.parquet import SUFFIX, as_parquet
from data.storage.atomic_folder import standing, write_folder
from data.terminal import behave_in_terminal


def main(arguments: list[str] | None = None) -> int:
    """Write a campaign folder.

    Returns:
        The exit status: 0 written, 2 not readable or not writable.
    """
    asked = _parser().parse_args(arguments)
    try:
        recipe = read_recipe_file(asked.recipe)
        online = Online(needed_settings(), asked.yes) if asked.online else None
        brought = given(asked.source, recipe, online)
    except CampaignError as error:
        print(error, file=sys.stderr)
        return 2
    if refusal := _refusal(asked.into, is_forced=asked.force):
        print(refusal, file=sys.stderr)
        return 2
    try:
        _write(asked.into, brought, is_parquet=asked.parquet)
    except OSError as error:
        print(
            f"The folder {asked.into} can't be written: {error.strerror or error}. It is as it "
            "was. Make room, or name another folder.",
            file=sys.stderr,
        )
        return 2
    if asked.parquet:
        # A large one is kept as it is now finished, so that no visitor waits for it.
        load_campaign(asked.into)
    print(f"{brought.report.shown} consultations written to {asked.into}.")
    print(f"Serve them: make run CAMPAIGN={asked.into}")
    return 0


def _refusal(folder: Path, *, is_forced: bool) -> str:
    """Why a folder is not written, a sentence; "" if it is."""
    there = standing(folder)
    if there.exists() and not there.is_dir():
        return f"{folder} is a file. Name a folder."
    if there.is_dir() and any(there.iterdir()) and not is_forced:
        return f"{folder} is not empty. Name another folder, or add --force."
    return ""


def _write(folder: Path, brought: Given, *, is_parquet: bool) -> None:
    """Write the files of a campaign into a folder at once; others in it stay.

    A table that the list says nothing of does not take the place of one that somebody filled.

    Raises:
        OSError: They can't be written; the folder is as it was.
    """
    files = campaign_files(brought.campaign, brought.recipe)
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
    parser.add_argument("--recipe", type=Path, help="recipe.toml with the choices made before")
    parser.add_argument("--parquet", action="store_true", help="write consultations.parquet")
    add_online_options(parser)
    parser.add_argument("--force", action="store_true", help="write into a folder with files")
    return parser


if __name__ == "__main__":
    behave_in_terminal()
    sys.exit(main())
