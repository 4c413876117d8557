"""Read what a command names, a list or a campaign, and look up unknown places online."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from data.commands.terminal import VARIABLE, served_campaign, show_bar
from data.importing.campaign_folder import is_zipped_campaign, load_zipped_campaign
from data.importing.corrections import correction_list
from data.importing.folder_checks import folder_issues
from data.importing.import_list import ImportedList, import_table
from data.importing.online_geocoder import (
    FAILED,
    GeocodingCache,
    OnlineStep,
    cache_folder,
    online_step,
)
from data.importing.online_settings import OnlineSettings, settings_of_served_campaign
from data.importing.recipe import Recipe
from data.importing.report import Report, make_report
from data.importing.row_ids import MADE_TITLE
from data.lists.places.questions import unknown_questions
from data.lists.readers.read_file import check_bytes
from data.lists.readers.sandbox import read_safely
from data.lists.readers.sheets import UNREAD_SHEETS
from data.lists.tables.shape import with_one_shape
from data.loading.assemble import TABLE
from data.loading.load import load_campaign
from data.model.campaign import Campaign
from data.model.errors import CampaignError, msgid
from data.model.schema import ROW
from data.tour.edit import tour_issues
from data.words.languages import number, translations

_MOST_NAMED = 10
_STEPS = 3


def add_online_options(parser: argparse.ArgumentParser) -> None:
    """Add `--online` and `--yes`."""
    parser.add_argument(
        "--online",
        action="store_true",
        help="look up unknown names online, if [geocoding] in campaign.toml of the campaign that "
        f"{VARIABLE} names switches it on; says how many names would be sent, and asks",
    )
    parser.add_argument("--yes", action="store_true", help="send them without being asked")


def more_words(more: int, language: str) -> str:
    """Say how many issues of a kind are not shown."""
    say = translations(language)
    text = say.ngettext("and {count} more", "and {count} more", more)
    return text.format(count=number(more, language))


def needed_settings() -> OnlineSettings:
    """Read the settings of online lookup from the served campaign.

    Raises:
        CampaignError: Online lookup is off there.
    """
    folder = served_campaign()
    settings = settings_of_served_campaign(folder)
    if settings is None:
        raise CampaignError(
            msgid("Online geocoding is off in {file}. Nothing was sent."),
            msgid("Set online = true and your email under [geocoding] there, or drop --online."),
            file=str(folder / "campaign.toml"),
        )
    return settings


def answer_online(
    campaign: Campaign, recipe: Recipe, settings: OnlineSettings, *, is_agreed: bool
) -> Recipe:
    """Add the places of unknown names to a recipe, after consent; messages go to standard error."""
    cache = GeocodingCache(cache_folder())
    unknown = unknown_questions(campaign.places)
    step = online_step(unknown, settings, cache)
    if step.count and (is_agreed or _agrees(step)):
        _say(f"Sending {_names(step)} to {settings.server}, one per second.")
        looked_up = step.send(_show_count)
        if looked_up.problem:
            _say(FAILED.format(reason=looked_up.problem))
        step = online_step(unknown, settings, cache)
    if step.answers:
        _say(f"{len(step.answers)} found online, © OpenStreetMap contributors.")
    return replace(recipe, places={**step.answers, **recipe.places})


def _agrees(step: OnlineStep) -> bool:
    """Ask for consent on a terminal; without one, assume no."""
    server, email = step.settings.server, step.settings.email
    _say(f"This would send {_names(step)} to {server}, with {email} as the sender:")
    cities = [", ".join(filter(None, (name.city, name.country))) for name in step.to_send]
    more = " ..." if len(cities) > _MOST_NAMED else ""
    _say("; ".join(cities[:_MOST_NAMED]) + more)
    if not sys.stdin.isatty():
        _say("Nothing was sent. Add --yes to send them.")
        return False
    _say("Send them? Type yes: ", end="")
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _names(step: OnlineStep) -> str:
    return f"{step.count} name" if step.count == 1 else f"{step.count} names"


def _show_count(count: int) -> None:
    if sys.stderr.isatty():
        _say(f"\r{count} looked up ", end="")


def _say(words: str, end: str = "\n") -> None:
    sys.stderr.write(words + end)
    sys.stderr.flush()


class Given(NamedTuple):
    """A campaign made of a source, its report, and the recipe that it was read with.

    `has_guesses`: the column of titles or countries was guessed, or a sheet was not read.
    `is_list`: the source is a list, not a campaign with tables of its own.
    `untitled`: ids of the consultations whose title was made of other cells.
    """

    campaign: Campaign
    report: Report
    recipe: Recipe
    has_guesses: bool = False
    is_list: bool = False
    untitled: frozenset[str] = frozenset()


class Online(NamedTuple):
    """Settings of an online geocoder, and whether to send names without asking."""

    settings: OnlineSettings
    is_agreed: bool


def read_source(source: Path, recipe: Recipe, online: Online | None = None) -> Given:
    """Read a file or a campaign folder, with progress on standard error.

    Args:
        source: A list of events, or a campaign folder or its ZIP, which are loaded unchanged.
        recipe: Earlier decisions.
        online: To look up names that the gazetteer doesn't know; without it nothing is sent.

    Raises:
        CampaignError: It can't be read.
    """
    if source.is_dir():
        campaign = load_campaign(source)
        own = folder_issues(source, campaign)
        issues = (*campaign.issues, *tour_issues(campaign.folder), *own)
        return _of_folder(replace(campaign, issues=issues), recipe)
    if not source.is_file():
        raise CampaignError(
            msgid("There is no file {file}."),
            msgid("Give an existing file or folder."),
            file=str(source),
        )
    # Before reading: a file that is too large is not read at all.
    check_bytes(source.name, source.stat().st_size)
    show_bar(f"Reading {source.name}", 1, _STEPS)
    data = source.read_bytes()
    if is_zipped_campaign(source.name, data):
        return _of_folder(load_zipped_campaign(source.name, data), recipe)
    if lines := correction_list(source.name, data):
        raw = read_safely(f"{source.stem}.csv", lines)
    else:
        raw = read_safely(source.name, data, recipe.sheet, recipe.encoding, recipe.separator)
    raw = with_one_shape(raw)
    show_bar(f"Importing {len(raw.frame):,} rows", 2, _STEPS)
    imported = import_table(raw, recipe)
    show_bar("Done", _STEPS, _STEPS)
    if online:
        before, (settings, is_agreed) = recipe, online
        recipe = answer_online(imported.campaign, recipe, settings, is_agreed=is_agreed)
        imported = imported if recipe == before else import_table(raw, recipe)
    guesses = _has_guesses(imported, recipe)
    table = imported.campaign.consultations
    made = {each.row for each in imported.report.issues if each.expected == MADE_TITLE}
    untitled = frozenset(table.loc[table[ROW].isin(made), "id"])
    return Given(
        imported.campaign, imported.report, recipe, guesses, is_list=True, untitled=untitled
    )


def _has_guesses(imported: ImportedList, recipe: Recipe) -> bool:
    """Whether a person should look before this is published."""
    guessed = any(
        match.is_guess and match.column in {"title", "country", ""}
        for match in imported.matches
        if match.header not in recipe.columns
    )
    titles = any(issue.expected == MADE_TITLE for issue in imported.report.issues)
    sheets = any(issue.expected in UNREAD_SHEETS for issue in imported.report.issues)
    return guessed or titles or (sheets and not recipe.sheet)


def _of_folder(campaign: Campaign, recipe: Recipe) -> Given:
    """The result for a campaign that has its tables already."""
    skipped = {each.row for each in campaign.issues if each.left_out and each.file == TABLE}
    count = len(campaign.consultations) + len(skipped)
    return Given(campaign, make_report(campaign, count), recipe)
