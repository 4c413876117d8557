"""`python -m data.build FILE --into folder`: make a campaign folder of a list of events."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from data.campaign_tables import TABLE
from data.errors import CampaignError
from data.intake.campaign_folder import campaign_files
from data.intake.command import Online, given, read_recipe_file
from data.intake.online_command import add_online_options, needed_settings
from data.loading import load_campaign
from data.parquet_table import as_parquet
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
    if asked.into.exists() and any(asked.into.iterdir()) and not asked.force:
        print(f"{asked.into} is not empty. Name another folder, or add --force.", file=sys.stderr)
        return 2
    asked.into.mkdir(parents=True, exist_ok=True)
    for name, content in campaign_files(brought.campaign, brought.recipe).items():
        (asked.into / name).write_bytes(content)
    if asked.parquet:
        as_parquet(asked.into / TABLE)
        # A large one is kept as it is now finished, so that no visitor waits for it.
        load_campaign(asked.into)
    print(f"{brought.report.shown} consultations written to {asked.into}.")
    print(f"Serve them: make run CAMPAIGN={asked.into}")
    return 0


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
