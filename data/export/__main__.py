"""`python -m data.export --campaign folder --choice "region=mena" --to brief.pdf`: make a file."""

from __future__ import annotations

import argparse
import glob
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from data import SHIPPED
from data.campaign.errors import CampaignError, ExportError
from data.export.about import nothing_chosen
from data.export.command import EACH, extract_of, jobs
from data.export.formats import FORMATS, GROUPS, formats_of
from data.importing.command import given
from data.importing.recipe import Recipe
from data.storage.temporary_folders import is_gone, own_name
from data.terminal import behave_in_terminal
from data.words.languages import available_languages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from data.export.command import Job

DONE, NOT_DONE = 0, 2
VARIABLE = "CONSULTATION_CAMPAIGN"
_EXAMPLES = """
examples:
  python -m data.export --choice "region=mena&from=2015" --to mena.pdf
  python -m data.export --campaign folder --each region --format pdf --to briefs/
  python -m data.export --tour civil-society-in-micic --language fr --to tour.pptx

The day in a file is today, or what SOURCE_DATE_EPOCH says: the same choice then gives the same
bytes. Exit status: 0 all is written, 2 it is not; the sentence on standard error says why."""


def main(arguments: list[str] | None = None) -> int:
    """Make the files that are asked for.

    Returns:
        The exit status: 0 all are written, 2 something asked for is not there, a file would be
        overwritten, or more is chosen than the form can carry.
    """
    asked = _parser().parse_args(arguments)
    try:
        campaign = given(asked.campaign, Recipe()).campaign
        extract = extract_of(campaign, asked.choice, asked.language, asked.address, asked.tour)
        todo = jobs(extract, asked.to, asked.format or "", asked.each or "")
    except (CampaignError, ExportError) as error:
        print(error, file=sys.stderr)
        return NOT_DONE
    if problem := _in_the_way(todo, force=asked.force) or _make_folder(todo, each=asked.each):
        print(problem, file=sys.stderr)
        return NOT_DONE
    return _write_all(todo)


def _in_the_way(todo: list[Job], *, force: bool) -> str:
    """The sentence on what must not be overwritten; "" if nothing is in the way."""
    there = [job.path for job in todo if job.path.exists()]
    if not there or force:
        return ""
    return f"{there[0]} is there already. Name another file, or add --force."


def _make_folder(todo: list[Job], *, each: str | None) -> str:
    """Make the folder of files that are made for each; the sentence on one that is not there."""
    folder = todo[0].path.parent if todo else Path()
    try:
        if each:
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return f"The folder {folder} can't be made: {error.strerror}. Name another."
    return "" if folder.is_dir() else f"There is no folder {folder}. Make it, or name another."


def _write_all(todo: list[Job]) -> int:
    """Write file after file; one that can't be made does not stop the others."""
    status = DONE
    if not todo:
        print("No consultation matches this choice: there is no file to make.", file=sys.stderr)
    for place, job in enumerate(todo, 1):
        _show_progress(place, len(todo), job.path.name)
        try:
            size = _write(job.path, job.form.pieces(job.extract))
        except (ExportError, OSError) as error:
            print(f"{job.path.name}: {error}", file=sys.stderr)
            status = NOT_DONE
            continue
        print(f"{job.path} ({_size(size)}): {job.extract.words}")
        if nothing := nothing_chosen(job.extract):
            print(nothing, file=sys.stderr)
    return status


def _write(path: Path, pieces: Iterable[bytes]) -> int:
    """Write a file whole or not at all, and give its bytes."""
    before = f".{path.name}."
    unfinished = path.with_name(before + own_name())
    for left in path.parent.glob(glob.escape(before) + "*"):
        # What a run was writing when it was killed.
        if is_gone(left.name.removeprefix(before)):
            left.unlink(missing_ok=True)
    try:
        with unfinished.open("wb") as file:
            file.writelines(pieces)
            size = file.tell()
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return size


def _show_progress(place: int, total: int, name: str) -> None:
    """Say on a terminal what is being made; nothing where standard error is a file."""
    if sys.stderr.isatty():
        counted = f"{place} of {total}: " if total > 1 else ""
        print(f"Making {counted}{name} …", file=sys.stderr, flush=True)


def _size(size: int) -> str:
    kilobytes = size / 1000
    return f"{kilobytes:,.0f} kB" if kilobytes >= 1 else f"{size} bytes"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m data.export",
        description="Make a file of the consultations that are chosen, as the page's "
        "Take away does.",
        epilog=_epilog(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    served = os.environ.get(VARIABLE, "").strip()
    parser.add_argument(
        "--campaign", type=Path, default=Path(served) if served else SHIPPED,
        help=f"a campaign's folder, or a list of events; else what {VARIABLE} says, "
        "else the shipped campaign",
    )  # fmt: skip
    parser.add_argument(
        "--choice", default="",
        help='as an address says it, "region=mena&from=2015", or the whole link of a view; '
        "else everything",
    )  # fmt: skip
    parser.add_argument(
        "--to", type=Path, required=True,
        help="the file to write; its ending says the form. Or a folder, with --format",
    )  # fmt: skip
    parser.add_argument(
        "--format", choices=[one.id for one in FORMATS], metavar="FORM",
        help="the form, where the ending does not say it",
    )  # fmt: skip
    parser.add_argument("--each", choices=EACH, help="a file for each of these in the folder --to")
    parser.add_argument(
        "--language", choices=available_languages(), help="else that of the link or the campaign"
    )
    parser.add_argument(
        "--tour", help="for slides: the name of a tour of the campaign, or a file tour.toml"
    )
    parser.add_argument("--address", help="of the start page, for links back")
    parser.add_argument("--force", action="store_true", help="overwrite files that are there")
    return parser


def _epilog() -> str:
    """What the forms are, with examples."""
    lines = ["forms, by the ending of the file:"]
    for group in GROUPS:
        lines += [f"  {one.id:<14}{one.title}. {one.inside}" for one in formats_of(group)]
    return "\n".join([*lines, _EXAMPLES])


if __name__ == "__main__":
    behave_in_terminal()
    sys.exit(main())
