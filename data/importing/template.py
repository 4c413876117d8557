"""A template for a list: columns, an example row, and an explanation of each column."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from data.model.errors import msgid
from data.model.look import COLORS
from data.words.languages import DEFAULT_LANGUAGE, translations

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet


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
DATES = msgid("Dates")
DATES_HELP = msgid("As precise as you know it: 2016, 2016-04 or 2016-04-29")
NOT_LISTED = msgid("Not in the list")
NOT_LISTED_HELP = msgid("Check the spelling. You can keep it as a new entry.")


_LAST_ROW = 10_000
"""Last row with drop-down lists."""

_LISTS_COLUMN = 5
"""First column of the texts of drop-down lists, on the help sheet: our own reader would report a
hidden sheet."""

_WIDTHS = {"title": 60, "summary": 50, "sources": 40, "organizers": 36, "hosts": 30, "partners": 30}
_USUAL_WIDTH, _NARROW_WIDTH = 20, 12
_NARROW = {"id", "lat", "lon", "start", "end"}
_HELP_WIDTHS = (16, 90, 60, 20, 4, 36, 36)
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
        kinds: Titles of kinds to choose from; none gives no drop-down.
        regions: Names of regions to choose from; none gives no drop-down.
        language: Language of the explanations; the names of the columns are always the same.

    Returns:
        A sheet to fill in, with one example row, and a sheet that explains the columns. All cells
        are text, so that spreadsheet programs don't turn them into dates or formulas.
    """
    from xlsxwriter.workbook import Workbook

    output = io.BytesIO()
    with Workbook(output, _AS_TEXT) as book:
        book.set_properties({"created": _MADE})
        say = translations(language).gettext
        filler = _Filler(book, _looks(book), lambda text: say(text) if text else "")
        sheet = book.add_worksheet(_sheet_name(filler.say(SHEET)))
        help_sheet = book.add_worksheet(_sheet_name(filler.say(HELP_SHEET)))
        filler.fill_table(sheet, {"kind": kinds, "region": regions})
        filler.fill_help(help_sheet, kinds, regions)
        for column, texts, offset in (("kind", kinds, 0), ("region", regions, 1)):
            if texts:
                filler.add_choice(sheet, column, _range(help_sheet, offset, len(texts)))
    return output.getvalue()


class _Looks(NamedTuple):
    header: Format
    text: Format
    example: Format
    wrapped: Format


class _Filler(NamedTuple):
    """Writes the sheets of a book in one language."""

    book: Workbook
    looks: _Looks
    say: Callable[[str], str]

    def fill_table(self, sheet: Worksheet, lists: dict[str, Sequence[str]]) -> None:
        """Write the header, frozen, and the example, with kind and region from the lists."""
        sheet.freeze_panes(1, 2)
        for index, (column, what, example, _) in enumerate(COLUMNS_HELP):
            usual = _NARROW_WIDTH if column in _NARROW else _USUAL_WIDTH
            sheet.set_column(index, index, _WIDTHS.get(column, usual), self.looks.text)
            sheet.write_string(0, index, column, self.looks.header)
            sheet.write_comment(0, index, self.say(what), {"x_scale": 2})
            shown = next(iter(lists.get(column, ())), self.say(example))
            sheet.write_string(1, index, shown, self.looks.example)
            if column in {"start", "end"}:
                help_ = {"input_title": self.say(DATES), "input_message": self.say(DATES_HELP)}
                sheet.data_validation(1, index, _LAST_ROW, index, {"validate": "any"} | help_)

    def fill_help(self, sheet: Worksheet, kinds: Sequence[str], regions: Sequence[str]) -> None:
        """Write one row per column of the table, and beside them the drop-down lists' texts."""
        sheet.freeze_panes(1, 1)
        rows = [
            (column, self.say(what), self.say(example), self.say(MUST if must else MAY))
            for column, what, example, must in COLUMNS_HELP
        ]
        for index, width in enumerate(_HELP_WIDTHS):
            sheet.set_column(index, index, width, self.looks.wrapped)
        for index, heading in enumerate(HELP_HEADER):
            cells = [row[index] for row in rows]
            self._write_column(sheet, index, heading, cells)
        for index, (heading, texts) in enumerate(((KINDS, kinds), (REGIONS, regions))):
            if texts:
                self._write_column(sheet, _LISTS_COLUMN + index, heading, texts)

    def add_choice(self, sheet: Worksheet, column: str, source: str) -> None:
        """Add a drop-down list; other texts are allowed after a warning."""
        index = [each.column for each in COLUMNS_HELP].index(column)
        choice = {
            "validate": "list", "source": source, "error_type": "warning",
            "error_title": self.say(NOT_LISTED), "error_message": self.say(NOT_LISTED_HELP),
        }  # fmt: skip
        sheet.data_validation(1, index, _LAST_ROW, index, choice)

    def _write_column(
        self, sheet: Worksheet, index: int, heading: str, cells: Sequence[str]
    ) -> None:
        sheet.write_string(0, index, self.say(heading), self.looks.header)
        for row, cell in enumerate(cells, 1):
            sheet.write_string(row, index, cell, self.looks.wrapped)


def _looks(book: Workbook) -> _Looks:
    as_text = {"num_format": "@"}
    return _Looks(
        header=book.add_format(as_text | {"bold": True, "bottom": 1}),
        text=book.add_format(as_text),
        example=book.add_format(
            as_text | {"italic": True, "font_color": COLORS["light"]["neutral"]}
        ),
        wrapped=book.add_format(as_text | {"text_wrap": True, "valign": "top"}),
    )


def _sheet_name(text: str) -> str:
    """A text without what Excel forbids in a sheet's name."""
    return "".join(sign for sign in text if sign not in "[]:*?/\\'")[:_LONGEST_SHEET_NAME].strip()


def _range(sheet: Worksheet, offset: int, count: int) -> str:
    """The cells of a list of texts on the help sheet."""
    from xlsxwriter.utility import xl_range_abs

    column = _LISTS_COLUMN + offset
    return f"='{sheet.get_name()}'!{xl_range_abs(1, column, count, column)}"
