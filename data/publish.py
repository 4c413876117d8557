"""`python -m data.publish --campaign folder --to site`: write a campaign as a website."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

from data import SHIPPED
from data.export.extract import today
from data.importing.command import read_source
from data.importing.recipe import Recipe
from data.model.errors import CampaignError, ExportError
from data.site.site import publish
from data.terminal import behave_in_terminal

DONE, NOT_DONE = 0, 2
_LOG_SECONDS = 10.0
_VARIABLE = "CONSULTATION_CAMPAIGN"
_EXAMPLE = """
example:
  python -m data.publish --campaign folder --to site --address https://example.org/map/

A campaign that has not changed is not written again. The day in the files is that of the first
build of this data, or that of SOURCE_DATE_EPOCH. Exit status: 0 if the site is complete, else 2."""


def main(arguments: list[str] | None = None) -> int:
    """Write the site of a campaign; the exit status is 0 if it is complete, else 2."""
    options = _parser().parse_args(arguments)
    address = options.address
    if address and urlsplit(address).scheme not in ("http", "https"):
        print(
            f"{address} is no web address. Give one such as https://example.org/map/",
            file=sys.stderr,
        )
        return NOT_DONE
    if address and not address.endswith("/"):
        address += "/"
    try:
        campaign = read_source(options.campaign, Recipe()).campaign
        written = publish(campaign, options.to, address, today(), _Progress())
    except (CampaignError, ExportError) as error:
        print(f"\n{error}", file=sys.stderr)
        return NOT_DONE
    except OSError as error:
        print(f"\n{options.to} can't be written: {error.strerror or error}.", file=sys.stderr)
        return NOT_DONE
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
        prog="python -m data.publish",
        description=__doc__,
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    served = Path(os.environ.get(_VARIABLE, "").strip() or SHIPPED).expanduser()
    parser.add_argument(
        "--campaign", type=Path, default=served, help="a campaign folder, or a list"
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


if __name__ == "__main__":
    behave_in_terminal()
    sys.exit(main())
