"""What is chosen as an Excel workbook."""

from __future__ import annotations

import io
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from data.errors import msgid
from data.export.about import about, nothing_chosen, sources
from data.export.column_names import column_name
from data.export.refusals import TooMuchError
from data.export.sheet import MOST_ROWS, Looks, fill_sheet, fitting, looks
from data.export.tidy_tables import consultations, documents, places, roles
from data.languages import number, translations

if TYPE_CHECKING:
    import pandas as pd
    from xlsxwriter.workbook import Workbook

    from data.export.extract import Extract

_FOR_PROGRAMS = ["kind_id", "region_id", "first_day", "last_day", "precision"]
_ABOUT_WIDTHS = (28, 110)
_AS_TEXT = {
    "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    "in_memory": True,
}  # fmt: skip


def workbook_file(extract: Extract) -> bytes:
    """Write the sheets consultations, places, roles, documents, and one about them.

    Returns:
        An `.xlsx` in the language of the extract, names of sheets and columns too. Dates that
        are known to the day are dates, partial ones text; no text is ever a formula. Nothing
        chosen gives headers, and a sentence on the first sheet.

    Raises:
        TooMuchError: A sheet has no room for so many rows.
    """
    from xlsxwriter.workbook import Workbook  # noqa: PLC0415

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
            empty = nothing_chosen(extract)
            fill_sheet(book.add_worksheet(name), frame, headings, look, empty)
        _fill_about(book, extract, look)
    return output.getvalue()


def _tables(extract: Extract) -> dict[str, pd.DataFrame]:
    """The sheets by their names."""
    say = translations(extract.language)
    tables = {
        say.gettext("Consultations"): consultations(extract).drop(columns=_FOR_PROGRAMS),
        say.gettext("Places"): places(extract),
        say.gettext("Roles"): roles(extract),
        say.gettext("Documents"): documents(extract),
    }
    for name, frame in tables.items():
        if len(frame) > MOST_ROWS:
            raise TooMuchError(
                msgid("{count} rows are too many for the sheet {sheet} of a workbook."),
                msgid("Choose fewer, or take CSV or Parquet."),
                count=number(len(frame), extract.language),
                sheet=name,
            )
    return tables


def _fill_about(book: Workbook, extract: Extract, look: Looks) -> None:
    """The last sheet: what the file says of itself, then a row a source."""
    say = translations(extract.language)
    sheet = book.add_worksheet(say.gettext("About"))
    for place, width in enumerate(_ABOUT_WIDTHS):
        sheet.set_column(place, place, width)
    facts = [(fact.label, fact.text) for fact in about(extract)]
    cited = [
        (say.gettext("Sources") if row == 0 else "", text)
        for row, text in enumerate(sources(extract))
    ]
    for row, (label, text) in enumerate([*facts, *cited]):
        sheet.write_string(row, 0, label, look.label)
        sheet.write_string(row, 1, fitting(text), look.wrapped)
    sheet.fit_to_pages(1, 0)
