"""`python -m data export --campaign folder --choice "region=mena" --to brief.pdf`: write files."""

from __future__ import annotations

import argparse
import glob
import sys
from collections.abc import Iterable
from gettext import NullTranslations
from pathlib import Path
from textwrap import fill
from typing import Any

from data.commands.export_jobs import EACH, Job, extract_for, jobs
from data.commands.reading import read_source
from data.commands.terminal import VARIABLE, refuse, served_campaign
from data.export.about import empty_notice
from data.export.formats import FORMATS, GROUPS, formats_of
from data.filters.query import Query
from data.importing.recipe import Recipe
from data.model.errors import CampaignError, ExportError
from data.store.temporary_folders import is_gone, process_name
from data.words.languages import DEFAULT_LANGUAGE, available_languages, translations

DONE, NOT_DONE = 0, 2
_EXAMPLES = """\
  python -m data export --choice "region=mena&from=2015" --to mena.pdf
  python -m data export --campaign folder --each region --format pdf --to briefs/
  python -m data export --tour civil-society-in-micic --language fr --to tour.pptx"""


def main(arguments: list[str] | None = None) -> int:
    """Write the files of a command line.

    Returns:
        The exit status: 0 if all are written; 2 if a value is unknown, a file would be
        overwritten, or the format can't hold the selection.
    """
    given_arguments = sys.argv[1:] if arguments is None else arguments
    options = _parser(_language_of(given_arguments)).parse_args(given_arguments)
    try:
        campaign = read_source(options.campaign, Recipe()).campaign
        extract = extract_for(
            Query.everything(campaign),
            options.choice,
            options.language,
            options.address,
            options.tour,
        )
        todo = jobs(extract, options.to, options.format or "", options.each or "")
    except (CampaignError, ExportError) as error:
        return refuse(str(error))
    if problem := _in_the_way(todo, force=options.force) or _make_folder(todo, each=options.each):
        return refuse(problem)
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
        print("Nothing matches this selection, so there is no file to write.", file=sys.stderr)
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


def _parser(language: str = DEFAULT_LANGUAGE) -> argparse.ArgumentParser:
    """Return the parser, with its help in a language."""
    say = translations(language)
    parser = argparse.ArgumentParser(
        prog="python -m data export",
        description=say.gettext(
            "Write a selection of consultations to a file, as Download & share does on the page."
        ),
        epilog=_epilog(language),
        formatter_class=_formatter(language),
        add_help=False,
    )
    group = parser.add_argument_group(say.gettext("options"))
    group.add_argument("-h", "--help", action="help", help=say.gettext("show this help and exit"))
    _add_options(group, say)
    return parser


def _formatter(language: str) -> type[argparse.HelpFormatter]:
    usage = translations(language).gettext("usage: ")

    class Formatter(argparse.RawDescriptionHelpFormatter):
        """Keeps the lines of the epilog, and begins in the language."""

        def add_usage(
            self,
            usage_line: str | None,
            actions: Iterable[argparse.Action],
            groups: Iterable[Any],
            prefix: str | None = None,
        ) -> None:
            """Begin with the word of the language."""
            super().add_usage(usage_line, actions, groups, prefix or usage)

    return Formatter


def _add_options(parser: argparse._ArgumentGroup, say: NullTranslations) -> None:
    folder = say.gettext(
        "a campaign's folder, or a list of events; default: the folder in {variable}, else the "
        "shipped campaign"
    )
    parser.add_argument(
        "--campaign",
        type=Path,
        default=served_campaign(),
        help=folder.format(variable=VARIABLE),
    )
    filters = say.gettext(
        "filters as in an address, {example}, or the whole link of a view; default: everything"
    )
    parser.add_argument(
        "--choice", default="", help=filters.format(example='"region=mena&from=2015"')
    )
    parser.add_argument(
        "--to",
        type=Path,
        required=True,
        help=say.gettext(
            "the file to write, with the ending of its format; or a folder, with --format"
        ),
    )
    parser.add_argument(
        "--format",
        choices=[form.id for form in FORMATS],
        metavar="FORMAT",
        help=say.gettext("the format, if the ending does not tell"),
    )
    parser.add_argument(
        "--each",
        choices=EACH,
        help=say.gettext("write one file for each of these into the folder --to"),
    )
    parser.add_argument(
        "--language",
        choices=available_languages(),
        help=say.gettext("default: that of the link, else of the campaign"),
    )
    parser.add_argument(
        "--tour", help=say.gettext("for slides: a tour of the campaign, or a file tour.toml")
    )
    parser.add_argument("--address", help=say.gettext("address of the start page, for links back"))
    parser.add_argument(
        "--force", action="store_true", help=say.gettext("overwrite existing files")
    )


def _epilog(language: str) -> str:
    """Return the list of formats, with examples."""
    say = translations(language)
    lines = [say.gettext("formats, by the ending of the file:")]
    for group in GROUPS:
        lines += [
            f"  {form.id:<19}{say.gettext(form.title)}. {say.gettext(form.inside)}"
            for form in formats_of(group)
        ]
    notes = say.gettext(
        "The date in a file is today, or that of SOURCE_DATE_EPOCH: the same selection then gives "
        "the same bytes. Exit status: 0 if all files are written, else 2 with a sentence on "
        "standard error."
    )
    return "\n".join([*lines, "", say.gettext("examples:"), _EXAMPLES, "", fill(notes, 98)])


def _language_of(arguments: list[str]) -> str:
    """Return the language that a command line asks for, which its help is in too."""
    finder = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    finder.add_argument("--language", default=DEFAULT_LANGUAGE)
    try:
        wished = str(finder.parse_known_args(arguments)[0].language)
    except argparse.ArgumentError:
        return DEFAULT_LANGUAGE
    return wished if wished in available_languages() else DEFAULT_LANGUAGE
