"""The selection as an Excel workbook, one sheet per table."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from data.columnar.safe_csv import are_risky
from data.export.about import about, empty_notice, sources
from data.export.extract import Extract
from data.export.rows import column_name
from data.export.tidy_tables import (
    consultations,
    demands,
    documents,
    judgements,
    organizations,
    places,
    regions,
    roles,
)
from data.figures.demand_words import ANSWER_LABELS, JUDGE_LABELS, MATCH_LABELS, STATUS_LABELS
from data.figures.fields import field_named
from data.filters.nouns import meetings_heading
from data.model.colors_and_shapes import COLORS
from data.model.errors import TooMuchError, msgid
from data.words.languages import number, translations
from data.words.links import web_address

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_575
"""Rows that fit below a header in Excel."""

_LONGEST_CELL = 32_767
_LONGEST_ADDRESS = 2_000
_MOST_LINKS = 2_000
"""Excel opens many links slowly; in longer tables addresses are text."""

_FIRST_DAY = "1900-03-01"
"""Excel treats 1900 as a leap year, so earlier dates are text."""

_WIDTHS = {
    "link": 40, "consultation": 26, "position": 10, "city": 20, "country": 20, "iso2": 14,
    "lat": 11, "lon": 11, "placed": 32, "organization_id": 26, "organization": 46, "role": 12,
    "language": 12, "url": 40, "source": 40, "short": 14, "consultations": 14, "cities": 10,
    "organizations": 14, "documents": 12, "first_day": 12, "last_day": 12, "partner": 10,
    "organized": 12, "hosted": 10, "region_id": 24,
    "text": 60, "note": 60, "evidence": 40, "archived": 40,
}  # fmt: skip
_USUAL_WIDTH = 20
"""In letters, for columns that are not in `FIELDS`."""

_LONG_TEXTS = ["summary", "notes", "sources", "link"]
"""The last columns of the sheet of consultations: the short facts fit one screen."""

_A4 = 9
"""Number of the paper size in Excel."""


class Looks(NamedTuple):
    """The formats of a workbook."""

    header: Format
    text: Format
    quoted: Format
    wrapped: Format
    label: Format
    day: Format
    degrees: Format
    whole: Format
    link: Format
    note: Format


def looks(book: Workbook) -> Looks:
    """Create the formats of a workbook."""
    top: dict[str, Any] = {"valign": "top"}
    return Looks(
        header=book.add_format(
            {
                "bold": True,
                "font_color": "#FFFFFF",
                "bg_color": COLORS["light"]["accent"],
                "valign": "vcenter",
            }
        ),
        text=book.add_format(top | {"text_wrap": True}),
        quoted=book.add_format(top | {"text_wrap": True, "quote_prefix": True}),
        wrapped=book.add_format(top | {"text_wrap": True}),
        label=book.add_format(top | {"bold": True, "font_color": COLORS["light"]["accent"]}),
        day=book.add_format(top | {"num_format": "yyyy-mm-dd", "align": "left"}),
        degrees=book.add_format(top | {"num_format": "0.0000", "align": "right", "indent": 1}),
        whole=book.add_format(top | {"num_format": "0", "align": "left"}),
        link=book.add_format(
            top | {"font_color": COLORS["light"]["accent"], "underline": 1, "text_wrap": True}
        ),
        note=book.add_format(top | {"italic": True}),
    )


def fill_sheet(
    sheet: Worksheet, frame: pd.DataFrame, headings: Sequence[str], look: Looks, empty: str
) -> None:
    """Write a table.

    Args:
        sheet: An empty sheet.
        frame: Columns of text. `Int64`, `int64` and `float64` become numbers; exact days in
            `start` and `end` become dates.
        headings: One per column.
        look: `looks` of the workbook.
        empty: Sentence for a table without rows.
    """
    last = max(len(frame), 1)
    sheet.set_row(0, 20)
    for position, (column, heading) in enumerate(zip(frame.columns, headings, strict=True)):
        sheet.set_column(position, position, _width(str(column)))
        sheet.write_string(0, position, heading, look.header)
        _fill_column(sheet, position, frame[column], look)
    if frame.empty and empty:
        sheet.write_string(1, 0, empty, look.note)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(frame.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(0.4, 0.4, 0.5, 0.5)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _width(column: str) -> int:
    field = field_named(column)
    return field.width if field else _WIDTHS.get(column, _USUAL_WIDTH)


def _fill_column(sheet: Worksheet, column: int, values: pd.Series, look: Looks) -> None:
    if pd.api.types.is_numeric_dtype(values):
        shown = look.degrees if pd.api.types.is_float_dtype(values) else look.whole
        for row, value in enumerate(values, 1):
            if not pd.isna(value):
                sheet.write_number(row, column, value, shown)
        return
    texts = values.astype("str")
    if values.name in ("start", "end"):
        texts = _fill_days(sheet, column, texts, look)
    linked = values.name in ("link", "url", "evidence", "archived") and len(values) <= _MOST_LINKS
    write = _link_writer(sheet, look) if linked else sheet.write_string
    for row, (text, is_risky) in enumerate(zip(texts, are_risky(texts), strict=True), 1):
        if text:
            write(row, column, fitting(text), look.quoted if is_risky else look.text)


def _fill_days(sheet: Worksheet, column: int, texts: pd.Series, look: Looks) -> pd.Series:
    """Write exact days as dates, and return the other texts."""
    exact = texts.str.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}") & (texts >= _FIRST_DAY)
    days = pd.to_datetime(texts.where(exact, ""), format="%Y-%m-%d", errors="coerce")
    for row, day in enumerate(days, 1):
        if not pd.isna(day):
            sheet.write_datetime(row, column, datetime(day.year, day.month, day.day), look.day)  # noqa: DTZ001
    return texts.where(days.isna(), "")


def _link_writer(sheet: Worksheet, look: Looks) -> Callable[..., object]:
    """Return a writer that writes safe addresses as links and anything else as text."""

    def write(row: int, column: int, text: str, shown: Format) -> None:
        address = web_address(text)
        if address and len(address) <= _LONGEST_ADDRESS:
            sheet.write_url(row, column, address, look.link, fitting(text))
        else:
            sheet.write_string(row, column, text, shown)

    return write


def fitting(text: str) -> str:
    """Shorten a text to the length of a cell, with `…` at its end if cut."""
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"


_FOR_PROGRAMS = ["kind_id", "region_id", "first_day", "last_day", "precision"]
_ABOUT_WIDTHS = (28, 110)
_AS_TEXT = {
    "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    "in_memory": True,
}  # fmt: skip


def workbook_file(extract: Extract) -> bytes:
    """Write the sheets consultations, places, roles, documents, organizations, regions, about.

    A campaign with demands has two more, demands and judgements, before the last one.

    Returns:
        An `.xlsx` in the language of the extract, with the names of sheets and columns. Exact
        days are dates, partial dates text; no text is ever a formula. An empty selection gives
        headers and a sentence on each sheet.

    Raises:
        TooMuchError: A sheet has no room for so many rows.
    """
    from xlsxwriter.workbook import Workbook

    tables = _tables(extract)
    output = io.BytesIO()
    with Workbook(output, _AS_TEXT) as book:
        made = datetime.combine(extract.day, time(), UTC)
        book.set_properties(
            {"title": extract.title, "subject": extract.words, "author": "", "created": made}
        )
        look = looks(book)
        for name, frame in tables.items():
            headings = [column_name(str(column), extract.language) for column in frame.columns]
            empty = empty_notice(extract)
            fill_sheet(book.add_worksheet(name), frame, headings, look, empty)
        _fill_about(book, extract, look)
    return output.getvalue()


def _tables(extract: Extract) -> dict[str, pd.DataFrame]:
    """Return the sheets by their names."""
    say = translations(extract.language)
    tables = {
        meetings_heading(extract.campaign, extract.language): _consultations(extract),
        say.gettext("Places"): places(extract),
        say.gettext("Roles"): roles(extract),
        say.gettext("Documents"): documents(extract),
        say.gettext("Organizations"): organizations(extract),
        say.gettext("Regions"): regions(extract),
    }
    if len(extract.campaign.demands):
        tables[say.gettext("Demands")] = _in_words(demands(extract), extract.language)
        # Translators: noun, what judges say of demands
        tables[say.gettext("Judgements")] = _in_words(judgements(extract), extract.language)
    for name, frame in tables.items():
        if len(frame) > MOST_ROWS:
            raise TooMuchError(
                msgid("Too many rows for the sheet {sheet}: {count}."),
                msgid("Select fewer, or use CSV or Parquet."),
                count=number(len(frame), extract.language),
                sheet=name,
            )
    return tables


_LABELS = {
    "answer": ANSWER_LABELS, "status": STATUS_LABELS, "match": MATCH_LABELS, "kind": JUDGE_LABELS,
}  # fmt: skip


def _in_words(frame: pd.DataFrame, language: str) -> pd.DataFrame:
    """Replace the codes of answers, statuses, matches and judges by their labels."""
    say = translations(language).gettext
    spoken = {
        name: frame[name].map({code: say(label) for code, label in labels.items()} | {"": ""})
        for name, labels in _LABELS.items()
        if name in frame
    }
    return frame.assign(**spoken)


def _consultations(extract: Extract) -> pd.DataFrame:
    """Return the consultations with the long texts in the last columns."""
    frame = consultations(extract).drop(columns=_FOR_PROGRAMS)
    return frame[[*frame.columns.drop(_LONG_TEXTS), *_LONG_TEXTS]]


def _fill_about(book: Workbook, extract: Extract, look: Looks) -> None:
    """Write the last sheet: the facts about the file, then one row per source."""
    say = translations(extract.language)
    sheet = book.add_worksheet(say.gettext("About"))
    for column, width in enumerate(_ABOUT_WIDTHS):
        sheet.set_column(column, column, width)
    facts = [(fact.label, fact.text) for fact in about(extract)]
    source_rows = [
        (say.gettext("Sources") if row == 0 else "", text)
        for row, text in enumerate(sources(extract))
    ]
    for row, (label, text) in enumerate([*facts, *source_rows]):
        sheet.write_string(row, 0, label, look.label)
        sheet.write_string(row, 1, fitting(text), look.wrapped)
    sheet.fit_to_pages(1, 0)
