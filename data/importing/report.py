"""The import report: all rows accounted for, one line per issue."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from data.columnar.safe_csv import neutralize_formulas
from data.columnar.texts import each_once
from data.geo.placing import AMBIGUOUS, BAD_COORDINATES, UNKNOWN_CITY, UNKNOWN_COUNTRY
from data.importing.row_addresses import with_address
from data.lists.readers.issue_log import shorten
from data.lists.readers.raw_table import Parts
from data.loading.assemble import OPTIONAL_TABLES
from data.model.campaign import Campaign
from data.model.errors import LEVEL_LABELS, LEVELS, Issue
from data.model.schema import ROW
from data.words.languages import number, translations
from data.words.online import is_online

Examples = tuple[tuple[int, str], ...]
"""Some rows: each its number in the file, and a text that tells it from others."""
_MOST_EXAMPLES = 3

COLUMNS = ("level", "file", "row", "column", "seen", "problem", "what_to_do")


@dataclass(frozen=True)
class IssueGroup:
    """Issues of one kind: with the same level, expectation and action."""

    level: str
    expected: str
    action: str
    issues: tuple[Issue, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.issues)

    def title(self, language: str) -> str:
        """Name level, count and issue: `Not recognized (5): The date can be read in two ways.`."""
        say = translations(language).gettext
        titles = {
            # Translators: the number of rows that were left out, and the reason.
            "skipped": say("Skipped ({count}): {issue}"),
            # Translators: the number of cells that could not be read, and the reason.
            "unrecognized": say("Not recognized ({count}): {issue}"),
            # Translators: the number of cells that may mean something else, and the reason.
            "guessed": say("Guessed ({count}): {issue}"),
            # Translators: the number of cells that were corrected, and how.
            "fixed": say("Fixed ({count}): {issue}"),
            # Translators: the number of remarks that need no action.
            "noted": say("Notes ({count}): {issue}"),
        }
        count = number(self.count, language)
        return titles[self.level].format(count=count, issue=say(self.expected))


@dataclass(frozen=True)
class Report:
    """What became of the rows of a file.

    Attributes:
        read: Rows with text, without the header.
        shown: Rows that are consultations now; `read` = `shown` + `left_out`.
        in_tray: Shown rows without a place or date;
            `read` = `on_map_and_timeline` + `in_tray` + `left_out`.
        left_out: Rows that are not shown.
        placed: Shown rows with a place on the map.
        dated: Shown rows with a date.
        unplaced: Why the other rows have no place: rows by one of `WHY_UNPLACED`.
        undated: Why the other rows have no date: rows by one of `WHY_UNDATED`.
        unplaced_examples: The first rows of each reason, as row number and text.
        undated_examples: The same for rows without a date.
        issues: The issues, the worst first (in the order of `LEVELS`), then the largest kind
            first, then by file and row; no issue twice.
        parts: The tables that were joined, see `RawTable.parts`.
        first_asked: Rows from this number on are of demands, and not counted; 0 if none are.
    """

    read: int
    shown: int
    in_tray: int
    left_out: int
    issues: tuple[Issue, ...] = ()
    placed: int = 0
    dated: int = 0
    unplaced: Mapping[str, int] = field(default_factory=dict)
    undated: Mapping[str, int] = field(default_factory=dict)
    unplaced_examples: Mapping[str, Examples] = field(default_factory=dict)
    undated_examples: Mapping[str, Examples] = field(default_factory=dict)
    parts: Parts = ()
    first_asked: int = 0

    def __post_init__(self) -> None:
        """Refuse counts that don't add up, and sort the issues."""
        if self.read != self.shown + self.left_out or not 0 <= self.in_tray <= self.shown:
            raise ValueError((self.read, self.shown, self.in_tray, self.left_out))
        object.__setattr__(self, "issues", _worst_first(self.issues))

    @property
    def on_map_and_timeline(self) -> int:
        """The number of rows with a place and a date."""
        return self.shown - self.in_tray

    @property
    def rows_unaccounted(self) -> int:
        """The number of rows left out without an issue that says so; anything but 0 is a bug."""
        end = self.first_asked or math.inf
        rows = {(f.file, f.row) for f in self.issues if f.left_out and f.row < end}
        return self.left_out - sum(file not in OPTIONAL_TABLES for file, _ in rows)

    @cached_property
    def counts(self) -> dict[str, int]:
        """The number of issues by level, worst first, zeros included."""
        counted = Counter(issue.level for issue in self.issues)
        return {level: counted[level] for level in LEVELS}

    @cached_property
    def groups(self) -> tuple[IssueGroup, ...]:
        """The issues by kind, worst level first, within a level the largest first."""
        grouped: dict[tuple[str, str, str], list[Issue]] = {}
        for issue in self.issues:
            grouped.setdefault(_kind(issue), []).append(issue)
        return tuple(IssueGroup(*kind, tuple(each)) for kind, each in grouped.items())


