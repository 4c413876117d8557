"""`python -m data check FILE_OR_FOLDER`: report the problems in a list or a campaign folder."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path

from data.commands.reading import (
    Online,
    add_online_options,
    more_words,
    needed_settings,
    read_source,
)
from data.commands.terminal import add_language_option, refuse
from data.importing.recipe import read_recipe_file
from data.importing.report import Report, reason_text, report_csv, report_frame
from data.importing.row_addresses import address_of, with_address
from data.model.errors import CampaignError, Issue
from data.words.languages import translations

_SHOWN_OF_GROUP = 3
CLEAN, ISSUES = 0, 1


def main(arguments: list[str] | None = None) -> int:
    """Print the report of a file or a campaign folder.

    Returns:
        The exit status: 0 clean, 1 with problems, 2 not readable.
    """
    options = _parser().parse_args(arguments)
    try:
        online = Online(needed_settings(), options.yes) if options.online else None
        report = read_source(options.source, read_recipe_file(options.recipe), online).report
    except CampaignError as error:
        return refuse(error, options.language)
    _PRINTERS[options.format](report, options.language)
    return ISSUES if any(issue.level != "noted" for issue in report.issues) else CLEAN


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data check", description=__doc__)
    parser.add_argument("source", type=Path, help="a list of events, or a campaign folder")
    parser.add_argument("--recipe", type=Path, help="recipe.toml with earlier decisions")
    add_online_options(parser)
    parser.add_argument("--format", choices=_PRINTERS, default="table")
    add_language_option(parser)
    return parser


def _print_table(report: Report, language: str) -> None:
    say = translations(language).gettext
    counts = say(
        "Rows read: {read}. On map and timeline: {shown}. Without place or date: {unmapped}. "
        "Skipped: {skipped}."
    )
    print(
        counts.format(
            read=report.read,
            shown=report.on_map_and_timeline,
            unmapped=report.in_tray,
            skipped=report.left_out,
        )
    )
    width = shutil.get_terminal_size((100, 24)).columns
    _print_reasons(report, language, width)
    for group in report.groups:
        print(f"\n{group.title(language)} {say(group.action)}")
        for raw in group.issues[:_SHOWN_OF_GROUP]:
            print(f"  {_line(with_address(report.parts, raw), language)}"[:width])
        more = group.count - _SHOWN_OF_GROUP
        if more > 0:
            print("  " + more_words(more, language))


def _line(issue: Issue, language: str) -> str:
    """Say where an issue is and what the cell has: `list.csv, row 7, Date: soon`."""
    say = translations(language).gettext
    if issue.row and issue.column:
        return say("{file}, row {row}, {column}: {seen}").format(
            file=issue.file, row=issue.row, column=issue.column, seen=issue.seen
        )
    if issue.row:
        text = say("{sheet}, row {row}: {text}")
        return text.format(sheet=issue.file, row=issue.row, text=issue.seen)
    where = ", ".join(filter(None, (issue.file, issue.column)))
    return say("{column}: {issue}").format(column=where, issue=issue.seen)


def _print_reasons(report: Report, language: str, width: int) -> None:
    """Print why rows are not on the map or the timeline, with the first rows of each reason."""
    say = translations(language).gettext
    kinds = (
        (say("Not on the map:"), report.unplaced, report.unplaced_examples, False),
        (say("Not on the timeline:"), report.undated, report.undated_examples, True),
    )
    for title, counts, examples, dates in kinds:
        if counts:
            print(f"\n{title}")
        for reason, count in counts.items():
            print(f"  {reason_text(reason, count, language, dates=dates)}"[:width])
            for row, text in examples.get(reason, ()):
                # Translators: an example of a row in a list: its number, and its text.
                line = say("row {row}: {text}").format(row=row, text=text)
                name, there = address_of(report.parts, row)
                if name:
                    # Translators: an example of a row: its sheet, its number there, and its text.
                    line = say("{sheet}, row {row}: {text}").format(
                        sheet=name, row=there, text=text
                    )
                print(f"    {line}"[:width])


def _print_json(report: Report, language: str) -> None:
    counts = {
        "read": report.read,
        "on_map_and_timeline": report.on_map_and_timeline,
        "in_tray": report.in_tray,
        "left_out": report.left_out,
    }
    issues = json.loads(report_frame(report, language).to_json(orient="records"))
    reasons = {"not_on_map": dict(report.unplaced), "not_on_timeline": dict(report.undated)}
    answer = {"counts": counts, "reasons": reasons, "findings": issues}
    print(json.dumps(answer, ensure_ascii=False, indent=1))


def _print_csv(report: Report, language: str) -> None:
    sys.stdout.write(report_csv(report, language).decode("utf-8-sig"))


_PRINTERS = {"table": _print_table, "json": _print_json, "csv": _print_csv}
