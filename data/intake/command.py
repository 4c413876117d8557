"""What the commands `data.check` and `data.build` share with the page: the way of a file."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from data.campaign_tables import TABLE
from data.errors import CampaignError, msgid
from data.intake.bring import bring
from data.intake.files.reading import check_bytes
from data.intake.files.sandbox import read_safely
from data.intake.online_command import answered_online
from data.intake.recipe import Recipe, read_recipe
from data.intake.report import report_of
from data.intake.zipped_campaign import is_zipped_campaign, load_zipped_campaign
from data.loading import load_campaign
from data.tour.shipped import tour_findings

if TYPE_CHECKING:
    from pathlib import Path

    from data.campaign import Campaign
    from data.intake.report import Report
    from data.intake.where.online_settings import OnlineSettings

_BAR = 24


class Given(NamedTuple):
    """A campaign that was made of what was given, its report, and how it was read."""

    campaign: Campaign
    report: Report
    recipe: Recipe


class Online(NamedTuple):
    """Who asks an online geocoder, and whether the names may go without a question."""

    settings: OnlineSettings
    is_agreed: bool


def given(source: Path, recipe: Recipe, online: Online | None = None) -> Given:
    """Read a file or a campaign folder, with a word on standard error at each step.

    Args:
        source: A list of events, or a campaign folder or its ZIP, which are taken as they are.
        recipe: The choices made before.
        online: To look up names that the gazetteer doesn't know; without it nothing is sent.

    Raises:
        CampaignError: It can't be read.
    """
    if source.is_dir():
        campaign = load_campaign(source)
        findings = (*campaign.findings, *tour_findings(campaign.folder))
        return _of_folder(replace(campaign, findings=findings), recipe)
    if not source.is_file():
        raise CampaignError(
            msgid("There is no file {file}."), msgid("Name a file or a folder."), file=str(source)
        )
    # Told from the outside: a file that is too large is not even read.
    check_bytes(source.name, source.stat().st_size)
    _show_step(1, f"Reading {source.name}")
    data = source.read_bytes()
    if is_zipped_campaign(source.name, data):
        return _of_folder(load_zipped_campaign(source.name, data), recipe)
    raw = read_safely(source.name, data, recipe.sheet, recipe.encoding, recipe.separator)
    _show_step(2, f"Understanding {len(raw.frame):,} rows")
    brought = bring(raw, recipe)
    _show_step(3, "Done")
    if online:
        before, (settings, is_agreed) = recipe, online
        recipe = answered_online(brought.campaign, recipe, settings, is_agreed=is_agreed)
        brought = brought if recipe == before else bring(raw, recipe)
    return Given(brought.campaign, brought.report, recipe)


def _of_folder(campaign: Campaign, recipe: Recipe) -> Given:
    """A campaign that has its tables already."""
    lost = {one.row for one in campaign.findings if one.left_out and one.file == TABLE}
    return Given(campaign, report_of(campaign, len(campaign.consultations) + len(lost)), recipe)


def read_recipe_file(path: Path | None) -> Recipe:
    """Read a recipe; without one everything is found.

    Raises:
        CampaignError: There is no such file, or it is no recipe.
    """
    if path is None:
        return Recipe()
    try:
        return read_recipe(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise CampaignError(
            msgid("The recipe {file} can't be read."), msgid("Name a recipe.toml."), file=str(path)
        ) from error


def _show_step(step: int, words: str, steps: int = 3) -> None:
    """A bar on a terminal; nothing where standard error is a file."""
    if sys.stderr.isatty():
        filled = _BAR * step // steps
        end = "\n" if step == steps else ""
        bar = "#" * filled + "." * (_BAR - filled)
        print(f"\r[{bar}] {words:<40}", end=end, file=sys.stderr, flush=True)
