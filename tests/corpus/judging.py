"""Compare what the reader makes of each list of the corpus with the truth.

`python -m tests.corpus.judging` prints what isn't right, and one line per kind of mistake.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from data.importing.import_list import ImportedList, import_table
from data.importing.recipe import Recipe
from data.lists.readers.read_file import read_bytes
from data.lists.tables.shape import with_one_shape
from data.model.schema import ROW

CORPUS = Path(__file__).parent
RIGHT, MISSING, WRONG = "right", "missing", "wrong"
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
    return import_table(with_one_shape(read_bytes(name, (CORPUS / name).read_bytes())), Recipe())


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

    A value that was not read is missing: whether the report asks for it is not judged here.
    """
    left = events_of(imported(name))
    judged = []
    for truth in truths()[name]:
        same = [
            each for each in left if not truth.title or each["title"].strip() == truth.title
        ]  # fmt: skip
        event = min(same, key=lambda each: -_agreement(truth, each), default=None)
        if event is None:
            judged.append(Verdict(truth, {"event": WRONG}, {}))
            continue
        left.remove(event)
        words = {field: _word(field, truth, event) for field in _FIELDS if _is_told(field, truth)}
        judged.append(Verdict(truth, words, event))
    return judged + [
        Verdict(Truth(name, truths()[name][0].kind, "", "", "", "", ""), {"event": WRONG}, event)
        for event in left
    ]


def _agreement(truth: Truth, event: Mapping[str, str]) -> int:
    return sum(getattr(truth, field) == event[field] for field in _FIELDS)


def _is_told(field: str, truth: Truth) -> bool:
    return bool(getattr(truth, field))


def _word(field: str, truth: Truth, event: Mapping[str, str]) -> str:
    read = event[field] or (event["start"] if field == "end" else "")
    if read == getattr(truth, field):
        return RIGHT
    return MISSING if read in {"", "-"} else WRONG


def print_wrong() -> None:
    """Print every verdict that isn't right."""
    for name in truths():
        for verdict in verdicts(name):
            for field, word in verdict.words.items():
                if word != RIGHT:
                    wanted = getattr(verdict.truth, field, "")
                    read = verdict.read.get(field, "")
                    print(
                        f"{verdict.truth.kind:>2} {name:32} {verdict.truth.title:10} {field:10}"
                        f" {word:6} {wanted!r} != {read!r}"
                    )


def table() -> list[str]:
    """Return the lines of the table of results: one line per kind of mistake."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    files: dict[int, set[str]] = defaultdict(set)
    for name in truths():
        for verdict in verdicts(name):
            kind = int(verdict.truth.kind)
            files[kind].add(name)
            counts[kind].update(verdict.words.values())
    return [
        f"{kind} | {len(files[kind])} | "
        + " | ".join(str(counts[kind][w]) for w in (RIGHT, MISSING, WRONG))
        for kind in sorted(counts)
    ]


if __name__ == "__main__":
    print_wrong()
    print("kind | files | right | missing | wrong", *table(), sep="\n")
