"""A template for a list: columns, an example row, and an explanation of each column."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from data.model.errors import msgid
from data.words.languages import DEFAULT_LANGUAGE, translations

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook


class ColumnHelp(NamedTuple):
    """Help for one column; `what` and `example` are English message ids, "" for no example."""

    column: str
    what: str
    example: str
    must: bool = False


EXAMPLE_TITLE = msgid("EXAMPLE, replace this row: Hearing on the rights of migrant workers")

COLUMNS_HELP = (
    ColumnHelp(
        "id",
        msgid("A short name for the row, used only once. If empty, it is made from the title."),
        "example",
    ),
    ColumnHelp("title", msgid("Name of the consultation."), EXAMPLE_TITLE, must=True),
    ColumnHelp(
        "kind",
        msgid("Kind of consultation. Each kind has its own shape on the map."),
        # Translators: an example of a kind of consultation.
        msgid("Hearing"),
    ),
    ColumnHelp(
        "region",
        msgid("Region it covers, which may not be where it took place. Leave empty if worldwide."),
        msgid("West Africa"),
    ),
    ColumnHelp(
        "city",
        msgid(
            "Where it took place. Separate several cities with semicolons. Leave empty if online."
        ),
        "Dakar",
    ),
    ColumnHelp(
        "country",
        msgid(
            "Country of the city, in any usual spelling. Give one for all cities, or one for each."
        ),
        msgid("Senegal"),
    ),
    ColumnHelp(
        "lat",
        msgid("Latitude in degrees, negative in the south. Only needed if the city is not found."),
        "",
    ),
    ColumnHelp(
        "lon",
        msgid("Longitude in degrees, negative in the west. Only needed if the city is not found."),
        "",
    ),
    ColumnHelp(
        "start",
        msgid(
            "First day as year-month-day, as precise as you know it: 2016, 2016-04 or 2016-04-29."
        ),
        "2016-04-28",
    ),
    ColumnHelp(
        "end",
        msgid("Last day, in the same format. Leave empty for a single day."),
        "2016-04-29",
    ),
    ColumnHelp(
        "venue",
        msgid("Building or online platform."),
        msgid("Hall of the trade unions"),
    ),
    ColumnHelp(
        "organizers",
        msgid(
            "Who organized it. Separate several with semicolons, and always use the same spelling."
        ),
        msgid("First organization; Second organization"),
    ),
    ColumnHelp(
        "hosts",
        msgid("Who hosted it. If an organization did both, name it in both columns."),
        msgid("First organization"),
    ),
    ColumnHelp(
        "partners",
        msgid("Who took part as a partner. Separate several with semicolons."),
        msgid("Third organization"),
    ),
    ColumnHelp(
        "participants", msgid("Who came, or how many."), msgid("45 people from 12 countries")
    ),
    ColumnHelp(
        "summary",
        msgid("What happened and what came out of it, in a few sentences."),
        msgid("Workers and lawyers agreed on ten recommendations."),
    ),
    ColumnHelp("feeds_into", msgid("Id of the consultation that its results went to."), ""),
    ColumnHelp("notes", msgid("What readers should know about these facts."), ""),
    ColumnHelp(
        "sources",
        msgid("Sources of the facts: web addresses or titles, separated by semicolons."),
        "https://example.org/hearing",
    ),
)
"""In the order of `CONSULTATION_COLUMNS`."""

SHEET = msgid("Consultations")
HELP_SHEET = msgid("How to fill it in")
HELP_HEADER = (
    msgid("Column"),
    # Translators: heading; below it what each column of the table means.
    msgid("Meaning"),
    msgid("Example"),
    # Translators: heading; below it "required" or "optional" for each column.
    msgid("Required?"),
)
# Translators: adjective, a column that must be filled in.
MUST = msgid("required")
# Translators: adjective, a column that may stay empty.
MAY = msgid("optional")
KINDS, REGIONS = msgid("Available kinds"), msgid("Available regions")

_WIDTH = 30
"""Of each column, in characters."""

_MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""The same in every template, so that the same template has the same bytes."""

_AS_TEXT = {
    "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    "in_memory": True,
}  # fmt: skip
_LONGEST_SHEET_NAME = 31


def template_csv(language: str = DEFAULT_LANGUAGE) -> bytes:
    """Write the template as CSV.

    Returns:
        The names of the columns and the example row; UTF-8 with a byte order mark (Excel needs
        it), comma, CRLF.
    """
    say = translations(language).gettext
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([help_.column for help_ in COLUMNS_HELP])
    writer.writerow([say(help_.example) if help_.example else "" for help_ in COLUMNS_HELP])
    return text.getvalue().encode("utf-8-sig")


def template_xlsx(kinds: Sequence[str], regions: Sequence[str], language: str) -> bytes:
    """Write the template as an Excel workbook.

    Args:
        kinds: Titles of the campaign's kinds, for the help.
        regions: Names of its regions, for the help.
        language: Language of the explanations; the names of the columns are always the same.

    Returns:
        A sheet to fill in, with one example row, and a sheet that explains the columns and lists
        kinds and regions. All cells are text: nothing turns into a date or a formula.
    """
    from xlsxwriter.workbook import Workbook

    say = translations(language).gettext
    known = {"kind": kinds, "region": regions}
    table = [
        (column, next(iter(known.get(column, ())), example and say(example)))
        for column, _, example, _ in COLUMNS_HELP
    ]
    rows = [
        (column, say(what), example and say(example), say(MUST if must else MAY))
        for column, what, example, must in COLUMNS_HELP
    ]
    explained = list(zip(map(say, HELP_HEADER), *rows, strict=True))
    listed = [(say(name), *texts) for name, texts in ((KINDS, kinds), (REGIONS, regions)) if texts]
    output = io.BytesIO()
    with Workbook(output, _AS_TEXT) as book:
        book.set_properties({"created": _MADE})
        _add_sheet(book, say(SHEET), table)
        _add_sheet(book, say(HELP_SHEET), [*explained, *listed])
    return output.getvalue()


def _add_sheet(book: Workbook, name: str, columns: Sequence[Sequence[str]]) -> None:
    """Add a sheet of text cells, so that spreadsheet programs change none of them."""
    sheet = book.add_worksheet(_sheet_name(name))
    sheet.set_column(0, len(columns) - 1, _WIDTH, book.add_format({"num_format": "@"}))
    for index, cells in enumerate(columns):
        for row, cell in enumerate(cells):
            sheet.write_string(row, index, cell)


def _sheet_name(text: str) -> str:
    """A text without what Excel forbids in a sheet's name."""
    return "".join(sign for sign in text if sign not in "[]:*?/\\'")[:_LONGEST_SHEET_NAME].strip()