WHY_UNPLACED = (
    "no column", "empty", "country only", "online", "ambiguous", "not found", "bad coordinates",
)  # fmt: skip
"""Reasons why a row is not on the map, in the order to name them."""

WHY_UNDATED = ("no column", "empty", "not read")
"""Reasons why a row has no date."""

_WHY_OF_STATUS = {
    AMBIGUOUS: "ambiguous",
    UNKNOWN_CITY: "not found",
    UNKNOWN_COUNTRY: "not found",
    BAD_COORDINATES: "bad coordinates",
}


def make_report(
    campaign: Campaign,
    read: int,
    issues: Iterable[Issue] = (),
    *,
    has_places: bool = True,
    dates_written: pd.Series[bool] | None = None,
) -> Report:
    """Make the report of an imported campaign.

    Args:
        campaign: The campaign; the report has its issues too.
        read: The number of rows with text in the file.
        issues: Issues found before it was a campaign.
        has_places: Whether a column of the file is read as a place.
        dates_written: Whether a row has text in its columns of dates, by row of the file; None if
            no column is read as a date.
    """
    table = campaign.consultations
    placed, dated = table["placed"].to_numpy(), table["dated"].to_numpy()
    whole = int((placed & dated).sum())
    unplaced, undated = table[~placed], table[~dated]
    if not has_places:
        reasons = pd.Series("no column", index=unplaced.index)
    else:
        reasons = _why_unplaced(campaign, unplaced)
    if dates_written is None:
        why = pd.Series("no column", index=undated.index)
    else:
        is_written = undated[ROW].map(dates_written)
        why = is_written.map({True: "not read"}).fillna("empty")
    return Report(
        read=read,
        shown=len(table),
        in_tray=len(table) - whole,
        left_out=read - len(table),
        placed=int(placed.sum()),
        dated=int(dated.sum()),
        unplaced=_counted(reasons, WHY_UNPLACED),
        undated=_counted(why, WHY_UNDATED),
        unplaced_examples=_examples(reasons, unplaced, _texts_of_places(campaign, unplaced)),
        undated_examples=_examples(why, undated, undated["title"].astype("str")),
        issues=(*issues, *campaign.issues),
    )


def _why_unplaced(campaign: Campaign, unplaced: pd.DataFrame) -> pd.Series[str]:
    """Return one of `WHY_UNPLACED` per consultation without a place, by its first problem."""
    places = campaign.places[campaign.places["consultation"].isin(unplaced["id"])]
    first = places.drop_duplicates("consultation").set_index("consultation")
    status = first["status"].astype("str").map(_WHY_OF_STATUS)
    status = status.fillna("country only").reindex(unplaced["id"].astype("str"))
    elsewhere = each_once(unplaced["venue"].astype("str"), _why_nowhere)
    return status.set_axis(unplaced.index).fillna(elsewhere)


def _why_nowhere(venue: str) -> str:
    return "online" if is_online(venue) else "empty"


def _counted(reasons: pd.Series[str], order: tuple[str, ...]) -> dict[str, int]:
    counts = reasons.value_counts()
    return {reason: int(counts[reason]) for reason in order if reason in counts}


def _texts_of_places(campaign: Campaign, rows: pd.DataFrame) -> pd.Series[str]:
    """Return what consultations say of their place: its city or country, its venue, or a title."""
    places = campaign.places.drop_duplicates("consultation").set_index("consultation")
    named = places.reindex(rows["id"].astype("str")).set_axis(rows.index)
    texts = rows["title"].astype("str")
    for column in (rows["venue"], named["country"], named["city"]):
        text = column.astype("str").fillna("")
        texts = text.where(text != "", texts)
    return texts


def _examples(
    reasons: pd.Series[str], rows: pd.DataFrame, texts: pd.Series[str]
) -> dict[str, Examples]:
    """Return the first rows of each reason, in the order of the file."""
    frame = pd.DataFrame({"reason": reasons, "row": rows[ROW].astype("int64"), "text": texts})
    first = frame.sort_values("row", kind="stable").groupby("reason", sort=False)
    found: dict[str, Examples] = {}
    for reason, row, text in first.head(_MOST_EXAMPLES).itertuples(index=False, name=None):
        found[reason] = (*found.get(reason, ()), (int(row), shorten(text)))
    return found


