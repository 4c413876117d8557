"""`python -m data.export --campaign folder --choice "region=mena" --to brief.pdf`: write files."""

from __future__ import annotations

import argparse
import glob
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from data import SHIPPED
from data.campaign.errors import CampaignError, ExportError
from data.export.about import empty_notice
from data.export.command import EACH, extract_for, jobs
from data.export.formats import FORMATS, GROUPS, formats_of
from data.importing.command import read_source
from data.importing.recipe import Recipe
from data.storage.temporary_folders import is_gone, process_name
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

The date in a file is today, or that of SOURCE_DATE_EPOCH: the same selection then gives the same
bytes. Exit status: 0 if all files are written, else 2 with a sentence on standard error."""


def main(arguments: list[str] | None = None) -> int:
    """Write the files of a command line.

    Returns:
        The exit status: 0 if all are written; 2 if a value is unknown, a file would be
        overwritten, or the format can't hold the selection.
    """
    options = _parser().parse_args(arguments)
    try:
        campaign = read_source(options.campaign, Recipe()).campaign
        extract = extract_for(
            campaign, options.choice, options.language, options.address, options.tour
        )
        todo = jobs(extract, options.to, options.format or "", options.each or "")
    except (CampaignError, ExportError) as error:
        print(error, file=sys.stderr)
        return NOT_DONE
    if problem := _in_the_way(todo, force=options.force) or _make_folder(todo, each=options.each):
        print(problem, file=sys.stderr)
        return NOT_DONE
    return _write_all(todo)


def _in_the_way(todo: list[Job], *, force: bool) -> str:
    """Return a sentence on a file that would be overwritten; "" if there is none."""
    existing = [job.path for job in todo if job.path.exists()]
    if not existing or force:
        return ""
    return f"{existing[0]} already exists. Name another file, or add --force."


def _make_folder(todo: list[Job], *, each: str | None) -> str:
    """Make the folder for `--each`; return a sentence if there is no folder, else ""."""
    folder = todo[0].path.parent if todo else Path()
    try:
        if each:
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return f"Could not create the folder {folder}: {error.strerror}. Name another."
    return "" if folder.is_dir() else f"There is no folder {folder}. Make it, or name another."


def _write_all(todo: list[Job]) -> int:
    """Write the files one by one; a failure does not stop the others."""
    status = DONE
    if not todo:
        print(
            "No consultation matches this selection, so there is no file to write.", file=sys.stderr
        )
    for count, job in enumerate(todo, 1):
        _show_progress(count, len(todo), job.path.name)
        try:
            size = _write(job.path, job.form.pieces(job.extract))
        except (ExportError, OSError) as error:
            print(f"{job.path.name}: {error}", file=sys.stderr)
            status = NOT_DONE
            continue
        print(f"{job.path} ({_size(size)}): {job.extract.words}")
        if nothing := empty_notice(job.extract):
            print(nothing, file=sys.stderr)
    return status


def _write(path: Path, pieces: Iterable[bytes]) -> int:
    """Write a whole file or nothing, and return its size in bytes."""
    before = f".{path.name}."
    unfinished = path.with_name(before + process_name())
    for left in path.parent.glob(glob.escape(before) + "*"):
        # Left by a run that was killed.
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


def _show_progress(count: int, total: int, name: str) -> None:
    """Print the file being written, if standard error is a terminal."""
    if sys.stderr.isatty():
        position = f"{count} of {total}: " if total > 1 else ""
        print(f"Writing {position}{name} …", file=sys.stderr, flush=True)


def _size(size: int) -> str:
    kilobytes = size / 1000
    return f"{kilobytes:,.0f} kB" if kilobytes >= 1 else f"{size} bytes"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m data.export",
        description="Write a selection of consultations to a file, as Download & share does on the "
        "page.",
        epilog=_epilog(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    served = os.environ.get(VARIABLE, "").strip()
    parser.add_argument(
        "--campaign", type=Path, default=Path(served) if served else SHIPPED,
        help=f"a campaign's folder, or a list of events; default: the folder in {VARIABLE}, "
        "else the shipped campaign",
    )  # fmt: skip
    parser.add_argument(
        "--choice", default="",
        help='filters as in an address, "region=mena&from=2015", or the whole link of a view; '
        "default: everything",
    )  # fmt: skip
    parser.add_argument(
        "--to", type=Path, required=True,
        help="the file to write, with the ending of its format; or a folder, with --format",
    )  # fmt: skip
    parser.add_argument(
        "--format", choices=[form.id for form in FORMATS], metavar="FORMAT",
        help="the format, if the ending does not tell",
    )  # fmt: skip
    parser.add_argument(
        "--each", choices=EACH, help="write one file for each of these into the folder --to"
    )
    parser.add_argument(
        "--language",
        choices=available_languages(),
        help="default: that of the link, else of the campaign",
    )
    parser.add_argument("--tour", help="for slides: a tour of the campaign, or a file tour.toml")
    parser.add_argument("--address", help="address of the start page, for links back")
    parser.add_argument("--force", action="store_true", help="overwrite existing files")
    return parser


def _epilog() -> str:
    """Return the list of formats, with examples."""
    lines = ["formats, by the ending of the file:"]
    for group in GROUPS:
        lines += [f"  {form.id:<14}{form.title}. {form.inside}" for form in formats_of(group)]
    return "\n".join([*lines, _EXAMPLES])


if __name__ == "__main__":
    behave_in_terminal()
    sys.exit(main())
