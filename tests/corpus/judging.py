"""Compare what the reader makes of each list of the corpus with the truth.

`python -m tests.corpus.judging` prints what isn't right, and one line per kind of mistake.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from data.geo.gazetteer import Gazetteer
from data.importing.import_list import ImportedList, import_table
from data.importing.recipe import Recipe
from data.lists.readers.read_file import read_bytes
from data.lists.tables.shape import with_one_shape
from data.model.schema import ROW

CORPUS = Path(__file__).parent
RIGHT, MISSING, NAMED, WRONG = "right", "missing", "named", "wrong"
"""MISSING: not read. NAMED: read wrongly, but the report names the row. WRONG: without a word."""
ALL = "all"
KINDS = {
    "0": "plain lists",
    "1": "a state, county or campus with coordinates of its own",
    "2": "a state where a city is expected",
    "3": "a country that isn't understood, or no longer exists",
    "4": "one spot, or one venue, for many rows",
    "5": "“Country (City)”",
    "6": "codes of states",
    "7": "coordinates somewhat off",
    "8": "online, with more words",
    "9": "cities without a country",
    "10": "words of offices beside a city",
    "11": "capitals in other scripts",
    "12": "quarters and postcodes",
    "13": "date and place in one text",
    "14": "titles that repeat",
    "15": "days of a form beside days of the event",
    "16": "unusual names of columns",
    "17": "no header",
    "18": "totals and merged cells",
    "19": "group headings, tables on their side",
    "20": "sheets per year",
    "21": "weeks, postponed days, months in other languages",
    "22": "calendars: cancelled, repeating",
    "23": "several organizers in one text",
    "24": "guesses about many rows",
    "25": "no titles",
    "26": "other languages and programs, judged before any rule was changed for them",
    ALL: "all",
}
"""What each kind of mistake is, by its number."""
HEAD = (
    "| kind of list | files | read wholly right | values right | not read | wrong, named | wrong |",
    "|---|---|---|---|---|---|---|",
)
_FIELDS = ("place", "start", "end", "organizers")


class Truth(NamedTuple):
    """One event as it should be read.

    `kind` is the number of the kind of mistake. `place`: cities with their country's code, or
    coordinates, "-" if it is not on the map; "" if the list has no place. `start`, `end`,
    `organizers`: "" where any value will do.
    """

    file: str
    kind: str
    title: str
    place: str
    start: str
    end: str
    organizers: str


class Verdict(NamedTuple):
    """What became of one event: a word per field that the truth has, and how it was read."""

    truth: Truth
    words: Mapping[str, str]
    read: Mapping[str, str]


@cache
def truths() -> Mapping[str, Sequence[Truth]]:
    """Return the events of each file, in the order of the file."""
    by_file: dict[str, list[Truth]] = defaultdict(list)
    with (CORPUS / "truth.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            by_file[row["file"]].append(Truth(**row))
    return by_file


@cache
def imported(name: str) -> ImportedList:
    """Import a list of the corpus without any decision."""
    raw = with_one_shape(read_bytes(name, (CORPUS / name).read_bytes()))
    return import_table(raw, Recipe(), _gazetteer())


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer()


def named_rows(result: ImportedList) -> frozenset[str]:
    """Return the rows, as text, that the report names; notes are no questions."""
    issues = (issue for issue in result.report.issues if issue.level != "noted")
    return frozenset(str(issue.row) for issue in issues if issue.row)


def events_of(result: ImportedList) -> list[dict[str, str]]:
    """Return each event in the form of the truth, with its `row`."""
    places, rows = result.campaign.places, result.campaign.consultations
    by_id: dict[str, list[str]] = defaultdict(list)
    for place in places.to_dict("records"):
        if pd.notna(place["lat"]):
            point = f"{place['lat']:.1f} {place['lon']:.1f}"
            text = f"{place['matched']} {place['iso2']}" if place["matched"] else point
            by_id[str(place["consultation"])].append(text)
    return [
        {
            "title": str(row["title"]),
            "place": "; ".join(by_id[str(row["id"])]) or "-",
            **{name: str(row[name]) for name in ("start", "end", "organizers")},
            "row": str(row[ROW]),
        }
        for row in rows.to_dict("records")
    ]


def verdicts(name: str) -> list[Verdict]:
    """Judge every event of a list; an event that is missing or not one is wrong.

    A value that was not read is missing: the report counts it among the unmapped or undated.
    """
    left, named = events_of(imported(name)), named_rows(imported(name))
    judged = []
    for truth in truths()[name]:
        same = [
            each for each in left if not truth.title or each["title"].strip() == truth.title
        ]  # fmt: skip
        event = min(same, key=lambda each: -_agreement(truth, each), default=None)
        if event is None:
            judged.append(Verdict(truth, {"event": MISSING}, {}))
            continue
        left.remove(event)
        words = {
            field: _word(field, truth, event, named) for field in _FIELDS if _is_told(field, truth)
        }
        judged.append(Verdict(truth, words, event))
    kind = truths()[name][0].kind
    return judged + [
        Verdict(
            Truth(name, kind, "", "", "", "", ""),
            {"event": NAMED if event["row"] in named else WRONG},
            event,
        )
        for event in left
    ]


def _agreement(truth: Truth, event: Mapping[str, str]) -> int:
    return sum(getattr(truth, field) == event[field] for field in _FIELDS)


def _is_told(field: str, truth: Truth) -> bool:
    return bool(getattr(truth, field))


def _word(field: str, truth: Truth, event: Mapping[str, str], named: AbstractSet[str]) -> str:
    read = event[field] or (event["start"] if field == "end" else "")
    if read == getattr(truth, field):
        return RIGHT
    if read in {"", "-"}:
        return MISSING
    return NAMED if event["row"] in named else WRONG


def faults_of(name: str) -> list[str]:
    """Return what isn't right in a list, one line per value."""
    return [
        f"{verdict.truth.title} {field} {word}: {getattr(verdict.truth, field, '')!r}"
        f" read as {verdict.read.get(field, '')!r}"
        for verdict in verdicts(name)
        for field, word in verdict.words.items()
        if word != RIGHT
    ]


def table() -> list[str]:
    """Return the lines of the table of results: one line per kind of mistake, and the sum."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name in truths():
        faults = faults_of(name)
        words = Counter(word for verdict in verdicts(name) for word in verdict.words.values())
        for kind in (truths()[name][0].kind, ALL):
            counts[kind] += words + Counter(files=1, whole=int(not faults))
    columns = ("files", "whole", RIGHT, MISSING, NAMED, WRONG)
    return [
        " | ".join(
            ["", KINDS[kind], *(str(counts[kind][column]) for column in columns), ""]
        ).strip()
        for kind in KINDS
    ]


if __name__ == "__main__":
    for each in truths():
        print(*(f"{each}: {line}" for line in faults_of(each)), sep="\n")
    print(*HEAD, *table(), sep="\n")
