"""`python -m data VERB`: what the pages do, on the command line."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import NoReturn

from data.commands.terminal import run_command

VERBS = {
    "build": "make or update a campaign folder from a list of events, or cut it into shards",
    "check": "report the problems in a list or a campaign folder",
    "export": "write a selection to files",
    "publish": "write a campaign as a website of static files",
    "source": "read the list at a campaign's address, or accept a version that waits",
}
"""Each verb, a module of `data.commands`, and what it does."""


def run(verb: str, arguments: list[str] | None = None) -> NoReturn:
    """Run a verb with the arguments of this process, and exit with its status."""
    main = import_module(f"data.commands.{verb}").main
    run_command(lambda: main(arguments))


def _list_verbs() -> str:
    lines = [f"  python -m data {verb:<9} {does}" for verb, does in VERBS.items()]
    return "\n".join(["Add --help to a verb for its options.", *lines])


if __name__ == "__main__":
    match sys.argv[1:]:
        case [verb, *rest] if verb in VERBS:
            run(verb, rest)
        case ["-h" | "--help"]:
            print(_list_verbs())
        case given:
            print(
                f"There is no verb {given[0]}." if given else "A verb is missing.", file=sys.stderr
            )
            sys.exit(f"{_list_verbs()}")
