"""`--online` of the commands: look up unknown names online, after saying how many and to whom."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from data import SHIPPED
from data.errors import CampaignError, msgid
from data.intake.where.geocoding_cache import GeocodingCache, cache_folder
from data.intake.where.online_geocoding import FAILED
from data.intake.where.online_settings import served_settings
from data.intake.where.online_step import online_step
from data.intake.where.unknown_questions import unknown_questions

if TYPE_CHECKING:
    import argparse

    from data.campaign import Campaign
    from data.intake.recipe import Recipe
    from data.intake.where.online_settings import OnlineSettings
    from data.intake.where.online_step import OnlineStep

_VARIABLE = "CONSULTATION_CAMPAIGN"
_MOST_NAMED = 10


def add_online_options(parser: argparse.ArgumentParser) -> None:
    """Add `--online` and `--yes`."""
    parser.add_argument(
        "--online",
        action="store_true",
        help="look up unknown names online, if [geocoding] in campaign.toml of the campaign that "
        f"{_VARIABLE} names switches it on; says how many names would be sent, and asks",
    )
    parser.add_argument("--yes", action="store_true", help="send them without being asked")


def needed_settings() -> OnlineSettings:
    """Read who asks from the campaign that is served.

    Raises:
        CampaignError: It is off there.
    """
    named = os.environ.get(_VARIABLE, "").strip()
    folder = Path(named).expanduser() if named else SHIPPED
    settings = served_settings(folder)
    if settings is None:
        raise CampaignError(
            msgid("Online geocoding is off in {file}: nothing was sent."),
            msgid("Say online = true and your email under [geocoding] there, or leave --online."),
            file=str(folder / "campaign.toml"),
        )
    return settings


def answered_online(
    campaign: Campaign, recipe: Recipe, settings: OnlineSettings, *, is_agreed: bool
) -> Recipe:
    """Add the places of unknown names to a recipe, after consent; words go to standard error."""
    cache = GeocodingCache(cache_folder())
    unknown = unknown_questions(campaign)
    step = online_step(unknown, settings, cache)
    if step.count and (is_agreed or _agrees(step)):
        _say(f"Sending {_names(step)} to {settings.server}, one a second.")
        looked_up = step.send(_show_count)
        if looked_up.problem:
            _say(FAILED.format(reason=looked_up.problem))
        step = online_step(unknown, settings, cache)
    if step.answers:
        _say(f"{len(step.answers)} found online, © OpenStreetMap contributors.")
    return replace(recipe, places={**step.answers, **recipe.places})


def _agrees(step: OnlineStep) -> bool:
    """Ask on a terminal; elsewhere nobody agrees."""
    server, email = step.settings.server, step.settings.email
    _say(f"{_names(step)} would be sent to {server}, in the name of {email}:")
    cities = [
        ", ".join(filter(None, pair))
        for pair in zip(step.to_send["city"], step.to_send["country"], strict=True)
    ]
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
        _say(f"\r{count} asked ", end="")


def _say(words: str, end: str = "\n") -> None:
    sys.stderr.write(words + end)
    sys.stderr.flush()
