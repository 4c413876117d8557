"""`python -m data publish --campaign folder --to site`: write a campaign as a website."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

from data.commands.reading import read_source
from data.commands.terminal import refuse, served_campaign
from data.export.extract import today
from data.filters.query import Query
from data.importing.recipe import Recipe
from data.model.errors import CampaignError, ExportError
from data.site.site import publish

DONE = 0
_LOG_SECONDS = 10.0
_EXAMPLE = """
example:
  python -m data publish --campaign folder --to site --address https://example.org/map/

A campaign that has not changed is not written again. The day in the files is that of the first
build of this data, or that of SOURCE_DATE_EPOCH. Exit status: 0 if the site is complete, else 2."""


def main(arguments: list[str] | None = None) -> int:
    """Write the site of a campaign; the exit status is 0 if it is complete, else 2."""
    options = _parser().parse_args(arguments)
    address = options.address
    if address and urlsplit(address).scheme not in ("http", "https"):
        return refuse(f"{address} is no web address. Give one such as https://example.org/map/")
    if address and not address.endswith("/"):
        address += "/"
    try:
        campaign = read_source(options.campaign, Recipe()).campaign
        written = publish(Query.everything(campaign), options.to, address, today(), _Progress())
    except (CampaignError, ExportError) as error:
        return refuse(f"\n{error}")
    except OSError as error:
        return refuse(f"\n{options.to} can't be written: {error.strerror or error}.")
    if sys.stderr.isatty():
        print(file=sys.stderr)
    print(
        f"{options.to}: {written.files} files, {written.changed} written, "
        f"{written.removed} removed. Open {options.to / 'index.html'}"
    )
    if not address:
        print("Give --address for a sitemap and for pictures in previews of links.")
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m data publish",
        description=__doc__,
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--campaign", type=Path, default=served_campaign(), help="a campaign folder, or a list"
    )
    parser.add_argument("--to", type=Path, required=True, help="the folder of the site")
    parser.add_argument("--address", default="", help="where the site will be on the web")
    return parser


class _Progress:
    """Shows the file that is made: at once to somebody who watches, now and then in a log."""

    def __init__(self) -> None:
        self._files, self._next = 0, time.monotonic() + _LOG_SECONDS

    def __call__(self, path: str) -> None:
        self._files += 1
        if sys.stderr.isatty():
            print(f"\r\033[K{path[:70]}", end="", file=sys.stderr, flush=True)
        elif time.monotonic() >= self._next:
            self._next = time.monotonic() + _LOG_SECONDS
            print(f"{self._files} files, now {path}", file=sys.stderr, flush=True)
