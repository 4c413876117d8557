"""`python -m data source FOLDER`: read the list at a campaign's address, and say what is known.

`--accept` lets a version be shown that waits because it loses half of something. A server that
shows the campaign does so within a minute.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from data.commands.terminal import add_language_option, refuse
from data.follow.follower import Follower
from data.follow.sentences import change_sentence, loss_sentence, problem_sentence
from data.follow.status import Status
from data.model.errors import CampaignError
from data.words.dates import moment
from data.words.languages import translations

GOOD, WAITING, FAILED = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Read a campaign's source once, or accept a version.

    Returns:
        The exit status: 0 up to date, 1 a version waits for a person, 2 reading failed.
    """
    options = _parser().parse_args(arguments)
    follower = Follower(options.campaign)
    if options.accept:
        return _accept(follower)
    if options.status:
        follower.record.read()
    else:
        try:
            follower.look(follower.first(), at_once=True)
        except CampaignError as error:
            return refuse(error, options.language)
    _print(follower.status, options.language)
    if follower.status.problem:
        return FAILED
    return WAITING if follower.status.waiting else GOOD


def _accept(follower: Follower) -> int:
    record = follower.record
    record.read()
    waiting = record.status.waiting
    if waiting is None or record.path is None:
        return refuse(
            "No version waits here. If About shows one, run this as the user of the server, with "
            "its XDG_CACHE_HOME."
        )
    try:
        record.accept(waiting.key)
    except OSError as error:
        return refuse(f"{record.path} can't be written: {error.strerror}.")
    print(f"Version {waiting.short} is accepted. A running server shows it within a minute.")
    return GOOD


def _print(status: Status, language: str) -> None:
    say = translations(language).gettext
    if status.problem:
        print(problem_sentence(status.problem, language), file=sys.stderr, flush=True)
    if status.success:
        text = say("Up to date on {moment}.")
        print(text.format(moment=moment(status.success, None, language)))
    for change in status.changes[:1]:
        print(f"{moment(change.time, None, language)}: {change_sentence(change, language)}")
    if status.waiting:
        print(say("A new version waits for a person, because it loses much."), file=sys.stderr)
        for loss in status.waiting.losses:
            print(f"  {loss_sentence(loss, language)}", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data source", description=__doc__)
    parser.add_argument("campaign", type=Path, help="the folder or file that the server shows")
    parser.add_argument("--accept", action="store_true", help="show the version that waits")
    parser.add_argument("--status", action="store_true", help="ask no address")
    add_language_option(parser)
    return parser