def report_frame(report: Report, language: str) -> pd.DataFrame:
    """List the issues.

    Returns:
        One row per issue, worst first: `level`, `file`, `row` (as a spreadsheet counts, NA for the
        whole file), `column`, `seen` (text from the data), `problem`, `what_to_do`. The label of
        the level, `problem` and `what_to_do` are in the language. Empty if there are none.
    """
    say = translations(language).gettext
    labels = {level: say(label) for level, label in LEVEL_LABELS.items()}
    rows = [
        (
            labels[f.level],
            f.file,
            f.row or None,
            f.column,
            f.seen,
            say(f.expected),
            say(f.action),
        )
        for f in (with_address(report.parts, issue) for issue in report.issues)
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype(dict.fromkeys(COLUMNS, "str") | {"row": "Int64"})


def report_csv(report: Report, language: str) -> bytes:
    """Write the issues as a CSV file that spreadsheets open.

    Returns:
        UTF-8 with a byte order mark (Excel needs it), commas, CRLF, English column names in the
        header; an apostrophe comes before texts that a spreadsheet would run as a formula.
    """
    frame = report_frame(report, language)
    safe = frame.astype("str").fillna("").apply(neutralize_formulas) if len(frame) else frame
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _kind(issue: Issue) -> tuple[str, str, str]:
    return issue.level, issue.expected, issue.action


def _worst_first(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    distinct = list(dict.fromkeys(issues))
    sizes = Counter(map(_kind, distinct))
    rank = {level: position for position, level in enumerate(LEVELS)}

    def order(issue: Issue) -> tuple[object, ...]:
        kind = _kind(issue)
        return (rank[issue.level], -sizes[kind], kind, issue.file, issue.row)

    return tuple(sorted(distinct, key=order))


def issues_of_rows(
    table: pd.DataFrame, mask: pd.Series[bool], where: tuple[str, str], texts: tuple[str, str],
    level: str,
) -> list[Issue]:  # fmt: skip
    """Make an issue for every row of `mask`.

    Args:
        table: Has `_row` and the column.
        mask: The rows to report.
        where: File and column; without a column, `seen` is "".
        texts: What was expected and what to do, as message ids.
        level: One of `data.model.errors.LEVELS`.
    """
    file, column = where
    rows = table.loc[mask, ROW]
    seen = table.loc[mask, column].map(shorten) if column else [""] * len(rows)
    return [
        Issue(file, int(row), column, text, *texts, level=level)
        for row, text in zip(rows, seen, strict=True)
    ]


def reason_text(reason: str, count: int, language: str, *, dates: bool = False) -> str:
    """Say how many rows have a reason: `2 whose place was not found`.

    Args:
        reason: One of `report.WHY_UNPLACED`, or of `report.WHY_UNDATED` with `dates`.
        count: The number of rows.
        language: The language of the text.
        dates: Whether it is about dates.
    """
    texts = _undated(count, language) if dates else _unplaced(count, language)
    return texts[reason].format(count=number(count, language))


def _undated(count: int, language: str) -> Mapping[str, str]:
    ngettext = translations(language).ngettext
    return {
        # Translators: rows of a list, as part of "Not on the timeline: ...".
        "no column": ngettext(
            "{count} without a column of dates", "{count} without a column of dates", count
        ),
        "empty": ngettext("{count} without a date", "{count} without a date", count),
        "not read": ngettext(
            "{count} whose date was not recognized",
            "{count} whose dates were not recognized",
            count,
        ),
    }


def _unplaced(count: int, language: str) -> Mapping[str, str]:
    ngettext = translations(language).ngettext
    return {
        # Translators: rows of a list, as part of "Not on the map: ...", as the next ones.
        "no column": ngettext(
            "{count} without a column of places", "{count} without a column of places", count
        ),
        "empty": ngettext("{count} without a place", "{count} without a place", count),
        "country only": ngettext(
            "{count} with only a country", "{count} with only a country", count
        ),
        "online": ngettext("{count} online", "{count} online", count),
        "ambiguous": ngettext(
            "{count} whose city is unclear", "{count} whose city is unclear", count
        ),
        "not found": ngettext(
            "{count} whose place was not found", "{count} whose place was not found", count
        ),
        "bad coordinates": ngettext(
            "{count} with invalid coordinates", "{count} with invalid coordinates", count
        ),
    }
